"""The clock: readings and instants, at all the places where the two disagree."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tripplan import when
from tripplan.when import Clock, Trouble

if TYPE_CHECKING:
    from pathlib import Path
    from zoneinfo import ZoneInfo


def zone(name: str) -> ZoneInfo:
    """A zone that is known to exist."""
    found = when.zone(name)
    assert found is not None
    return found


def instant(text: str) -> datetime:
    """An instant, from ISO 8601 with Z."""
    return datetime.fromisoformat(text)


def wall(text: str) -> datetime:
    """A wall reading, from ISO 8601 without an offset."""
    return datetime.fromisoformat(text)


ZONES = sorted(when.zone_names())
walls = st.datetimes(min_value=datetime(when.EARLIEST, 1, 2), max_value=datetime(2100, 1, 1))  # noqa: DTZ001 - wall readings
zones = st.sampled_from(ZONES).map(zone)

PINNED = [
    ("America/Edmonton", "2026-12-15T09:00", "2026-12-15T15:00:00Z"),
    ("America/Vancouver", "2026-12-15T09:00", "2026-12-15T16:00:00Z"),
    ("America/Winnipeg", "2026-12-15T09:00", "2026-12-15T14:00:00Z"),
    ("America/Edmonton", "2024-09-23T09:00", "2024-09-23T15:00:00Z"),
    ("Asia/Seoul", "2024-09-21T21:40", "2024-09-21T12:40:00Z"),
    ("Asia/Kathmandu", "2024-09-21T12:00", "2024-09-21T06:15:00Z"),
    ("Pacific/Kiritimati", "2024-09-21T12:00", "2024-09-20T22:00:00Z"),
]


@pytest.mark.parametrize(("name", "reading", "expected"), PINNED)
def test_a_reading_is_the_instant_that_the_newest_rules_give(name: str, reading: str, expected: str) -> None:
    """Provinces changed their law in 2026: Calgary's winter is UTC−6, Vancouver's UTC−7, Winnipeg's UTC−5."""
    moment = when.read(wall(reading), zone(name))

    assert (moment.instant, moment.trouble) == (instant(expected), None)


@pytest.mark.parametrize("module", ["zoneinfo", "pendulum"])
def test_the_machines_own_zone_files_have_no_say(module: str, tmp_path: Path) -> None:
    """A server's zone files may be years old or wrong: tripplan, and pendulum in it, go by the tzdata package alone."""
    import tzdata  # noqa: PLC0415 - only for its files

    stale = tmp_path / "America"
    stale.mkdir()
    # The machine believes that Edmonton keeps the clock of Kathmandu.
    source = os.path.join(os.path.dirname(tzdata.__file__), "zoneinfo", "Asia", "Kathmandu")  # noqa: PTH118, PTH120
    with open(source, "rb") as file:  # noqa: PTH123
        (stale / "Edmonton").write_bytes(file.read())
    code = {
        "zoneinfo": "from tripplan import when; print(when.zone('America/Edmonton').utcoffset(datetime(2026,12,15)))",
        "pendulum": "import tripplan.when, pendulum; "
        "print(pendulum.datetime(2026,12,15,tz='America/Edmonton').utcoffset())",
    }
    for prefix, expected in (
        ("", "-1 day, 18:00:00"),
        ("import zoneinfo; zoneinfo.ZoneInfo('America/Edmonton');", "-1 day, 18:00:00"),
    ):
        done = subprocess.run(
            [sys.executable, "-c", f"from datetime import datetime; {prefix} {code[module]}"],
            capture_output=True, check=True, text=True, env={**os.environ, "PYTHONTZPATH": str(tmp_path)},
        )  # fmt: skip

        assert done.stdout.strip() == expected


def test_the_stale_zone_files_of_that_test_would_be_believed_otherwise(tmp_path: Path) -> None:
    """The test above can fail: without tripplan the interpreter does read the machine's files."""
    import tzdata  # noqa: PLC0415 - only for its files

    (tmp_path / "America").mkdir()
    source = os.path.join(os.path.dirname(tzdata.__file__), "zoneinfo", "Asia", "Kathmandu")  # noqa: PTH118, PTH120
    with open(source, "rb") as file:  # noqa: PTH123
        (tmp_path / "America" / "Edmonton").write_bytes(file.read())
    code = "import zoneinfo, datetime; print(zoneinfo.ZoneInfo('America/Edmonton').utcoffset(datetime.datetime(2026,12,15)))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, check=True, text=True, env={**os.environ, "PYTHONTZPATH": str(tmp_path)},
    )  # fmt: skip

    assert done.stdout.strip() == "5:45:00"


