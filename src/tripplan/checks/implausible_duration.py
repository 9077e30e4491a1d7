"""An event that is far shorter or longer than any of its kind.

A meeting of two minutes, a dinner of thirty hours, a month and more in one hotel: the end is on the wrong day, or minutes were
written for hours. A move whose places are known is judged by its speed alone, which tells more. A point in time is no event that is
too short, and rest and other have no usual length.

Bad:
    ```toml
    [[events]]
    id = "talks"
    kind = "meeting"
    place = "calgary"
    start = 2024-09-23T09:30
    end = 2024-09-24T11:00  # warning: implausible-duration
    ```

Good:
    ```toml
    [[events]]
    id = "talks"
    kind = "meeting"
    place = "calgary"
    start = 2024-09-23T09:30
    end = 2024-09-23T11:00
    ```
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tripplan import when
from tripplan.checks import check
from tripplan.checks._speed import speed_limits, way
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.model import Event
    from tripplan.timeline import Timeline

_BANDLESS = frozenset({"rest", "other"})


@check(Severity.WARNING)
def implausible_duration(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges every event of a kind that has a usual length, save the moves that `implausible-speed` judges."""
    speed = speed_limits(timeline)
    for event in timeline.events:
        if event.kind in _BANDLESS:
            continue
        if not event.certain:
            tally.skip("a time that names no instant")
        elif not (event.moves and speed and not isinstance(way(event, speed), Message)):
            tally.judged += 1
            if message := _stay(event, limits) if event.stays else _told(event, limits):
                yield _finding(event, message)


def _stay(event: Event, limits: Limits) -> Message | None:
    """A bed for too many nights; there may be none, in a day room."""
    nights, most = when.nights(event.start, event.end), limits["stay-nights"]
    if nights <= most:
        return None
    return say("{event} lasts {nights} nights: more than {most}", event=event, nights=nights, most=most)


def _told(event: Event, limits: Limits) -> Message | None:
    """A move or an activity outside its band; one that takes no time is a point in time, or told of by `ends-before-start`."""
    least, most = _band(event, limits)
    length = when.elapsed(event.start, event.end)
    if timedelta() < length < least:
        return say(
            "{event} ({kind:word}) lasts {length}: less than {least}",
            event=event, kind=event.kind, length=length, least=least,
        )  # fmt: skip
    if most is not None and length > most:
        return say(
            "{event} ({kind:word}) lasts {length}: more than {most}",
            event=event, kind=event.kind, length=length, most=most,
        )  # fmt: skip
    return None


def _band(event: Event, limits: Limits) -> tuple[timedelta, timedelta | None]:
    if event.kind == "flight":
        return timedelta(minutes=limits["flight-minutes"]), timedelta(hours=limits["flight-hours"])
    if event.moves:
        return timedelta(minutes=limits["move-minutes"]), None
    least = timedelta(minutes=limits["activity-minutes"])
    if event.kind == "conference":
        return least, timedelta(days=limits["conference-days"])
    return least, timedelta(hours=limits["activity-hours"])


def _finding(event: Event, message: Message) -> Finding:
    return Finding(
        message,
        ("events", event.index, "duration" if event.table.end is None else "end"),
        events=(event.id,),
        people=event.people,
        related=(Label(("events", event.index, "start"), say("starts here")),),
        hint=say("check the day, the hour and the unit; write what lasts for days as one event a day"),
    )
