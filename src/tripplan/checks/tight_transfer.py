"""Too little time to get from one event to the next.

The way between two events up to 50 km apart need not be written, but it takes its time. An error is a gap shorter than the
expected journey; a warning one that a slow day (one in seven) would break. A leg that is written as a move counts with its own times.

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

from tripplan import places, when
from tripplan.checks import check
from tripplan.checks._legs import far, leg, same_place
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import People, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from tripplan.checks._legs import Leg
    from tripplan.diagnostics import Tally
    from tripplan.timeline import Gap, Timeline


@check(Severity.ERROR)
def tight_transfer(timeline: Timeline, tally: Tally) -> Iterator[Finding]:
    """Judges each gap with an unwritten hop in it; longer ways are `teleport`'s."""
    for gap in timeline.gaps:
        if not gap.certain:
            tally.skip("a time that names no instant")
        elif gap.length >= timedelta() and (way := leg(gap, tally)) and not far(way):
            yield from _judged(gap, way)


def _judged(gap: Gap, way: Leg) -> Iterator[Finding]:
    origin, site = gap.before.site, gap.after.origin
    if same_place(way, origin, site) or origin.position is None or site.position is None:
        return
    estimate = places.ground_minutes(origin.position, site.position, places.country_at(*origin.position))
    found = gap.length.total_seconds() / 60
    if found >= estimate.careful:
        return
    # A short walk can be hurried and a rough place may be nearer than it looks: neither is certain to fail.
    sure = found < estimate.minutes and estimate.mode != "walk" and not way.rough
    yield _finding(gap, estimate, Severity.ERROR if sure else Severity.WARNING)


def _finding(gap: Gap, estimate: places.Estimate, severity: Severity) -> Finding:
    before, after = gap.before, gap.after
    people = tuple(id_ for id_ in gap.people if id_)
    expected, careful = (timedelta(minutes=ceil(minutes)) for minutes in (estimate.minutes, estimate.careful))
    ready = when.at(_next_five(before.end.instant + timedelta(minutes=estimate.careful)), after.origin.zone)
    walk = say("a walk of {km:.1f} km takes about {expected}", km=estimate.km, expected=expected)
    drive = say("a drive of {km:.1f} km takes about {expected}", km=estimate.km, expected=expected)
    way = walk if estimate.mode == "walk" else drive
    return Finding(
        say(
            "{gap} for {people} from {before} to {after}, which starts at {start}: {way}, on a slow day {careful} ({source})",
            gap=gap.length, people=People(people), before=before, after=after, start=after.start,
            way=way, careful=careful, source=estimate.source,
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
        hint=say("start {after} at {ready:clock} or later, or write the leg with its own times", after=after, ready=ready),
    )  # fmt: skip


def _next_five(instant: datetime) -> datetime:
    """The next full five minutes: the grid that programmes are written on."""
    return instant + timedelta(
        minutes=-instant.minute % 5, seconds=-instant.second, microseconds=-instant.microsecond
    )
