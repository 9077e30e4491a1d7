"""What `tripplan show` is asked for, what it says to a wrong word, and what it does with a file that has problems."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from show_trips import CONFLICTS, REAL, show, show_text, told

if TYPE_CHECKING:
    from pathlib import Path

# ---- Choices


def test_a_persons_page_holds_their_events_alone() -> None:
    """The head of the Technopark is driven straight to the roundtable and lays no wreath."""
    out = show(REAL, "--person", "heo-janghyeon", "--lang", "en").out

    assert out.startswith("Gangwon delegation to North America · Heo Jang-hyeon\n")
    assert "Wreath" not in out
    assert "Future-industry roundtable" in out
    assert re.search(r"10:00 +01:00 \+1 +Drive · 25 min", out)
    assert "☾ night in Calgary: Hotel in Calgary (not published)\n" in out


def test_groups_and_people_add_up() -> None:
    """Whoever is named or in a group named is shown."""
    both = show(REAL, "--group", "governors-party", "--person", "heo-janghyeon", "--lang", "en").out
    every = show(REAL, "--lang", "en").out

    assert both.split("\n")[1:] == every.split("\n")[1:]
    assert both != every


@pytest.mark.parametrize("day", ["3", "2024-09-23"])
def test_one_day_by_number_or_by_date(day: str) -> None:
    """One day is what a driver wants at breakfast."""
    every = show(REAL, "--group", "technopark", "--lang", "en").out
    out = show(REAL, "--group", "technopark", "--lang", "en", "--day", day).out

    (heading,) = re.findall(r"^Day \d.*", out, re.MULTILINE)
    assert heading == "Day 3 · Monday 23 September 2024 · Calgary"
    assert re.findall(r"\d\d:\d\d\S* .*(?:Future|50th).*", out)
    assert len(out) < len(every) / 4


def test_the_clocks_asked_for_are_the_columns_in_that_order() -> None:
    """A move shows departure and arrival on each clock, each with its day."""
    out = show(REAL, "--clock", "utc,America/Edmonton,local", "--lang", "en", "--day", "1").out

    assert re.search(r"^ UTC +Edmonton +Local +What", out, re.MULTILINE)
    assert re.search(r"^ 12:40 +06:40 +21:40 +Flight · 10 h 20 min", out, re.MULTILINE)
    assert re.search(r"^ → 23:00 +→ 17:00 +→ 17:00", out, re.MULTILINE)
    assert re.search(r"^ 00:30 \+1–00:50 \+1 +18:30 +18:30 +White Hat", out, re.MULTILINE)


WRONG = [
    (["--person", "heo-janghyun"], 'there is no person "heo-janghyun": did you mean "heo-janghyeon"?'),
    (["--person", "김진테"], 'there is no person "김진테": did you mean "kim-jintae"?'),
    (["--person", "technopark"], '"technopark" is a group: write --group technopark'),
    (["--person", "zzz"], 'there is no person "zzz": the file has kim-jintae, kim-yonggyun, '),
    (["--group", "technopork"], 'there is no group "technopork": did you mean "technopark"?'),
    (["--group", "protocol"], '"protocol" is a person: write --person protocol'),
    (["--group", "zzz"], 'there is no group "zzz": the file has governors-party, technopark'),
    (["--day", "12"], 'there is no day "12": the trip has days 1 to 9, 2024-09-21 to 2024-09-29'),
    (["--day", "0"], 'there is no day "0": the trip has days 1 to 9'),
    (["--day", "9999999"], 'there is no day "9999999": the trip has days 1 to 9'),
    (["--day", "2025-09-23"], 'there is no day "2025-09-23": the trip has days 1 to 9'),
    (["--day", "mon\x1b[31m"], 'there is no day "mon\\x1b[31m": the trip has days 1 to 9'),
    (["--clock", "local,hom"], 'there is no clock "hom": did you mean "home"?'),
    (["--clock", "Asia/Seul"], 'there is no clock "Asia/Seul": did you mean "Asia/Seoul"?'),
    (["--clock", "edmonton"], 'there is no clock "edmonton": did you mean "America/Edmonton"?'),
    (["--clock", ""], 'there is no clock "": one of local, home, utc or a zone such as Asia/Seoul'),
    (["--clock", "local,home,utc,Asia/Tokyo,Europe/Paris,Asia/Kathmandu,UCT"], "7 clocks leave no room"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG, ids=lambda value: ascii(value)[:40])
def test_a_wrong_word_gets_the_nearest_right_one(arguments: list[str], message: str) -> None:
    """One line on standard error, nothing on standard output, status 2."""
    result = show(REAL, *arguments, COLUMNS="80")

    assert (result.status, result.out) == (2, "")
    assert result.err.startswith(f"tripplan: {message}")
    assert result.err.count("\n") == 1


# ---- Trouble


def test_without_a_home_there_is_no_home_clock(tmp_path: Path) -> None:
    """A trip whose home cannot be read is shown on local clocks, and asking for home says why not."""
    text = told().replace('home = "seoul"', 'home = "soul"')

    assert re.search(r"^ Local +What", show_text(text, tmp_path).out, re.MULTILINE)
    assert show_text(text, tmp_path, "--clock", "home").err == (
        "tripplan: there is no home clock: the file's home could not be read\n"
    )


@pytest.mark.parametrize(
    ("day", "status", "word"),
    [
        ("2024-09-21", 0, ""),
        ("1", 2, 'there is no day "1": the file has 2024-09-21 to 2024-09-21'),
        ("2024-09-22", 2, 'there is no day "2024-09-22": the file has 2024-09-21 to 2024-09-21'),
    ],
)
def test_without_its_first_table_a_trip_has_dates_and_no_numbers(
    day: str, status: int, word: str, tmp_path: Path
) -> None:
    """Where `[trip]` is missing the events are still shown, under their dates."""
    result = show_text(told().replace("[trip]", "[tripp]"), tmp_path, "--day", day)

    assert result.status == status
    assert word in result.err
    assert ("Saturday 21 September 2024 · Kim\n" in result.out) == (status == 0)


def test_a_file_with_problems_is_shown_with_a_word_about_them() -> None:
    """What can be read is shown; that something is wrong is said in one line."""
    result = show(CONFLICTS)

    assert result.status == 0
    assert "2024년 9월 23일 월요일" in result.out
    assert re.fullmatch(r"tripplan: `tripplan check \S+` finds \d\d problems\n", result.err)


def test_an_event_that_could_not_be_read_is_said_to_be_missing(tmp_path: Path) -> None:
    """A page without the event would otherwise look whole."""
    result = show_text(told(extra='[[events]]\nid = "x"\nkind = "dance"\n'), tmp_path)

    assert result.status == 0
    assert re.search(r"finds \d problems; what could not be read is missing here\n$", result.err)


LATE = '[[events]]\nid = "x"\nkind = "rest"\nplace = "yyc"\nstart = 2024-10-21T10:00\nduration = "1 h"\nwho = ["lee"]\n'


@pytest.mark.parametrize(
    ("more", "silent"),
    [
        ("", False),
        ('allow = { outside-trip = "x", no-bed = "x" }\n', True),
        ('status = "tentative"\nallow = { no-bed = "x" }\n', True),
    ],
    ids=["a warning", "accepted", "an info"],
)
def test_only_what_wants_doing_is_a_problem(more: str, silent: bool, tmp_path: Path) -> None:
    """A finding that the file accepts is decided, and an info is for who asks: neither is news on every page."""
    assert (show_text(told(extra=LATE + more), tmp_path).err == "") == silent


NOTHING = {
    "no file": None,
    "broken": 'title = "',
    "empty": "",
    "no events": told().partition("[[events]]")[0],
    "not text": "\udcff\udcfe",
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_where_nothing_can_be_shown_the_status_is_2(text: str | None, tmp_path: Path) -> None:
    """One line says so; there is no empty page that looks like success."""
    result = show(tmp_path / "trip.toml") if text is None else show_text(text, tmp_path)

    assert (result.status, result.out) == (2, "")
    assert result.err.count("\n") == 1
    assert str(tmp_path) in result.err
