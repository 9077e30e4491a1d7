"""The clock of a zone as a calendar's own VTIMEZONE tells it: its rules expanded, as a program does that has no zone data."""

from __future__ import annotations

from bisect import bisect_right
from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from tripplan.exporters._reread_lines import reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tripplan.exporters._reread_lines import Component

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class _Onset(NamedTuple):
    """A change of the clock: when (UTC, naive), and the offsets before it and from then on."""

    instant: datetime
    before: timedelta
    after: timedelta


class Clock:
    """The offsets that a VTIMEZONE gives, to the end of the year `last`.

    Raises:
        ValueError: its rules are not of the forms that all programs read.
    """

    def __init__(self, zone: Component, last: int) -> None:
        onsets = sorted(_onsets(zone, last))
        if not onsets:
            raise ValueError("a VTIMEZONE tells nothing")
        self._instants = [onset.instant for onset in onsets]
        self._offsets = [onsets[0].before, *(onset.after for onset in onsets)]
        self._possible = {offset for onset in onsets for offset in (onset.before, onset.after)}

    def instants(self, wall: datetime) -> list[datetime]:
        """The instants (UTC, naive) at which the clock shows a reading: one, or two, or none."""
        return [wall - offset for offset in self._possible if self._offset(wall - offset) == offset]

    def _offset(self, instant: datetime) -> timedelta:
        return self._offsets[bisect_right(self._instants, instant)]


def _onsets(zone: Component, last: int) -> Iterator[_Onset]:
    """Every change of the clock that a VTIMEZONE tells, to the end of the year `last`."""
    for part in zone.parts:
        before, after = (_length(part.one(name).value) for name in ("TZOFFSETFROM", "TZOFFSETTO"))
        start = reading(part.one("DTSTART").value)
        rules = [line.value for line in part.lines if line.name == "RRULE"]
        listed = [reading(line.value) for line in part.lines if line.name == "RDATE"]
        if len(rules) + bool(listed) > 1 or listed[:1] not in ([], [start]):
            raise ValueError("the onsets of a zone are told in two ways")  # of which some programs read one
        for wall in _recurring(start, rules[0], before, last) if rules else listed or [start]:
            yield _Onset(wall - before, before, after)


def _recurring(start: datetime, rule: str, before: timedelta, last: int) -> Iterator[datetime]:
    parts = dict(part.split("=") for part in rule.split(";"))
    if parts.pop("FREQ") != "YEARLY" or parts.keys() - {"BYMONTH", "BYDAY", "BYMONTHDAY", "UNTIL"}:
        raise ValueError(f"this is a rule of another kind: {rule}")
    until = reading(parts.get("UNTIL", "99991231T235959Z").removesuffix("Z"))
    month = int(parts["BYMONTH"])
    for year in range(start.year, last + 1):
        days = (date(year, month, number + 1) for number in range(monthrange(year, month)[1]))
        walls = (datetime.combine(day, start.time()) for day in days if _falls_on(day, parts))
        yield from (wall for wall in walls if start <= wall and wall - before <= until)


def _falls_on(day: date, parts: Mapping[str, str]) -> bool:
    weekday, number = _WEEKDAYS[day.weekday()], str(day.day)
    names = {weekday, f"{(day.day + 6) // 7}{weekday}"}
    if (day + timedelta(days=7)).month != day.month:
        names.add(f"-1{weekday}")
    return parts.get("BYDAY", weekday) in names and number in parts.get("BYMONTHDAY", number).split(",")


def _length(text: str) -> timedelta:
    """The offset that is written "+0900" or "-001530"."""
    hours, minutes, seconds = (int(text[at : at + 2] or 0) for at in (1, 3, 5))
    length = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -length if text.startswith("-") else length