CLOCKS = [
    ("America/New_York", "2026-03-08T02:30", Clock.NEVER),
    ("America/New_York", "2026-03-08T03:00", Clock.ONCE),
    ("America/New_York", "2026-11-01T01:30", Clock.TWICE),
    ("America/New_York", "2026-11-01T02:00", Clock.ONCE),
    ("America/Edmonton", "2026-11-01T01:30", Clock.ONCE),  # the first autumn without a change
    ("Pacific/Apia", "2011-12-30T12:00", Clock.NEVER),  # the day that Samoa did not have
    ("Pacific/Apia", "2011-12-29T23:59", Clock.ONCE),
    ("Pacific/Apia", "2011-12-31T00:00", Clock.ONCE),
    ("Australia/Lord_Howe", "2026-10-04T02:15", Clock.NEVER),  # half an hour only
    ("Australia/Lord_Howe", "2026-10-04T02:30", Clock.ONCE),
    ("Australia/Lord_Howe", "2026-04-05T01:45", Clock.TWICE),
    ("Australia/Lord_Howe", "2026-04-05T01:15", Clock.ONCE),
    ("America/Santiago", "2026-09-06T00:30", Clock.NEVER),  # no midnight
    ("America/Santiago", "2026-04-04T23:30", Clock.TWICE),
    ("Africa/Cairo", "2026-04-24T00:30", Clock.NEVER),  # no midnight
    ("Africa/Cairo", "2026-10-29T23:30", Clock.TWICE),
    ("Asia/Kathmandu", "2026-03-29T02:30", Clock.ONCE),
    ("Europe/Dublin", "2026-03-29T01:30", Clock.NEVER),  # summer is its standard time
    ("Africa/Casablanca", "2026-02-15T02:30", Clock.TWICE),  # Ramadan
]


@pytest.mark.parametrize(("name", "reading", "expected"), CLOCKS)
def test_a_clock_shows_a_reading_once_twice_or_never(name: str, reading: str, expected: Clock) -> None:
    """The three cases are told apart wherever clocks change, by whatever amount and at whatever hour."""
    assert when.clock(wall(reading), zone(name)) is expected


@given(walls, zones)
def test_every_instant_of_a_reading_shows_that_reading(reading: datetime, where: ZoneInfo) -> None:
    """`readings` inverts the clock: what it gives shows the reading, in order, at most twice."""
    found = when.readings(reading, where)

    assert [i.astimezone(where).replace(tzinfo=None, fold=0) for i in found] == [reading] * len(found)
    assert list(found) == sorted(set(found))
    assert len(found) <= 2


@given(walls, zones)
def test_reading_back_what_an_instant_shows_finds_the_instant(reading: datetime, where: ZoneInfo) -> None:
    """No instant is lost: its own reading always leads back to it."""
    moment = when.at(reading.replace(tzinfo=UTC), where)

    assert moment.instant in when.readings(moment.wall, where)


@given(walls, zones)
def test_an_offset_that_holds_names_one_instant(reading: datetime, where: ZoneInfo) -> None:
    """Writing each time with its offset removes every doubt: the reading is that instant and no trouble."""
    local = reading.replace(tzinfo=UTC).astimezone(where)
    offset = local.utcoffset()
    assume(offset is not None and not offset.total_seconds() % 60)

    moment = when.read(datetime.fromisoformat(local.isoformat()), where)

    assert (moment.instant, moment.trouble) == (reading.replace(tzinfo=UTC), None)


TROUBLES = [
    ("America/New_York", "2026-03-08T02:30", Trouble.SKIPPED, "2026-03-08T07:30:00Z"),
    ("America/New_York", "2026-03-08T02:30-05:00", Trouble.SKIPPED, "2026-03-08T07:30:00Z"),
    ("America/New_York", "2026-11-01T01:30", Trouble.REPEATED, "2026-11-01T05:30:00Z"),
    ("America/New_York", "2026-11-01T01:30-04:00", None, "2026-11-01T05:30:00Z"),
    ("America/New_York", "2026-11-01T01:30-05:00", None, "2026-11-01T06:30:00Z"),
    ("America/New_York", "2026-11-01T01:30-06:00", Trouble.OFFSET, "2026-11-01T05:30:00Z"),
    ("America/Edmonton", "2024-09-23T09:00-06:00", None, "2024-09-23T15:00:00Z"),
    ("America/Edmonton", "2024-09-23T09:00+09:00", Trouble.OFFSET, "2024-09-23T15:00:00Z"),
    ("America/Edmonton", "2024-09-23T09:00+00:00", Trouble.OFFSET, "2024-09-23T15:00:00Z"),
]


