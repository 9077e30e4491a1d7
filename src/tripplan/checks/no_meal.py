"""No time to eat.

Between 11:00 and 14:00, or between 17:30 and 21:00, events and ways leave somebody no half hour, and none of them is a meal. People
skip lunch once; a plan that makes them do it was drawn up without looking at the clock. A flight or a train feeds its passengers, and an
event of more than four hours has breaks of its own.

Bad:
    ```toml
    [[events]]
    id = "talks"
    kind = "meeting"
    place = "city-hall"
    start = 2024-09-23T10:00
    end = 2024-09-23T12:30

    [[events]]
    id = "signing"  # info: no-meal
    kind = "ceremony"
    place = "city-hall"
    start = 2024-09-23T12:45
    end = 2024-09-23T14:30
    ```

Good:
    ```toml
    [[events]]
    id = "talks"
    kind = "meeting"
    place = "city-hall"
    start = 2024-09-23T10:00
    end = 2024-09-23T12:00

    [[events]]
    id = "signing"
    kind = "ceremony"
    place = "city-hall"
    start = 2024-09-23T12:45
    end = 2024-09-23T14:30
    ```
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from tripplan import when
from tripplan.checks import check
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import People, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from zoneinfo import ZoneInfo

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.model import Event
    from tripplan.timeline import Timeline

_FED = frozenset({"meal", "rest", "flight", "train", "ferry"})


@dataclass(slots=True)
class _Window:
    """The hours of one meal on one day, what somebody has planned in them, and all who share one of those events and miss the meal."""

    start: datetime
    end: datetime
    events: list[Event] = field(default_factory=list)
    people: list[str] = field(default_factory=list)

    def free(self) -> timedelta:
        """The longest stretch with nothing planned."""
        longest, since = timedelta(), self.start
        for event in self.events:
            longest = max(longest, event.start.instant - since)
            since = max(since, event.end.instant)
        return max(longest, self.end - since)


@check(Severity.INFO)
def no_meal(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges the hours of each meal on each day of each person; those who share one of its events are one finding."""
    missed: list[_Window] = []
    known: dict[tuple[datetime, int], _Window] = {}
    for person, events in timeline.days.items():
        for window in _windows(events, timeline, limits):
            if not all(event.certain for event in window.events):
                tally.skip("a time that names no instant")
                continue
            tally.judged += 1
            fed = any(_feeds(event, limits) for event in window.events)
            if fed or window.free() >= timedelta(minutes=limits["free-minutes"]):
                continue
            keys = [(window.start, event.index) for event in window.events]
            group = next((known[key] for key in keys if key in known), window)
            if group is window:
                missed.append(window)
            group.people.append(person)
            known |= dict.fromkeys(keys, group)
    for window in missed:
        yield _finding(window, limits)


def _feeds(event: Event, limits: Limits) -> bool:
    return event.kind in _FED or when.elapsed(event.start, event.end) > timedelta(
        hours=limits["own-break-hours"]
    )


def _windows(events: Iterable[Event], timeline: Timeline, limits: Limits) -> Iterable[_Window]:
    """The hours of the meals that a person's events touch, each on the clock of the place where the event begins or ends."""
    meals = [(limits[f"{meal}-from"], limits[f"{meal}-until"]) for meal in ("lunch", "dinner")]
    found: dict[datetime, _Window] = {}
    for event in events:
        touched: dict[datetime, _Window] = {}
        for day, zone in _days(event):
            for first, last in meals:
                if _misses(event, first, last):
                    continue
                start, end = (
                    timeline.instant_of(datetime.combine(day, hour), zone) for hour in (first, last)
                )
                if event.start.instant < end and start < event.end.instant:
                    touched[start] = found.setdefault(start, _Window(start, end))
        for window in touched.values():
            window.events.append(event)
    return found.values()


def _days(event: Event) -> Iterable[tuple[date, ZoneInfo]]:
    """The days on which an event begins and ends, each on the clock of its place; most often one."""
    start, end = ((moment.wall.date(), moment.zone) for moment in (event.start, event.end))
    return (start,) if start == end else (start, end)


def _misses(event: Event, first: time, last: time) -> bool:
    """Whether the readings of an event within one day of one clock show at once that it does not touch some hours of that day."""
    start, end = event.start, event.end
    if start.zone is not end.zone or start.wall.date() != end.wall.date():
        return False
    return start.wall.time() >= last or first >= end.wall.time()


def _finding(window: _Window, limits: Limits) -> Finding:
    people = tuple(id_ for id_ in window.people if id_)
    first, last = window.events[0], window.events[-1]
    zone, free = first.end.zone, limits.limit("free-minutes")
    return Finding(
        say(
            "no {free:.0f} free minutes to eat for {people} between {start:clock} and {end}",
            free=free.value, people=People(people),
            start=when.at(window.start, zone), end=when.at(window.end, zone),
        ),
        ("events", last.index, "id"),
        events=tuple(dict.fromkeys((first.id, last.id))),
        people=people,
        related=() if first is last else (
            Label(("events", first.index, "id"), say("{event} is the first in these hours", event=first)),
        ),
        hint=say(
            'leave {free:.0f} minutes between two of them ({source:word}), or write the meal as an event of kind "meal"',
            free=free.value, source=free.source,
        ),
    )  # fmt: skip
