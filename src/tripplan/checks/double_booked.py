"""A person in two places at once.

Two events of one person overlap. Ends are exclusive: an event may begin in the minute in which another ends. A stay overlaps
anything, for it says where the bed is; people who may miss one of the two events soften the finding, and so does a tentative event.

Bad:
    ```toml
    [[events]]
    id = "wreath"
    kind = "ceremony"
    place = "museums"
    start = 2024-09-23T09:00
    end = 2024-09-23T10:30

    [[events]]
    id = "roundtable"
    kind = "meeting"
    place = "museums"
    start = 2024-09-23T10:00  # error: double-booked
    end = 2024-09-23T12:00
    ```

Good:
    ```toml
    [[events]]
    id = "wreath"
    kind = "ceremony"
    place = "museums"
    start = 2024-09-23T09:00
    end = 2024-09-23T10:00

    [[events]]
    id = "roundtable"
    kind = "meeting"
    place = "museums"
    start = 2024-09-23T10:00
    end = 2024-09-23T12:00
    ```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan import when
from tripplan.checks import check
from tripplan.checks._fixes import moved
from tripplan.checks._same import twins
from tripplan.diagnostics import Finding, Fix, Label, Severity
from tripplan.messages import People, say
from tripplan.timeline import overlaps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.model import Event
    from tripplan.timeline import Timeline


@check(Severity.ERROR)
def double_booked(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges each person's moves and activities; the same two events are one finding.

    Two moves are `impossible-connection`'s, the same thing entered twice is `duplicate-booking`'s.
    """
    same = {(one.index, other.index) for one, other in twins(timeline)}
    clashes: dict[tuple[int, int], tuple[Event, Event, list[str]]] = {}
    for person, events in timeline.days.items():
        certain = [event for event in events if event.certain]
        tally.judged += len(certain)
        for _ in range(len(events) - len(certain)):
            tally.skip("a time that names no instant")
        for first, second in overlaps(certain):
            if (first.moves and second.moves) or (first.index, second.index) in same:
                continue
            clashes.setdefault((first.index, second.index), (first, second, []))[2].append(person)
    for first, second, people in clashes.values():
        yield _finding(first, second, people)


def _finding(first: Event, second: Event, people: list[str]) -> Finding:
    shared = min(first.end.instant, second.end.instant) - second.start.instant
    who = tuple(id_ for id_ in people if id_)
    ends = first.end.on(second.origin.zone)
    shift = when.elapsed(second.start, first.end)
    return Finding(
        say(
            "double booking of {shared} for {people}: {second} starts at {start}, {first} ends at {end:clock}",
            shared=shared, people=People(who), second=second, start=second.start, first=first, end=ends,
        ),
        ("events", second.index, "start"),
        events=(first.id, second.id),
        people=who,
        related=(
            Label(("events", first.index, _end_key(first)), say("{event} ends at {end:clock}", event=first, end=first.end)),
        ),
        hint=say(
            "move {second}, shorten {first}, name other people in `who`, "
            "or list those who may miss one of them as `optional`",
            second=second, first=first,
        ),
        fixes=(Fix(say("move {after} to {ready:clock}", after=second, ready=ends), moved(second, shift)),),
    )  # fmt: skip


def _end_key(event: Event) -> str:
    return "duration" if event.table.end is None else "end"