@pytest.mark.parametrize(("name", "reading", "trouble", "guess"), TROUBLES)
def test_a_doubtful_time_says_why_and_keeps_its_place_in_the_order(
    name: str, reading: str, trouble: Trouble | None, guess: str
) -> None:
    """What names no single instant is marked, and still has a nearest guess to be sorted by."""
    moment = when.read(wall(reading), zone(name))

    assert (moment.trouble, moment.instant) == (trouble, instant(guess))


STARTS = [
    ("America/Santiago", "2026-09-06T00:00", "2026-09-06T04:00:00Z"),
    ("Africa/Cairo", "2026-04-24T00:00", "2026-04-23T22:00:00Z"),
    ("Pacific/Apia", "2011-12-30T00:00", "2011-12-30T10:00:00Z"),
    ("Asia/Seoul", "2024-09-21T00:00", "2024-09-20T15:00:00Z"),
    ("America/New_York", "2026-03-08T02:30", "2026-03-08T07:00:00Z"),
]


@pytest.mark.parametrize(("name", "reading", "expected"), STARTS)
def test_a_day_whose_midnight_does_not_exist_still_has_a_start(
    name: str, reading: str, expected: str
) -> None:
    """A reading in a gap begins where the gap ends."""
    assert when.wall_instant(wall(reading), zone(name)) == instant(expected)


@given(walls, zones)
def test_where_a_reading_begins_no_earlier_reading_follows_at_once(
    reading: datetime, where: ZoneInfo
) -> None:
    """`wall_instant` gives the first instant whose reading is not before the one asked for."""
    found = when.wall_instant(reading, where)

    assert found.astimezone(where).replace(tzinfo=None) >= reading
    assert (found - timedelta(seconds=1)).astimezone(where).replace(tzinfo=None) < reading or when.clock(
        reading - timedelta(seconds=1), where
    ) is not Clock.ONCE


CHANGES = [
    ("Europe/Berlin", "2024-10-26T12:00:00Z", "2024-10-28T12:00:00Z", "2024-10-27T01:00:00Z"),
    ("Europe/Berlin", "2024-10-27T01:00:00Z", "2024-10-28T12:00:00Z", None),
    ("Europe/Berlin", "2024-10-26T12:00:00Z", "2024-10-27T00:59:59Z", None),
    ("Europe/Berlin", "2024-10-26T12:00:00Z", "2024-10-27T01:00:00Z", "2024-10-27T01:00:00Z"),
    ("Asia/Seoul", "2024-01-01T00:00:00Z", "2024-12-31T00:00:00Z", None),
    ("Pacific/Apia", "2011-12-29T00:00:00Z", "2012-01-02T00:00:00Z", "2011-12-30T10:00:00Z"),
    ("Europe/Berlin", "2024-10-28T12:00:00Z", "2024-10-26T12:00:00Z", None),
]


@pytest.mark.parametrize(("name", "first", "last", "expected"), CHANGES)
def test_the_next_change_of_a_clock_is_found_to_the_second(
    name: str, first: str, last: str, expected: str | None
) -> None:
    """The end of the span counts, its beginning does not; a span without a change has none."""
    found = when.next_change(instant(first), instant(last), zone(name))

    assert found == (instant(expected) if expected else None)


def test_elapsed_time_is_physical_and_nights_are_by_the_calendar() -> None:
    """A night train over the spring change takes 8 h by instants, and is one night; the date line costs a night or none."""
    berlin, honolulu, seoul = zone("Europe/Berlin"), zone("Pacific/Honolulu"), zone("Asia/Seoul")
    leaves, arrives = when.read(wall("2026-03-28T22:00"), berlin), when.read(wall("2026-03-29T07:00"), berlin)
    takes_off, lands = (
        when.read(wall("2026-05-01T21:00"), seoul),
        when.read(wall("2026-05-01T10:30"), honolulu),
    )

    assert (when.elapsed(leaves, arrives), when.nights(leaves, arrives)) == (timedelta(hours=8), 1)
    assert (when.elapsed(takes_off, lands), when.nights(takes_off, lands)) == (
        timedelta(hours=8, minutes=30),
        0,
    )


