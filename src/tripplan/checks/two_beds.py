"""A person with two beds for one night.

Two stays cover 03:00 of the same night. A room is paid for and stands empty, or the booking forgot to say with `who` who sleeps
where. A day room covers no night. A room booked from the night before, so that it is ready for an early arrival from another
town, is no second bed; one that is kept during a side trip is: where that is meant, say so with `allow`.

Bad:
    ```toml
    [[events]]
    id = "calgary"
    kind = "stay"
    place = "city-hall"
    start = 2024-09-22T15:00
    end = 2024-09-25T11:00

    [[events]]
    id = "edmonton"
    kind = "stay"
    place = "edmonton"
    start = 2024-09-23T15:00  # warning: two-beds
    end = 2024-09-24T11:00
    ```

Good:
    ```toml
    [[events]]
    id = "calgary"
    kind = "stay"
    place = "city-hall"
    start = 2024-09-22T15:00
    end = 2024-09-23T11:00

    [[events]]
    id = "edmonton"
    kind = "stay"
    place = "edmonton"
    start = 2024-09-23T15:00
    end = 2024-09-24T11:00
    ```
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tripplan import when
from tripplan.checks import check
from tripplan.checks._legs import near
from tripplan.checks._nights import probed
from tripplan.checks._spans import Course
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import People, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.model import Event
    from tripplan.timeline import Timeline


@dataclass(slots=True)
class _Double:
    """Two stays over the same nights, by the instants at which those are probed."""

    kept: Event
    bed: Event
    nights: list[datetime]
    people: list[str]


@check(Severity.WARNING)
def two_beds(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges each stay of a person against the one before it that ends last."""
    doubles: dict[tuple[int, int, int], _Double] = {}
    for person, beds in timeline.beds.items():
        course = Course(timeline.days[person])
        kept: Event | None = None
        for bed in beds:
            if not bed.certain:
                tally.skip("a time that names no instant")
                continue
            tally.judged += 1
            if kept and (nights := _shared(kept, bed, course, timeline, limits)):
                key = (kept.index, bed.index, len(nights))
                doubles.setdefault(key, _Double(kept, bed, nights, [])).people.append(person)
            if kept is None or bed.end.instant > kept.end.instant:
                kept = bed
    for double in doubles.values():
        yield _finding(double, limits)


def _shared(kept: Event, bed: Event, course: Course, timeline: Timeline, limits: Limits) -> list[datetime]:
    nights = list(probed(bed, timeline, kept.end.instant))
    if nights and _booked_ahead(kept, bed, nights[0], course, limits):
        del nights[0]
    return nights


def _booked_ahead(kept: Event, bed: Event, night: datetime, course: Course, limits: Limits) -> bool:
    """Whether the first night of a stay is paid for so that the room is ready for an early arrival from another town."""
    if near(kept.site, bed.site, limits):
        return False
    zone = bed.site.zone
    noon = when.wall_instant(
        datetime.combine(night.astimezone(zone).date(), limits["early-arrival-until"]), zone
    )
    for event in course.since(night - timedelta(days=1)):
        if event.start.instant > noon:
            return False
        if night < event.end.instant <= noon and near(event.site, bed.site, limits):
            return True
    return False


def _finding(double: _Double, limits: Limits) -> Finding:
    noon = limits.limit("early-arrival-until")
    kept, bed = double.kept, double.bed
    people = tuple(id_ for id_ in double.people if id_)
    days = [night.astimezone(bed.site.zone).date() for night in double.nights]
    values = {
        "people": People(people), "kept": kept, "bed": bed, "first": days[0] - timedelta(days=1), "last": days[-1],
    }  # fmt: skip
    one = say("two beds for {people} in the night from {first} to {last}: {kept} and {bed}", **values)
    more = say(
        "two beds for {people} in the {n} nights from {first} to {last}: {kept} and {bed}",
        n=len(days), **values,
    )  # fmt: skip
    return Finding(
        one if len(days) == 1 else more,
        ("events", bed.index, "start"),
        events=(kept.id, bed.id),
        people=people,
        related=(Label(("events", kept.index, "id"), say("this one lasts until {end}", end=kept.end)),),
        hint=say(
            'shorten one of the two, or say with "who" who sleeps where; '
            "a night may be booked ahead for an arrival by {noon:%H:%M} ({source:word})",
            noon=noon.value,
            source=noon.source,
        ),
    )
