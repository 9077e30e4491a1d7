"""The observances of a VTIMEZONE: every zone is read as it is, and in the forms that all programs read."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ics_rules import ALWAYS, ZONES, differences, offset_of, read, utc, zone
from tripplan.exporters._vtimezone import observances

if TYPE_CHECKING:
    from tripplan.exporters._vtimezone import Observance

FORMS = re.compile(
    r"FREQ=YEARLY;BYMONTH=\d+;"
    r"(BYDAY=([1-4]|-1)[A-Z]{2}|BYMONTHDAY=\d+|BYDAY=[A-Z]{2};BYMONTHDAY=\d+(,\d+){6})"
    r"(;UNTIL=\d{8}T\d{6}Z)?"
)


@pytest.mark.parametrize(
    ("first", "last", "hours"),
    [
        ("2026-03-05", "2026-03-15", 3),
        ("2026-03-12", "2026-03-22", 3),  # days after a last change: the week before is kept right too
        ("2011-12-25", "2012-01-04", 3),
        ("1995-06-01", "1997-06-01", 12),  # when one pair gave way to another all over Europe
        (*ALWAYS, 6 * 24),  # every offset has held for longer: no change is between two looks that agree
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


@pytest.mark.parametrize(
    ("first", "last"), [ALWAYS, ("1970-02-01", "2041-01-01"), ("2026-12-15", "2026-12-25")]
)
def test_forms_are_those_that_programs_read(first: str, last: str) -> None:
    """Yearly rules of three forms only, each once a DTSTART; a STANDARD always; names are offsets; order is by onset."""
    for name in ZONES:
        written = observances(zone(name), utc(first), utc(last))
        assert all(one.rrule is None or FORMS.fullmatch(one.rrule) for one in written), (name, written)
        assert not all(one.daylight for one in written), (name, written)
        assert all(re.fullmatch(r"[+-]\d\d(\d\d){0,2}", one.name) for one in written), (name, written)
        assert all(one.onset < other.onset for one, other in pairwise(written)), (name, written)


def line(observance: Observance) -> str:
    """An observance in one line, offsets in hours."""
    hours = [f"{offset / timedelta(hours=1):+g}" for offset in (observance.offset_from, observance.offset_to)]
    kind = "DAYLIGHT" if observance.daylight else "STANDARD"
    times = observance.rrule or (f"listed {len(observance.onsets)}" if observance.onsets else "once")
    words = [kind, f"{observance.onset:%Y%m%dT%H%M%S}", *hours, observance.name, times]
    return " ".join(words).replace("FREQ=YEARLY;", "")


# Zones whose days of change no rule gives that Outlook takes.
BEYOND_OUTLOOK = {
    *("America/Godthab", "America/Nuuk", "America/Santiago", "America/Scoresbysund", "Chile/Continental"),
    *("Asia/Gaza", "Asia/Hebron", "Asia/Jerusalem", "Asia/Tel_Aviv", "Israel"),
}
KNOWN = """
America/New_York always
    DAYLIGHT 20070311T020000 -5 -4 -04 BYMONTH=3;BYDAY=2SU
    STANDARD 20071104T020000 -4 -5 -05 BYMONTH=11;BYDAY=1SU
America/New_York 2007-03-08 the pair before is over: its last onset stands for the days before the new one
    STANDARD 20061029T020000 -4 -5 -05 once
    DAYLIGHT 20070311T020000 -5 -4 -04 BYMONTH=3;BYDAY=2SU
    STANDARD 20071104T020000 -4 -5 -05 BYMONTH=11;BYDAY=1SU
Europe/London 1972-03-10 where two pairs overlap, one does
    STANDARD 19711031T030000 +1 +0 +00 BYMONTH=10;BYDAY=-1SU;UNTIL=19751027T020000Z
    DAYLIGHT 19720319T020000 +0 +1 +01 BYMONTH=3;BYDAY=3SU;UNTIL=19760322T020000Z
America/Edmonton always the clocks of Alberta went forward for good in 2026: so the rule that goes forward begins last
    STANDARD 20071104T020000 -6 -7 -07 BYMONTH=11;BYDAY=1SU;UNTIL=20251103T080000Z
    STANDARD 20080309T020000 -7 -6 -06 BYMONTH=3;BYDAY=2SU;UNTIL=20260309T090000Z
America/Edmonton 2026-11-01 of which a span that comes after sees nothing else
    STANDARD 20260308T020000 -7 -6 -06 once
Europe/Paris always
    DAYLIGHT 19960331T020000 +1 +2 +02 BYMONTH=3;BYDAY=-1SU
    STANDARD 19961027T030000 +2 +1 +01 BYMONTH=10;BYDAY=-1SU
