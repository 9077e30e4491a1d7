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
    nights, most = when.nights(event.start, event.end), limits.limit("stay-nights")
    if nights <= most.value:
        return None
    return say(
        "{event} lasts {nights} nights: more than {most} ({source:word})",
        event=event, nights=nights, most=most.value, source=most.source,
    )  # fmt: skip


def _told(event: Event, limits: Limits) -> Message | None:
    """A move or an activity outside its band; one that takes no time is a point in time, or told of by `ends-before-start`."""
    shortest, longest = _band(event)
    length = when.elapsed(event.start, event.end)
    values = {"event": event, "kind": event.kind, "length": length}
    least = limits.limit(shortest)
    if timedelta() < length < _length(shortest, least.value):
        return say(
            "{event} ({kind:word}) lasts {length}: less than {least} ({source:word})",
            least=_length(shortest, least.value), source=least.source, **values,
        )  # fmt: skip
    if longest and length > _length(longest, (most := limits.limit(longest)).value):
        return say(
            "{event} ({kind:word}) lasts {length}: more than {most} ({source:word})",
            most=_length(longest, most.value), source=most.source, **values,
        )  # fmt: skip
    return None


def _band(event: Event) -> tuple[str, str | None]:
    """The names of the limits of its length; a move but a flight may take as long as it likes."""
    if event.kind == "flight":
        return "flight-minutes", "flight-hours"
    if event.moves:
        return "move-minutes", None
    return "activity-minutes", "conference-days" if event.kind == "conference" else "activity-hours"


def _length(name: str, value: float) -> timedelta:
    """The length that a limit says, in the unit that its name ends in."""
    return timedelta(**{name.rpartition("-")[2]: value})


def _finding(event: Event, message: Message) -> Finding:
    return Finding(
        message,
        ("events", event.index, "duration" if event.table.end is None else "end"),
        events=(event.id,),
        people=event.people,
        related=(Label(("events", event.index, "start"), say("starts here")),),
        hint=say("check the day, the hour and the unit; write what lasts for days as one event a day"),
    )
