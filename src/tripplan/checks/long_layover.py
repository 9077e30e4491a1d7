"""Hours at an airport between two flights, with nothing planned.

More than four hours are long enough for a lounge, a meal, a rest in a day room or a visit to the town, and too long for a delegation to
sit at the gate: somebody should decide. A night between two flights is `no-bed`'s.

Bad:
    ```toml
    [[events]]
    id = "to-vancouver"
    kind = "flight"
    from = "yyc"
    to = "yvr"
    start = 2024-09-23T07:00
    end = 2024-09-23T07:40

    [[events]]
    id = "to-seoul"
    kind = "flight"
    from = "yvr"
    to = "icn"
    start = 2024-09-23T13:30  # info: long-layover
    end = 2024-09-24T17:10
    ```

Good:
    ```toml
    [[events]]
    id = "to-vancouver"
    kind = "flight"
    from = "yyc"
    to = "yvr"
    start = 2024-09-23T07:00
    end = 2024-09-23T07:40

    [[events]]
    id = "lounge"
    kind = "rest"
    place = "yvr"
    start = 2024-09-23T08:30
    end = 2024-09-23T12:30

    [[events]]
    id = "to-seoul"
    kind = "flight"
    from = "yvr"
    to = "icn"
    start = 2024-09-23T13:30
    end = 2024-09-24T17:10
    ```
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tripplan import when
from tripplan.checks import check
from tripplan.checks._hubs import rooms, waits
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import People, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.model import Event
    from tripplan.timeline import Timeline


@check(Severity.INFO)
def long_layover(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges each change of flights within a day."""
    for wait in waits(timeline, limits):
        before, after = wait.before, wait.after
        if not before or not wait.connects or after.kind != "flight":
            continue
        if not wait.known:
            tally.skip("something between them is not known")
        elif not wait.certain:
            tally.skip("a time that names no instant")
        else:
            tally.judged += 1
            idle = all(event.moves for event in wait.at_hub) and _one_day(before, after)
            people = [id_ for id_ in wait.people if not rooms(timeline, id_, before, after)]
            if (
                people
                and idle
                and when.elapsed(before.end, after.start) > timedelta(hours=limits["layover-hours"])
            ):
                yield _finding(before, after, tuple(id_ for id_ in people if id_), limits)


def _one_day(before: Event, after: Event) -> bool:
    return before.end.on(after.origin.zone).wall.date() == after.start.wall.date()


def _finding(before: Event, after: Event, people: tuple[str, ...], limits: Limits) -> Finding:
    limit = limits.limit("layover-hours")
    return Finding(
        say(
            "{found} for {people} in {site} before {after} at {start}, and nothing is planned: more than {hours} ({source:word})",
            found=when.elapsed(before.end, after.start), people=People(people), site=after.origin,
            after=after, start=after.start, hours=timedelta(hours=limit.value), source=limit.source,
        ),
        ("events", after.index, "start"),
        events=(before.id, after.id),
        people=people,
        related=(Label(("events", before.index, "to"), say("{event} lands here at {end}", event=before, end=before.end)),),
        hint=say("plan a rest, a meal or a visit, add a day room as a stay, or take an earlier flight"),
    )  # fmt: skip