Europe/Dublin always the zone data calls the summer the standard and flags the winter
    DAYLIGHT 19960331T010000 +0 +1 +01 BYMONTH=3;BYDAY=-1SU
    STANDARD 19961027T020000 +1 +0 +00 BYMONTH=10;BYDAY=-1SU
Europe/Moscow always a summer of three years is not daylight saving
    STANDARD 19960331T020000 +3 +4 +04 BYMONTH=3;BYDAY=-1SU;UNTIL=20110327T230000Z
    STANDARD 19961027T030000 +4 +3 +03 BYMONTH=10;BYDAY=-1SU;UNTIL=20101031T230000Z
    STANDARD 20141026T020000 +4 +3 +03 once
Europe/Istanbul always elections, and summer for good
    STANDARD 20070325T030000 +2 +3 +03 BYMONTH=3;BYDAY=-1SU;UNTIL=20100329T010000Z
    STANDARD 20071028T040000 +3 +2 +02 BYMONTH=10;BYDAY=-1SU;UNTIL=20101101T010000Z
    STANDARD 20110328T030000 +2 +3 +03 once
    STANDARD 20111030T040000 +3 +2 +02 listed 3
    STANDARD 20120325T030000 +2 +3 +03 BYMONTH=3;BYDAY=-1SU;UNTIL=20130401T010000Z
    STANDARD 20121028T040000 +3 +2 +02 BYMONTH=10;BYDAY=-1SU;UNTIL=20131028T010000Z
    STANDARD 20140331T030000 +2 +3 +03 listed 3
America/Mexico_City always winter for good
    STANDARD 20020407T020000 -6 -5 -05 BYMONTH=4;BYDAY=1SU;UNTIL=20220404T080000Z
    STANDARD 20021027T020000 -5 -6 -06 BYMONTH=10;BYDAY=-1SU;UNTIL=20221031T070000Z
Australia/Lord_Howe always half an hour
    STANDARD 20080406T020000 +11 +10.5 +1030 BYMONTH=4;BYDAY=1SU
    DAYLIGHT 20081005T020000 +10.5 +11 +11 BYMONTH=10;BYDAY=1SU
America/Santiago always the midnight after the first Saturday, with many changes of the law before
    DAYLIGHT 20091011T000000 -4 -3 -03 listed 3
    STANDARD 20100404T000000 -3 -4 -04 listed 2
    STANDARD 20120429T000000 -3 -4 -04 BYMONTH=4;BYDAY=-1SU;UNTIL=20140428T030000Z
    DAYLIGHT 20120902T000000 -4 -3 -03 BYMONTH=9;BYDAY=SU;BYMONTHDAY=2,3,4,5,6,7,8;UNTIL=20140908T040000Z
    STANDARD 20160515T000000 -3 -4 -04 BYMONTH=5;BYDAY=SU;BYMONTHDAY=9,10,11,12,13,14,15;UNTIL=20180514T030000Z
    DAYLIGHT 20160814T000000 -4 -3 -03 BYMONTH=8;BYDAY=2SU;UNTIL=20180813T040000Z
    STANDARD 20190407T000000 -3 -4 -04 BYMONTH=4;BYDAY=SU;BYMONTHDAY=2,3,4,5,6,7,8;UNTIL=20230403T030000Z
    DAYLIGHT 20190908T000000 -4 -3 -03 BYMONTH=9;BYDAY=SU;BYMONTHDAY=5,6,7,8,9,10,11;UNTIL=20220912T040000Z
    DAYLIGHT 20230903T000000 -4 -3 -03 BYMONTH=9;BYDAY=SU;BYMONTHDAY=2,3,4,5,6,7,8
    STANDARD 20240407T000000 -3 -4 -04 BYMONTH=4;BYDAY=SU;BYMONTHDAY=2,3,4,5,6,7,8
America/Nuuk always an hour before the midnight of the last Sunday
    DAYLIGHT 19960330T220000 -3 -2 -02 BYMONTH=3;BYDAY=SA;BYMONTHDAY=24,25,26,27,28,29,30;UNTIL=20230327T010000Z
    STANDARD 19961026T230000 -2 -3 -03 BYMONTH=10;BYDAY=SA;BYMONTHDAY=24,25,26,27,28,29,30;UNTIL=20221031T010000Z
    DAYLIGHT 20240330T230000 -2 -1 -01 BYMONTH=3;BYDAY=SA;BYMONTHDAY=24,25,26,27,28,29,30
    STANDARD 20241027T000000 -1 -2 -02 BYMONTH=10;BYDAY=-1SU
