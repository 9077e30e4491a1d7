"""A time that the clock shows twice.

When clocks go back, an hour stands on the wall twice. Written plainly it names two instants, and calendars disagree on which:
half the phones of the delegation would ring an hour off. The offset says which one is meant.

Bad:
    ```toml
    [[events]]
    id = "call"
    kind = "other"
    place = "boston"
    start = 2024-11-03T01:30  # error: repeated-hour
    end = 2024-11-03T04:00
    ```

Good:
    ```toml
    [[events]]
    id = "call"
    kind = "other"
    place = "boston"
    start = 2024-11-03T01:30-05:00
    end = 2024-11-03T04:00
    ```
"""

from __future__ import annotations

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
def repeated_hour(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges every written time."""
    yield from troubled(when.Trouble.REPEATED, _says, _which, timeline, tally)


def _says(moment: Moment, site: Site) -> Message:
    return say(
        "{time:clock} on {time:day} comes twice in {place}: the clock goes back over it",
        time=moment,
        place=site,
    )


def _which(moment: Moment) -> Message:
    first, second = (
        f"{moment.wall:%Y-%m-%dT%H:%M}{when.iso_offset(when.at(instant, moment.zone).offset)}"
        for instant in when.readings(moment.wall, moment.zone)
    )
    return say("the first is {first}, the second {second}", first=first, second=second)