def test_a_repeated_hour_is_ordered_by_its_instants() -> None:
    """01:50 before the change comes before 01:10 after it, which walls, and pendulum, have the wrong way round."""
    new_york = zone("America/New_York")
    first = when.read(wall("2026-11-01T01:50-04:00"), new_york)
    second = when.read(wall("2026-11-01T01:10-05:00"), new_york)

    assert first.instant < second.instant
    assert when.elapsed(first, second) == timedelta(minutes=20)
    assert (first.offset, second.offset) == (timedelta(hours=-4), timedelta(hours=-5))


def test_a_length_carries_a_moment_to_another_clock() -> None:
    """After 10 h 20 min from Seoul it is earlier on the same day in Calgary; a doubtful start makes a doubtful end."""
    seoul, calgary, new_york = zone("Asia/Seoul"), zone("America/Edmonton"), zone("America/New_York")
    lands = when.after(when.read(wall("2024-09-21T21:40"), seoul), timedelta(hours=10, minutes=20), calgary)
    doubtful = when.after(when.read(wall("2026-11-01T01:30"), new_york), timedelta(hours=1), new_york)

    assert (lands.wall, lands.trouble) == (wall("2024-09-21T17:00"), None)
    assert doubtful.trouble is Trouble.REPEATED
    assert lands.on(seoul).wall == wall("2024-09-22T08:00")


LENGTHS = [
    ("45 min", 45),
    ("1 h 30 min", 90),
    ("1h30min", 90),
    ("PT90M", 90),
    ("PT1H30M", 90),
    ("P1DT2H", 1560),
    ("2 hours", 120),
    ("1 hour", 60),
    ("90 minutes", 90),
    ("1 d 2 h", 1560),
    ("3 days", 4320),
    (" 45 min ", 45),
]


@pytest.mark.parametrize(("text", "minutes"), LENGTHS)
def test_a_length_reads_as_people_and_iso_write_it(text: str, minutes: int) -> None:
    """Units may be short or long, with or without blanks, in the order of size."""
    assert when.parse_duration(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "text", ["", " ", "45", "h", "0 min", "PT", "P", "PT0M", "-45 min", "1.5 h", "30 min 1 h", "45 m", "401 d", "9" * 400 + " min", "٤٥ min", "１ h"]
)  # fmt: skip
def test_what_is_no_length_is_refused(text: str) -> None:
    """No unit, no number, zero, another script's digits, or more than a year: a ValueError and nothing else."""
    with pytest.raises(ValueError, match=r".*"):
        when.parse_duration(text)


@given(st.integers(1, 400 * 24 * 60))
def test_a_length_said_is_the_length_read(minutes: int) -> None:
    """Saying and parsing are inverse to the minute, so that a hint can be pasted into the file."""
    length = timedelta(minutes=minutes)

    assert when.parse_duration(when.say_duration(length)) == length


@pytest.mark.parametrize(
    ("minutes", "said", "written"),
    [(-360, "UTC−6", "-06:00"), (540, "UTC+9", "+09:00"), (345, "UTC+5:45", "+05:45"), (0, "UTC+0", "+00:00"), (-210, "UTC−3:30", "-03:30")],
)  # fmt: skip
def test_an_offset_is_said_to_people_and_written_for_the_file(minutes: int, said: str, written: str) -> None:
    """One form for sentences, with a true minus sign, and one that TOML reads."""
    assert (when.say_offset(timedelta(minutes=minutes)), when.iso_offset(timedelta(minutes=minutes))) == (
        said,
        written,
    )


@pytest.mark.parametrize(
    ("lang", "short", "long"),
    [
        ("en", "Mon 23 Sep", "Monday 23 September 2024"),
        ("ko", "9월 23일 (월)", "2024년 9월 23일 월요일"),
        ("fr", "Mon 23 Sep", "Monday 23 September 2024"),
    ],
)
def test_a_day_is_said_in_the_readers_language(lang: str, short: str, long: str) -> None:
    """English and Korean each by their own habit, whatever the machine's locale; other languages fall back to English."""
    day = date(2024, 9, 23)

    assert (when.say_day(day, lang), when.say_date(day, lang)) == (short, long)


def test_an_unknown_zone_is_none() -> None:
    """Names are exact: no other case, no path, no machine's own files."""
    assert [
        when.zone(name) for name in ("America/Calgary", "america/edmonton", "../etc/passwd", "", "localtime")
    ] == [None] * 5


def test_the_version_of_the_zone_rules_is_that_of_the_package() -> None:
    """2026f is the oldest release with the law that Alberta passed."""
    assert when.tzdata_version() >= "2026f"