Africa/Cairo always the midnight after the last Thursday: the last Friday, but once in six years in November
    STANDARD 20090821T000000 +3 +2 +02 listed 8
    DAYLIGHT 20100430T000000 +2 +3 +03 listed 6
    DAYLIGHT 20250425T000000 +2 +3 +03 BYMONTH=4;BYDAY=-1FR;UNTIL=20300426T220000Z
    STANDARD 20251031T000000 +3 +2 +02 BYMONTH=10;BYDAY=-1FR;UNTIL=20291026T210000Z
    DAYLIGHT 20310425T000000 +2 +3 +03 BYMONTH=4;BYDAY=-1FR;UNTIL=20410426T220000Z
    STANDARD 20311031T000000 +3 +2 +02 BYMONTH=10;BYDAY=-1FR;UNTIL=20401026T210000Z
Africa/Cairo 2024-10-28
    STANDARD 20240426T000000 +2 +3 +03 once
    STANDARD 20241101T000000 +3 +2 +02 once
Africa/Casablanca always the fast of Ramadan followed the moon, until winter for good in 2026
    STANDARD 20090821T000000 +1 +0 +00 once
    STANDARD 20100502T000000 +0 +1 +01 listed 24
    STANDARD 20100808T000000 +1 +0 +00 listed 24
Asia/Gaza always it goes on following the moon: the offset of most of the time begins last
    STANDARD 20090904T010000 +3 +2 +02 listed 19
    STANDARD 20100327T000100 +2 +3 +03 listed 13
    STANDARD 20160326T010000 +2 +3 +03 BYMONTH=3;BYDAY=4SA;UNTIL=20180324T230000Z
    STANDARD 20161029T010000 +3 +2 +02 BYMONTH=10;BYDAY=-1SA;UNTIL=20181027T220000Z
    STANDARD 20251025T020000 +3 +2 +02 BYMONTH=10;BYDAY=SA;BYMONTHDAY=24,25,26,27,28,29,30;UNTIL=20351027T230000Z
    STANDARD 20260328T020000 +2 +3 +03 BYMONTH=3;BYDAY=SA;BYMONTHDAY=24,25,26,27,28,29,30;UNTIL=20360330T000000Z
    STANDARD 20370328T020000 +2 +3 +03 listed 5
Pacific/Apia 2011-12-25 the day that Samoa left out
    STANDARD 20110924T030000 -11 -10 -10 once
    STANDARD 20111230T000000 -10 +14 +14 once
Pacific/Kiritimati always
    STANDARD 19941231T000000 -10 +14 +14 once
Asia/Seoul always
    STANDARD 19881009T030000 +10 +9 +09 once
Asia/Kathmandu always
    STANDARD 19860101T000000 +5.5 +5.75 +0545 once
Asia/Kolkata always no change since 1970
    STANDARD 19700101T000000 +5.5 +5.5 +0530 once
"""


@pytest.mark.parametrize(
    "known", re.findall(r"^\S.*\n(?: .*\n)+", KNOWN, re.MULTILINE), ids=lambda text: text[:28]
)
def test_known_zones(known: str) -> None:
    """What is written, of the years from 2010 to 2040 or of the ten days from an earlier date, of places whose clocks are well known."""
    head, *expected = known.splitlines()
    name, first, *_ = head.split()
    span = ALWAYS if first == "always" else (first, (utc(first) + timedelta(days=10)).isoformat()[:10])
    found = observances(zone(name), *map(utc, span))
    assert [line(one) for one in found] == [text.strip() for text in expected]


@pytest.mark.parametrize("name", ["Pacific/Apia", "Asia/Tehran", "Europe/Moscow", "America/Edmonton"])
def test_until_is_read_alike_as_utc_and_as_local(name: str) -> None:
    """A program that takes UNTIL for local time finds the same onsets: the last one is not lost east of Greenwich."""
    found = observances(zone(name), *map(utc, ALWAYS))
    assert any(one.rrule and "UNTIL" in one.rrule for one in found)
    assert read(found, 2040) == read(found, 2040, local_until=True)


def test_outlook_finds_the_clock_as_it_will_be() -> None:
    """The latest STANDARD, and the latest DAYLIGHT where there is one, taken for a rule of all years: so Outlook reads a zone.

    Either there are two and they have the zone's offsets and are of a form that it takes, or one has the zone's one offset.
    """
    for name in ZONES:
        latest = {one.daylight: one for one in observances(zone(name), *map(utc, ALWAYS))}
        offsets = {offset_of(zone(name), utc("2039-01-01") + timedelta(days=number)) for number in range(730)}
        right = {one.offset_to for one in latest.values()} == offsets
        plain = len(latest) == 1 or not any("BYMONTHDAY" in (one.rrule or "") for one in latest.values())
        assert (right and plain) is (name not in BEYOND_OUTLOOK), (name, latest)


def test_offsets_with_seconds_are_named_in_full() -> None:
    """Liberia kept 44 min 30 s until 1972."""
    found = observances(zone("Africa/Monrovia"), utc("1971-06-01"), utc("1972-02-01"))
    assert [one.name for one in found] == ["-004430", "+00"]
