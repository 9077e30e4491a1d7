"""At the hotel long before the room is.

A move takes people to the place of their stay, nothing else is planned, and the agreed check-in is more than an hour away: they sit in
the lobby with their luggage. What fills the time, a room booked from the night before and a day room excuse it. A landing is not yet an
arrival: flights are not asked.

Bad:
    ```toml
    [[events]]
    id = "to-hotel"
    kind = "drive"
    from = "museums"
    to = "city-hall"
    start = 2024-09-23T11:00
    end = 2024-09-23T11:30

    [[events]]
    id = "hotel"
    kind = "stay"
    place = "city-hall"
    start = 2024-09-23T15:00  # warning: before-check-in
    end = 2024-09-24T11:00
    ```

Good:
    ```toml
    [[events]]
    id = "to-hotel"
    kind = "drive"
    from = "museums"
    to = "city-hall"
    start = 2024-09-23T11:00
    end = 2024-09-23T11:30

    [[events]]
    id = "hotel"
    kind = "stay"
    place = "city-hall"
    start = 2024-09-23T12:00
    end = 2024-09-24T11:00
    ```
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from tripplan import when
from tripplan.checks import check
from tripplan.checks._nights import probes
from tripplan.checks._spans import Course, here
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import People, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.model import Event
    from tripplan.timeline import Timeline


@dataclass(slots=True)
class _Wait:
    """From what took them to the hotel first until their room is theirs."""

    arrival: Event
    bed: Event
    people: list[str]

    @property
    def length(self) -> timedelta:
        return when.elapsed(self.arrival.end, self.bed.start)


@check(Severity.WARNING)
def before_check_in(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges the beginning of each stay of each person; one stay is one finding."""
    waits: dict[int, _Wait] = {}
    for person, beds in timeline.beds.items():
        course = Course(timeline.days[person])
        for bed in beds:
            arrival = course.before(bed.start.instant)
            if arrival is None or not arrival.moves or arrival.kind == "flight":
                continue
            wait = _Wait(arrival, bed, [person])
            if timeline.trip.unread or not (arrival.certain and bed.certain):
                tally.skip("a time or an event that could not be read")
                continue
            tally.judged += 1
            if _is_long(wait, timeline, limits) and not _has_other(wait, beds, limits):
                _note(waits, wait)
    for wait in waits.values():
        yield _finding(wait, limits)


def _is_long(wait: _Wait, timeline: Timeline, limits: Limits) -> bool:
    """Whether there is a wait at the place of the stay; one that lasts through a night is a bed that is missing."""
    if wait.length <= timedelta(minutes=limits["wait-minutes"]):
        return False
    start, end, site = wait.arrival.end.instant, wait.bed.start.instant, wait.bed.site
    if any(probes(start, end, site.zone, timeline)):
        return False
    return here(wait.arrival.site, site, limits)


def _has_other(wait: _Wait, beds: tuple[Event, ...], limits: Limits) -> bool:
    """Whether another stay gives them a room when they come."""
    come = wait.arrival.end.instant
    soon = come + timedelta(minutes=limits["wait-minutes"])
    return any(
        bed.start.instant <= soon and bed.end.instant > come for bed in beds if bed.index != wait.bed.index
    )


def _note(waits: dict[int, _Wait], new: _Wait) -> None:
    known = waits.setdefault(new.bed.index, new)
    if known is not new:
        known.people += new.people
        if new.length > known.length:
            known.arrival = new.arrival


def _finding(wait: _Wait, limits: Limits) -> Finding:
    people = tuple(id_ for id_ in wait.people if id_)
    arrival, bed = wait.arrival, wait.bed
    most = limits.limit("wait-minutes")
    return Finding(
        say(
            "{people} at {site} from {come:clock}, {wait} before the room: check-in is at {start}",
            people=People(people), site=bed.site, come=arrival.end, wait=wait.length, start=bed.start,
        ),
        ("events", bed.index, "start"),
        events=(arrival.id, bed.id),
        people=people,
        related=(Label(("events", arrival.index, arrival.end_key), say("{event} leaves them here", event=arrival)),),
        hint=say(
            "agree on an early check-in and write its time, book the night before, or plan something; "
            "up to {most} may be waited ({source:word})",
            most=timedelta(minutes=most.value), source=most.source,
        ),
    )  # fmt: skip
