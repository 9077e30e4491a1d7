"""Business while the body sleeps.

A meeting at ten in the morning may fall into the hours from 01:00 to 07:00 of the clocks that the travellers' bodies still keep. It is
no mistake, and not always to be avoided; who speaks when should know. The body keeps the clock of home until, as the rules for airline
crews have it, somebody has spent 72 hours at least four hours of time away, or 36 hours there without business. One note tells of all
such events of the trip. People whose way from home is not written are not judged.

Bad:
    ```toml
    [[events]]
    id = "outbound"
    kind = "flight"
    from = "icn"
    to = "yyc"
    start = 2024-09-21T21:40
    end = 2024-09-21T17:00

    [[events]]
    id = "hotel"
    kind = "stay"
    place = "city-hall"
    start = 2024-09-21T18:00
    end = 2024-09-23T11:00

    [[events]]
    id = "talks"
    kind = "meeting"
    place = "city-hall"
    start = 2024-09-22T13:00  # info: body-clock
    end = 2024-09-22T14:00
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

    [[events]]
    id = "hotel"
    kind = "stay"
    place = "city-hall"
    start = 2024-09-21T18:00
    end = 2024-09-23T11:00

    [[events]]
    id = "talks"
    kind = "meeting"
    place = "city-hall"
    start = 2024-09-22T18:00
    end = 2024-09-22T19:00
    ```
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tripplan.checks import check
from tripplan.checks._business import BUSINESS
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import People, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import time
    from zoneinfo import ZoneInfo

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.model import Event
    from tripplan.timeline import Timeline

_DAY, _HALF, _NONE = timedelta(days=1), timedelta(hours=12), timedelta()


@dataclass(slots=True)
class _Asleep:
    """Business in the body's night: what the body clocks of those in it read, by person."""

    event: Event
    clocks: dict[str, time] = field(default_factory=dict)


@dataclass(slots=True)
class _Body:
    """The clock that a body keeps, the theater it is in since `arrived`, and since when it has been free from business there."""

    clock: ZoneInfo
    theater: ZoneInfo
    arrived: datetime
    free: datetime

    def settle(self, now: datetime, limits: Limits) -> None:
        """Takes over the clock of the theater when there was time enough."""
        long = now - self.arrived >= timedelta(hours=limits["acclimated-hours"])
        if long or now - self.free >= timedelta(hours=limits["free-hours"]):
            self.clock = self.theater

    def leave(self, event: Event, limits: Limits) -> None:
        """Is where an event leaves it: in another theater perhaps, or at the end of some business."""
        if _apart(self.theater, event.site.zone, event.end.instant, limits):
            self.theater = event.site.zone
            self.arrived = self.free = event.end.instant
        elif event.kind in BUSINESS:
            self.free = max(self.free, event.end.instant)


def _apart(one: ZoneInfo, other: ZoneInfo, instant: datetime, limits: Limits) -> bool:
    """Whether two clocks are at least as far apart at an instant as two theaters, the shorter way round."""
    if one is other:
        return bool(limits["theater-hours"] <= 0)
    ahead = (instant.astimezone(one).utcoffset() or _NONE) - (instant.astimezone(other).utcoffset() or _NONE)
    return abs((ahead + _HALF) % _DAY - _HALF) >= timedelta(hours=limits["theater-hours"])


@check(Severity.INFO)
def body_clock(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges the business events of each person; the whole trip is one finding."""
    found: dict[int, _Asleep] = {}
    for person, events in timeline.days.items():
        home = timeline.trip.home
        if (
            not events
            or home is None
            or _apart(home.zone, events[0].origin.zone, events[0].start.instant, limits)
        ):
            tally.skip("their way from home is not written")
            continue
        start = events[0].start.instant
        body = _Body(home.zone, home.zone, start, start)
        for event in events:
            body.settle(event.start.instant, limits)
            if event.kind in BUSINESS and event.certain:
                tally.judged += 1
                if (clock := _asleep(event, body, limits)) is not None:
                    found.setdefault(event.index, _Asleep(event)).clocks[person] = clock
            elif event.kind in BUSINESS:
                tally.skip("a time that names no instant")
            body.leave(event, limits)
    if found:
        yield _finding(sorted(found.values(), key=lambda each: each.event.start.instant), limits)


def _asleep(event: Event, body: _Body, limits: Limits) -> time | None:
    """What the body clock reads when an event begins, if that is its night and the place has another hour."""
    if not _apart(body.clock, event.origin.zone, event.start.instant, limits):
        return None
    clock = event.start.on(body.clock).wall.time()
    return clock if limits["night-from"] <= clock < limits["night-until"] else None


def _finding(found: list[_Asleep], limits: Limits) -> Finding:
    first, *others = found
    ids = tuple(dict.fromkeys(id_ for each in found for id_ in each.clocks if id_))
    clock = next(iter(first.clocks.values()))
    values = {
        "people": People(ids), "event": first.event, "start": first.event.start, "body": f"{clock:%H:%M}",
    }  # fmt: skip
    one = say(
        "at {start} the body clocks of {people} read {body}: {event} is in their night",
        **values,
    )
    more = say(
        "at {start} the body clocks of {people} read {body}: {event}, the first of {n} such events, is in their night",
        n=len(found), **values,
    )  # fmt: skip
    return Finding(
        more if others else one,
        ("events", first.event.index, "start"),
        events=(first.event.id,),
        people=ids,
        related=tuple(
            Label(("events", each.event.index, "start"), say("the last of them"))
            for each in others[-1:]
        ),
        hint=say(
            "put what matters most at another hour, or come earlier; a body's night is from {first:%H:%M} to {last:%H:%M} ({source:word})",
            first=limits["night-from"], last=limits["night-until"], source=limits.limit("night-until").source,
        ),
    )  # fmt: skip
