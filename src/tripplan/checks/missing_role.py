"""An event that needs somebody with a role, and nobody there has it.

`needs` names tags: an interpreter, a note-taker, security. One of the people present must carry each, or the talks begin and
nobody can translate. An interpreter serves both directions, and somebody who may miss the event does not count as sure.

Bad:
    ```toml
    [[events]]
    id = "talks"
    kind = "meeting"
    place = "city-hall"
    start = 2024-09-23T10:00
    end = 2024-09-23T11:30
    who = ["kim"]
    needs = ["interpreter:ko-en"]  # warning: missing-role
    ```

Good:
    ```toml
    [[events]]
    id = "talks"
    kind = "meeting"
    place = "city-hall"
    start = 2024-09-23T10:00
    end = 2024-09-23T11:30
    who = ["kim", "lee"]
    needs = ["interpreter:ko-en"]
    ```
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tripplan.checks import check
from tripplan.checks._people import named
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import People, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.messages import Message
    from tripplan.model import Event, Trip
    from tripplan.timeline import Timeline


@dataclass(slots=True)
class _Lack:
    """A role that the same people lack in some events; `perhaps` are those present who have it and may miss them."""

    need: str
    perhaps: tuple[str, ...]
    events: list[Event] = field(default_factory=list)


@check(Severity.WARNING)
def missing_role(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges every tag that an event needs; the same role missing among the same people is one finding."""
    trip = timeline.trip
    lacks: dict[object, _Lack] = {}
    able: dict[str, set[str]] = {}
    for event in timeline.events:
        for need in dict.fromkeys(event.table.needs):
            if need not in able:
                able[need] = _carriers(trip, need)
            carriers = able[need]
            present = bool(carriers & (set(event.people) - event.optional))
            if not present and not (event.people and named(event, trip)):
                tally.skip("its people are not known")
                continue
            tally.judged += 1
            if present:
                continue
            perhaps = tuple(id_ for id_ in event.people if id_ in carriers)
            # A role that nobody on the trip has is one thing to mend, however the people are split.
            key = (need, frozenset(event.people), perhaps) if carriers else need
            lacks.setdefault(key, _Lack(need, perhaps)).events.append(event)
    for lack in lacks.values():
        yield _finding(lack, trip)


def _carriers(trip: Trip, need: str) -> set[str]:
    wanted = _parts(need)
    return {
        id_
        for id_, person in trip.people.items()
        if any(wanted in (_parts(tag), _parts(tag)[:1]) for tag in person.tags)
    }


def _parts(tag: str) -> tuple[str, ...]:
    """A tag as the role and, sorted, what follows it: ("interpreter", "en", "ko") serves either direction."""
    role, _, rest = tag.partition(":")
    if role != "interpreter":
        return (role, rest) if rest else (role,)
    return (role, *sorted(rest.split("-"))) if rest else (role,)


def _finding(lack: _Lack, trip: Trip) -> Finding:
    first = lack.events[0]
    return Finding(
        _says(lack),
        ("events", first.index, "needs"),
        events=tuple(event.id for event in lack.events),
        people=tuple(dict.fromkeys(id_ for event in lack.events for id_ in event.people)),
        severity=Severity.INFO if lack.perhaps else None,
        related=tuple(Label(("events", event.index, "needs"), say("nor here")) for event in lack.events[1:]),
        hint=_hint(lack, trip),
    )


def _says(lack: _Lack) -> Message:
    first, number = lack.events[0], len(lack.events)
    values = {"need": lack.need, "event": first, "start": first.start, "people": People(lack.perhaps)}
    if lack.perhaps:
        return say(
            '{event} at {start} needs "{need}", and only {people} can be that, who may miss it', **values
        )
    if number > 1:
        return say(
            'nobody present is "{need}", which {number} events need, the first of them {event} at {start}',
            number=number,
            **values,
        )
    return say('nobody present at {event} at {start} is "{need}", which it needs', **values)


def _hint(lack: _Lack, trip: Trip) -> Message:
    carriers = _carriers(trip, lack.need)
    if lack.perhaps:
        return say("take {people} out of `optional`, or name another", people=People(lack.perhaps))
    if carriers:
        able = tuple(id_ for id_ in trip.people if id_ in carriers)
        return say("{people} can be that: name them in `who`", people=People(able))
    return say('nobody on the trip has the tag "{need}": add it to a person\'s `tags`', need=lack.need)
