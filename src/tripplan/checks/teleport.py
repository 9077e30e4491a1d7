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
from typing import TYPE_CHECKING

from tripplan.checks import check
from tripplan.checks._legs import far, leg, near
from tripplan.checks._thresholds import thresholds
from tripplan.diagnostics import Finding, Label, Severity
from tripplan.messages import People, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.diagnostics import Tally
    from tripplan.timeline import Gap, Timeline


@dataclass(slots=True)
class _Jump:
    """One move that nobody wrote: the gap it was first seen in, and all people who would have needed it."""

    gap: Gap
    km: float
    people: dict[str, None]

    def same(self, gap: Gap) -> bool:
        """Whether another gap misses the same move: a group that was split before or after it."""
        shared = self.gap.before.id == gap.before.id or self.gap.after.id == gap.after.id
        return (
            shared
            and near(self.gap.before.site, gap.before.site)
            and near(self.gap.after.origin, gap.after.origin)
        )


@check(Severity.ERROR)
def teleport(timeline: Timeline, tally: Tally) -> Iterator[Finding]:
    """Judges each gap in somebody's days."""
    jumps: list[_Jump] = []
    for gap in timeline.gaps:
        way = leg(gap, tally)
        if way is None or not far(way) or (gap.certain and gap.length.total_seconds() < 0):
            continue
        known = next((jump for jump in jumps if jump.same(gap)), None)
        if known:
            known.people |= dict.fromkeys(gap.people)
        else:
            jumps.append(_Jump(gap, way.km, dict.fromkeys(gap.people)))
    for jump in jumps:
        yield _finding(jump)


def _finding(jump: _Jump) -> Finding:
    before, after = jump.gap.before, jump.gap.after
    people = tuple(id_ for id_ in jump.people if id_)
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
            'add a drive, train or flight from "{origin}" to "{site}" between the two (up to {km} km need not be written)',
            origin=before.site.id, site=after.origin.id, km=thresholds()["short-hop"]["km"],
        ),
    )  # fmt: skip
