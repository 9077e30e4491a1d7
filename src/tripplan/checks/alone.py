"""A principal who travels or appears in public without anybody of the delegation.

Nobody is there who knows the programme, holds the papers or takes the call when a car does not come. Moves other than walks and
public events are judged: ceremonies, visits, conferences, press. At home the office is near, and a delegation of two parts knowingly:
there nothing is asked.

Bad:
    ```toml
    [people.park]
    name = "Park"

    [[events]]
    id = "to-museums"
    kind = "drive"
    from = "city-hall"
    to = "museums"
    start = 2024-09-23T09:00
    end = 2024-09-23T09:30
    who = ["kim"]  # warning: alone

    [[events]]
    id = "wreath"
    kind = "ceremony"
    place = "museums"
    start = 2024-09-23T10:00
    end = 2024-09-23T10:45
    who = ["kim"]
    ```

Good:
    ```toml
    [people.park]
    name = "Park"

    [[events]]
    id = "to-museums"
    kind = "drive"
    from = "city-hall"
    to = "museums"
    start = 2024-09-23T09:00
    end = 2024-09-23T09:30
    who = ["kim", "park"]

    [[events]]
    id = "wreath"
    kind = "ceremony"
    place = "museums"
    start = 2024-09-23T10:00
    end = 2024-09-23T10:45
    who = ["kim", "park"]
    ```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan.checks import check
from tripplan.checks._hubs import PUBLIC
from tripplan.checks._legs import near
from tripplan.checks._people import named
from tripplan.checks._same import occasion_of
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import People, say

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.messages import Message
    from tripplan.model import Event
    from tripplan.timeline import Timeline

_PUBLIC = frozenset({"ceremony", "visit", "conference", "press"})


@check(Severity.WARNING)
def alone(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges the days of each principal; events alone in a row are one finding."""
    people = timeline.trip.people
    if len(people) < limits["delegation-people"]:
        return
    for id_, person in people.items():
        if "principal" in person.tags:
            for events in _rows(id_, timeline, limits, tally):
                yield _finding(id_, events, limits)


def _asked(event: Event, timeline: Timeline, limits: Limits) -> bool:
    """Whether company is asked for at all: on the way, and in public away from home."""
    if event.moves:
        return event.kind != "walk"
    home = timeline.trip.home
    return event.kind in _PUBLIC and not (home and near(home, event.site, limits))


def _rows(id_: str, timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[list[Event]]:
    """The events that somebody goes through alone, those with no accompanied one between them together."""
    row: list[Event] = []
    for event in timeline.days[id_]:
        if not _asked(event, timeline, limits):
            continue
        company = _on_board(event, timeline) - {id_}
        if not company and not named(event, timeline.trip):
            tally.skip("its people are not known")
            continue
        tally.judged += 1
        if company:
            if row:
                yield row
            row = []
        else:
            row.append(event)
    if row:
        yield row


def _on_board(event: Event, timeline: Timeline) -> set[str]:
    """All who are surely there: on one flight or train, too, that is written once for each group."""
    written = timeline.once(_occasions)[occasion_of(event)] if event.kind in PUBLIC else [event]
    return {id_ for each in written for id_ in each.people if id_ not in each.optional}


def _occasions(timeline: Timeline) -> dict[Hashable, list[Event]]:
    found: dict[Hashable, list[Event]] = {}
    for event in timeline.events:
        if event.kind in PUBLIC:
            found.setdefault(occasion_of(event), []).append(event)
    return found


def _finding(id_: str, events: list[Event], limits: Limits) -> Finding:
    first = events[0]
    least = limits.limit("delegation-people")
    perhaps = all(len(event.people) > 1 for event in events)
    return Finding(
        _says(id_, events, perhaps=perhaps),
        ("events", first.index, "who"),
        events=tuple(event.id for event in events),
        people=(id_,),
        severity=Severity.INFO if perhaps else None,
        related=tuple(Label(("events", event.index, "who"), say("and here")) for event in events[1:]),
        hint=say(
            "name an aide in `who`; a delegation is {number:.0f} people or more ({source:word})",
            number=least.value,
            source=least.source,
        ),
    )


def _says(id_: str, events: list[Event], *, perhaps: bool) -> Message:
    first = events[0]
    values = {"people": People((id_,)), "event": first, "start": first.start, "number": len(events)}
    if perhaps:
        return say("{people} may be alone in {event} at {start}: all others may miss it", **values)
    if len(events) > 1:
        return say("{people}: alone in {number} events in a row, from {event} at {start} on", **values)
    return say("{people}: alone in {event} at {start}, with nobody else of the delegation", **values)
