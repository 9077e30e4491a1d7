"""Too little time to get from one event to the next.

The way between two events up to 50 km apart need not be written, but it takes its time. An error is a gap shorter than the
expected journey; a warning one that a slow day (one in seven) would break: rush hours, more than six people and the tag `motorcade`
make that day slower. What a `[[travel]]` of the trip says of the way comes before any estimate. A leg that is written as a move
counts with its own times.

Bad:
    ```toml
    [[events]]
    id = "wreath"
    kind = "ceremony"
    place = "museums"
    start = 2024-09-23T09:00
    end = 2024-09-23T10:00

    [[events]]
    id = "roundtable"
    kind = "meeting"
    place = "city-hall"
    start = 2024-09-23T10:05  # error: tight-transfer
    end = 2024-09-23T12:00
    ```

Good:
    ```toml
    [[events]]
    id = "wreath"
    kind = "ceremony"
    place = "museums"
    start = 2024-09-23T09:00
    end = 2024-09-23T10:00

    [[events]]
    id = "roundtable"
    kind = "meeting"
    place = "city-hall"
    start = 2024-09-23T10:45
    end = 2024-09-23T12:00
    ```
"""

from __future__ import annotations

from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING

from tripplan import when
from tripplan.checks import check
from tripplan.checks._fixes import moved
from tripplan.checks._hops import hop
from tripplan.diagnostics import Finding, Fix, Label, Severity
from tripplan.messages import People, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tripplan.checks._limits import Limits
    from tripplan.checks._ways import WayTime
    from tripplan.diagnostics import Tally
    from tripplan.messages import Message
    from tripplan.timeline import Gap, Timeline


@check(Severity.ERROR)
def tight_transfer(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges each gap with an unwritten hop in it; longer ways are `teleport`'s."""
    for gap in timeline.gaps:
        if not gap.certain:
            tally.skip("a time that names no instant")
        elif gap.length >= timedelta():
            way = hop(gap, timeline, limits, tally)
            if way and way.way and way.tight:
                # A short walk can be hurried and a rough place may be nearer than it looks: neither is certain to fail.
                sure = gap.length < way.time and way.way.mode != "walk"
                yield _finding(gap, way.way, Severity.ERROR if sure else Severity.WARNING)


def _finding(gap: Gap, time: WayTime, severity: Severity) -> Finding:
    before, after = gap.before, gap.after
    people = tuple(id_ for id_ in gap.people if id_)
    ready = when.at(_next_five(before.end.instant + timedelta(minutes=time.careful)), after.origin.zone)
    later = when.elapsed(after.start, ready)
    return Finding(
        say(
            "{gap} for {people} from {before} to {after}, which starts at {start}: {way}",
            gap=gap.length, people=People(people), before=before, after=after, start=after.start, way=_way(time),
        ),
        ("events", after.index, "start"),
        events=(before.id, after.id),
        people=people,
        severity=severity,
        related=(
            Label(
                ("events", before.index, before.end_key),
                say("{event} ends here at {end:clock}", event=before, end=before.end),
            ),
        ),
        hint=say("start {after} later, or write the leg with its own times", after=after),
        fixes=(Fix(say("move {after} to {ready:clock}", after=after, ready=ready), moved(after, later)),),
    )  # fmt: skip


def _way(time: WayTime) -> Message:
    """What the way takes, and who says so."""
    expected, careful = (timedelta(minutes=ceil(minutes)) for minutes in (time.expected, time.careful))
    if time.km is None:
        return say("the way takes {expected} ({source:word})", expected=expected, source=time.source)
    walk = say("a walk of {km:.1f} km takes about {expected}", km=time.km, expected=expected)
    drive = say("a drive of {km:.1f} km takes about {expected}", km=time.km, expected=expected)
    return say(
        "{way}, on a slow day {careful} ({source:word})",
        way=walk if time.mode == "walk" else drive, careful=careful, source=time.source,
    )  # fmt: skip


def _next_five(instant: datetime) -> datetime:
    """The next full five minutes: the grid that programmes are written on."""
    return instant + timedelta(
        minutes=-instant.minute % 5, seconds=-instant.second, microseconds=-instant.microsecond
    )
