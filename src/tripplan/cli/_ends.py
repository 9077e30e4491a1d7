"""The two ends of a way, as somebody writes them on a command line: a place of the trip, a code, coordinates, a city."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from tripplan import places
from tripplan.cli._gazetteer import area_of, called
from tripplan.cli._language import language
from tripplan.messages import say

if TYPE_CHECKING:
    from tripplan.messages import Message
    from tripplan.model import Site, Trip

_COORDINATES = re.compile(
    r"\s*([+-]?\d{1,3}(?:\.\d{1,12})?)\s*,\s*([+-]?\d{1,3}(?:\.\d{1,12})?)\s*", re.ASCII
)
_CODE = re.compile(r"[A-Z]{3}")
_ALL = 1000  # namesakes: more than any name has
_LISTED = 12  # of them that are told


class End(NamedTuple):
    """One end: what it is called ("" for mere coordinates), where it is, and its id if it is a place of the trip."""

    name: str
    point: tuple[float, float]
    country: str | None
    airport: bool = False
    id: str | None = None


class EndError(ValueError):
    """What was written names no point, or more than one; the message says which."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.template)
        self.message = message


def end_of(written: str, trip: Trip | None) -> End:
    """The point that is meant.

    Raises:
        EndError: it is unknown, ambiguous, or a place of the trip without coordinates.
    """
    text = unicodedata.normalize("NFKC", written)
    if trip and (site := trip.sites.get(written)):
        return _site(site)
    if found := _COORDINATES.fullmatch(text):
        return _point(written, (float(found[1]), float(found[2])))
    if _CODE.fullmatch(text) and (airport := places.airport(text)):
        return _airport(airport)
    return _named(text)


def _site(site: Site) -> End:
    if site.position is None:
        raise EndError(say('the place "{id}" has no coordinates', id=site.id))
    country = places.country_at(*site.position)
    return End(site.name.say(language()), site.position, country, bool(site.airport), site.id)


def _point(written: str, point: tuple[float, float]) -> End:
    if not (abs(point[0]) <= 90 and abs(point[1]) <= 180):  # noqa: PLR2004 - degrees
        raise EndError(say('"{written}" is no latitude and longitude', written=written))
    return End("", point, places.country_at(*point))


def _airport(airport: places.Airport) -> End:
    name = f"{called(airport, language())} ({airport.iata})"
    return End(name, (airport.lat, airport.lon), airport.country, airport=True)


def _city(city: places.City) -> End:
    name = f"{called(city, language())}, {area_of(city, language())}"
    return End(name, (city.lat, city.lon), city.country)


def _named(name: str) -> End:
    """The one city of a name, or for want of a city the one airport."""
    found = places.search(name, _ALL)
    cities = [_city(place) for place in found if isinstance(place, places.City)]
    ends = cities or [_airport(place) for place in found if isinstance(place, places.Airport)]
    if len(ends) == 1:
        return ends[0]
    if not ends:
        near = [f'"{each}"' for each in places.nearest_names(name)]
        hint = say("did you mean {names}?", names=near) if near else say("write it as latitude,longitude")
        raise EndError(say('nothing is called "{name}": {hint}', name=name, hint=hint))
    told = "; ".join(f"{end.name} ({end.point[0]:.4f},{end.point[1]:.4f})" for end in ends[:_LISTED])
    raise EndError(
        say(
            '{number} places are called "{name}", say which, by region or coordinates: {places}',
            number=len(ends),
            name=name,
            places=f"{told}; …" if len(ends) > _LISTED else told,
        )
    )
