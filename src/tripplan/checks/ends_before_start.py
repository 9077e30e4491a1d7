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
from tripplan.checks._fixes import written
from tripplan.diagnostics import Edit, Finding, Fix, Label, Severity
from tripplan.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.model import Event
    from tripplan.timeline import Timeline


@check(Severity.ERROR)
def ends_before_start(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges every event with a written end. A point in time is no error, but a move takes time."""
    for event in timeline.events:
        if event.table.end is None:
            continue
        if event.start.trouble or event.end.trouble:
            tally.skip("a time that names no instant")
            continue
        tally.judged += 1
        length = when.elapsed(event.start, event.end)
        if length < timedelta() or (event.moves and not length):
            yield _finding(event, length)


def _finding(event: Event, length: timedelta) -> Finding:
    if length:
        message = say(
            "{event} ends at {end:clock} on {end:day}, {length} before it starts at {start}",
            event=event, end=event.end, length=-length, start=event.start,
        )  # fmt: skip
    else:
        message = say(
            "{event} ends in the minute in which it starts, at {start}", event=event, start=event.start
        )
    return Finding(
        message,
        ("events", event.index, "end"),
        events=(event.id,),
        people=event.people,
        related=(Label(("events", event.index, "start"), say("starts here")),),
        hint=say("check the day, and whether morning or evening is meant"),
        fixes=tuple(_slips(event, length)),
    )


def _slips(event: Event, length: timedelta) -> Iterator[Fix]:
    """The slips that most likely made it: the half of the day, else the day."""
    for shift in (timedelta(hours=12), timedelta(days=1)):
        if timedelta() < length + shift < timedelta(hours=20):
            end = event.end.wall + shift
            yield Fix(
                say("let it end at {end}, {length} after the start", end=written(end), length=length + shift),
                (Edit(("events", event.index, "end"), written(end)),),
            )
