"""An event on a day that is not of the trip.

Days are read where the event is: on the clock at its start for the first day, at its end for the last. An event outside them is
most often dated by the home calendar, or a month off. A stay may begin the night before, booked so that an early arrival finds its room.

Bad:
    ```toml
    [trip]
    id = "alberta"
    title = "Delegation to Alberta"
    home = "seoul"
    start = 2024-09-21
    end = 2024-09-29

    [[events]]
    id = "send-off"
    kind = "meal"
    place = "seoul"
    start = 2024-08-21T12:00  # warning: outside-trip
    end = 2024-08-21T13:30

    [[events]]
    id = "outbound"
    kind = "flight"
    from = "icn"
    to = "yyc"
    start = 2024-09-21T21:40
    end = 2024-09-21T17:00
    ```

Good:
    ```toml
    [trip]
    id = "alberta"
    title = "Delegation to Alberta"
    home = "seoul"
    start = 2024-09-21
    end = 2024-09-29

    [[events]]
    id = "send-off"
    kind = "meal"
    place = "seoul"
    start = 2024-09-21T12:00
    end = 2024-09-21T13:30

    [[events]]
    id = "outbound"
    kind = "flight"
    from = "icn"
    to = "yyc"
    start = 2024-09-21T21:40
    end = 2024-09-21T17:00
    ```
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tripplan.checks import check
from tripplan.diagnostics import Edit, Finding, Fix, Label, Severity
from tripplan.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.messages import Message
    from tripplan.model import Event
    from tripplan.model.document import TripTable
    from tripplan.timeline import Timeline


@check(Severity.WARNING)
def outside_trip(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges every event. Where all of them lie outside, the trip's own days are what is wrong."""
    head = timeline.trip.head
    if head is None or head.end < head.start:
        for _ in timeline.events:
            tally.skip("the days of the trip could not be read")
        return
    tally.judged += len(timeline.events)
    outside = [(event, key) for event in timeline.events if (key := _outside(event, head, limits))]
    if len(outside) == len(timeline.events) > 1:
        yield _wrong_days(timeline, head)
        return
    for event, key in outside:
        yield _finding(event, key, head, limits)


def _outside(event: Event, head: TripTable, limits: Limits) -> str | None:
    """The key of the time that lies outside the trip's days, or None.

    A flight over the date line may land on the day before the trip, and leave on the day after it.
    """
    first = head.start - timedelta(days=limits["booked-ahead-nights"] if event.stays else 0)
    if event.start.wall.date() < first:
        return "start"
    if event.end.wall.date() <= head.end:
        return None
    return "start" if event.start.wall.date() > head.end else "end"


def _finding(event: Event, key: str, head: TripTable, limits: Limits) -> Finding:
    day = (event.start if key == "start" else event.end).wall.date()
    written = "duration" if key == "end" and event.table.end is None else key
    values = {"event": event, "day": day, "place": event.site_at(key), "first": head.start, "last": head.end}
    starts = say("{event} starts on {day} in {place}: the trip is from {first} to {last}", **values)
    ends = say("{event} ends on {day} in {place}: the trip is from {first} to {last}", **values)
    side = "start" if day < head.start else "end"
    return Finding(
        starts if key == "start" else ends,
        ("events", event.index, written),
        events=(event.id,),
        people=event.people,
        related=(Label(("trip", side), say("the trip's days")),),
        hint=_ahead(limits)
        if event.stays and side == "start"
        else say('date it by the calendar of the place, or move the "{side}" of [trip]', side=side),
    )


def _ahead(limits: Limits) -> Message:
    ahead = limits.limit("booked-ahead-nights")
    return say(
        'date it by the calendar of the place, or move the "start" of [trip]; a stay may begin up to {ahead} before ({source:word})',
        ahead=timedelta(days=ahead.value),
        source=ahead.source,
    )


def _wrong_days(timeline: Timeline, head: TripTable) -> Finding:
    first = min(event.start.wall.date() for event in timeline.events)
    last = max(event.end.wall.date() for event in timeline.events)
    return Finding(
        say(
            "none of the {number} events is in the days of the trip, {start} to {end}: they are from {first} to {last}",
            number=len(timeline.events), start=head.start, end=head.end, first=first, last=last,
        ),
        ("trip", "start"),
        related=(Label(("trip", "end"), say("the last day")),),
        hint=say("correct the days of the trip or the dates of the events"),
        fixes=(
            Fix(
                say("write start = {first} and end = {last}", first=first.isoformat(), last=last.isoformat()),
                (Edit(("trip", "start"), first.isoformat()), Edit(("trip", "end"), last.isoformat())),
            ),
        ),
    )  # fmt: skip
