"""tripplan places."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from itertools import chain, count
from typing import TYPE_CHECKING, Annotated

import typer

from tripplan.cli._files import fail
from tripplan.cli._gazetteer import area_of, called, city_of
from tripplan.cli._language import language, spoken
from tripplan.cli._terminal import write
from tripplan.messages import plain, plural, say
from tripplan.places import Airport, City, nearest_names, search, zone_at
from tripplan.places.forms import key
from tripplan.reporters._cells import cells
from tripplan.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tripplan.messages import Message

_WIDTH = 80  # cells
_ALL = 1_000_000  # more than the gazetteer holds: how many fit is said exactly
_DECIMALS = 4  # of a degree: 11 m, and a city is known no better


def places(
    query: Annotated[
        list[str],
        typer.Argument(
            metavar="QUERY",
            help='A code, or a name in English or Korean, alone or with where it lies: "Cambridge, MA".',
            show_default=False,
        ),
    ],
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="Show at most N places.")] = 20,
) -> None:
    """Find airports and cities, each as a block to paste into a trip. All that is printed is TOML.

    Exit status: 0 found, 1 nothing of that name.
    """
    name = unicodedata.normalize("NFKC", " ".join(query))  # a Korean keyboard may write wide Latin letters
    found = search(name, _ALL)
    if not found:
        fail(_nothing(name))
        raise typer.Exit(1)
    shown = found[:limit]
    head = [_comment(_sentence(name, len(found), len(shown)))] if len(found) > 1 else []
    blocks = [_block(place, id_) for place, id_ in zip(shown, _ids(shown), strict=True)]
    write("\n".join("".join(f"{line}\n" for line in lines) for lines in [*head, *blocks]))


def _nothing(name: str) -> Message:
    near = spoken(say(" or ")).join(f'"{each}"' for each in nearest_names(name))
    meant = say("did you mean {names}?", names=near)
    others = say("write any other place by its coordinates, at = [latitude, longitude]")
    return say(
        'no airport and no city of 5,000 people or more is called "{name}": {hint}',
        name=name,
        hint=meant if near else others,
    )


def _sentence(name: str, total: int, shown: int) -> str:
    some = plural(
        language(), shown, "{number:,} follows, --limit shows more", "{number:,} follow, --limit shows more"
    )
    return plain(
        language(),
        '{total:,} places fit "{name}", and none was picked: {rest}.',
        total=total,
        name=visible(name),
        rest=some if shown < total else plain(language(), "paste the one that is meant"),
    )


def _block(place: Airport | City, id_: str) -> Iterator[str]:
    """What a place is, as comments, and its table."""
    zone = place.zone if isinstance(place, Airport) else zone_at(*_at(place))
    name, *others = dict.fromkeys([called(place, language()), place.name, place.name_ko or place.name])
    yield from _comment(" ".join([name, *(f"({other})" for other in others)]))
    position = ", ".join(f"{degrees:.{_DECIMALS}f}" for degrees in _at(place))
    yield from _comment(f"{_what(place)}; {zone or place.zone}; {position}")
    yield f"[places.{id_}]"
    if isinstance(place, Airport):
        yield f'airport = "{place.iata}"'
        return
    yield f"name = {_name(place)}"
    yield f"at = [{position}]"
    if zone is None:  # no land at this point: a shore or a river is drawn too simply
        yield f'zone = "{place.zone}"'


def _at(place: Airport | City) -> tuple[float, float]:
    """The position as the block gives it: the zone that is said is the zone that a trip will have."""
    return round(place.lat, _DECIMALS), round(place.lon, _DECIMALS)


def _what(place: Airport | City) -> str:
    reader, country = language(), place.country
    if isinstance(place, Airport):
        if city := city_of(place):
            said = city.say(reader)
            return plain(
                reader, "{code}, airport of {city}, {country}", code=place.iata, city=said, country=country
            )
        return plain(reader, "{code}, airport in {country}", code=place.iata, country=country)
    area = area_of(place, reader)
    if place.population:
        return plain(reader, "city of {people:,} in {area}", people=place.population, area=area)
    return plain(reader, "city in {area}", area=area)


def _name(city: City) -> str:
    # JSON's strings are TOML's too.
    english, korean = (json.dumps(form, ensure_ascii=False) for form in (city.name, city.name_ko))
    return f"{{ ko = {korean}, en = {english} }}" if city.name_ko else english


def _comment(text: str) -> Iterator[str]:
    """The text as comment lines that fit the width, Hangul counted as wide as it is shown."""
    line = "#"
    for word in text.split():
        if line != "#" and cells(f"{line} {word}") > _WIDTH:
            yield line
            line = "#  "
        line = f"{line} {word}"
    yield line


def _ids(found: Iterable[Airport | City]) -> list[str]:
    """An id for each place, no two the same: each says just as much as tells it from the others."""
    forms = [_forms(place) for place in found]
    level = [0] * len(forms)
    for _ in range(len(forms[0]) - 1):
        often = Counter(form[depth] for form, depth in zip(forms, level, strict=True))
        level = [depth + (often[form[depth]] > 1) for form, depth in zip(forms, level, strict=True)]
    ids: dict[str, None] = {}
    for form, depth in zip(forms, level, strict=True):
        numbered = (f"{form[depth]}-{number}" for number in count(2))
        ids[next(id_ for id_ in chain([form[depth]], numbered) if id_ not in ids)] = None
    return list(ids)


def _forms(place: Airport | City) -> tuple[str, ...]:
    """Ids of a place, from the plainest to the one that says most."""
    if isinstance(place, Airport):
        code = place.iata.lower()
        return (code, *[f"{code}-airport"] * 3)
    parts = ((), (place.country,), (place.region or place.country,), (place.region, place.country))
    return tuple(_slug(" ".join((place.name, *part))) for part in parts)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", key(text)).strip("-") or "place"
