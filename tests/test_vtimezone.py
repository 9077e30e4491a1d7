"""The observances of a VTIMEZONE, read by an interpreter of RFC 5545 that shares nothing with what writes them."""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tripplan import when
from tripplan.exporters._vtimezone import _STRIDE, _changes, observances

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from zoneinfo import ZoneInfo

    from tripplan.exporters._vtimezone import Observance

ZONES = sorted(when.zone_names())
WEEK = timedelta(days=7)
SECOND = timedelta(seconds=1)
FORMS = re.compile(
    r"FREQ=YEARLY;BYMONTH=\d+;"
    r"(BYDAY=([1-4]|-1)[A-Z]{2}|BYMONTHDAY=\d+|BYDAY=[A-Z]{2};BYMONTHDAY=\d+(,\d+){6})"
    r"(;UNTIL=\d{8}T\d{6}Z)?"
)


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
        return [((start - observance.offset_from).replace(tzinfo=UTC), observance.offset_to)]
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


@pytest.mark.parametrize(
    ("first", "last", "hours"),
    [
        ("2024-09-21", "2024-10-01", 3),
        ("2026-03-05", "2026-03-15", 3),
        ("2026-03-12", "2026-03-22", 3),  # days after a last change: the week before is kept right too
        ("2026-03-22", "2026-04-01", 3),
        ("2026-11-01", "2026-11-11", 3),
        ("2026-12-15", "2026-12-25", 3),
        ("2011-12-25", "2012-01-04", 3),
        ("1995-06-01", "1997-06-01", 12),  # when one pair gave way to another all over Europe
        ("2026-01-01", "2028-01-01", 12),
    ],
)
def test_every_zone_is_read_as_it_is(first: str, last: str, hours: int) -> None:
    """The written observances give the zone's own offset all through the span and a week around it, in every zone."""
    step = timedelta(hours=hours)
    assert [text for name in ZONES for text in differences(zone(name), utc(first), utc(last), step)] == []


