"""A vehicle, a room or a thing in two places at once.

Two events use one resource while both go on. Ends are exclusive: a van may leave again in the minute in which it arrives. The same
ride or meeting, written once for each group, is one use; where somebody is in both events, that is a conflict of their own.

Bad:
    ```toml
    [resources.van]
    name = "The van"
    seats = 8

    [[events]]
    id = "to-city-hall"
    kind = "drive"
    from = "museums"
    to = "city-hall"
    start = 2024-09-23T09:00
    end = 2024-09-23T09:30
    who = ["kim"]
    resources = ["van"]

    [[events]]
    id = "to-airport"
    kind = "drive"
    from = "museums"
    to = "yyc"
    start = 2024-09-23T09:15
    end = 2024-09-23T10:00
    who = ["lee"]
    resources = ["van"]  # error: resource-double-booked
    ```

Good:
    ```toml
    [resources.van]
    name = "The van"
    seats = 8

    [[events]]
    id = "to-city-hall"
    kind = "drive"
    from = "museums"
    to = "city-hall"
    start = 2024-09-23T09:00
    end = 2024-09-23T09:30
    who = ["kim"]
    resources = ["van"]

    [[events]]
    id = "to-airport"
    kind = "drive"
    from = "city-hall"
    to = "yyc"
    start = 2024-09-23T09:30
    end = 2024-09-23T10:15
    who = ["lee"]
    resources = ["van"]
    ```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan.checks import check
from tripplan.checks._same import occasion_of
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import say
from tripplan.model import Text
from tripplan.timeline import overruns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.model import Event, Trip
    from tripplan.timeline import Timeline


@check(Severity.ERROR)
def resource_double_booked(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges each use of each resource but by stays; the same two events are one finding."""
    uses: dict[str, list[Event]] = {}
    for event in timeline.events:
        for id_ in dict.fromkeys(() if event.stays else event.table.resources):
            if event.certain:
                tally.judged += 1
                uses.setdefault(id_, []).append(event)
            else:
                tally.skip("a time that names no instant")
    clashes: dict[tuple[int, int], tuple[Event, Event, list[str]]] = {}
    for id_, events in uses.items():
        for first, second in overruns(events):
            if not _one_use(first, second, timeline):
                clashes.setdefault((first.index, second.index), (first, second, []))[2].append(id_)
    for first, second, ids in clashes.values():
        yield _finding(first, second, ids, timeline.trip)


def _one_use(first: Event, second: Event, timeline: Timeline) -> bool:
    """Whether the two are one ride or meeting told twice, or somebody's own double booking."""
    shared = set(timeline.attending(first)) & set(timeline.attending(second))
    return occasion_of(first) == occasion_of(second) or bool(shared)


def _finding(first: Event, second: Event, ids: list[str], trip: Trip) -> Finding:
    names = tuple(
        (trip.resources[id_].name if id_ in trip.resources else None) or Text.of(id_) for id_ in ids
    )
    shared = min(first.end.instant, second.end.instant) - second.start.instant
    ends = first.end.on(second.origin.zone)
    return Finding(
        say(
            "double booking of {shared} for {names}: {second} starts at {start}, {first} ends at {end:clock}",
            shared=shared, names=names, second=second, start=second.start, first=first, end=ends,
        ),
        ("events", second.index, "resources"),
        events=(first.id, second.id),
        people=tuple(dict.fromkeys(first.people + second.people)),
        related=(Label(("events", first.index, "resources"), say("in use here until {end:clock}", end=first.end)),),
        hint=say("use another resource for one of them, or start {second} when {first} has ended", second=second, first=first),
    )  # fmt: skip
