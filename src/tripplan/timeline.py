"""Whose day is what: each person's own events in order, and the gaps between them.

Built once for a trip; checks and views stand on it. Cancelled events take no part, stays stand apart: they say where
the bed is, not where the person is.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from tripplan import when

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime, timedelta
    from zoneinfo import ZoneInfo

    from tripplan.model import Choice, Event, Person, Trip
    from tripplan.places import Ways
    from tripplan.when import Moment


@dataclass(frozen=True, slots=True)
class Given:
    """What a run knows beside the file.

    `ways` asks the routing server that the user named. `choices` are a folder's defaults for the trip's own [checks].
    `published` holds the start and the end of each event, by id, as its last release told them, with the instants that they were
    then; None where there is no release.
    """

    ways: Ways | None = None
    choices: Mapping[str, Choice] = field(default_factory=dict)
    published: Mapping[str, tuple[Moment, Moment]] | None = None


NOTHING_GIVEN = Given()

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Gap:
    """Between two events that follow each other in the days of `people`.

    They are where `before` left them until `after` begins. `known` says that nothing is in doubt between the two: no event was
    lost by an error in the file, both belong to the trip's days, and nothing else was to be done during `before`.
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
    given: Given = NOTHING_GIVEN
    events: tuple[Event, ...] = field(init=False)
    _done: dict[Callable[[Timeline], Any], Any] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        taking_part = (event for event in self.trip.events if not event.cancelled)
        object.__setattr__(self, "events", tuple(sorted(taking_part, key=_order)))

    @cached_property
    def rank(self) -> Mapping[int, int]:
        """The place of each event in the order of time, by its index."""
        return {event.index: place for place, event in enumerate(self.events)}

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
        return tuple(sorted(gaps, key=lambda gap: (self.rank[gap.after.index], self.rank[gap.before.index])))

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
        lost = any(low < place < high for place in self.trip.unread)
        torn = self._clashes.get(before.index, frozenset()) - {after.index}
        return not lost and not torn and self._apart.isdisjoint((before.index, after.index))

    @cached_property
    def _clashes(self) -> Mapping[int, frozenset[int]]:
        """For each event those that somebody in it should be at in the same time: which of them leaves that person where is not known."""
        found: dict[int, set[int]] = {}
        for events in self.days.values():
            for one, other in overlaps(events):
                found.setdefault(one.index, set()).add(other.index)
                found.setdefault(other.index, set()).add(one.index)
        return {index: frozenset(others) for index, others in found.items()}

    @cached_property
    def _apart(self) -> frozenset[int]:
        """Events wholly outside the trip's days: misdated, or not of the trip, so that nothing joins them to it."""
        head = self.trip.head
        if head is None:
            return frozenset()
        last = head.end
        outside = {
            e.index for e in self.events if e.end.wall.date() < head.start or e.start.wall.date() > last
        }
        return frozenset(outside if len(outside) < len(self.events) else ())

    @cached_property
    def by_id(self) -> Mapping[str, tuple[Event, ...]]:
        """The events of each id: more than one only where the file uses an id twice."""
        found: dict[str, list[Event]] = {}
        for event in self.events:
            found.setdefault(event.id, []).append(event)
        return {id_: tuple(events) for id_, events in found.items()}

    @cached_property
    def instant_of(self) -> Callable[[datetime, ZoneInfo], datetime]:
        """`when.wall_instant` with a memory: people share their days, and the hours of each day are asked for again and again."""
        return cache(when.wall_instant)

    def person(self, id_: str) -> Person | None:
        """The person of an id; None for the nameless traveller."""
        return self.trip.people.get(id_)

    def choice(self, check: str) -> Choice | None:
        """What is wanted of a check: by the trip or, where it says nothing, by its folder; None where neither speaks of it."""
        return self.trip.checks.get(check) or self.given.choices.get(check)

    def once(self, work: Callable[[Timeline], T]) -> T:
        """What a function makes of this timeline; it is called the first time only, and what it made is kept with the timeline."""
        if work not in self._done:
            self._done[work] = work(self)
        found: T = self._done[work]
        return found


def overlaps(events: Iterable[Event]) -> Iterator[tuple[Event, Event]]:
    """All pairs of events that share time, ends exclusive, the earlier first; `events` stand in the order of their starts."""
    running: list[Event] = []
    for event in events:
        running = [each for each in running if each.end.instant > event.start.instant]
        if event.end.instant > event.start.instant:
            yield from ((each, event) for each in running)
            running.append(event)


def overruns(events: Iterable[Event]) -> Iterator[tuple[Event, Event]]:
    """Each event that begins before the one of the latest end so far is over, after that one; `events` stand as for `overlaps`.

    One overlap for each event that begins too early, where `overlaps` has one for each event that still goes on.
    """
    last: Event | None = None
    for event in events:
        if event.end.instant <= event.start.instant:
            continue
        if last is not None and event.start.instant < last.end.instant:
            yield last, event
        if last is None or event.end.instant > last.end.instant:
            last = event


def _order(event: Event) -> tuple[object, ...]:
    return (event.start.instant, event.end.instant, event.id, event.index)
