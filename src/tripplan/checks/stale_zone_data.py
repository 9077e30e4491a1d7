"""Zone rules that are older than the trip can trust.

Governments change their clocks, sometimes with weeks of notice: in 2026 British Columbia, Alberta and Manitoba did. The rules come
from the package `tzdata`; where its release lies years before the trip, a newer one may well move every meeting by an hour.

Bad:
    ```toml
    [trip]
    id = "far"
    title = "A trip far ahead"
    home = "seoul"
    start = 2190-05-04
    end = 2190-05-08  # warning: stale-zone-data

    [[events]]
    id = "wreath"
    kind = "rest"
    place = "museums"
    start = 2190-05-05T09:00
    end = 2190-05-05T10:00
    ```

Good:
    ```toml
    [[events]]
    id = "wreath"
    kind = "ceremony"
    place = "museums"
    start = 2024-09-23T09:00
    end = 2024-09-23T10:00
    ```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan import when
from tripplan.checks import check
from tripplan.diagnostics import Finding, Severity
from tripplan.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.timeline import Timeline


@check(Severity.WARNING)
def stale_zone_data(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges the last day of the trip by the year of the rules in use. What day it is today plays no part."""
    head = timeline.trip.head
    if head is None:
        tally.skip("the days of the trip could not be read")
        return
    tally.judged += 1
    version = when.tzdata_version()
    years = head.end.year - int(version[:4])
    limit = limits.limit("years")
    if years >= limit.value:
        yield Finding(
            say(
                "the zone rules in use are those of {version}, {years} years before the trip ends: less than {most:g} are fine ({source:word})",
                version=version, years=years, most=limit.value, source=limit.source,
            ),
            ("trip", "end"),
            hint=say("install the newest tzdata, and check the trip again before it begins"),
        )  # fmt: skip
