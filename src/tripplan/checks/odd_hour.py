"""An official appointment at an hour at which nobody receives.

A meeting at five in the morning is most often one at five in the afternoon, or a time of the home clock. Business starts between 08:00
and 21:00 on the clock of the place and ends by 22:00, which leaves room for evening receptions, or lasts through the night. Meals, tours
and sport are not judged.

Bad:
    ```toml
    [[events]]
    id = "talks"
    kind = "meeting"
    place = "city-hall"
    start = 2024-09-23T02:30  # warning: odd-hour
    end = 2024-09-23T04:00
    ```

Good:
    ```toml
    [[events]]
    id = "talks"
    kind = "meeting"
    place = "city-hall"
    start = 2024-09-23T14:30
    end = 2024-09-23T16:00
    ```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan.checks import check
from tripplan.checks._business import appointments
from tripplan.diagnostics import Finding, Severity
from tripplan.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import time

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.model import Event
    from tripplan.timeline import Timeline


@check(Severity.WARNING)
def odd_hour(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges the start of every business event, and the end of those that start well."""
    for event in appointments(timeline):
        if not event.certain:
            tally.skip("a time that names no instant")
            continue
        tally.judged += 1
        if not limits["earliest"] <= event.start.wall.time() <= limits["latest-start"]:
            yield _odd_start(event, limits)
        elif _late(event.end.wall.time(), limits):
            yield _odd_end(event, limits)


def _late(end: time, limits: Limits) -> bool:
    """Whether an evening ends too late; an event that ends in the morning lasts through the night, and is meant to."""
    return bool(end > limits["latest-end"] or end < limits["slip-until"])


def _odd_start(event: Event, limits: Limits) -> Finding:
    start = event.start.wall.time()
    earliest, latest = limits.limit("earliest"), limits.limit("latest-start")
    slip = say("was the afternoon meant? Times are written on the 24-hour clock of the place")
    other = say("was the clock at home meant? Times are written on the clock of the place")
    return Finding(
        say(
            "{event} starts at {start}: business starts from {earliest:%H:%M} to {latest:%H:%M} ({source:word})",
            event=event, start=event.start, earliest=earliest.value, latest=latest.value,
            source=(earliest if start < earliest.value else latest).source,
        ),
        ("events", event.index, "start"),
        events=(event.id,),
        people=event.people,
        hint=slip if start < limits["slip-until"] else other,
    )  # fmt: skip


def _odd_end(event: Event, limits: Limits) -> Finding:
    return Finding(
        say(
            "{event} ends at {end}: business ends by {latest:%H:%M} ({source:word})",
            event=event,
            end=event.end,
            latest=limits["latest-end"],
            source=limits.limit("latest-end").source,
        ),
        ("events", event.index, "duration" if event.table.end is None else "end"),
        events=(event.id,),
        people=event.people,
        hint=say("check the end, or end it earlier"),
    )
