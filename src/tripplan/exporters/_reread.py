"""A calendar read back: a strict and small reader of RFC 5545 that shares nothing with what writes it.

What the zones are it learns from the file alone, by expanding the rules of its VTIMEZONEs, as a program does that has no
zone data of its own.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CONTENT = re.compile(r'([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]+))*):([^\x00-\x08\x0a-\x1f\x7f]*)')
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LIMIT = 75  # octets in a line


class _Line(NamedTuple):
    name: str
    parameters: dict[str, str]
    value: str


class _Component(NamedTuple):
    name: str
    lines: list[_Line]
    parts: list[_Component]

    def one(self, name: str) -> _Line:
        """The only line of that name."""
        found = [line for line in self.lines if line.name == name]
        if len(found) != 1:
            raise ValueError(f"{len(found)} lines {name} in a {self.name}")
        return found[0]


class _Onset(NamedTuple):
    """A change of the clock: when (UTC, naive), and the offsets before it and from then on."""

    instant: datetime
    before: timedelta
    after: timedelta


def read_back(data: bytes) -> dict[str, tuple[datetime, datetime]]:
    """The start and the end (UTC) of every event in a calendar, by UID.

    Raises:
        ValueError: it is no calendar in the strict sense, or one of its times does not name one instant.
    """
    calendar = _tree(_unfolded(data))
    events = [part for part in calendar.parts if part.name == "VEVENT"]
    times = {event.one("UID").value: (event.one("DTSTART"), event.one("DTEND")) for event in events}
    last = max((int(line.value[:4]) for pair in times.values() for line in pair), default=0) + 1
    rules = [part for part in calendar.parts if part.name == "VTIMEZONE"]
    zones = {part.one("TZID").value: sorted(_onsets(part, last)) for part in rules}
    named = {line.parameters.get("TZID") for pair in times.values() for line in pair} - {None}
    if len(times) + len(zones) < len(calendar.parts) or named != zones.keys():
        raise ValueError("something comes twice, or the VTIMEZONEs are not those that the events name")
    found = {uid: (_instant(start, zones), _instant(end, zones)) for uid, (start, end) in times.items()}
    if any(end <= start for start, end in found.values()):
        raise ValueError("an event takes no time")
    return found


def _unfolded(data: bytes) -> list[str]:
    """The content lines. Each line is decoded by itself: no fold may be within a character."""
    *physical, rest = data.split(b"\r\n")
    if rest or any(len(line) > _LIMIT for line in physical):
        raise ValueError("a line is too long, or does not end in CRLF")
    return "\r\n".join(line.decode() for line in physical).replace("\r\n ", "").split("\r\n")


def _tree(lines: list[str]) -> _Component:
    """The one VCALENDAR of the lines."""
    stack = [_Component("", [], [])]
    for line in map(_line, lines):
        if line.name == "BEGIN":
            stack.append(_Component(line.value, [], []))
            stack[-2].parts.append(stack[-1])
        elif line.name != "END":
            stack[-1].lines.append(line)
        elif stack.pop().name != line.value or not stack:
            raise ValueError(f"END:{line.value} closes something else")
    root = stack[0]
    if len(stack) > 1 or root.lines or [part.name for part in root.parts] != ["VCALENDAR"]:
        raise ValueError("this is not one VCALENDAR")
    return root.parts[0]


def _line(text: str) -> _Line:
    found = _CONTENT.fullmatch(text)
    if found is None:
        raise ValueError(f"this is no content line: {text!r}")
    parameters = (each.partition("=") for each in found[2].split(";")[1:])
    return _Line(found[1], {name: value.strip('"') for name, _, value in parameters}, found[3])


def _instant(line: _Line, zones: Mapping[str, list[_Onset]]) -> datetime:
    """The one instant that a DTSTART or DTEND names."""
    if line.value.endswith("Z"):
        return _reading(line.value[:-1]).replace(tzinfo=UTC)
    wall, onsets = _reading(line.value), zones.get(line.parameters.get("TZID", ""), [])
    candidates = {wall - offset for onset in onsets for offset in (onset.before, onset.after)}
    meant = [instant for instant in candidates if instant + _offset(onsets, instant) == wall]
    if len(meant) != 1:
        raise ValueError(f"{line} names {len(meant)} instants")
    return meant[0].replace(tzinfo=UTC)


def _offset(onsets: list[_Onset], instant: datetime) -> timedelta:
    passed = [onset.after for onset in onsets if onset.instant <= instant]
    return passed[-1] if passed else onsets[0].before


def _onsets(zone: _Component, last: int) -> Iterator[_Onset]:
    """Every change of the clock that a VTIMEZONE tells, to the end of the year `last`."""
    for part in zone.parts:
        before, after = (_length(part.one(name).value) for name in ("TZOFFSETFROM", "TZOFFSETTO"))
        start = _reading(part.one("DTSTART").value)
        rules = [line.value for line in part.lines if line.name == "RRULE"]
        for wall in _recurring(start, rules[0], before, last) if rules else [start]:
            yield _Onset(wall - before, before, after)


def _recurring(start: datetime, rule: str, before: timedelta, last: int) -> Iterator[datetime]:
    parts = dict(part.split("=") for part in rule.split(";"))
    if parts.pop("FREQ") != "YEARLY" or parts.keys() - {"BYMONTH", "BYDAY", "BYMONTHDAY", "UNTIL"}:
        raise ValueError(f"this is a rule of another kind: {rule}")
    until = _reading(parts.get("UNTIL", "99991231T235959Z").removesuffix("Z"))
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


def _reading(text: str) -> datetime:
    return datetime.strptime(text, "%Y%m%dT%H%M%S")  # noqa: DTZ007 - a reading of a clock; the zone stands beside it


def _length(text: str) -> timedelta:
    """The offset that is written "+0900" or "-001530"."""
    hours, minutes, seconds = (int(text[at : at + 2] or 0) for at in (1, 3, 5))
    length = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    return -length if text.startswith("-") else length
