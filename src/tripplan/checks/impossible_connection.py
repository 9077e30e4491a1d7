"""A flight, train or drive that leaves before the one before it has arrived.

Nobody can take both, however short the way from one to the other. Often a clock time was copied from the wrong line or the day of an
arrival is wrong; or a group travels on two flights at once and `who` does not say who takes which. A vehicle that is carried by a
ferry is on two moves at once, and right.

Bad:
    ```toml
    [[events]]
    id = "to-vancouver"
    kind = "flight"
    from = "yyc"
    to = "yvr"
    start = 2024-09-23T09:00
    end = 2024-09-23T09:40

    [[events]]
    id = "to-seoul"
    kind = "flight"
    from = "yvr"
    to = "icn"
    start = 2024-09-23T09:30  # error: impossible-connection
    end = 2024-09-24T13:10
    ```

Good:
    ```toml
    [[events]]
    id = "to-vancouver"
    kind = "flight"
    from = "yyc"
    to = "yvr"
    start = 2024-09-23T09:00
    end = 2024-09-23T09:40

    [[events]]
    id = "to-seoul"
    kind = "flight"
    from = "yvr"
    to = "icn"
    start = 2024-09-23T11:30
    end = 2024-09-24T15:10
    ```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan.checks import check
from tripplan.checks._same import twins
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import People, say
from tripplan.timeline import overruns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.model import Event
    from tripplan.timeline import Timeline

_CARRIED = frozenset({"drive", "bus", "train"})


@check(Severity.ERROR)
def impossible_connection(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges each move of a person against the one that brought them there; the same two moves are one finding."""
    same = {(one.index, other.index) for one, other in twins(timeline)}
    clashes: dict[tuple[int, int], tuple[Event, Event, list[str]]] = {}
    for person, events in timeline.days.items():
        moves = [event for event in events if event.moves]
        certain = [move for move in moves if move.certain]
        tally.judged += len(certain)
        for _ in range(len(moves) - len(certain)):
            tally.skip("a time that names no instant")
        for first, second in overruns(certain):
            if not _carries(first, second) and (first.index, second.index) not in same:
                clashes.setdefault((first.index, second.index), (first, second, []))[2].append(person)
    for first, second, people in clashes.values():
        yield _finding(first, second, people)


def _carries(outer: Event, inner: Event) -> bool:
    """Whether a vehicle goes on board a ferry on its way."""
    return outer.kind in _CARRIED and inner.kind == "ferry" and inner.end.instant <= outer.end.instant


def _finding(first: Event, second: Event, people: list[str]) -> Finding:
    who = tuple(id_ for id_ in people if id_)
    return Finding(
        say(
            "{second} leaves at {start}, {shared} before {first} arrives in {site}: too early for {people}",
            second=second, start=second.start, shared=first.end.instant - second.start.instant,
            first=first, site=first.site, people=People(who),
        ),
        ("events", second.index, "start"),
        events=(first.id, second.id),
        people=who,
        related=(
            Label(
                ("events", first.index, "duration" if first.table.end is None else "end"),
                say("{event} arrives at {end}", event=first, end=first.end),
            ),
        ),
        hint=say(
            "look at both times and dates, let {second} leave later, or say in `who` of each who takes it",
            second=second,
        ),
    )  # fmt: skip
