"""What only Apple's calendars read: a place on the map, and the time to get there. Others pass it over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING

from tripplan import places
from tripplan.exporters import _prose
from tripplan.exporters._component import Property, length, position
from tripplan.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tripplan.exporters._options import Options
    from tripplan.model import Event, Site, Trip
    from tripplan.timeline import Gap

_GRID = 5  # minutes that programmes are written on: a shorter way is not worth a block
_RADIUS = {True: 1000, False: 100}  # metres around an airport, or around a house, that count as being there


def on_the_map(site: Site, options: Options) -> Iterator[Property]:
    """A pin. The title and the address in it must be those of LOCATION, or the map is not shown."""
    if site.position is None or site.rough:
        return
    address = _prose.address(site, options)
    parameters = {
        "VALUE": "URI",
        **({"X-ADDRESS": address} if address else {}),
        "X-APPLE-RADIUS": str(_RADIUS[site.airport is not None]),
        "X-TITLE": _prose.name(site, options),
    }
    yield Property("X-APPLE-STRUCTURED-LOCATION", f"geo:{position(*site.position, ',')}", parameters)


def way_there(minutes: int | None) -> Iterator[Property]:
    """The time that it takes to get to an event, drawn before it; the phone may say when to leave."""
    if minutes:
        yield Property("X-APPLE-TRAVEL-DURATION", length(timedelta(minutes=minutes)), {"VALUE": "DURATION"})
        yield Property("X-APPLE-TRAVEL-ADVISORY-BEHAVIOR", "AUTOMATIC")


def ways(trip: Trip, events: Iterable[Event], options: Options) -> Mapping[int, int]:
    """How many minutes before an event somebody must leave for it, by the event's index: where the way is not written as a move.

    Only the events given count, those that the readers of the file know, and only the people whom the file is for: of several the
    one who comes from farthest.
    """
    found: dict[int, int] = {}
    for gap in Timeline(replace(trip, events=tuple(events))).gaps:
        concerns = options.people is None or not options.people.isdisjoint(gap.people)
        minutes = _minutes(gap, trip) if concerns else None
        if minutes is not None:
            found[gap.after.index] = max(minutes, found.get(gap.after.index, 0))
    return found


def _minutes(gap: Gap, trip: Trip) -> int | None:
    """The way across a gap within one day, in full fives; None where it is short, unknown, or takes longer than there is time."""
    before, after = gap.before, gap.after
    if not (gap.certain and gap.known) or before.end.wall.date() != after.start.wall.date():
        return None
    estimate = _estimate(before, after, len(gap.people), trip)
    if estimate is None or estimate < _GRID:
        return None
    minutes = ceil(estimate / _GRID) * _GRID
    return minutes if timedelta(minutes=minutes) <= gap.length else None


@lru_cache(maxsize=256)  # the same few places, over and over
def _country(position: tuple[float, float]) -> str | None:
    return places.country_at(*position)


def _estimate(before: Event, after: Event, people: int, trip: Trip) -> float | None:
    """Minutes from where one event ends to where the next begins: by the trip's own word, or else by an estimate."""
    ends = frozenset({before.site.id, after.origin.id})
    if len(ends) == 1:
        return None
    if said := [row.minutes for row in trip.travel if row.sites == ends]:
        return min(said)
    origin, site = before.site, after.origin
    if origin.rough or site.rough or origin.position is None or site.position is None:
        return None
    return places.travel_minutes(
        origin.position,
        site.position,
        country=_country(origin.position),
        departs=before.end.wall,
        people=people,
        airport=bool(origin.airport or site.airport),
    ).minutes
