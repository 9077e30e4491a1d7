"""More people than seats.

The people of an event do not fit in its vehicles, or in its room. On the day that means somebody is left on the kerb. All seats of an
event's resources count together; people who may miss it only warn, and so does a resource whose seats nobody wrote.

Bad:
    ```toml
    [resources.car]
    name = "The car"
    seats = 1

    [[events]]
    id = "to-city-hall"
    kind = "drive"
    from = "museums"
    to = "city-hall"
    start = 2024-09-23T09:00
    end = 2024-09-23T09:30
    who = ["kim", "lee"]
    resources = ["car"]  # error: over-capacity
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
    who = ["kim", "lee"]
    resources = ["van"]
    ```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan.checks import check
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import say
from tripplan.model import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.messages import Message
    from tripplan.model import Event
    from tripplan.timeline import Timeline


@check(Severity.ERROR)
def over_capacity(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges every event with resources but stays; the same people in the same resources are one finding."""
    crowds: dict[object, list[Event]] = {}
    for event in timeline.events:
        if event.stays or not event.table.resources:
            continue
        seats = _seats(event, timeline)
        if not timeline.trip.people or not any(seats):
            tally.skip("no seats are known" if timeline.trip.people else "its people are not known")
            continue
        tally.judged += 1
        if len(event.people) > sum(each or 0 for each in seats):
            key = (frozenset(event.table.resources), frozenset(event.people), event.optional)
            crowds.setdefault(key, []).append(event)
    for events in crowds.values():
        yield _finding(events, timeline)


def _seats(event: Event, timeline: Timeline) -> list[int | None]:
    """The seats of each resource; None where the file does not say."""
    known = timeline.trip.resources
    return [known[id_].seats if id_ in known else None for id_ in dict.fromkeys(event.table.resources)]


def _finding(events: list[Event], timeline: Timeline) -> Finding:
    first = events[0]
    seats = _seats(first, timeline)
    total = sum(each or 0 for each in seats)
    sure = None not in seats and len(first.people) - len(first.optional) > total
    return Finding(
        _says(events, total, timeline),
        ("events", first.index, "resources"),
        events=tuple(event.id for event in events),
        people=first.people,
        severity=Severity.ERROR if sure else Severity.WARNING,
        related=tuple(Label(("events", event.index, "resources"), say("and here")) for event in events[1:]),
        hint=say("add a resource with seats to it, or split the people over two events"),
    )


def _says(events: list[Event], seats: int, timeline: Timeline) -> Message:
    first, known = events[0], timeline.trip.resources
    names = tuple(
        (known[id_].name if id_ in known else None) or Text.of(id_) for id_ in first.table.resources
    )
    values = {
        "event": first, "start": first.start, "found": len(first.people), "seats": seats, "names": names,
    }  # fmt: skip
    if len(events) > 1:
        return say(
            "{found} people for {seats} seats ({names}) in {number} events, the first of them {event} at {start}",
            number=len(events),
            **values,
        )
    return say("{found} people for {seats} seats ({names}) in {event} at {start}", **values)
