"""Nights and days of a person: which nights pass, in which bed, and what comes before and after.

A night is what `no-bed` says it is, with the lines that the trip draws for that check: everybody speaks of the same nights.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from tripplan import places, when
from tripplan.checks._legs import Leg, near, same_place
from tripplan.checks._limits import Limits
from tripplan.model import Choice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from zoneinfo import ZoneInfo

    from tripplan.model import Event, Site
    from tripplan.timeline import Timeline
    from tripplan.when import Moment

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Night:
    """One night of one person, between the event that left them last and the next.

    `day` is the date of its evening, `probe` the instant at which the bed is asked for, `beds` are the stays that cover it.
    `away` says that a bed is asked of it at all: on the trip, and not near home. `under_way` says that it goes by on the move.
    """

    day: date
    probe: datetime
    evening: Event
    morning: Event
    beds: tuple[Event, ...]
    away: bool
    under_way: bool

    @property
    def lacking(self) -> bool:
        """Whether a bed is missing: the finding of `no-bed`."""
        return self.away and not self.under_way and not self.beds


class Course:
    """Events of one person in order, to be asked what is before and after an instant."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._events = tuple(events)
        self._starts = [event.start.instant for event in self._events]
        self._last = list(accumulate(self._events, _later))

    def before(self, instant: datetime) -> Event | None:
        """Of the events that begin before an instant the one that ends last."""
        place = bisect_left(self._starts, instant)
        return self._last[place - 1] if place else None

    def after(self, instant: datetime) -> Event | None:
        """The first event that begins at an instant or later."""
        return next(self.since(instant), None)

    def since(self, instant: datetime) -> Iterator[Event]:
        """The events that begin at an instant or later."""
        for place in range(bisect_left(self._starts, instant), len(self._events)):
            yield self._events[place]


def _later(one: Event, other: Event) -> Event:
    return other if other.end.instant >= one.end.instant else one


@dataclass(slots=True)
class Span:
    """A stretch of time from an event to a later one, and those who have it."""

    first: Event
    last: Event
    start: Moment
    end: Moment
    people: list[str]

    @property
    def length(self) -> timedelta:
        """Physical time."""
        return when.elapsed(self.start, self.end)


def together(spans: Iterable[Span], *, longest: bool) -> list[Span]:
    """Spans that share their first or their last event as one, with all their people; the longest or shortest speaks for it."""
    groups: list[Span] = []
    known: dict[tuple[str, int], Span] = {}
    for span in spans:
        ends = [("first", span.first.index), ("last", span.last.index)]
        group = next((known[end] for end in ends if end in known), None)
        if group is None:
            group = span
            groups.append(span)
        else:
            group.people += [id_ for id_ in span.people if id_ not in group.people]
            if (span.length > group.length) is longest:
                group.first, group.last, group.start, group.end = span.first, span.last, span.start, span.end
        known |= dict.fromkeys(ends, group)
    return groups


def here(one: Site, other: Site, limits: Limits) -> bool:
    """Whether two places are known to be one: a rough position shows only in which town it is."""
    if one.id == other.id:
        return True
    if one.position is None or other.position is None or one.rough or other.rough:
        return False
    way = Leg(places.distance_km(one.position, other.position), rough=False)
    return same_place(way, one, other, limits)


def night_limits(timeline: Timeline) -> Limits:
    """The lines of `no-bed`, as this trip draws them."""
    return Limits("no-bed", timeline.trip.checks.get("no-bed", Choice()).limits)


def nights(person: str, timeline: Timeline) -> Iterator[Night]:
    """The nights between a person's events, in order."""
    limits = night_limits(timeline)
    waiting = deque(timeline.beds[person])
    at_hand: list[Event] = []
    for evening, morning in timeline.pairs(person):
        if _same_day(evening.end, morning.start, limits):
            continue
        zone = evening.site.zone
        for probe in probes(evening.end.instant, morning.start.instant, zone, limits):
            while waiting and waiting[0].start.instant < probe + _DAY:
                at_hand.append(waiting.popleft())
            at_hand = [bed for bed in at_hand if bed.end.instant > probe - _DAY]
            day = probe.astimezone(zone).date() - _DAY
            yield Night(
                day,
                probe,
                evening,
                morning,
                tuple(bed for bed in at_hand if _covers(bed, day, probe, zone, limits)),
                _away(day, person, evening, timeline, limits),
                _under_way(day, evening, morning, limits),
            )


def _same_day(end: Moment, start: Moment, limits: Limits) -> bool:
    """Whether both clocks show at once that no night lies between: most gaps, spared the way over instants."""
    return (
        end.zone is start.zone and end.wall.date() == start.wall.date() and end.wall.time() > limits["probe"]
    )


def probes(start: datetime, end: datetime, zone: ZoneInfo, limits: Limits) -> Iterator[datetime]:
    """The instants from `start` until `end` at which a night is asked after, on the clock of `zone`."""
    day = start.astimezone(zone).date()
    while (instant := when.wall_instant(datetime.combine(day, limits["probe"]), zone)) < end:
        if instant >= start:
            yield instant
        day += _DAY


def _away(night: date, person: str, evening: Event, timeline: Timeline, limits: Limits) -> bool:
    trip = timeline.trip
    if trip.head and not trip.head.start <= night < trip.head.end:
        return False
    if (known := timeline.person(person)) and not known.on_trip(night, night):
        return False
    return not (trip.home and near(trip.home, evening.site, limits))


def _under_way(night: date, evening: Event, morning: Event, limits: Limits) -> bool:
    """Whether most of the night goes by on the move, or between two legs with no time for a room."""
    moves = [event for event in (evening, morning) if event.moves]
    if not moves:
        return False
    if when.elapsed(evening.end, morning.start) < timedelta(hours=limits["connection-hours"]):
        return True
    moving = sum((_in_night(move, night, evening.site.zone, limits) for move in moves), timedelta())
    return moving >= timedelta(hours=limits["under-way-hours"])


def _in_night(event: Event, night: date, zone: ZoneInfo, limits: Limits) -> timedelta:
    """How much of an event lies in the small hours of a night, on the clock of `zone`."""
    first = when.wall_instant(datetime.combine(night, limits["small-hours-from"]), zone)
    last = when.wall_instant(datetime.combine(night + _DAY, limits["small-hours-until"]), zone)
    return max(timedelta(), min(last, event.end.instant) - max(first, event.start.instant))


def _covers(bed: Event, night: date, probe: datetime, zone: ZoneInfo, limits: Limits) -> bool:
    """Whether a stay covers the hour at which a night is probed, or enough of it before an early departure."""
    if bed.start.instant <= probe < bed.end.instant:
        return True
    return _in_night(bed, night, zone, limits) >= timedelta(hours=limits["short-night-hours"])


def probed(bed: Event, limits: Limits, until: datetime | None = None) -> Sequence[datetime]:
    """The instants at which a stay is somebody's bed for the night, on its own clock, those before `until` only."""
    end = bed.end.instant if until is None else min(until, bed.end.instant)
    return tuple(probes(bed.start.instant, end, bed.site.zone, limits))
