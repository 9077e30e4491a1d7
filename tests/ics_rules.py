"""The observances of a VTIMEZONE, read by an interpreter of RFC 5545 that shares nothing with what writes them."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from tripplan import when
from tripplan.exporters._vtimezone import observances

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from zoneinfo import ZoneInfo

    from tripplan.exporters._vtimezone import Observance

ZONES = sorted(when.zone_names())
WEEK = timedelta(days=7)
SECOND = timedelta(seconds=1)
ALWAYS = ("2010-01-01", "2041-01-01")  # the span that every file tells


def zone(name: str) -> ZoneInfo:
    """A zone that must exist."""
    found = when.zone(name)
    assert found is not None
    return found


def utc(text: str) -> datetime:
    """An instant, from a date or a date and time in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@cache
def days(rule: str, start: date, year: int) -> tuple[date, ...]:
    """Every day from `start` to the end of `year` that a yearly RRULE names, by trying each."""
    parts = dict(part.split("=") for part in rule.split(";"))
    assert parts.keys() <= {"FREQ", "BYMONTH", "BYDAY", "BYMONTHDAY"}
    every = (start + timedelta(days=number) for number in range((date(year, 12, 31) - start).days + 1))
    return tuple(day for day in every if day.month == int(parts["BYMONTH"]) and named(day, parts))


def named(day: date, parts: dict[str, str]) -> bool:
    """Whether a day of the right month has the rule's weekday and day of the month."""
    if "BYMONTHDAY" in parts and str(day.day) not in parts["BYMONTHDAY"].split(","):
        return False
    number, weekday = re.fullmatch(r"(-?\d)?(..)?", parts.get("BYDAY", "")).groups()  # type: ignore[union-attr]
    if weekday and weekday != ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[day.weekday()]:
        return False
    if number == "-1":
        return (day + WEEK).month != day.month
    return number is None or (day.day - 1) // 7 + 1 == int(number)


def expand(
    observance: Observance, year: int, *, local_until: bool = False
) -> list[tuple[datetime, timedelta]]:
    """The instants to the end of `year` at which an observance begins, each with the offset from then on."""
    start, rule = observance.onset, observance.rrule
    if rule is None:
        listed = observance.onsets or (start,)
        assert listed[0] == start, "programs that read RDATE pass over DTSTART"
        assert len(listed) > 1 or not observance.onsets
        return [
            ((wall - observance.offset_from).replace(tzinfo=UTC), observance.offset_to) for wall in listed
        ]
    assert not observance.onsets
    rule, _, until = rule.partition(";UNTIL=")
    end = (
        datetime.strptime(until, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        if until
        else datetime.max.replace(tzinfo=UTC)
    )
    walls = [
        datetime.combine(day, start.time(), UTC) for day in days(rule, start.date(), max(year, start.year))
    ]
    assert walls[0].replace(tzinfo=None) == start, "DTSTART must be the first onset of its rule"
    return [
        (wall - observance.offset_from, observance.offset_to)
        for wall in walls
        if (wall if local_until else wall - observance.offset_from) <= end
    ]


def read(
    written: Sequence[Observance], year: int, *, local_until: bool = False
) -> list[tuple[datetime, timedelta]]:
    """All onsets of a VTIMEZONE to the end of `year`, in order."""
    return sorted(onset for one in written for onset in expand(one, year, local_until=local_until))


def offset_of(zone: ZoneInfo, instant: datetime) -> timedelta | None:
    """The true offset."""
    return instant.astimezone(zone).utcoffset()


def differences(zone: ZoneInfo, first: datetime, last: datetime, step: timedelta) -> Iterator[str]:
    """Where what is written for a span differs from the zone, from a week before it to a week after.

    Looks every `step`, and at the two seconds around each onset.
    """
    onsets = read(observances(zone, first, last), last.year + 1)
    instants, offsets = [instant for instant, _ in onsets], [offset for _, offset in onsets]
    assert len(set(instants)) == len(instants), "an onset is written once"
    begin, end = first - WEEK, last + WEEK
    around = [near for at in instants if begin < at <= end for near in (at - SECOND, at)]
    steps = [begin + step * number for number in range((end - begin) // step + 1)]
    for instant in (*steps, *around):
        index = bisect_right(instants, instant) - 1
        if index < 0 or offsets[index] != offset_of(zone, instant):
            yield f"{zone.key} at {instant}"
