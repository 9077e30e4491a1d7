"""A hop that nobody wrote as a move, and the minutes that it takes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from tripplan.checks._legs import far, leg, near, same_place
from tripplan.checks._ways import estimated, stated

if TYPE_CHECKING:
    from tripplan.checks._limits import Limits
    from tripplan.checks._ways import WayTime
    from tripplan.diagnostics import Tally
    from tripplan.timeline import Gap, Timeline


class Hop(NamedTuple):
    """The way across a gap, up to the short hop: kilometres in a straight line, and the time that it takes at least.

    `km` is 0 where only the trip's own word tells the time. `tight` says that the gap is too short for it on a slow day, which
    `tight-transfer` says; `rough` that it may be nearer.
    """

    km: float
    time: timedelta
    tight: bool
    rough: bool


def hop(gap: Gap, timeline: Timeline, limits: Limits, tally: Tally) -> Hop | None:
    """The hop across a gap of known length; None where it cannot be told, with the reason in the tally, or is `teleport`'s."""
    origin, site = gap.before.site, gap.after.origin
    measured = origin.position is not None and site.position is not None
    told = stated(gap, timeline) if gap.known and (not measured or near(origin, site, limits)) else None
    way = None if told and not measured else leg(gap, limits, tally)
    if told:
        tally.judged += not way
        return _hop(gap, told, way.km if way else 0.0, rough=False)
    if way is None or far(way, limits):
        return None
    guess = None if same_place(way, origin, site, limits) else estimated(gap, timeline)
    return _hop(gap, guess, way.km, rough=way.rough)


def _hop(gap: Gap, time: WayTime | None, km: float, *, rough: bool) -> Hop:
    if time is None:
        return Hop(km, timedelta(), tight=False, rough=rough)
    tight = timedelta() <= gap.length < timedelta(minutes=time.careful)
    least = timedelta() if rough else timedelta(minutes=time.least)
    return Hop(km, least, tight=tight, rough=rough)
