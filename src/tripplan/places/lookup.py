"""Names and codes to airports and cities, and coordinates to what lies around them."""

from __future__ import annotations

import re
from functools import lru_cache
from math import cos, radians
from typing import TYPE_CHECKING

from tripplan.places import store
from tripplan.places.forms import LONGEST, key
from tripplan.places.records import Airport, City
from tripplan.places.sphere import distance_km, on_globe

if TYPE_CHECKING:
    from collections.abc import Iterable

_CODE_LENGTH = 3
_AIRPORT_WORD = re.compile(r"(?: (?:international )?airport| ?(?:국제 ?)?공항)$")
_AREA_WORDS = 6  # "New Hampshire, United States of America": no region and country are said in more words
_CITY_KM = 10  # how far from a city's point its own name still says no more than the city
_COUNTRY_KM = (15, 100)  # how far to look for a city: near first, as that is quick in dense regions
_KM_PER_DEGREE = 110.5  # of latitude, at least


def airport(code: str) -> Airport | None:
    """The airport of an IATA code, in capitals or not; None where there is none."""
    known = len(code) == _CODE_LENGTH and code.isascii() and code.isalpha()
    return store.airport_of(code.upper()) if known else None


def search(query: str, limit: int = 20) -> list[Airport | City]:
    """Every airport and city that `query` may mean, at most `limit`.

    A query is an IATA code, or a name in English or Korean, with its region or country or without: "YYC", "춘천시",
    "cambridge, ma", "Boston airport". Those of exactly that name come first: the airport of the code, then cities by population,
    then airports; only if there are none, those whose names begin so. Nothing is ever picked among namesakes.
    """
    form = key(query)
    if not 0 < len(form) <= LONGEST or limit <= 0:
        return []
    return (_exact(query) or _named(form, limit, prefix=True))[:limit]


def is_city(name_forms: Iterable[str], at: tuple[float, float]) -> bool:
    """Whether `at` is just the position of a city of one of these names, within 10 km: then a place is known only roughly."""
    return _is_city(tuple(name_forms), at)


# A trip is judged again and again while it is written, and its places stay where they are.
@lru_cache(maxsize=4096)
def _is_city(name_forms: tuple[str, ...], at: tuple[float, float]) -> bool:
    return any(
        isinstance(place, City) and distance_km((place.lat, place.lon), at) <= _CITY_KM
        for name in name_forms
        if 0 < len(key(name)) <= LONGEST
        for place in _exact(name)
    )


def country_at(lat: float, lon: float) -> str | None:
    """The country (ISO 3166-1 alpha-2) of the nearest city within 100 km; None where there is none."""
    if not on_globe(lat, lon):
        return None
    for reach in _COUNTRY_KM:
        around = _cities_around(lat, lon, reach)
        near = [(distance_km((lat, lon), (a, b)), country) for a, b, country in around]
        if near and min(near)[0] <= reach:
            return min(near)[1]
    return None


def _cities_around(lat: float, lon: float, reach: float) -> list[tuple[float, float, str]]:
    """Position and country of the cities in a box that holds all within `reach` km, and some more."""
    high = reach / _KM_PER_DEGREE
    narrow = cos(radians(min(90.0, abs(lat) + high)))
    wide = high / narrow if narrow > high / 180 else 360.0
    if not -180 <= lon - wide <= lon + wide <= 180:  # noqa: PLR2004 - degrees: the box would cross the date line
        wide = 360.0
    box = (round(x * 1e5) for x in (lat - high, lat + high, lon - wide, lon + wide))
    return store.rows(
        "SELECT lat / 1e5, lon / 1e5, country FROM city WHERE lat BETWEEN ? AND ? AND lon BETWEEN ? AND ?",
        *box,
    )


def _exact(query: str) -> list[Airport | City]:
    """All that is called exactly this; the region and the word "airport" are read as such only where nothing is."""
    form = key(query)
    found = _named(form)
    if code := airport(query.strip()):
        found = [code, *found]
    return list(dict.fromkeys(found)) or _within(query) or _airports_for(form)


def _named(form: str, limit: int = store.EVERY, *, prefix: bool = False) -> list[Airport | City]:
    found: list[Airport | City] = []
    found += store.cities_of(form, limit, prefix=prefix)
    found += store.airports_of(form, limit, prefix=prefix)
    return found


def _within(query: str) -> list[Airport | City]:
    """The places of a query that ends in their region or country: "Cambridge, MA", "cambridge ma us"."""
    name, comma, rest = query.partition(",")
    words = key(query).split()
    splits = [(key(name), key(rest).split())] if comma else []
    splits += [(" ".join(words[:i]), words[i:]) for i in range(len(words) - 1, 0, -1)][:_AREA_WORDS]
    for form, tail in splits:
        areas = _areas(tail)
        found = [place for place in _named(form) if all(_lies_in(place, area) for area in areas)]
        if areas and found:
            return found
    return []


def _areas(words: list[str]) -> list[set[tuple[str, str]]]:
    """What words say of where something lies, area by area; nothing where some words say no area."""
    if len(words) > _AREA_WORDS:
        return []
    for end in range(len(words), 0, -1):
        first, rest = store.areas_of(" ".join(words[:end])), _areas(words[end:])
        if first and (rest or end == len(words)):
            return [first, *rest]
    return []


def _lies_in(place: Airport | City, area: set[tuple[str, str]]) -> bool:
    regions = {place.region, ""} if isinstance(place, City) else {""}
    return any(country == place.country and region in regions for country, region in area)


def _airports_for(form: str) -> list[Airport | City]:
    """The airports of "Boston airport", "보스턴 공항"."""
    city = _AIRPORT_WORD.sub("", form)
    return [*store.airports_of(city)] if city not in {form, ""} else []
