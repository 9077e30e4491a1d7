"""The observances of a VTIMEZONE (RFC 5545, 3.6.5) for one zone and one span of time.

Calendar programs differ in how much of a VTIMEZONE they read, so what is written here is what all of them read:
one STANDARD and one DAYLIGHT with a yearly RRULE of the plainest form where such a pair is in force, begun as far
back as the pair has been in force; a component for each single onset where there is no such pair; never RDATE.
Where a pair has come to an end its rules say so (UNTIL), and a span after the end does not see them.

The changes of the clock are found by asking the zone for its offset, over and over: the answers are by construction
those that the rest of the program gets.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from zoneinfo import ZoneInfo

_SINCE = datetime.combine(date(1970, 1, 1), time.min)  # older zone data is thin
_STRIDE = timedelta(days=6)  # since 1970 every offset has held for 6.9 days or more: one change at most
_AHEAD = 12  # years looked past the span: within 12 any two rules that ever differ have done so
_MARGIN = timedelta(days=7)  # kept right around the span: an alarm days ahead, an event moved by hand
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FULL_WEEKS = 4  # in every month; a fifth Sunday is not in every year
_TWO_YEARS = 4  # changes: fewer of a pair are chance


class Observance(NamedTuple):
    """One STANDARD or DAYLIGHT component: DTSTART, TZOFFSETFROM, TZOFFSETTO, TZNAME and RRULE.

    `onset` is naive, on the clock of the offset being left. `name` is numeric ("-06", "+0545"): the letters in the
    zone data are not always those that people use. `rrule` is None where the onset is the only one.
    """

    daylight: bool
    onset: datetime
    offset_from: timedelta
    offset_to: timedelta
    name: str
    rrule: str | None


class _Change(NamedTuple):
    """The clock goes from one offset to another; `onset` as in Observance."""

    onset: datetime
    offset_from: timedelta
    offset_to: timedelta

    @property
    def instant(self) -> datetime:
        """The change in UTC, naive."""
        return self.onset - self.offset_from


class _Rule(NamedTuple):
    """One day a year: `day` of `month`, or the `weekday` among the seven days from `day` on.

    A negative `day` counts from the end of the month.
    """

    month: int
    day: int
    weekday: int | None
    text: str

    def on(self, year: int) -> date:
        """The day in that year."""
        day = self.day if self.day > 0 else monthrange(year, self.month)[1] + 1 + self.day
        first = date(year, self.month, day)
        return first if self.weekday is None else first + timedelta((self.weekday - first.weekday()) % 7)


class _Run(NamedTuple):
    """A rule, and the changes that follow it year by year: every other index from `first` to `last`."""

    rule: _Rule | None
    first: int
    last: int


def observances(zone: ZoneInfo, first: datetime, last: datetime) -> tuple[Observance, ...]:
    """The components of the VTIMEZONE of `zone`, in the order of their onsets: at least one.

    They give the zone's own offset at every instant from a week before `first` to a week after `last` (aware, 1970
    or later), and one of them begins before that.
    """
    horizon = last.astimezone(UTC).year + _AHEAD
    changes = _changes(zone, horizon)
    begin, end = (
        bisect_right(changes, edge.astimezone(UTC).replace(tzinfo=None), key=lambda change: change.instant)
        for edge in (first - _MARGIN, last + _MARGIN)
    )
    found: list[Observance] = []
    written: set[int] = set()
    for index in range(max(begin - 1, 0), end):
        if index in written:
            continue  # an earlier pair gives it: no need of the next pair for it
        for rule, start, stop in _runs_over(changes, index):
            # The last onset of one pair may be the first of the next: a change is written once.
            fresh = [member for member in range(start, stop + 1, 2) if member not in written]
            found += [_observance(changes, rule, fresh, horizon)] if fresh else []
            written.update(fresh)
    if len(found) == 1:
        return (found[0]._replace(daylight=False),)  # alone it is the standard: programs look for one first
    return tuple(sorted(found, key=lambda observance: observance.onset))


@cache  # every person's calendar asks again
def _changes(zone: ZoneInfo, horizon: int) -> tuple[_Change, ...]:
    """The changes from 1970 to the end of the year `horizon`, after one that opens 1970 and changes nothing."""
    wall, before = _SINCE, _offset(zone, _SINCE)
    found = [_Change(wall, before, before)]
    while wall.year <= horizon:
        after = _offset(zone, wall + _STRIDE)
        if after != before:
            found.append(_Change(_onset(zone, wall, before, after), before, after))
        wall, before = wall + _STRIDE, after
    return tuple(found)


def _onset(zone: ZoneInfo, wall: datetime, before: timedelta, after: timedelta) -> datetime:
    """Where, within a stride of `wall`, the clock leaves the offset `before`, on that offset's own clock."""
    seconds = bisect_left(
        range(int(_STRIDE.total_seconds())),
        x=True,
        key=lambda second: _offset(zone, wall + timedelta(seconds=second)) != before,
    )
    # Readings that the clock skips still have the offset before (PEP 495): a gap delays the sight of the new one.
    return wall + timedelta(seconds=seconds) - max(after - before, timedelta())


