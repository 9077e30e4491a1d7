"""Straight from a long journey into a meeting.

Flights of more than fourteen hours, stopovers included, are followed by business within twelve hours of the landing and without a
bed in between. The United States' travel rules give such travellers a rest period before they work; a delegation that signs an
agreement in this state has been warned. A stop of more than a day, a night's bed or a day room of six hours makes it good.

Bad:
    ```toml
    [[events]]
    id = "outbound"
    kind = "flight"
    from = "icn"
    to = "yvr"
    start = 2024-09-22T12:00
    end = 2024-09-22T06:00

    [[events]]
    id = "onward"
    kind = "flight"
    from = "yvr"
    to = "yyc"
    start = 2024-09-22T10:00
    end = 2024-09-22T12:25

    [[events]]
    id = "talks"
    kind = "meeting"
    place = "yyc"
    start = 2024-09-22T14:00  # warning: no-rest-stop
    end = 2024-09-22T15:30
    ```

Good:
    ```toml
    [[events]]
    id = "outbound"
    kind = "flight"
    from = "icn"
    to = "yvr"
    start = 2024-09-22T12:00
    end = 2024-09-22T06:00

    [[events]]
    id = "onward"
    kind = "flight"
    from = "yvr"
    to = "yyc"
    start = 2024-09-22T10:00
    end = 2024-09-22T12:25

    [[events]]
    id = "hotel"
    kind = "stay"
    place = "city-hall"
    start = 2024-09-22T14:00
    end = 2024-09-23T11:00

    [[events]]
    id = "talks"
    kind = "meeting"
    place = "city-hall"
    start = 2024-09-23T10:00
    end = 2024-09-23T11:00
    ```
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from tripplan import when
from tripplan.checks import check
from tripplan.checks._business import BUSINESS
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import People, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.model import Event
    from tripplan.timeline import Timeline


@dataclass(frozen=True, slots=True)
class _Journey:
    """Flights on end, from the first to the last, and the business that awaits those who were on them."""

    first: Event
    last: Event
    business: Event
    people: list[str] = field(default_factory=list)

    @property
    def length(self) -> timedelta:
        """From the first take-off to the last landing."""
        return when.elapsed(self.first.start, self.last.end)

    @property
    def certain(self) -> bool:
        """Whether all its times are known."""
        return self.first.certain and self.last.certain and self.business.certain


@check(Severity.WARNING)
def no_rest_stop(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges the first business after each journey of a person; the same journey to the same event is one finding."""
    found: dict[tuple[int, int, int], _Journey] = {}
    for person in timeline.days:
        for journey in _journeys(person, timeline, limits):
            if timeline.trip.unread or not journey.certain:
                tally.skip("a time or an event that could not be read")
                continue
            tally.judged += 1
            if _is_hard(journey, timeline.beds[person], limits):
                key = (journey.first.index, journey.last.index, journey.business.index)
                found.setdefault(key, journey).people.append(person)
    for journey in found.values():
        yield _finding(journey, limits)


def _journeys(person: str, timeline: Timeline, limits: Limits) -> Iterator[_Journey]:
    first: Event | None = None
    last: Event | None = None
    for event in timeline.days[person]:
        if event.kind == "flight":
            if first is None or last is None or _stops(last, event, timeline.beds[person], limits):
                first = event
            last = event
        elif first and last and event.kind in BUSINESS and event.start.instant >= last.end.instant:
            yield _Journey(first, last, event)
            first = last = None


def _stops(last: Event, onward: Event, beds: Sequence[Event], limits: Limits) -> bool:
    """Whether a journey ends between two flights: they stop for more than a day, or sleep."""
    long = when.elapsed(last.end, onward.start) > timedelta(hours=limits["stopover-hours"])
    return long or _rested(last, onward, beds, limits)


def _rested(last: Event, event: Event, beds: Sequence[Event], limits: Limits) -> bool:
    """Whether there is a bed for some hours between a landing and an event."""
    enough = timedelta(hours=limits["bed-hours"])
    return any(
        min(bed.end.instant, event.start.instant) - max(bed.start.instant, last.end.instant) >= enough
        for bed in beds
    )


def _is_hard(journey: _Journey, beds: Sequence[Event], limits: Limits) -> bool:
    soon = when.elapsed(journey.last.end, journey.business.start) < timedelta(hours=limits["meeting-hours"])
    long = journey.length > timedelta(hours=limits["journey-hours"])
    return soon and long and not _rested(journey.last, journey.business, beds, limits)


def _finding(journey: _Journey, limits: Limits) -> Finding:
    people = tuple(id_ for id_ in journey.people if id_)
    first, last, business = journey.first, journey.last, journey.business
    due = limits.limit("journey-hours")
    return Finding(
        say(
            "{gap} from the landing of {people} to {event} at {start}, after a journey of {length} and without a bed between: "
            "a rest is due after {hours} ({source:word})",
            event=business, start=business.start, gap=when.elapsed(last.end, business.start),
            people=People(people), length=journey.length, hours=timedelta(hours=due.value), source=due.source,
        ),
        ("events", business.index, "start"),
        events=(last.id, business.id),
        people=people,
        related=(
            Label(("events", first.index, "start"), say("the journey begins at {start}", start=first.start)),
            Label(("events", last.index, last.end_key), say("it ends at {end}", end=last.end)),
        ),
        hint=say("arrive a day earlier, add a day room, or begin the business after a night"),
    )  # fmt: skip
