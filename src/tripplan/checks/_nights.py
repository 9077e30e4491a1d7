"""The nights of each person: which pass, and in which bed.

A night is what `no-bed` says it is, with the lines that the trip draws for that check: everybody speaks of the same nights.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from tripplan import when
from tripplan.checks._legs import near
from tripplan.checks._limits import limits_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from zoneinfo import ZoneInfo

    from tripplan.checks._limits import Limits
    from tripplan.model import Event
    from tripplan.timeline import Timeline
    from tripplan.when import Moment

_DAY = timedelta(days=1)
_LONGEST = 400 * _DAY  # that a trip may last whose own days cannot be read: as long as the longest duration


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


def night_limits(timeline: Timeline) -> Limits:
    """The lines of `no-bed`, as this run draws them."""
    return timeline.once(_night_limits)


def _night_limits(timeline: Timeline) -> Limits:
    return limits_of("no-bed", timeline)


def nights(timeline: Timeline) -> Mapping[str, Sequence[Night]]:
    """The nights between each person's events, in order."""
    return timeline.once(_nights)


def _nights(timeline: Timeline) -> dict[str, tuple[Night, ...]]:
    return {person: tuple(_of(person, timeline)) for person in timeline.days}


def _of(person: str, timeline: Timeline) -> Iterator[Night]:
    limits = night_limits(timeline)
    waiting = deque(timeline.beds[person])
    at_hand: list[Event] = []
    for evening, morning in timeline.pairs(person):
        if _same_day(evening.end, morning.start, limits):
            continue
        zone = evening.site.zone
        for probe in probes(*_on_trip(evening.end, morning.start, timeline), zone, timeline):
            while waiting and waiting[0].start.instant < probe + _DAY:
                at_hand.append(waiting.popleft())
            at_hand = [bed for bed in at_hand if bed.end.instant > probe - _DAY]
            day = probe.astimezone(zone).date() - _DAY
            yield Night(
                day,
                probe,
                evening,
                morning,
                tuple(bed for bed in at_hand if _covers(bed, day, probe, zone, timeline)),
                _away(day, person, evening, timeline, limits),
                _under_way(day, evening, morning, timeline),
            )


def _on_trip(end: Moment, start: Moment, timeline: Timeline) -> tuple[datetime, datetime]:
    """The part of a gap in which its nights are asked after: about the days of the trip, or else only its last two days.

    Nobody asks for the beds of a hundred years when one event has a year that was mistyped.
    """
    first, last = end.instant, start.instant
    if (head := timeline.trip.head) is None:
        return max(first, last - _LONGEST), last
    clipped = (
        max(first, datetime.combine(head.start - 2 * _DAY, time(), UTC)),
        min(last, datetime.combine(head.end + 2 * _DAY, time(), UTC)),
    )
    return clipped if clipped[0] < clipped[1] else (max(first, last - 2 * _DAY), last)


def _same_day(end: Moment, start: Moment, limits: Limits) -> bool:
    """Whether both clocks show at once that no night lies between: most gaps, spared the way over instants."""
    return (
        end.zone is start.zone and end.wall.date() == start.wall.date() and end.wall.time() > limits["probe"]
    )


def probes(start: datetime, end: datetime, zone: ZoneInfo, timeline: Timeline) -> Iterator[datetime]:
    """The instants from `start` until `end` at which a night is asked after, on the clock of `zone`."""
    hour = night_limits(timeline)["probe"]
    day = start.astimezone(zone).date()
    while (instant := timeline.instant_of(datetime.combine(day, hour), zone)) < end:
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


def _under_way(night: date, evening: Event, morning: Event, timeline: Timeline) -> bool:
    """Whether most of the night goes by on the move, or between two legs with no time for a room."""
    limits = night_limits(timeline)
    moves = [event for event in (evening, morning) if event.moves]
    if not moves:
        return False
    if when.elapsed(evening.end, morning.start) < timedelta(hours=limits["connection-hours"]):
        return True
    moving = sum((_in_night(move, night, evening.site.zone, timeline) for move in moves), timedelta())
    return moving >= timedelta(hours=limits["under-way-hours"])


def _in_night(event: Event, night: date, zone: ZoneInfo, timeline: Timeline) -> timedelta:
    """How much of an event lies in the small hours of a night, on the clock of `zone`."""
    limits = night_limits(timeline)
    first = timeline.instant_of(datetime.combine(night, limits["small-hours-from"]), zone)
    last = timeline.instant_of(datetime.combine(night + _DAY, limits["small-hours-until"]), zone)
    return max(timedelta(), min(last, event.end.instant) - max(first, event.start.instant))


def _covers(bed: Event, night: date, probe: datetime, zone: ZoneInfo, timeline: Timeline) -> bool:
    """Whether a stay covers the hour at which a night is probed, or enough of it before an early departure."""
    if bed.start.instant <= probe < bed.end.instant:
        return True
    enough = timedelta(hours=night_limits(timeline)["short-night-hours"])
    return _in_night(bed, night, zone, timeline) >= enough


def probed(bed: Event, timeline: Timeline, until: datetime | None = None) -> Sequence[datetime]:
    """The instants at which a stay is somebody's bed for the night, on its own clock, those before `until` only."""
    end = bed.end.instant if until is None else min(until, bed.end.instant)
    return tuple(probes(bed.start.instant, end, bed.site.zone, timeline))
