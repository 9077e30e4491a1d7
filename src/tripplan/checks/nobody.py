"""An event that is for nobody.

Its `who` is empty, or names groups of which nobody is on the trip that day. No table and no calendar will show it, and nobody will
come. A vehicle that moves without passengers is no such event.

Bad:
    ```toml
    [people.park]
    name = "Park"
    from = 2024-09-25

    [groups]
    second-party = ["park"]

    [[events]]
    id = "briefing"
    kind = "meeting"
    place = "city-hall"
    start = 2024-09-23T10:00
    end = 2024-09-23T11:00
    who = ["second-party"]  # warning: nobody
    ```

Good:
    ```toml
    [people.park]
    name = "Park"
    from = 2024-09-23

    [groups]
    second-party = ["park"]

    [[events]]
    id = "briefing"
    kind = "meeting"
    place = "city-hall"
    start = 2024-09-23T10:00
    end = 2024-09-23T11:00
    who = ["second-party"]
    ```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan.checks import check
from tripplan.checks._people import named
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.messages import Message
    from tripplan.model import Event
    from tripplan.timeline import Timeline


@check(Severity.WARNING)
def nobody(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges every event; those with the same `who` are one finding."""
    empty: dict[tuple[str, ...] | None, list[Event]] = {}
    for event in timeline.events:
        if not timeline.trip.people or not (event.people or named(event, timeline.trip)):
            tally.skip("its people are not known")
            continue
        tally.judged += 1
        if not event.people and not _unmanned(event):
            empty.setdefault(event.table.who, []).append(event)
    for who, events in empty.items():
        yield _finding(who, events)


def _unmanned(event: Event) -> bool:
    """Whether it is said to be for nobody, and is about a vehicle, a room or equipment."""
    return event.table.who == () and bool(event.table.resources)


def _finding(who: tuple[str, ...] | None, events: list[Event]) -> Finding:
    first = events[0]
    return Finding(
        _says(who, first, len(events)),
        ("events", first.index, "id" if who is None else "who"),
        events=tuple(event.id for event in events),
        related=tuple(Label(("events", event.index, "id"), say("nor for this")) for event in events[1:]),
        hint=say("name people in `who`, or correct the `from` and `until` of those who are meant"),
    )


def _says(who: tuple[str, ...] | None, first: Event, number: int) -> Message:
    values = {"event": first, "start": first.start, "names": ", ".join(who or ()), "number": number}
    if number > 1:
        return say(
            "{number} events are for nobody, the first of them {event} at {start}: nobody of their `who` "
            "is on the trip then",
            **values,
        )
    if who == ():
        return say("{event} at {start} is for nobody: its `who` is empty", **values)
    if who is None:
        return say("{event} at {start} is for nobody: nobody is on the trip that day", **values)
    return say("{event} at {start} is for nobody: no one of {names} is on the trip that day", **values)
