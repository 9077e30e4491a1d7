"""Too many hours on the road without a break.

Drives that follow each other with less than three quarters of an hour between them are one. Over eight hours it is too long for any
driver and for those in the back; over four and a half it is only noted, for a stop on the way need not be written.

Bad:
    ```toml
    [[events]]
    id = "over-the-mountains"
    kind = "drive"
    from = "calgary"
    to = "yvr"
    start = 2024-09-23T08:00
    duration = "10 h 30 min"  # warning: long-drive
    ```

Good:
    ```toml
    [places.golden]
    name = "Golden"
    at = [51.2961, -116.9631]

    [places.kamloops]
    name = "Kamloops"
    at = [50.6745, -120.3273]

    [[events]]
    id = "to-golden"
    kind = "drive"
    from = "calgary"
    to = "golden"
    start = 2024-09-23T09:00
    duration = "3 h"

    [[events]]
    id = "lunch"
    kind = "meal"
    place = "golden"
    start = 2024-09-23T12:00
    end = 2024-09-23T13:00

    [[events]]
    id = "to-kamloops"
    kind = "drive"
    from = "golden"
    to = "kamloops"
    start = 2024-09-23T13:00
    duration = "4 h 15 min"

    [[events]]
    id = "hotel"
    kind = "stay"
    place = "kamloops"
    start = 2024-09-23T16:15
    end = 2024-09-24T09:00

    [[events]]
    id = "to-vancouver"
    kind = "drive"
    from = "kamloops"
    to = "yvr"
    start = 2024-09-24T09:00
    duration = "4 h 15 min"
    ```
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from tripplan import when
from tripplan.checks import check
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import People, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.messages import Message
    from tripplan.model import Event
    from tripplan.timeline import Timeline

Drives: TypeAlias = tuple["Event", ...]


@check(Severity.WARNING)
def long_drive(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges the drives of each person; those in one car are one finding."""
    found: dict[tuple[int, ...], tuple[Drives, list[str]]] = {}
    for person, events in timeline.days.items():
        for _ in range(sum(event.kind == "drive" and not event.certain for event in events)):
            tally.skip("a time that names no instant")
        for drives in _runs(events, timedelta(minutes=limits["break-minutes"])):
            found.setdefault(tuple(drive.index for drive in drives), (drives, []))[1].append(person)
    for drives, people in found.values():
        tally.judged += 1
        driven = sum((when.elapsed(drive.start, drive.end) for drive in drives), timedelta())
        who = tuple(id_ for id_ in people if id_)
        if driven > timedelta(hours=limits["drive-hours"]):
            yield _finding(drives, driven, who, limits, Severity.WARNING)
        elif driven > timedelta(hours=limits["without-break-hours"]):
            yield _finding(drives, driven, who, limits, Severity.INFO)


def _runs(events: Iterable[Event], rest: timedelta) -> Iterator[Drives]:
    """Drives in a row with no break as long as `rest` between them."""
    run: list[Event] = []
    for event in events:
        follows = run and timedelta() <= when.elapsed(run[-1].end, event.start) < rest
        if run and not (follows and event.kind == "drive"):
            yield tuple(run)
            run = []
        if event.kind == "drive" and event.certain:
            run.append(event)
    if run:
        yield tuple(run)


def _finding(
    drives: Drives, driven: timedelta, people: tuple[str, ...], limits: Limits, severity: Severity
) -> Finding:
    first, last = drives[0], drives[-1]
    longest = limits.limit("drive-hours" if severity is Severity.WARNING else "without-break-hours")
    return Finding(
        say(
            "{driven} on the road for {people} from {origin} to {site} without a break: more than {hours} ({source:word})",
            driven=driven, people=People(people), origin=first.origin, site=last.site,
            hours=timedelta(hours=longest.value), source=longest.source,
        ),
        ("events", first.index, "duration" if first.table.end is None else "end"),
        events=tuple(drive.id for drive in drives),
        people=people,
        severity=severity,
        related=tuple(
            Label(("events", drive.index, "start"), say("{event} follows at {start}", event=drive, start=drive.start))
            for drive in drives[1:]
        ),
        hint=_hint(severity, timedelta(minutes=limits["break-minutes"])),
    )  # fmt: skip


def _hint(severity: Severity, rest: timedelta) -> Message:
    if severity is Severity.WARNING:
        return say(
            "spend a night on the way, fly or take the train, or write the drive in two with a break between them"
        )
    return say("plan a break of {rest}, and write it as an event", rest=rest)
