"""A person named for a day on which they are not on the trip.

`from` and `until` say from when to when somebody travels along. Groups leave out who is not there; a person who is named directly
is meant, so either the event or the days are wrong, and somebody will be waited for.

Bad:
    ```toml
    [people.park]
    name = "Park"
    from = 2024-09-24

    [[events]]
    id = "briefing"
    kind = "meeting"
    place = "city-hall"
    start = 2024-09-23T10:00
    end = 2024-09-23T11:00
    who = ["kim", "park"]  # warning: unavailable
    ```

Good:
    ```toml
    [people.park]
    name = "Park"
    from = 2024-09-24

    [[events]]
    id = "briefing"
    kind = "meeting"
    place = "city-hall"
    start = 2024-09-24T10:00
    end = 2024-09-24T11:00
    who = ["kim", "park"]
    ```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan.checks import check
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import People, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.messages import Message
    from tripplan.model import Event, Person
    from tripplan.timeline import Timeline


@check(Severity.WARNING)
def unavailable(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges everyone named directly; all events before somebody's first day are one finding, so are all after their last."""
    absences: dict[tuple[str, str], list[Event]] = {}
    for event in timeline.events:
        for id_ in dict.fromkeys(event.table.who or ()):
            if id_ in timeline.trip.people:
                tally.judged += 1
                if key := _absence(event, timeline.trip.people[id_]):
                    absences.setdefault((id_, key), []).append(event)
    for (id_, key), events in absences.items():
        yield _finding(timeline.trip.people[id_], key, events)


def _absence(event: Event, person: Person) -> str | None:
    """The key of the person, `from` or `until`, that the event's day lies outside of. A stay lasts to its last day."""
    first = event.start.wall.date()
    last = event.end.wall.date() if event.stays else first
    if person.joins and last < person.joins:
        return "from"
    return "until" if person.leaves and first > person.leaves else None


def _finding(person: Person, key: str, events: list[Event]) -> Finding:
    first = events[0]
    return Finding(
        _late(person, events) if key == "from" else _gone(person, events),
        ("events", first.index, "who"),
        events=tuple(event.id for event in events),
        people=(person.id,),
        related=(
            Label(("people", person.id, key), say("their days on the trip")),
            *(Label(("events", event.index, "who"), say("and here")) for event in events[1:]),
        ),
        hint=say('take "{id}" out of `who`, or correct "{key}" of that person', id=person.id, key=key),
    )


def _late(person: Person, events: list[Event]) -> Message:
    values = {
        "people": People((person.id,)),
        "event": events[0],
        "start": events[0].start,
        "day": person.joins,
    }
    if len(events) > 1:
        return say(
            "{people}: not on the trip before {day}, and named in {number} events before that, "
            "the first of them {event} at {start}",
            number=len(events), **values,
        )  # fmt: skip
    return say("{people}: not on the trip before {day}, and named in {event} at {start}", **values)


def _gone(person: Person, events: list[Event]) -> Message:
    values = {
        "people": People((person.id,)),
        "event": events[0],
        "start": events[0].start,
        "day": person.leaves,
    }
    if len(events) > 1:
        return say(
            "{people}: not on the trip after {day}, and named in {number} events after that, "
            "the first of them {event} at {start}",
            number=len(events), **values,
        )  # fmt: skip
    return say("{people}: not on the trip after {day}, and named in {event} at {start}", **values)
