"""An event that ends before it starts.

Compared as instants, not as readings: a flight over the date line lands "before" it took off, and the Channel Tunnel's trains
arrive at the minute of their departure. What is left is a slip: morning for evening, the wrong day, the clock of another city.

Bad:
    ```toml
    [[events]]
    id = "dinner"
    kind = "meal"
    place = "calgary"
    start = 2024-09-23T18:00
    end = 2024-09-23T08:00  # error: ends-before-start
    ```

Good:
    ```toml
    [[events]]
    id = "outbound"
    kind = "flight"
    from = "icn"
    to = "yyc"
    start = 2024-09-21T21:40
    end = 2024-09-21T17:00
    ```
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tripplan import when
from tripplan.checks import check
from tripplan.diagnostics import Finding, Label, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.diagnostics import Tally
    from tripplan.model import Event
    from tripplan.timeline import Timeline


@check(Severity.ERROR)
def ends_before_start(timeline: Timeline, tally: Tally) -> Iterator[Finding]:
    """Judges every event with a written end. A point in time is no error, but a move takes time."""
    for event in timeline.events:
        if event.table.end is None:
            continue
        if not event.certain:
            tally.skip("a time that names no instant")
            continue
        tally.judged += 1
        length = when.elapsed(event.start, event.end)
        if length < timedelta() or (event.moves and not length):
            yield _finding(event, length, timeline)


def _finding(event: Event, length: timedelta, timeline: Timeline) -> Finding:
    early = f"{when.say_duration(length)} before it starts" if length else "in the minute in which it starts,"
    return Finding(
        f"{event.quoted} ends at {event.end.wall:%H:%M} on {when.say_day(event.end.wall.date())}, "
        f"{early} at {timeline.say(event.start)}",
        ("events", event.index, "end"),
        events=(event.id,),
        people=event.people,
        related=(Label(("events", event.index, "start"), "starts here"),),
        hint=_repair(event, length),
    )


def _repair(event: Event, length: timedelta) -> str | None:
    """The slip that most likely made it: the half of the day, else the day."""
    for shift in (timedelta(hours=12), timedelta(days=1)):
        if timedelta() < length + shift < timedelta(hours=20):
            meant = event.end.wall + shift
            return f"perhaps {meant:%Y-%m-%dT%H:%M} is meant, {when.say_duration(length + shift)} after the start"
    return None
