"""What the options of an export mean for a trip; a wrong one is the end of the command, with a word that helps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tripplan.cli._fit import give_up
from tripplan.cli._language import language
from tripplan.cli.show import Lang
from tripplan.messages import say
from tripplan.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Collection

    from tripplan.messages import Message
    from tripplan.model import Trip


def scope(trip: Trip, people: list[str], groups: list[str]) -> tuple[frozenset[str] | None, Message | str]:
    """The ids of those whose events are wanted, and who they are in words."""
    if not people and not groups:
        return None, say("everyone")
    from tripplan.cli._choose import ChoiceError, scope_of  # noqa: PLC0415 - start-up: it brings rich

    try:
        found = scope_of(trip, people, groups)
    except ChoiceError as error:
        give_up(error.message)
    return found, ", ".join(
        [*(trip.people[id_].name.say(language(), *trip.languages) for id_ in people), *groups]
    )


def languages(trip: Trip, lang: Lang | None, people: Collection[str] | None = None) -> tuple[str, ...]:
    """In which order the languages of a text are tried; where both are wanted, those two.

    Where nobody says, it is the language of the one person that a file is for, or the trip's first.
    """
    if lang is Lang.BOTH:
        return tuple(dict.fromkeys([*trip.languages, "ko", "en"]))[:2]
    own = trip.people[next(iter(people))].language if people and len(people) == 1 else None
    first = lang.value if lang else own
    return tuple(dict.fromkeys([*([first] if first else []), *trip.languages]))


def audience(trip: Trip, words: list[str], *, unredacted: bool, alone: bool) -> frozenset[str] | None:
    """Those who will read the file; None for those whose events they are, nobody where nothing is to be kept back."""
    if unredacted and (words or alone):
        give_up(say("--unredacted is for you who keep the trip: not with --audience or --per-person"))
    if words and alone:
        give_up(say("with --per-person each person reads their own file: not with --audience"))
    if unredacted:
        return frozenset()
    return frozenset(id_ for word in words for id_ in _readers(trip, word)) if words else None


def _readers(trip: Trip, word: str) -> tuple[str, ...]:
    """The ids behind the name of a person or a group."""
    known = {**{id_: (id_,) for id_ in trip.people}, **trip.groups}
    if word not in known:
        absent, near = say('there is no person or group "{word}"', word=word), nearest(word, known)
        give_up(say('{absent}: did you mean "{word}"?', absent=absent, word=near) if near else absent)
    if not known[word]:  # no readers would mean no secrets
        give_up(say('there is nobody in the group "{word}"', word=word))
    return known[word]


def source(url: str | None) -> str | None:
    """The address, if it is one that calendars fetch."""
    if url is not None and not re.match("(https?|webcal)://[^/]", url, re.IGNORECASE):
        give_up(say("--source: expected an address such as https://example.org/trip.ics, not {url}", url=url))
    return url
