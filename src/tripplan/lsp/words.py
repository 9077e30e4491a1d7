"""The words that fit in one place of a file: what completion offers, and of what a wrong word may be a slip."""

from __future__ import annotations

import json
import re
from itertools import product
from string import ascii_uppercase
from typing import TYPE_CHECKING, NamedTuple

from tripplan import places, when
from tripplan.lsp.outline import Role
from tripplan.lsp.references import named_by, shape
from tripplan.messages import LANGUAGES
from tripplan.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tripplan.lsp.draft import Draft
    from tripplan.lsp.format import Format
    from tripplan.lsp.outline import Path, Token
    from tripplan.model import Person, Site
    from tripplan.model.document import ResourceTable

AIRPORT = ("places", "*", "airport")  # the shape of the path
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_CODE = 3  # letters of an airport's code
_MOST = 50  # airports offered at once


class Word(NamedTuple):
    """A word that fits, with what is said of it in short (`detail`) and at length (`about`)."""

    text: str
    detail: str = ""
    about: str = ""
    needed: bool = False


def fitting(draft: Draft, spot: Token, form: Format, language: str) -> list[Word]:
    """The words that fit where `spot` is being written; its path leads to the value or to the table of the key."""
    if spot.role is Role.HEADER:
        return list(_headers(spot, form))
    if spot.role is Role.KEY:
        return list(_keys(draft, spot.path, form))
    return list(_values(draft, spot, form, language))


def alternatives(draft: Draft, wrong: Token, form: Format, language: str) -> list[str]:
    """What a wrong word may be a slip for, the likeliest first."""
    if shape(wrong.path) == AIRPORT:
        return places.nearest_airports(wrong.word)
    spot = wrong if wrong.role is Role.VALUE else wrong._replace(path=wrong.path[:-1])
    found = nearest(wrong.word, [word.text for word in fitting(draft, spot, form, language)])
    return [found] if found and found != wrong.word else []


def written(word: str, role: Role) -> str:
    """A word as the file writes it: text in quotes, a key without them where it can do."""
    return word if role is not Role.VALUE and _BARE.fullmatch(word) else json.dumps(word, ensure_ascii=False)


def _headers(spot: Token, form: Format) -> Iterator[Word]:
    for key, about in form.keys(spot.path, None).items():
        yield Word(key, about=about.get("description", ""))


def _keys(draft: Draft, table: Path, form: Format) -> Iterator[Word]:
    kind = draft.kind_at(table)
    there = draft.outline.below(table)
    needed = form.required(table, kind)
    for key, about in form.keys(table, kind).items():
        if key not in there:
            yield Word(key, about=about.get("description", ""), needed=key in needed)


def _values(draft: Draft, spot: Token, form: Format, language: str) -> Iterator[Word]:
    listed = draft.outline.listed_with(spot.path)
    unopened = () if spot.quote else named_by((*spot.path, 0))  # a list whose bracket is still missing
    for section in named_by(spot.path) or unopened:
        for id_ in (id_ for id_ in draft.ids(section) if id_ not in listed):
            yield Word(id_, _name(draft, section, id_, language))
    yield from map(Word, form.choices(spot.path))
    where = shape(spot.path)
    if where == ("places", "*", "zone"):
        yield from map(Word, sorted(when.zone_names()))
    elif where == AIRPORT:
        yield from _airports(spot.word, language)
    elif where == ("events", "*", "needs", "*"):
        yield from map(Word, _tags(draft))
    elif where == ("trip", "languages", "*"):
        yield from map(Word, LANGUAGES)


def _name(draft: Draft, section: str, id_: str, language: str) -> str:
    """What something is called, as far as that can be read."""
    for timeline in draft.timelines:
        trip = timeline.trip
        named: dict[str, Mapping[str, Site | Person | ResourceTable]] = {
            "places": trip.sites, "people": trip.people, "resources": trip.resources
        }  # fmt: skip
        thing = named.get(section, {}).get(id_)
        if thing is not None and thing.name is not None:
            return thing.name.say(language, *trip.languages)
    return ""


def _tags(draft: Draft) -> list[str]:
    people = draft.timelines[0].trip.people.values() if draft.timelines else ()
    return sorted({tag for person in people for tag in person.tags})


def _airports(typed: str, language: str) -> Iterator[Word]:
    """The airports whose codes begin with what is typed, or whose names do."""
    codes: Iterator[str] = iter(())
    if typed and len(typed) <= _CODE and typed.isascii() and typed.isalpha():
        codes = (
            typed.upper() + "".join(rest) for rest in product(ascii_uppercase, repeat=_CODE - len(typed))
        )
    by_code = [found for code in codes if (found := places.airport(code))]
    by_name = [found for found in places.search(typed, _MOST) if isinstance(found, places.Airport)]
    for airport in dict.fromkeys([*by_name, *by_code][:_MOST]):
        name = airport.name_ko if language == "ko" and airport.name_ko else airport.name
        yield Word(airport.iata, name, f"{airport.city}, {airport.country}: {airport.zone}")
