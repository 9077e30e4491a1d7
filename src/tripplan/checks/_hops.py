"""A hop that nobody wrote as a move, and the minutes that it takes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from tripplan.checks._legs import far, leg, near, same_place
from tripplan.checks._ways import estimated, stated
from tripplan.diagnostics import Tally

if TYPE_CHECKING:
    from tripplan.checks._limits import Limits
    from tripplan.checks._ways import WayTime
    from tripplan.timeline import Gap, Timeline


class Hop(NamedTuple):
    """The way across a gap, up to the short hop: kilometres in a straight line, and what is known of its time.

    `km` is 0 where only the trip's own word tells the time. `way` is None where no way worth a minute lies between. `tight` says
    that the gap is too short for it on a slow day, of which `tight-transfer` tells and no other check; `rough` that it may be nearer.
    """

    km: float
    way: WayTime | None
    tight: bool
    rough: bool

    @property
    def time(self) -> timedelta:
        """The time that it takes at least."""
        return timedelta(minutes=self.way.least) if self.way and not self.rough else timedelta()


def hop(gap: Gap, timeline: Timeline, limits: Limits, tally: Tally) -> Hop | None:
    """The hop across a gap of known length; None where it cannot be told, with the reason in the tally, or is `teleport`'s."""
    origin, site = gap.before.site, gap.after.origin
    measured = origin.position is not None and site.position is not None
    told = stated(gap, timeline) if gap.known and (not measured or near(origin, site, limits)) else None
    if told:
        tally.judged += 1  # whether or not the kilometres can be told, which count apart
        way = leg(gap, limits, Tally()) if measured else None
        return _hop(gap, told, way.km if way else 0.0, rough=False)
    way = leg(gap, limits, tally)
    if way is None or far(way, limits):
        return None
    guess = None if same_place(way, origin, site, limits) else estimated(gap, timeline)
    return _hop(gap, guess, way.km, rough=way.rough)


def _hop(gap: Gap, way: WayTime | None, km: float, *, rough: bool) -> Hop:
    tight = way is not None and timedelta() <= gap.length < timedelta(minutes=way.careful)
    return Hop(km, way, tight=tight, rough=rough)
