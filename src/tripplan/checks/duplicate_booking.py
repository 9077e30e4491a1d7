"""The same thing entered twice.

Two events of one kind, with one number or one title at one place, begin within minutes of each other for the same people: two hands
wrote the same booking. Calendars will show it twice, and a change will be made in one of them.

Bad:
    ```toml
    [[events]]
    id = "outbound"
    kind = "flight"
    number = "WS 87"
    from = "icn"
    to = "yyc"
    start = 2024-09-21T21:40
    end = 2024-09-21T17:00

    [[events]]
    id = "ws87"
    kind = "flight"
    number = "WS87"
    from = "icn"
    to = "yyc"
    start = 2024-09-21T21:45  # warning: duplicate-booking
    end = 2024-09-21T17:00
    ```

Good:
    ```toml
    [[events]]
    id = "first-car"
    kind = "drive"
    number = "1"
    from = "museums"
    to = "city-hall"
    start = 2024-09-23T10:00
    duration = "30 min"
    who = ["kim"]

    [[events]]
    id = "second-car"
    kind = "drive"
    number = "2"
    from = "museums"
    to = "city-hall"
    start = 2024-09-23T10:00
    duration = "30 min"
    who = ["lee"]
    ```
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tripplan import when
from tripplan.checks import check
from tripplan.checks._same import number_of, twins
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import People, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.messages import Message
    from tripplan.model import Event
    from tripplan.timeline import Timeline


@check(Severity.WARNING)
def duplicate_booking(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges every move and activity against those that begin shortly before it; each pair is one finding."""
    for event in timeline.events:
        if event.certain:
            tally.judged += not event.stays
        else:
            tally.skip("a time that names no instant")
    for first, second in twins(timeline):
        people = tuple(id_ for id_ in first.people if id_ in second.people)
        yield Finding(
            _says(first, second, people),
            ("events", second.index, "start"),
            events=(first.id, second.id),
            people=people,
            related=(Label(("events", first.index, "id"), say("the other one")),),
            hint=_hint(first, second, limits),
        )


def _codeshare(first: Event, second: Event) -> bool:
    """Whether two numbers are told of what must be one vehicle: twins by their ways and times."""
    numbers = {number_of(first), number_of(second)}
    return len(numbers - {None}) > 1


def _says(first: Event, second: Event, people: tuple[str, ...]) -> Message:
    values = {"second": second, "first": first, "people": People(people)}
    if _codeshare(first, second):
        return say(
            "{second} looks like {first} under another number, for {people}: the same way at the same times",
            **values,
        )
    return say(
        "{second} looks like {first} entered twice, for {people}: the same, {apart} apart",
        apart=when.elapsed(first.start, second.start),
        **values,
    )


def _hint(first: Event, second: Event, limits: Limits) -> Message:
    if _codeshare(first, second):
        return say("probably a codeshare: keep one of the two, and write the other number into its `notes`")
    apart = limits.limit("apart-minutes")
    return say(
        "remove one of them, or give them titles or numbers that tell them apart; "
        "what begins within {apart} counts as one ({source:word})",
        apart=timedelta(minutes=apart.value),
        source=apart.source,
    )