@settings(deadline=None)
@given(
    name=st.sampled_from(ZONES),
    first=st.datetimes(datetime(1970, 2, 1), datetime(2150, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds are naive
    length=st.timedeltas(timedelta(), timedelta(days=1000)),
)
def test_any_span_is_read_as_it_is(name: str, first: datetime, length: timedelta) -> None:
    """Whatever the zone and the span, the past and a far future included, the offsets read are the zone's own."""
    assert list(differences(zone(name), first, first + length, timedelta(hours=7))) == []


@pytest.mark.parametrize("first", ["2014-06-01", "2024-09-21", "2026-03-05", "2026-12-15"])
def test_forms_are_those_that_programs_read(first: str) -> None:
    """Yearly rules of three forms only, each once a DTSTART; a STANDARD always; names are offsets; order is by onset."""
    for name in ZONES:
        written = observances(zone(name), utc(first), utc(first) + timedelta(days=10))
        assert all(one.rrule is None or FORMS.fullmatch(one.rrule) for one in written), (name, written)
        assert not all(one.daylight for one in written), (name, written)
        assert all(re.fullmatch(r"[+-]\d\d(\d\d)?", one.name) for one in written), (name, written)
        assert all(one.onset < other.onset for one, other in pairwise(written)), (name, written)


def line(observance: Observance) -> str:
    """An observance in one line, offsets in hours."""
    hours = [f"{offset / timedelta(hours=1):+g}" for offset in (observance.offset_from, observance.offset_to)]
    kind = "DAYLIGHT" if observance.daylight else "STANDARD"
    words = [kind, f"{observance.onset:%Y%m%dT%H%M%S}", *hours, observance.name, observance.rrule or "once"]
    return " ".join(words).replace("FREQ=YEARLY;", "")


KNOWN = """
America/New_York 2024-09-21
    DAYLIGHT 20070311T020000 -5 -4 -04 BYMONTH=3;BYDAY=2SU
    STANDARD 20071104T020000 -4 -5 -05 BYMONTH=11;BYDAY=1SU
America/New_York 2007-03-08 the pair before is over: its last onset stands for the days before the new one
    STANDARD 20061029T020000 -4 -5 -05 once
    DAYLIGHT 20070311T020000 -5 -4 -04 BYMONTH=3;BYDAY=2SU
    STANDARD 20071104T020000 -4 -5 -05 BYMONTH=11;BYDAY=1SU
Europe/London 1972-03-10 where two pairs overlap, one does
    STANDARD 19711031T030000 +1 +0 +00 BYMONTH=10;BYDAY=-1SU;UNTIL=19751027T020000Z
    DAYLIGHT 19720319T020000 +0 +1 +01 BYMONTH=3;BYDAY=3SU;UNTIL=19760322T020000Z
America/Edmonton 2024-09-21 the clocks of Alberta went forward for good in 2026: before,
    DAYLIGHT 20070311T020000 -7 -6 -06 BYMONTH=3;BYDAY=2SU;UNTIL=20260309T090000Z
    STANDARD 20071104T020000 -6 -7 -07 BYMONTH=11;BYDAY=1SU;UNTIL=20251103T080000Z
America/Edmonton 2026-03-05 across,
    DAYLIGHT 20070311T020000 -7 -6 -06 BYMONTH=3;BYDAY=2SU;UNTIL=20260309T090000Z
    STANDARD 20071104T020000 -6 -7 -07 BYMONTH=11;BYDAY=1SU;UNTIL=20251103T080000Z
America/Edmonton 2026-11-01 and after
    STANDARD 20260308T020000 -7 -6 -06 once
Europe/Paris 2026-03-20
    DAYLIGHT 19960331T020000 +1 +2 +02 BYMONTH=3;BYDAY=-1SU
    STANDARD 19961027T030000 +2 +1 +01 BYMONTH=10;BYDAY=-1SU
Europe/Dublin 2026-12-01 the zone data calls the summer the standard and flags the winter
    DAYLIGHT 19960331T010000 +0 +1 +01 BYMONTH=3;BYDAY=-1SU
    STANDARD 19961027T020000 +1 +0 +00 BYMONTH=10;BYDAY=-1SU
Europe/Moscow 2014-10-20 a summer of three years is not daylight saving
    STANDARD 20110327T020000 +3 +4 +04 once
    STANDARD 20141026T020000 +4 +3 +03 once
Australia/Lord_Howe 2026-03-20 half an hour
    STANDARD 20080406T020000 +11 +10.5 +1030 BYMONTH=4;BYDAY=1SU
    DAYLIGHT 20081005T020000 +10.5 +11 +11 BYMONTH=10;BYDAY=1SU
America/Santiago 2026-09-01 the midnight after the first Saturday
    STANDARD 20230402T000000 -3 -4 -04 BYMONTH=4;BYDAY=SU;BYMONTHDAY=2,3,4,5,6,7,8
    DAYLIGHT 20230903T000000 -4 -3 -03 BYMONTH=9;BYDAY=SU;BYMONTHDAY=2,3,4,5,6,7,8
America/Nuuk 2026-09-01 an hour before the midnight of the last Sunday
    DAYLIGHT 20240330T230000 -2 -1 -01 BYMONTH=3;BYDAY=SA;BYMONTHDAY=24,25,26,27,28,29,30
    STANDARD 20241027T000000 -1 -2 -02 BYMONTH=10;BYDAY=-1SU
Africa/Cairo 2026-04-20 the midnight after the last Thursday: the last Friday, in years where it is in October
    DAYLIGHT 20250425T000000 +2 +3 +03 BYMONTH=4;BYDAY=-1FR;UNTIL=20300426T220000Z
    STANDARD 20251031T000000 +3 +2 +02 BYMONTH=10;BYDAY=-1FR;UNTIL=20291026T210000Z
Africa/Cairo 2024-10-28 and here in November
    DAYLIGHT 20240426T000000 +2 +3 +03 once
    STANDARD 20241101T000000 +3 +2 +02 once
Africa/Casablanca 2025-02-18 the fast of Ramadan follows the moon
    DAYLIGHT 20240414T020000 +0 +1 +01 once
    STANDARD 20250223T030000 +1 +0 +00 once
Africa/Casablanca 2025-06-18 a lone component is the standard, in summer too
    STANDARD 20250406T020000 +0 +1 +01 once
Pacific/Apia 2011-12-25 the day that Samoa left out
    STANDARD 20110924T030000 -11 -10 -10 once
    DAYLIGHT 20111230T000000 -10 +14 +14 once
Pacific/Kiritimati 2026-11-22
    STANDARD 19941231T000000 -10 +14 +14 once
Asia/Seoul 2026-11-22
    STANDARD 19881009T030000 +10 +9 +09 once
Asia/Kathmandu 2026-11-22
    STANDARD 19860101T000000 +5.5 +5.75 +0545 once
Asia/Kolkata 2026-11-22 no change since 1970
    STANDARD 19700101T000000 +5.5 +5.5 +0530 once
"""


@pytest.mark.parametrize(
    "known", re.findall(r"^\S.*\n(?: .*\n)+", KNOWN, re.MULTILINE), ids=lambda text: text[:28]
)
def test_known_zones(known: str) -> None:
    """What is written for trips of ten days to places whose clocks are well known."""
    head, *expected = known.splitlines()
    name, first, *_ = head.split()
    found = observances(zone(name), utc(first), utc(first) + timedelta(days=10))
    assert [line(one) for one in found] == [text.strip() for text in expected]


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Pacific/Apia", "2021-03-25"),
        ("Asia/Tehran", "2022-09-15"),
        ("Europe/Moscow", "2011-03-20"),
        ("America/Edmonton", "2026-03-05"),
    ],
)
def test_until_is_read_alike_as_utc_and_as_local(name: str, first: str) -> None:
    """A program that takes UNTIL for local time finds the same onsets: the last one is not lost east of Greenwich."""
    found = observances(zone(name), utc(first), utc(first) + timedelta(days=20))
    assert any(one.rrule and "UNTIL" in one.rrule for one in found)
    assert read(found, 2040) == read(found, 2040, local_until=True)


