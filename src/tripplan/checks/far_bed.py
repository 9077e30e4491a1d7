"""A bed in the wrong town.

The stay of a night is more than a short hop (50 km) from where the evening left somebody, or from where their next day begins, and no
move leads there. A wrong place was chosen, or the way to the bed was forgotten: nobody will find that drive in the plan. Where the
two events lie that far apart themselves, the missing move is `teleport`'s.

Bad:
    ```toml
    [[events]]
    id = "dinner"
    kind = "meal"
    place = "city-hall"
    start = 2024-09-22T18:00
    end = 2024-09-22T20:00

    [[events]]
    id = "hotel"
    kind = "stay"
    place = "government-house"  # warning: far-bed
    start = 2024-09-22T15:00
    end = 2024-09-23T08:00

    [[events]]
    id = "wreath"
    kind = "ceremony"
    place = "museums"
    start = 2024-09-23T09:00
    end = 2024-09-23T10:00
    ```

Good:
    ```toml
    [[events]]
    id = "dinner"
    kind = "meal"
    place = "city-hall"
    start = 2024-09-22T18:00
    end = 2024-09-22T20:00

    [[events]]
    id = "hotel"
    kind = "stay"
    place = "city-hall"
    start = 2024-09-22T15:00
    end = 2024-09-23T08:00

    [[events]]
    id = "wreath"
    kind = "ceremony"
    place = "museums"
    start = 2024-09-23T09:00
    end = 2024-09-23T10:00
    ```
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tripplan.checks import check
from tripplan.checks._legs import far, leg, near
from tripplan.checks._nights import nights
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import People, say
from tripplan.timeline import Gap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.checks._nights import Night
    from tripplan.diagnostics import Tally
    from tripplan.model import Event
    from tripplan.timeline import Timeline


@dataclass(slots=True)
class _Way:
    """The unwritten way between a bed and the end or the start of an event, at its longest, and all who would have to go it."""

    event: Event
    key: str
    bed: Event
    km: float
    people: dict[str, None]


@check(Severity.WARNING)
def far_bed(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges each night that somebody has a bed for; one stay is one finding."""
    ways: dict[int, _Way] = {}
    for person, passed in nights(timeline).items():
        for night in passed:
            if not night.beds or night.under_way or not night.away:
                continue
            if timeline.trip.unread:
                tally.skip("an event that could not be read may lead to the bed")
            elif (way := _way(night, limits, tally)) and not _jumps(night, limits):
                known = ways.setdefault(way.bed.index, way)
                known.people[person] = None
    for way in ways.values():
        yield _finding(way, limits)


def _way(night: Night, limits: Limits, tally: Tally) -> _Way | None:
    """The longer of the ways to and from the bed if it is far; with two beds the nearer one counts."""
    found = []
    for bed in night.beds:
        there = leg(Gap(night.evening, bed, ()), limits, tally)
        back = leg(Gap(bed, night.morning, ()), limits, tally)
        if there is None or back is None or not (far(there, limits) or far(back, limits)):
            return None
        longer = (night.evening, "end") if there.km >= back.km else (night.morning, "start")
        found.append(_Way(*longer, bed, max(there.km, back.km), {}))
    return min(found, key=lambda way: way.km)


def _jumps(night: Night, limits: Limits) -> bool:
    """Whether the night's two events are themselves farther apart than a short hop: a move is missing, and `teleport` says so."""
    return not near(night.evening.site, night.morning.origin, limits)


def _finding(way: _Way, limits: Limits) -> Finding:
    people = tuple(id_ for id_ in way.people if id_)
    event, bed = way.event, way.bed
    hop = limits.limit("short-hop-km")
    return Finding(
        say(
            "the bed for {people} at {site} is {km:.0f} km from {other}, and no move leads there",
            people=People(people), site=bed.site, km=way.km, other=event.site_at(way.key),
        ),
        ("events", bed.index, "place"),
        events=(event.id, bed.id),
        people=people,
        related=(
            Label(
                ("events", event.index, event.end_key if way.key == "end" else event.place_key),
                say("{event} is here", event=event),
            ),
        ),
        hint=say(
            "correct the place of the stay, or write the move; up to {km:.0f} km need not be written ({source:word})",
            km=hop.value, source=hop.source,
        ),
    )  # fmt: skip
