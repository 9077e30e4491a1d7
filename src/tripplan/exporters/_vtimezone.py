"""The observances of a VTIMEZONE (RFC 5545, 3.6.5) for one zone and one span of time.

Calendar programs differ in how much of a VTIMEZONE they read, so what is written here is what all of them read:
one STANDARD and one DAYLIGHT with a yearly RRULE of the plainest form where such a pair is in force, begun as far
back as the pair has been in force. Where a pair has come to an end its rules say so (UNTIL). Onsets that no pair gives
are listed, each by an RDATE of its own: of several in one line some programs read the first.

Outlook keeps one component of each kind, the one that begins last, and passes over UNTIL and RDATE (MS-OXCICAL,
2.1.3.1.1.19.2). So DAYLIGHT stands only where a pair is in force to the end of the span; elsewhere the component of the
offset that the clock keeps longest begins last.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from tripplan.exporters._clock_changes import changes_of
from tripplan.exporters._yearly import Run, runs_over

if TYPE_CHECKING:
    from collections.abc import Sequence
    from zoneinfo import ZoneInfo

    from tripplan.exporters._clock_changes import Change

_AHEAD = 12  # years looked past the span: within 12 any two rules that ever differ have done so
_MARGIN = timedelta(days=7)  # kept right around the span: an alarm days ahead, an event moved by hand


class Observance(NamedTuple):
    """One STANDARD or DAYLIGHT component: DTSTART, TZOFFSETFROM, TZOFFSETTO, TZNAME, and RRULE or RDATEs.

    `onset` is naive, on the clock of the offset being left. `name` is numeric ("-06", "+0545"): the letters in the
    zone data are not always those that people use. Of further onsets either `rrule` is the rule, or `onsets` is the list, with the
    first one in it.
    """

    daylight: bool
    onset: datetime
    offset_from: timedelta
    offset_to: timedelta
    name: str
    rrule: str | None = None
    onsets: tuple[datetime, ...] = ()


def observances(zone: ZoneInfo, first: datetime, last: datetime) -> tuple[Observance, ...]:
    """The components of the VTIMEZONE of `zone`, in the order of their onsets: at least one.

    They give the zone's own offset at every instant from a week before `first` to a week after `last` (aware, 1970
    or later), and one of them begins before that.
    """
    horizon = last.astimezone(UTC).year + _AHEAD
    changes = changes_of(zone, horizon)
    begin, end = (
        bisect_right(changes, edge.astimezone(UTC).replace(tzinfo=None), key=lambda change: change.instant)
        for edge in (first - _MARGIN, last + _MARGIN)
    )
    begin = max(begin - 1, 0)
    runs = runs_over(changes, range(begin, end))
    at_rest = end == len(changes)
    paired = not at_rest and any(run.rule and run.members[-1] >= end - 1 for run in runs)
    if not paired:
        usual = changes[-1].offset_to if at_rest else _longest(changes[begin : end + 1])
        runs = _begun_last(changes, runs, usual, begin)
    found = (_observance(changes, run, horizon) for run in runs)
    kinds = (each if paired else each._replace(daylight=False) for each in found)
    return tuple(sorted(kinds, key=lambda observance: observance.onset))


def _longest(changes: Sequence[Change]) -> timedelta:
    """The offset that the clock keeps longest from the first of the changes to the last."""
    kept: Counter[timedelta] = Counter()
    for one, other in pairwise(changes):
        kept[one.offset_to] += (other.instant - one.instant).days
    return max(kept, key=lambda offset: kept[offset])


def _begun_last(changes: Sequence[Change], runs: Sequence[Run], usual: timedelta, needed: int) -> list[Run]:
    """The runs, the last of those to the offset `usual` begun after all others.

    It is divided for that, and its first part left out where it comes before the change at the index `needed`.
    """
    fitting = [run for run in runs if changes[run.members[0]].offset_to == usual]
    last = max(fitting, key=lambda run: run.members[-1])
    others = [run for run in runs if run is not last]
    begin = max((run.members[0] for run in others), default=-1)
    early = [member for member in last.members if member < begin]
    late = [member for member in last.members if member > begin]
    kept = [early] if early and early[-1] >= needed else []
    return [*others, *(Run(last.rule, members) for members in (*kept, late) if members)]


def _observance(changes: Sequence[Change], run: Run, horizon: int) -> Observance:
    """The component of a run."""
    members = [changes[index] for index in run.members]
    first, last = members[0], members[-1]
    plain = Observance(_is_daylight(changes[run.members[0] :]), *first, _name(first.offset_to))
    if len(members) == 1:
        return plain
    if run.rule is None:
        return plain._replace(onsets=tuple(each.onset for each in members))
    if last.onset.year + 1 >= horizon:
        return plain._replace(rrule=run.rule.text)
    # A day late: programs that take UNTIL for local time keep the last onset too, and the next is a year away.
    return plain._replace(rrule=f"{run.rule.text};UNTIL={last.instant + timedelta(days=1):%Y%m%dT%H%M%SZ}")


def _is_daylight(changes: Sequence[Change]) -> bool:
    """Whether the clock goes forward with the first change and back again within a year.

    The zone data's own flag is not asked: in Dublin it is set for the winter, in Casablanca for the fast.
    """
    forward, *rest = changes[:2]
    return forward.offset_to > forward.offset_from and any(
        back.offset_to < back.offset_from and back.onset - forward.onset < timedelta(days=366)
        for back in rest
    )


def _name(offset: timedelta) -> str:
    """An offset in IANA's numeric style: hours, and minutes and seconds where there are any."""
    minutes, seconds = divmod(int(abs(offset).total_seconds()), 60)
    parts = (minutes // 60, minutes % 60, seconds)
    shown = 3 if seconds else 2 if minutes % 60 else 1
    return ("-" if offset < timedelta() else "+") + "".join(f"{part:02}" for part in parts[:shown])
