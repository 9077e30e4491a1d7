"""Time: a wall reading, a zone, an instant.

A traveller's file holds wall readings; conflicts are decided on instants. This module is the only
way from one to the other, and the only importer of pendulum, which says dates and durations in a
reader's language. Arithmetic stays with the standard library and in UTC: pendulum and `datetime`
order two readings in one zone by the wall, which is wrong in the hour that a clock repeats.

Zone rules come from the `tzdata` package, never from the machine, whose copy may be years old.
"""

from __future__ import annotations

import re
import zoneinfo
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

# Before any zone is built, here or in pendulum, whose zones are ZoneInfo's children.
zoneinfo.reset_tzpath(to=())
ZoneInfo.clear_cache()

EARLIEST, LATEST = 1970, 2199  # years: outside them zone rules are guesses and UTC may overflow


class Clock(Enum):
    """How often a clock on the wall shows a reading."""

    ONCE = "once"
    TWICE = "twice"
    NEVER = "never"


class Trouble(Enum):
    """Why a written time does not name one instant."""

    SKIPPED = "skipped"
    REPEATED = "repeated"
    OFFSET = "offset"
    ZONE = "zone"  # the place has two clocks, and nobody knows which


@dataclass(frozen=True, slots=True)
class Moment:
    """One instant, and the clock on which it was written.

    `instant` is in UTC. Where `trouble` is set the writing names no single instant and `instant` is the
    nearest guess, good for putting events in order and for nothing finer. Moments are compared by their instants
    only, so the class defines no order of its own.
    """

    wall: datetime
    zone: ZoneInfo
    instant: datetime
    trouble: Trouble | None = None

    @property
    def local(self) -> datetime:
        """The instant on the zone's own clock: aware, with the right fold."""
        return self.instant.astimezone(self.zone)

    @property
    def offset(self) -> timedelta:
        """The zone's distance from UTC at this instant."""
        return self.local.utcoffset() or timedelta()

    def on(self, zone: ZoneInfo) -> Moment:
        """The same instant, read on another clock."""
        return at(self.instant, zone)


def zone(name: str) -> ZoneInfo | None:
    """The zone of an IANA name, or None where there is no such zone."""
    return _zone(name) if name in zone_names() else None


@cache
def zone_names() -> frozenset[str]:
    """Every IANA zone name, links included, of the tzdata package."""
    return frozenset(zoneinfo.available_timezones() - {"localtime", "posixrules", "Factory"})


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def tzdata_version() -> str:
    """The IANA release of the zone rules in use, such as "2026f"."""
    import tzdata  # noqa: PLC0415 - start-up: only reports ask

    return str(tzdata.IANA_VERSION)


