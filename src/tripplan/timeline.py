"""Whose day is what: each person's own events in order, and the gaps between them.

Built once for a trip; checks and views stand on it. Cancelled events take no part, stays stand apart: they say where
the bed is, not where the person is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from tripplan import when

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import timedelta

    from tripplan.model import Event, Person, Trip


@dataclass(frozen=True, slots=True)
class Gap:
    """Between two events that follow each other in the days of `people`.

    They are where `before` left them until `after` begins. `known` says that no event was lost between the two by an
    error in the file.
    """

    before: Event
    after: Event
    people: tuple[str, ...]
    known: bool = True

    @property
    def length(self) -> timedelta:
        """Physical time from the end of one event to the start of the next: negative where they overlap."""
        return when.elapsed(self.before.end, self.after.start)

    @property
    def certain(self) -> bool:
        """Whether its length is known: both events name their instants."""
        return self.before.certain and self.after.certain


@dataclass(frozen=True)
class Timeline:
    """A trip in the order of time."""

    trip: Trip
    events: tuple[Event, ...] = field(init=False)

    def __post_init__(self) -> None:
        taking_part = (event for event in self.trip.events if not event.cancelled)
        object.__setattr__(self, "events", tuple(sorted(taking_part, key=_order)))

    @cached_property
    def days(self) -> Mapping[str, tuple[Event, ...]]:
        """Each person's own moves and activities, in order. Without people in the file there is one nameless traveller."""
        found: dict[str, list[Event]] = {id_: [] for id_ in self.trip.people or ("",)}
        for event in self.events:
            if not event.stays:
                for id_ in self.attending(event):
                    found[id_].append(event)
        return {id_: tuple(events) for id_, events in found.items()}

    @cached_property
    def beds(self) -> Mapping[str, tuple[Event, ...]]:
        """Each person's stays, in order."""
        found: dict[str, list[Event]] = {id_: [] for id_ in self.trip.people or ("",)}
        for event in self.events:
            if event.stays:
                for id_ in self.attending(event):
                    found[id_].append(event)
        return {id_: tuple(events) for id_, events in found.items()}

    def attending(self, event: Event) -> tuple[str, ...]:
        """The ids of those whom an event is for."""
        return event.people if self.trip.people else ("",)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps in everyone's days, those of the same two events as one, in the order of time."""
        found: dict[tuple[int, int], tuple[Event, Event, list[str]]] = {}
        for id_ in self.days:
            for before, after in self.pairs(id_):
                found.setdefault((before.index, after.index), (before, after, []))[2].append(id_)
        gaps = (
            Gap(before, after, tuple(ids), self._known(before, after))
            for before, after, ids in found.values()
        )
        return tuple(sorted(gaps, key=lambda gap: (_order(gap.after), _order(gap.before))))

    def pairs(self, person: str) -> Iterator[tuple[Event, Event]]:
        """Each event of a person with the one before it that ended last: that is where they were left."""
        last: Event | None = None
        for event in self.days[person]:
            if last is not None:
                yield last, event
            if last is None or event.end.instant >= last.end.instant:
                last = event

    def _known(self, before: Event, after: Event) -> bool:
        low, high = sorted((before.index, after.index))
        return not any(low < lost < high for lost in self.trip.unread)

    @cached_property
    def by_id(self) -> Mapping[str, tuple[Event, ...]]:
        """The events of each id: more than one only where the file uses an id twice."""
        found: dict[str, list[Event]] = {}
        for event in self.events:
            found.setdefault(event.id, []).append(event)
        return {id_: tuple(events) for id_, events in found.items()}

    def person(self, id_: str) -> Person | None:
        """The person of an id; None for the nameless traveller."""
        return self.trip.people.get(id_)


def _order(event: Event) -> tuple[object, ...]:
    return (event.start.instant, event.end.instant, event.id, event.index)
