"""Somebody and their deputy on one aircraft.

Many offices do not let a head and the deputy who would take over fly together. The rule is theirs, so this is judged only where
`[checks]` asks for it; who is whose deputy is said by a tag, `deputy:ID`.

Bad:
    ```toml
    [checks]
    same-flight = "warning"

    [people.park]
    name = "Park"
    tags = ["deputy:kim"]

    [[events]]
    id = "outbound"
    kind = "flight"
    from = "icn"
    to = "yyc"
    start = 2024-09-23T21:40
    end = 2024-09-23T17:00
    who = ["kim", "park"]  # warning: same-flight
    ```

Good:
    ```toml
    [checks]
    same-flight = "warning"

    [people.park]
    name = "Park"
    tags = ["deputy:kim"]

    [[events]]
    id = "outbound"
    kind = "flight"
    from = "icn"
    to = "yyc"
    start = 2024-09-23T21:40
    end = 2024-09-23T17:00
    who = ["kim", "lee"]

    [[events]]
    id = "outbound-2"
    kind = "flight"
    from = "icn"
    to = "yvr"
    start = 2024-09-23T18:30
    end = 2024-09-23T12:20
    who = ["park"]
    ```
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan.checks import check
from tripplan.checks._same import number_of
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import People, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.model import Event
    from tripplan.timeline import Timeline

_PREFIX = "deputy:"


@check(Severity.WARNING, ready=False)
def same_flight(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges every flight for every pair of head and deputy; all flights of one pair are one finding."""
    people = timeline.trip.people
    pairs = [
        (head, id_)
        for id_, person in people.items()
        for tag in sorted(person.tags)
        if tag.startswith(_PREFIX) and (head := tag.removeprefix(_PREFIX)) in people and head != id_
    ]
    aircraft: dict[object, list[Event]] = {}
    for event in timeline.events:
        if event.kind == "flight":
            aircraft.setdefault(_aircraft(event), []).append(event)
    for pair in dict.fromkeys(pairs):
        tally.judged += len(aircraft)
        shared = [
            flights
            for flights in aircraft.values()
            if set(pair) <= {id_ for event in flights for id_ in event.people}
        ]
        if shared:
            yield _finding(pair, shared)


def _aircraft(event: Event) -> object:
    """Flights with one number, or for want of one from and to the same airports, at one time are one, written for each group."""
    return number_of(event) or (event.origin.id, event.site.id), event.start.instant


def _finding(pair: tuple[str, str], shared: list[list[Event]]) -> Finding:
    head, deputy = pair
    flights = [event for each in shared for event in each if {*pair} & set(event.people)]
    first = flights[0]
    values = {
        "head": People((head,)), "deputy": People((deputy,)), "event": first, "start": first.start, "number": len(shared),
    }  # fmt: skip
    one = say("{head} and the deputy, {deputy}, are on one flight: {event} at {start}", **values)
    more = say(
        "{head} and the deputy, {deputy}, are on one flight {number} times, the first of them {event} at {start}",
        **values,
    )
    return Finding(
        one if len(shared) == 1 else more,
        ("events", first.index, "id" if first.table.who is None else "who"),
        events=tuple(event.id for event in flights),
        people=pair,
        related=tuple(Label(("events", event.index, "id"), say("and here")) for event in flights[1:]),
        hint=say("book one of the two on another flight"),
    )
