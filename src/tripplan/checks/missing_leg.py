"""A way of more than a kilometre that is not written, in a plan that writes its legs.

Hops up to 50 km need not be written. But where at least half of them are, with car and driver, one that is not is probably forgotten,
and nobody comes to fetch the delegation. Where most are left out on purpose, one note for the whole trip says so. Ways from and to
places that are known only roughly are not judged, nor those over a night whose bed is somewhere else.

Bad:
    ```toml
    [[events]]
    id = "to-museums"
    kind = "drive"
    from = "city-hall"
    to = "museums"
    start = 2024-09-23T09:00
    end = 2024-09-23T09:20

    [[events]]
    id = "wreath"
    kind = "ceremony"
    place = "museums"
    start = 2024-09-23T09:30
    end = 2024-09-23T10:00

    [[events]]
    id = "to-city-hall"
    kind = "drive"
    from = "museums"
    to = "city-hall"
    start = 2024-09-23T10:00
    end = 2024-09-23T10:20

    [[events]]
    id = "roundtable"
    kind = "meeting"
    place = "city-hall"
    start = 2024-09-23T10:30
    end = 2024-09-23T12:00

    [[events]]
    id = "reception"
    kind = "ceremony"
    place = "museums"  # warning: missing-leg
    start = 2024-09-23T16:00
    end = 2024-09-23T17:00
    ```

Good:
    ```toml
    [[events]]
    id = "to-museums"
    kind = "drive"
    from = "city-hall"
    to = "museums"
    start = 2024-09-23T09:00
    end = 2024-09-23T09:20

    [[events]]
    id = "wreath"
    kind = "ceremony"
    place = "museums"
    start = 2024-09-23T09:30
    end = 2024-09-23T10:00

    [[events]]
    id = "to-city-hall"
    kind = "drive"
    from = "museums"
    to = "city-hall"
    start = 2024-09-23T10:00
    end = 2024-09-23T10:20

    [[events]]
    id = "roundtable"
    kind = "meeting"
    place = "city-hall"
    start = 2024-09-23T10:30
    end = 2024-09-23T12:00
    ```
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, NamedTuple

from tripplan import places
from tripplan.checks import check
from tripplan.checks._hops import hop
from tripplan.checks._hubs import PUBLIC, rooms, same_hub
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import People, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.model import Event, Site
    from tripplan.timeline import Gap, Timeline


class _Missing(NamedTuple):
    """A leg that nobody wrote: a gap that it would fill, and all people who would take it."""

    gap: Gap
    km: float
    people: dict[str, None]


@check(Severity.WARNING)
def missing_leg(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges each unwritten hop of a length that is worth a line, by whether the trip writes such hops."""
    missing = _missing(timeline, limits, tally)
    written = sum(_is_leg(event, limits) for event in timeline.events)
    share = 100 * written / max(1, written + len(missing))
    if written >= limits["habit-legs"] and share >= limits["habit-percent"]:
        yield from (_finding(each, written, len(missing), limits) for each in missing)
    elif missing:
        yield _note(missing, limits)


def _missing(timeline: Timeline, limits: Limits, tally: Tally) -> list[_Missing]:
    """The legs that are not written; that of a group which is split before it is one."""
    found: dict[tuple[str, int], _Missing] = {}
    for gap in timeline.gaps:
        if not gap.certain:
            tally.skip("a time that names no instant")
        elif gap.length.total_seconds() >= 0 and not _implied(gap, timeline, limits):
            way = hop(gap, timeline, limits, tally)
            if way and way.km > limits["walk-km"] and not way.rough and not way.tight:
                leg = found.setdefault((gap.before.site.id, gap.after.index), _Missing(gap, way.km, {}))
                leg.people.update(dict.fromkeys(gap.people))
    return list(found.values())


def _implied(gap: Gap, timeline: Timeline, limits: Limits) -> bool:
    """Whether another check speaks of the way, or a night goes by and the bed is at neither end of it."""
    before, after = gap.before, gap.after
    if same_hub(before.site, after.origin, limits) or (before.kind in PUBLIC and before.kind == after.kind):
        return True
    if before.end.on(after.origin.zone).wall.date() == after.start.wall.date():
        return False
    beds = [bed.site for id_ in gap.people for bed in rooms(timeline, id_, before, after)]
    ends = (before.site, after.origin)
    return all(_km(bed, end) > limits["walk-km"] for bed in beds for end in ends)


def _is_leg(event: Event, limits: Limits) -> bool:
    """Whether an event is a hop that is written although it need not be."""
    return event.moves and bool(limits["walk-km"] < _km(event.origin, event.site) <= limits["short-hop-km"])


def _km(one: Site, other: Site) -> float:
    """Kilometres between two places; without end where they are not known well."""
    if one.id == other.id:
        return 0.0
    if one.position is None or other.position is None or one.rough or other.rough:
        return inf
    return places.distance_km(one.position, other.position)


def _finding(leg: _Missing, written: int, missing: int, limits: Limits) -> Finding:
    before, after = leg.gap.before, leg.gap.after
    people = tuple(id_ for id_ in leg.people if id_)
    habit = limits.limit("habit-percent")
    return Finding(
        say(
            "no move takes {people} the {km:.1f} km from {origin} to {site}, where {after} starts at {start}: "
            "{written} of {hops} such ways are written, and from {percent:.0f} percent on all are expected ({source:word})",
            people=People(people), km=leg.km, origin=before.site, site=after.origin, after=after, start=after.start,
            written=written, hops=written + missing, percent=habit.value, source=habit.source,
        ),
        ("events", after.index, after.place_key),
        events=(before.id, after.id),
        people=people,
        related=(
            Label(("events", before.index, before.end_key), say("{event} ends here at {end}", event=before, end=before.end)),
        ),
        hint=say('add a drive from "{origin}" to "{site}" between the two', origin=before.site.id, site=after.origin.id),
    )  # fmt: skip


def _note(missing: list[_Missing], limits: Limits) -> Finding:
    """One note for the whole trip, at the first of them."""
    walk = limits.limit("walk-km")
    before, after = missing[0].gap.before, missing[0].gap.after
    values = {"origin": before.site, "site": after.origin, "km": missing[0].km}
    one = say("the way from {origin} to {site} ({km:.1f} km) is not written as a move", **values)
    more = say(
        "{n} ways of more than a walk are not written as moves, the first from {origin} to {site} ({km:.1f} km)",
        n=len(missing), **values,
    )  # fmt: skip
    return Finding(
        one if len(missing) == 1 else more,
        ("events", after.index, after.place_key),
        events=(before.id, after.id),
        people=tuple(dict.fromkeys(id_ for leg in missing for id_ in leg.people if id_)),
        severity=Severity.INFO,
        hint=say(
            "short hops need not be written, up to {km:g} km not at all ({source:word}); those that are can hold their times, "
            "their car and their driver",
            km=walk.value,
            source=walk.source,
        ),
    )
