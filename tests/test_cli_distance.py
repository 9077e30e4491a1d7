"""`tripplan distance`: what A and B may be, what is told, and what is refused."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commands import tripplan

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
TRIP = str(ROOT / "examples" / "gangwon_na_2024.toml")


def told(*arguments: str) -> str:
    """What is printed of a way that can be told."""
    result = tripplan("distance", *arguments)
    assert (result.status, result.err) == (0, "")
    return result.out


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the machine's language."""
    monkeypatch.setenv("LC_ALL", "C")


def test_the_account_is_told_line_by_line(golden: Callable[[str, str | bytes], None]) -> None:
    """The ends, the straight line, the way, both times, and each part with its source."""
    out = told("51.0140,-114.1170", "YYC", "--at", "2024-09-23T16:30", "--people", "8", "--motorcade")

    golden("distance/rush.txt", out)


def test_the_account_is_told_in_the_readers_language(
    golden: Callable[[str, str | bytes], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each part and each source, places by their Korean names, numbers and units by Korean habit."""
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    out = told("춘천", "YNY", "--at", "2024-09-23T16:30", "--people", "8", "--motorcade")

    golden("distance/rush_ko.txt", out)


KOREAN = [
    ("ICN", "YYC"),
    ("ICN", "YYC", "--mode", "drive", "--at", "2024-09-22T12:00"),
    ("서울", "강릉", "--mode", "bus"),
    ("서울", "부산", "--mode", "train"),
    ("51.1265,1.3340", "50.9665,1.8630", "--mode", "ferry"),
    ("51.0140,-114.1170", "51.0180,-114.1170"),
    ("--at", "2024-09-23T23:30", "--", "-33.86,151.21", "-33.90,151.25"),
]
# What stays as it is: names of people, works and makers, codes, units, files, and what is a hole's value.
LATIN = re.compile(
    r"(?<![A-Za-z])(A|B|ICN|YYC|KR|AU|US|CA|km|ft/s|Google|Ballou|MUTCD|TCRP-NCHRP|tests/data/mode_pairs\.csv"
    r"|Kim, Shin, Lee & Suh|O'Sullivan & Morrall)(?![A-Za-z])"
)


@pytest.mark.parametrize("arguments", KOREAN)
def test_no_english_is_left_in_an_account(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By every means of travel, at hours of every kind."""
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")

    assert re.findall("[A-Za-z]+", LATIN.sub("", told(*arguments).replace("km", ""))) == []


ENDS = [
    (("YYC", "YEG"), "Calgary International Airport (YYC)"),
    (("yyc", "YEG"), "Calgary International Airport (YYC)"),
    (("calgary", "YEG"), "Calgary, AB, CA"),
    (("캘거리", "YEG"), "Calgary, AB, CA"),
    (("ＹＹＣ", "YEG"), "Calgary International Airport (YYC)"),
    (("Cambridge, MA", "BOS"), "Cambridge, MA, US"),
    (("51.05,-114.07", "YYC"), "51.0500, -114.0700"),
    (("+51.05 , -114.07", "YYC"), "51.0500, -114.0700"),
    (("--", "-33.86,151.21", "SYD"), "-33.8600, 151.2100"),
    (("museums", "YYC", "--trip", TRIP), "51.0140, -114.1170"),
]


@pytest.mark.parametrize(("arguments", "first"), ENDS)
def test_an_end_may_be_written_in_many_ways(arguments: tuple[str, ...], first: str) -> None:
    """A code, a city in either language, coordinates, a place of the trip; the first line says what was understood."""
    assert first in told(*arguments).split("\n")[0]


UNCLEAR = [
    (("Cambridge", "BOS"), "7 places are called"),
    (("BOS", "Cambridge"), "Cambridge, MA, US (42.3751,-71.1056)"),
    (("xqzt", "BOS"), 'nothing is called "xqzt"'),
    (("calgari", "BOS"), '"Calgary"'),
    (("", "BOS"), 'nothing is called ""'),
    (("91,0", "BOS"), "no latitude and longitude"),
    (("0,181", "BOS"), "no latitude and longitude"),
    (("museums", "BOS"), "nothing is called"),
    (("YYC", "YEG", "--at", "tomorrow"), "2024-09-23T08:30"),
    (("YYC", "YEG", "--at", "2024-09-23T08:30Z"), "on the clock at A"),
    (("YYC", "YEG", "--people", "0"), "--people"),
    (("YYC", "YEG", "--mode", "teleport"), "--mode"),
    (("YYC",), "B"),
    (("YYC", "YEG", "--trip", "nowhere.toml"), "no such file"),
]


@pytest.mark.parametrize(("arguments", "word"), UNCLEAR)
def test_what_is_unclear_is_not_guessed(arguments: tuple[str, ...], word: str) -> None:
    """Status 2, nothing on standard output, and what is wrong on standard error."""
    result = tripplan("distance", *arguments)

    assert (result.status, result.out) == (2, "")
    assert word in result.err


def test_a_place_without_coordinates_is_refused(tmp_path: Path) -> None:
    """A zone says nothing of where it is."""
    file = tmp_path / "trip.toml"
    file.write_text('[places]\nbase = { zone = "Asia/Seoul" }\n', encoding="utf-8")
    result = tripplan("distance", "base", "ICN", "--trip", str(file))

    assert (result.status, result.out) == (2, "")
    assert 'the place "base" has no coordinates' in result.err


def test_a_trip_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """What is no TOML has no places."""
    file = tmp_path / "trip.toml"
    file.write_bytes(b"\xff\xfe\x00")
    result = tripplan("distance", "YYC", "ICN", "--trip", str(file))

    assert result.status == 2
    assert "tripplan check" in result.err


@pytest.mark.parametrize(
    ("arguments", "mode"),
    [
        (("YYC", "YEG"), "flight"),
        (("ICN", "GMP"), "drive"),
        (("YYC", "calgary"), "drive"),
        (("51.0140,-114.1170", "51.0180,-114.1170"), "walk"),
        (("YYC", "YEG", "--mode", "drive"), "drive"),
        (("seoul", "busan", "--mode", "train"), "train"),
        (("YYC", "YEG", "--mode", "bus"), "bus"),
        (("51.1265,1.3340", "50.9665,1.8630", "--mode", "ferry"), "ferry"),
    ],
)
def test_the_means_of_travel_is_the_usual_one_or_the_one_that_is_asked_for(
    arguments: tuple[str, ...], mode: str
) -> None:
    """People fly between airports that are far apart, drive elsewhere, and walk up to a kilometre."""
    assert told(*arguments).split("\n")[4].startswith(f"{mode}, about  ")


def stating(tmp_path: Path) -> str:
    """A trip that knows one way."""
    file = tmp_path / "trip.toml"
    file.write_text(
        "[places]\na = { at = [51.0140, -114.1170] }\nb = { at = [51.0457, -114.0571] }\n"
        '[[travel]]\nfrom = "a"\nto = "b"\nminutes = 9\nsource = "police\\u001b[31m escort"\n',
        encoding="utf-8",
    )
    return str(file)


@pytest.mark.parametrize("ends", [("a", "b"), ("b", "a")])
def test_what_the_trip_says_comes_before_the_estimate(ends: tuple[str, str], tmp_path: Path) -> None:
    """In both directions, with its source, whose live characters are spelled out."""
    out = told(*ends, "--trip", stating(tmp_path))

    assert "drive, as the trip says  9 min" in out
    assert "police\\x1b[31m escort" in out
    assert "expected" not in out


def test_what_the_trip_says_of_a_drive_is_no_word_on_a_walk(tmp_path: Path) -> None:
    """Another means of travel gets its estimate."""
    assert "walk, about" in told("a", "b", "--mode", "walk", "--trip", stating(tmp_path))


def test_nowhere_takes_no_time() -> None:
    """From a place to itself."""
    assert "expected  0 min" in told("YYC", "YYC")


@given(st.text(max_size=20), st.text(max_size=20))
@example("\x1b[31m", "new\nyork")
@example("\udc80", "9" * 20)
@example("1e400,0", "٣,٤")
@example("nan,nan", "inf,0")
def test_whatever_is_asked_nothing_breaks_out(one: str, other: str) -> None:
    """Two words of any kind: told or refused, without a live character."""
    result = tripplan("distance", "--", one, other)

    assert result.status in {0, 2}
    assert not any(
        unicodedata.category(each) in {"Cc", "Cs"} for each in (result.out + result.err).replace("\n", "")
    )