def test_offsets_with_seconds_are_named_in_full() -> None:
    """Liberia kept 44 min 30 s until 1972."""
    found = observances(zone("Africa/Monrovia"), utc("1971-06-01"), utc("1972-02-01"))
    assert [one.name for one in found] == ["-004430", "+00"]


def compiled_changes(name: str) -> list[tuple[datetime, timedelta, timedelta]]:
    """The changes of offset since 1970 that stand one by one in a zone's compiled file (RFC 8536), in UTC."""
    data = resources.files("tzdata.zoneinfo").joinpath(*name.split("/")).read_bytes()
    isut, isstd, leap, times, types, chars = struct.unpack_from(">6l", data, 20)
    second = 44 + times * 5 + types * 6 + chars + leap * 8 + isstd + isut
    times, types = struct.unpack_from(">2l", data, second + 32)
    instants = struct.unpack_from(f">{times}q", data, second + 44)
    kinds = data[second + 44 + 8 * times :][:times]
    offsets = [struct.unpack_from(">l", data, second + 44 + 9 * times + 6 * kind)[0] for kind in range(types)]
    steps = pairwise([offsets[0], *(offsets[kind] for kind in kinds)])
    return [
        (datetime.fromtimestamp(instant, UTC), timedelta(seconds=before), timedelta(seconds=after))
        for instant, (before, after) in zip(instants, steps, strict=True)
        if instant > 0 and before != after
    ]


def test_no_change_of_a_clock_is_missed() -> None:
    """The changes found by asking a zone for its offset are those of its compiled file, none in one stride with another."""
    for name in ZONES:
        expected = compiled_changes(name)
        found = [
            (change.instant.replace(tzinfo=UTC), *change[1:]) for change in _changes(zone(name), 2090)[1:]
        ]
        assert found[: len(expected)] == expected, name
        assert all(later[0] - earlier[0] > _STRIDE for earlier, later in pairwise(found)), name
