"""What several checks ask of official appointments: which they are, on which days, and in whose country."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from tripplan import places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tripplan.model import Event, Site, Trip
    from tripplan.timeline import Timeline

BUSINESS = frozenset({"meeting", "visit", "ceremony", "conference", "press"})
_SAME_CITY_KM = 50


def appointments(timeline: Timeline) -> list[Event]:
    """The business events, in the order of time."""
    return [event for event in timeline.events if event.kind in BUSINESS]


def days(event: Event) -> Iterator[date]:
    """The days of an event on the clock of its place; one that ends at midnight is not of the day that begins then."""
    last = max(event.start.wall, event.end.wall - timedelta(seconds=1)).date()
    for number in range((last - event.start.wall.date()).days + 1):
        yield event.start.wall.date() + timedelta(days=number)


def country(site: Site) -> str | None:
    """The country (ISO 3166-1 alpha-2) of a place: its airport's, or that of the nearest city."""
    airport = places.airport(site.airport) if site.airport else None
    if airport:
        return airport.country
    return _country_at(site.position) if site.position else None


@cache
def _country_at(position: tuple[float, float]) -> str | None:
    return places.country_at(*position)


def region(site: Site, trip: Trip) -> str:
    """The subdivision ("AB", "MA") of the city that a place or a larger place around it is named after; "" where none is."""
    airport = places.airport(site.airport) if site.airport else None
    around = (site, *(trip.sites[id_] for id_ in site.around if id_ in trip.sites))
    names = [airport.city] if airport else []
    names += [form for each in around for _, form in each.name.forms]
    found = (_city_region(name, site.position) for name in names if site.position)
    return next((each for each in found if each), "")


@cache
def _city_region(name: str, position: tuple[float, float]) -> str:
    """The subdivision of the city of a name that lies around a position, or ""."""
    cities = (place for place in places.search(name) if isinstance(place, places.City))
    near = (c for c in cities if places.distance_km((c.lat, c.lon), position) <= _SAME_CITY_KM)
    return next((city.region for city in near), "")
