"""A day that is too long.

From the first start of a day to its last end, ways that are written included, are more than fourteen hours (a warning) or sixteen (an
error): who keeps that up stops listening. A day lies between two nights off the road. Days of travel are not asked, those with five
hours or more in a flight, train, ferry or bus or with a night on the move; nor are days with an event of more than twelve hours, which
has breaks of its own. What is marked as `rest` neither begins a day nor ends it.

Bad:
    ```toml
    [[events]]
    id = "breakfast"
    kind = "meal"
    place = "city-hall"
    start = 2024-09-23T07:00
    end = 2024-09-23T08:00

    [[events]]
    id = "reception"
    kind = "meal"
    place = "city-hall"
    start = 2024-09-23T19:00
    end = 2024-09-23T22:00  # warning: long-day
    ```

Good:
    ```toml
    [[events]]
    id = "breakfast"
    kind = "meal"
    place = "city-hall"
    start = 2024-09-23T08:00
    end = 2024-09-23T09:00

    [[events]]
    id = "reception"
    kind = "meal"
    place = "city-hall"
    start = 2024-09-23T19:00
    end = 2024-09-23T21:30
    ```
"""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from tripplan import when
from tripplan.checks import check
from tripplan.checks._legs import jumps
from tripplan.checks._nights import nights
from tripplan.checks._spans import Span, together
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import People, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.model import Event
    from tripplan.timeline import Timeline

_BERTHS = frozenset({"flight", "train", "ferry", "bus"})


@check(Severity.WARNING)
def long_day(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges each day of each person; people who share its first or last event are one finding."""
    enough = timedelta(hours=limits["day-hours"])
    long = []
    for person in timeline.days:
        for day in _days(person, timeline):
            if any(_excuses(event, limits) for event in day):
                continue
            if not all(event.certain for event in day):
                tally.skip("a time that names no instant")
                continue
            if any(jumps(before, after, limits) for before, after in pairwise(day)):
                tally.skip("a move is missing in that day")
                continue
            tally.judged += 1
            span = _span(day, person)
            if span.length > enough:
                long.append(span)
    for span in together(long, longest=True):
        yield _finding(span, limits)


def _days(person: str, timeline: Timeline) -> Iterator[list[Event]]:
    """A person's events but `rest`, by the days between their nights; one with a night on the move in it is left out."""
    passed = {night.morning.index: night for night in nights(timeline)[person]}
    day: list[Event] = []
    moved = False
    for event in timeline.days[person]:
        night = passed.get(event.index)
        if night and not night.under_way:
            if day and not moved:
                yield day
            day, moved = [], False
        moved = moved or bool(night and night.under_way)
        if event.kind != "rest":
            day.append(event)
    if day and not moved:
        yield day


def _excuses(event: Event, limits: Limits) -> bool:
    """Whether an event makes its day one of travel, or has breaks of its own."""
    length = when.elapsed(event.start, event.end)
    if event.kind in _BERTHS:
        return length >= timedelta(hours=limits["aboard-hours"])
    return length > timedelta(hours=limits["single-event-hours"])


def _span(day: list[Event], person: str) -> Span:
    last = max(day, key=lambda event: event.end.instant)
    return Span(day[0], last, day[0].start, last.end, [person])


def _finding(span: Span, limits: Limits) -> Finding:
    people = tuple(id_ for id_ in span.people if id_)
    first, last = span.first, span.last
    too_long = span.length > timedelta(hours=limits["most-hours"])
    crossed = limits.limit("most-hours" if too_long else "day-hours")
    return Finding(
        say(
            "a day of {length} for {people}, from {first} at {start:clock} to the end of {last} at {end}: more than {most} ({source:word})",
            length=span.length, people=People(people), first=first, start=span.start, last=last, end=span.end,
            most=timedelta(hours=crossed.value), source=crossed.source,
        ),
        ("events", last.index, "duration" if last.table.end is None else "end"),
        events=(first.id, last.id),
        people=people,
        severity=Severity.ERROR if too_long else Severity.WARNING,
        related=(Label(("events", first.index, "start"), say("the day begins here")),),
        hint=say("begin the day later, end it earlier, or let part of the people have the evening off"),
    )  # fmt: skip
