"""Stretches of a person's days: what comes before and after an instant, and what lies between two events."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from tripplan import places, when
from tripplan.checks._legs import Leg, same_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime, timedelta

    from tripplan.checks._limits import Limits
    from tripplan.model import Event, Site
    from tripplan.when import Moment


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
