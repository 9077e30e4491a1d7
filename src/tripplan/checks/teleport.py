"""A person's next event is far away, and no move leads there.

Hops of up to 50 km within a day's programme need not be written. Anything longer is a drive, a train or a flight that somebody
has to book: without it the plan has people vanish in one city and appear in another.

Bad:
    ```toml
    [[events]]
    id = "wreath"
    kind = "ceremony"
    place = "museums"
    start = 2024-09-23T09:00
    end = 2024-09-23T10:00

    [[events]]
    id = "reception"
    kind = "ceremony"
    place = "government-house"  # error: teleport
    start = 2024-09-23T18:00
    end = 2024-09-23T20:00
    ```

Good:
    ```toml
    [[events]]
    id = "wreath"
    kind = "ceremony"
    place = "museums"
    start = 2024-09-23T09:00
    end = 2024-09-23T10:00

    [[events]]
    id = "drive-north"
    kind = "drive"
    from = "museums"
    to = "government-house"
    start = 2024-09-23T13:00
    duration = "3 h 30 min"

    [[events]]
    id = "reception"
    kind = "ceremony"
    place = "government-house"
    start = 2024-09-23T18:00
    end = 2024-09-23T20:00
    ```
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from typing import TYPE_CHECKING

from tripplan import places, when
from tripplan.checks import check
from tripplan.checks._fixes import quoted, written
from tripplan.checks._legs import far, leg, near
from tripplan.diagnostics import Edit, Finding, Fix, Label, Severity
from tripplan.messages import People, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limits
    from tripplan.diagnostics import Tally
    from tripplan.timeline import Gap, Timeline


@dataclass(slots=True)
class _Jump:
    """One move that nobody wrote: the gap it was first seen in, and all people who would have needed it."""

    gap: Gap
    km: float
    people: dict[str, None]

    def same(self, gap: Gap, limits: Limits) -> bool:
        """Whether a gap that shares an event with this one misses the same move: a group that was split before or after it."""
        return near(self.gap.before.site, gap.before.site, limits) and near(
            self.gap.after.origin, gap.after.origin, limits
        )


@check(Severity.ERROR)
def teleport(timeline: Timeline, limits: Limits, tally: Tally) -> Iterator[Finding]:
    """Judges each gap in somebody's days."""
    jumps: list[_Jump] = []
    ends: dict[tuple[str, str], list[_Jump]] = {}
    for gap in timeline.gaps:
        way = leg(gap, limits, tally)
        if way is None or not far(way, limits) or (gap.certain and gap.length.total_seconds() < 0):
            continue
        keys = (("before", gap.before.id), ("after", gap.after.id))
        known = next((each for key in keys for each in ends.get(key, ()) if each.same(gap, limits)), None)
        if known:
            known.people |= dict.fromkeys(gap.people)
        else:
            jump = _Jump(gap, way.km, dict.fromkeys(gap.people))
            jumps.append(jump)
            for key in keys:
                ends.setdefault(key, []).append(jump)
    for jump in jumps:
        yield _finding(jump, timeline, limits)


def _finding(jump: _Jump, timeline: Timeline, limits: Limits) -> Finding:
    before, after = jump.gap.before, jump.gap.after
    people = tuple(id_ for id_ in jump.people if id_)
    hop = limits.limit("short-hop-km")
    return Finding(
        say(
            "no move takes {people} the {km:.0f} km from {origin} to {site}, where {after} starts at {start}",
            people=People(people), km=jump.km, origin=before.site, site=after.origin, after=after, start=after.start,
        ),
        ("events", after.index, after.place_key),
        events=(before.id, after.id),
        people=people,
        related=(
            Label(("events", before.index, before.end_key), say("{event} ends here at {end}", event=before, end=before.end)),
        ),
        hint=say(
            'add a drive, train or flight from "{origin}" to "{site}" between the two; up to {km:.0f} km need not be written ({source:word})',
            origin=before.site.id, site=after.origin.id, km=hop.value, source=hop.source,
        ),
        fixes=tuple(_drives(jump, timeline)),
    )  # fmt: skip


def _drives(jump: _Jump, timeline: Timeline) -> Iterator[Fix]:
    """A drive that fits between the two events, with the time that it takes on a slow day."""
    before, after = jump.gap.before, jump.gap.after
    if before.site.position is None or after.origin.position is None:
        return
    way = places.ground_minutes(
        before.site.position, after.origin.position, places.country_at(*before.site.position)
    )
    length = timedelta(minutes=ceil(way.careful / 5) * 5)
    if length > _LONGEST_DRIVE or length > jump.gap.length:
        return
    start = when.at(after.start.instant - length, before.site.zone).wall
    block = _BLOCK.format(
        id=quoted(f"drive-{after.id}"),
        origin=quoted(before.site.id),
        site=quoted(after.origin.id),
        start=written(start),
        length=when.say_duration(length),
    )
    if len(jump.people) < len(timeline.trip.people):
        block += f"who = [{', '.join(map(quoted, jump.people))}]\n"
    yield Fix(
        say(
            'add a drive of {length} from "{origin}" to "{site}"',
            length=length,
            origin=before.site.id,
            site=after.origin.id,
        ),
        (Edit(("events", before.index), block, appends=True),),
    )


_LONGEST_DRIVE = timedelta(hours=8)  # beyond that nobody means to drive
_BLOCK = """
[[events]]
id = {id}
kind = "drive"
from = {origin}
to = {site}
start = {start}
duration = "{length}"
"""
