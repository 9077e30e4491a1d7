"""A time that the clock skips.

When clocks go forward, an hour (in some places half an hour, once a whole day) never stands on the wall there. A meeting at
such a time has no instant: one phone shows it an hour early, another an hour late.

Bad:
    ```toml
    [[events]]
    id = "call"
    kind = "other"
    place = "boston"
    start = 2024-03-10T02:30  # error: skipped-hour
    end = 2024-03-10T04:00
    ```

Good:
    ```toml
    [[events]]
    id = "call"
    kind = "other"
    place = "boston"
    start = 2024-03-10T03:30
    end = 2024-03-10T04:00
    ```
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from tripplan import when
from tripplan.checks import check
from tripplan.checks._troubles import troubled
from tripplan.diagnostics import Severity
from tripplan.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Finding, Tally
    from tripplan.messages import Message
    from tripplan.model import Site
    from tripplan.timeline import Timeline
    from tripplan.when import Moment


@check(Severity.ERROR)
def skipped_hour(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges every written time."""
    yield from troubled(when.Trouble.SKIPPED, _says, _both_readings, timeline, tally)


def _says(moment: Moment, site: Site) -> Message:
    return say(
        "{time:clock} on {time:day} does not exist in {place}: the clock skips it", time=moment, place=site
    )


def _both_readings(moment: Moment) -> Message:
    """What the time would be if the clock had not changed yet, and if it had changed already."""
    sides = (moment.wall.replace(tzinfo=moment.zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    late, early = (when.at(side, moment.zone) for side in sides)
    return say(
        "by the old offset it is {late:clock} ({late:offset}), by the new one {early:clock} ({early:offset})",
        late=late,
        early=early,
    )