def _offset(zone: ZoneInfo, wall: datetime) -> timedelta:
    """The offset at a naive reading of the zone's clock; at one that is repeated or skipped, the offset before."""
    return zone.utcoffset(wall) or timedelta()


def _runs_over(changes: Sequence[_Change], index: int) -> tuple[_Run, ...]:
    """What gives the offset from one change to the next: the pair of rules in force, or that change alone."""
    if index + 1 < len(changes):
        runs = (_longest_run(changes, index), _longest_run(changes, index + 1))
        begin, end = max(run.first for run in runs) - 1, min(run.last for run in runs) + 1
        if end - begin + 1 >= _TWO_YEARS:
            return tuple(_Run(run.rule, max(run.first, begin), min(run.last, end)) for run in runs)
    return (_Run(None, index, index),)


def _longest_run(changes: Sequence[_Change], index: int) -> _Run:
    """The rule that holds for most years around one change; of equals, the plainest."""
    runs = (_run(changes, index, rule) for rule in _rules(changes[index].onset))
    return max(runs, key=lambda run: run.last - run.first)


def _run(changes: Sequence[_Change], index: int, rule: _Rule) -> _Run:
    """How far a rule that holds for one change goes on holding, back and ahead, for every other change."""
    first = last = index
    while first - 2 >= 0 and changes[first - 2] == _shifted(changes[first], rule, -1):
        first -= 2
    while last + 2 < len(changes) and changes[last + 2] == _shifted(changes[last], rule, 1):
        last += 2
    return _Run(rule, first, last)


def _shifted(change: _Change, rule: _Rule, years: int) -> _Change:
    """The same change of the clock in another year, as the rule has it."""
    day = rule.on(change.onset.year + years)
    return change._replace(onset=datetime.combine(day, change.onset.time()))


def _rules(day: date) -> Iterator[_Rule]:
    """The yearly rules that fall on a day, the plainest first; with BYDAY and BYMONTHDAY both only at the end."""
    month, weekday, name = day.month, day.weekday(), _WEEKDAYS[day.weekday()]
    length, shortest = monthrange(day.year, month)[1], monthrange(2023, month)[1]  # 2023: no 29 February
    nth, yearly = (day.day + 6) // 7, f"FREQ=YEARLY;BYMONTH={month}"
    if nth <= _FULL_WEEKS:
        yield _Rule(month, 7 * nth - 6, weekday, f"{yearly};BYDAY={nth}{name}")
    if day.day > length - 7:
        yield _Rule(month, -7, weekday, f"{yearly};BYDAY=-1{name}")
    if day.day <= shortest:
        yield _Rule(month, day.day, None, f"{yearly};BYMONTHDAY={day.day}")
    for start in range(max(day.day - 6, 1), min(day.day, shortest - 6) + 1):
        week = ",".join(str(start + more) for more in range(7))
        yield _Rule(month, start, weekday, f"{yearly};BYDAY={name};BYMONTHDAY={week}")


def _observance(
    changes: Sequence[_Change], rule: _Rule | None, members: Sequence[int], horizon: int
) -> Observance:
    """The component for the changes at the indexes `members`, which follow one rule or are one."""
    first, last = changes[members[0]], changes[members[-1]]
    rrule = rule.text if rule and len(members) > 1 else None
    if rrule and last.onset.year + 1 < horizon:
        # A day late: programs that take UNTIL for local time keep the last onset too, and the next is a year away.
        rrule += f";UNTIL={last.instant + timedelta(days=1):%Y%m%dT%H%M%SZ}"
    return Observance(_is_daylight(changes[members[0] :]), *first, _name(first.offset_to), rrule)


def _is_daylight(changes: Sequence[_Change]) -> bool:
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
