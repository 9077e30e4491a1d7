"""Changes of a clock that come every year by one rule, in pairs; and those that do not.

A rule is one that all calendar programs read: one day of one month.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tripplan.exporters._clock_changes import Change

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FULL_WEEKS = 4  # in every month; a fifth Sunday is not in every year
_TWO_YEARS = 4  # changes: fewer of a pair are chance


class Rule(NamedTuple):
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


class Run(NamedTuple):
    """A rule, and the indexes of the changes that follow it year by year; without a rule, those that go between the same offsets."""

    rule: Rule | None
    members: Sequence[int]


def runs_over(changes: Sequence[Change], needed: range) -> list[Run]:
    """What gives all the changes needed, each once: pairs of rules, and lists of what is left."""
    runs: list[Run] = []
    written: set[int] = set()
    left: dict[tuple[timedelta, timedelta], list[int]] = {}
    for index in needed:
        if index in written:
            continue  # an earlier pair gives it: no need of the next pair for it
        for run in _pair_at(changes, index) or (Run(None, (index,)),):
            # The last onset of one pair may be the first of the next: a change is written once.
            fresh = [member for member in run.members if member not in written]
            written.update(fresh)
            if len(fresh) > 1:
                runs.append(Run(run.rule, fresh))
            elif fresh:
                left.setdefault(changes[fresh[0]][1:], []).append(fresh[0])
    return runs + [Run(None, sorted(members)) for members in left.values()]


def _pair_at(changes: Sequence[Change], index: int) -> tuple[Run, ...]:
    """The pair of rules that gives the offset from one change to the next; nothing where none does."""
    if index + 1 == len(changes):
        return ()
    runs = (_longest_run(changes, index), _longest_run(changes, index + 1))
    begin, end = max(run.members[0] for run in runs) - 1, min(run.members[-1] for run in runs) + 1
    if end - begin + 1 < _TWO_YEARS:
        return ()
    return tuple(Run(run.rule, [each for each in run.members if begin <= each <= end]) for run in runs)


def _longest_run(changes: Sequence[Change], index: int) -> Run:
    """The rule that holds for most years around one change; of equals, the plainest."""
    runs = (_run(changes, index, rule) for rule in _rules(changes[index].onset))
    return max(runs, key=lambda run: len(run.members))


def _run(changes: Sequence[Change], index: int, rule: Rule) -> Run:
    """How far a rule that holds for one change goes on holding, back and ahead, for every other change."""
    first = last = index
    while first - 2 >= 0 and changes[first - 2] == _shifted(changes[first], rule, -1):
        first -= 2
    while last + 2 < len(changes) and changes[last + 2] == _shifted(changes[last], rule, 1):
        last += 2
    return Run(rule, range(first, last + 1, 2))


def _shifted(change: Change, rule: Rule, years: int) -> Change:
    """The same change of the clock in another year, as the rule has it."""
    day = rule.on(change.onset.year + years)
    return change._replace(onset=datetime.combine(day, change.onset.time()))


def _rules(day: date) -> Iterator[Rule]:
    """The yearly rules that fall on a day, the plainest first; with BYDAY and BYMONTHDAY both only at the end."""
    month, weekday, name = day.month, day.weekday(), _WEEKDAYS[day.weekday()]
    length, shortest = monthrange(day.year, month)[1], monthrange(2023, month)[1]  # 2023: no 29 February
    nth, yearly = (day.day + 6) // 7, f"FREQ=YEARLY;BYMONTH={month}"
    if nth <= _FULL_WEEKS:
        yield Rule(month, 7 * nth - 6, weekday, f"{yearly};BYDAY={nth}{name}")
    if day.day > length - 7:
        yield Rule(month, -7, weekday, f"{yearly};BYDAY=-1{name}")
    if day.day <= shortest:
        yield Rule(month, day.day, None, f"{yearly};BYMONTHDAY={day.day}")
    for start in range(max(day.day - 6, 1), min(day.day, shortest - 6) + 1):
        week = ",".join(str(start + more) for more in range(7))
        yield Rule(month, start, weekday, f"{yearly};BYDAY={name};BYMONTHDAY={week}")