@lru_cache(maxsize=10_000)  # checks ask for the same nights again and again
def readings(wall: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The instants (UTC, in order) at which the clock of `zone` shows `wall`: none, one or two."""
    found = {wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    bare = wall.replace(fold=0)
    return tuple(sorted(i for i in found if i.astimezone(zone).replace(tzinfo=None, fold=0) == bare))


def clock(wall: datetime, zone: ZoneInfo) -> Clock:
    """Whether the clock of `zone` shows `wall` once, twice or never."""
    return (Clock.NEVER, Clock.ONCE, Clock.TWICE)[len(readings(wall, zone))]


def read(written: datetime, zone: ZoneInfo) -> Moment:
    """What a time in the file means on the clock of `zone`.

    A naive time is a wall reading. An aware one says its offset too, which picks one of two readings and must be
    an offset that the zone has at that instant.
    """
    wall = written.replace(tzinfo=None, fold=0)
    found = readings(wall, zone)
    if not found:
        # The offset before the gap carries the reading past it: 02:30 becomes 03:30.
        return Moment(wall, zone, wall.replace(tzinfo=zone, fold=0).astimezone(UTC), Trouble.SKIPPED)
    if written.tzinfo is not None:
        instant = written.astimezone(UTC)
        if instant in found:
            return Moment(wall, zone, instant)
        return Moment(wall, zone, found[0], Trouble.OFFSET)
    return Moment(wall, zone, found[0], Trouble.REPEATED if len(found) > 1 else None)


def at(instant: datetime, zone: ZoneInfo) -> Moment:
    """The moment that is `instant` (aware), read on the clock of `zone`."""
    utc = instant.astimezone(UTC)
    return Moment(utc.astimezone(zone).replace(tzinfo=None, fold=0), zone, utc)


def after(start: Moment, length: timedelta, zone: ZoneInfo) -> Moment:
    """The moment a physical `length` after another, read on the clock of `zone`; a doubtful start stays doubtful."""
    return replace(at(start.instant + length, zone), trouble=start.trouble)


def elapsed(start: Moment, end: Moment) -> timedelta:
    """Physical time from one moment to another: negative where `end` comes first."""
    return end.instant - start.instant


def nights(start: Moment, end: Moment) -> int:
    """Calendar nights between two moments, each on its own clock: dates, not hours."""
    return (end.wall.date() - start.wall.date()).days


def wall_instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """The first instant (UTC) at which the clock of `zone` shows `wall` or, where it skips that, any later reading.

    So a day whose midnight does not exist still has a start, and one that is skipped whole (Apia, 2011-12-30)
    begins where the next one does.
    """
    found = readings(wall, zone)
    if found:
        return found[0]
    # The two folds lie on the two sides of the gap, or at its edge: the change is between them.
    sides = [wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
    return _turn(min(sides) - timedelta(days=1), max(sides), zone)


def next_change(first: datetime, last: datetime, zone: ZoneInfo) -> datetime | None:
    """The first instant (UTC, to the second) after `first`, up to `last`, from which a zone's offset is another; None without one."""
    low, old = first.astimezone(UTC), first.astimezone(zone).utcoffset()
    while low < last:
        high = min(low + timedelta(days=1), last)
        if high.astimezone(zone).utcoffset() != old:
            return _turn(low, high, zone)
        low = high
    return None


def _turn(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """The second between two instants at which the offset turns from that of the first."""
    old = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        low, high = (middle, high) if middle.astimezone(zone).utcoffset() == old else (low, middle)
    return high.astimezone(UTC).replace(microsecond=0)


_DURATION = re.compile(
    r"(?:(?P<days>\d+) ?d(?:ays?)?)? ?(?:(?P<hours>\d+) ?h(?:ours?)?)? ?(?:(?P<minutes>\d+) ?min(?:utes?)?)?",
    re.ASCII,
)
_ISO_DURATION = re.compile(r"P(?:(?P<days>\d+)D)?(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?)?", re.ASCII)
_LONGEST = timedelta(days=400)


def parse_duration(text: str) -> timedelta:
    """The length written as "45 min", "1 h 30 min", "2 d" or in ISO 8601 as "PT90M".

    Raises:
        ValueError: the text is no such length, is zero, or is longer than 400 days.
    """
    found = (_ISO_DURATION if text.startswith("P") else _DURATION).fullmatch(text.strip())
    parts = {unit: number for unit, number in (found.groupdict() if found else {}).items() if number}
    if not parts or any(len(number) > 6 for number in parts.values()):  # noqa: PLR2004 - longer than any length allowed
        raise ValueError(text)
    length = timedelta(**{unit: int(number) for unit, number in parts.items()})
    if not timedelta() < length <= _LONGEST:
        raise ValueError(text)
    return length


_UNITS = {"en": (" d", " h", " min"), "ko": ("일", "시간", "분")}


def say_duration(length: timedelta, lang: str = "en") -> str:
    """A length: "45 min", "1 h 30 min", "2 d 3 h" as the file format writes it, "1시간 30분". Rounded to the minute."""
    minutes = round(abs(length).total_seconds() / 60)
    days, minutes = divmod(minutes, 24 * 60)
    units = _UNITS.get(lang, _UNITS["en"])
    parts = zip((days, minutes // 60, minutes % 60), units, strict=True)
    return " ".join(f"{number}{unit}" for number, unit in parts if number) or f"0{units[-1]}"


def say_offset(offset: timedelta) -> str:
    """A distance from UTC for people: "UTC−6", "UTC+5:45"."""
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def iso_offset(offset: timedelta) -> str:
    """A distance from UTC as the file writes it: "-06:00", "+05:45"."""
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02}:{rest:02}"


# pendulum's own localized long form carries no short weekday, so the pattern stands here for each language.
_DAY_PATTERN = {"en": "ddd D MMM", "ko": "M월 D일 (dd)"}
_DATE_PATTERN = {"en": "dddd D MMMM YYYY", "ko": "YYYY년 M월 D일 dddd"}


def say_day(day: date, lang: str = "en") -> str:
    """A day in a few letters: "Mon 23 Sep", "9월 23일 (월)"."""
    return _format(day, _DAY_PATTERN, lang)


def say_date(day: date, lang: str = "en") -> str:
    """A day in full: "Monday 23 September 2024", "2024년 9월 23일 월요일"."""
    return _format(day, _DATE_PATTERN, lang)


def _format(day: date, patterns: dict[str, str], lang: str) -> str:
    import pendulum  # noqa: PLC0415 - start-up: a clean check says no dates

    known = lang if lang in patterns else "en"
    return pendulum.date(day.year, day.month, day.day).format(patterns[known], locale=known)
