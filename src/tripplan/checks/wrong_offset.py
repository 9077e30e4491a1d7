"""An offset that the place does not have at that time.

A time may carry its offset from UTC. One that the place does not have comes from another city's clock, from the wrong half
of the year, or from a booking pasted in home time, and then the hour beside it is not to be trusted either.

Bad:
    ```toml
    [[events]]
    id = "roundtable"
    kind = "meeting"
    place = "calgary"
    start = 2024-09-23T09:00+09:00  # error: wrong-offset
    end = 2024-09-23T11:00
    ```

Good:
    ```toml
    [[events]]
    id = "roundtable"
    kind = "meeting"
    place = "calgary"
    start = 2024-09-23T09:00-06:00
    end = 2024-09-23T11:00
    ```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan import when
from tripplan.checks import check
from tripplan.checks._fixes import written as written_as
from tripplan.diagnostics import Edit, Finding, Fix, Severity
from tripplan.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.timeline import Timeline


@check(Severity.ERROR)
def wrong_offset(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges every time that is written with an offset."""
    for event in timeline.events:
        for key, moment in event.written:
            written = event.table.start if key == "start" else event.table.end
            offset = written.utcoffset() if written else None
            if written is None or offset is None:
                continue
            tally.judged += 1
            if moment.trouble is when.Trouble.OFFSET:
                meant = when.at(written, moment.zone)
                yield Finding(
                    say(
                        "{place} is at {right} on {time:day}, not at {wrong}",
                        place=event.site_at(key),
                        right=when.say_offset(moment.offset),
                        time=moment,
                        wrong=when.say_offset(offset),
                    ),
                    ("events", event.index, key),
                    events=(event.id,),
                    people=event.people,
                    fixes=(
                        Fix(
                            say("leave the offset out: {time:clock} on the clock of the place", time=moment),
                            (Edit(("events", event.index, key), written_as(moment.wall)),),
                        ),
                    ),
                    hint=say(
                        "the clock there shows either {time:clock}, as it is written, "
                        "or {meant:clock} on {meant:day}, as the offset has it",
                        time=moment,
                        meant=meant,
                    ),
                )
