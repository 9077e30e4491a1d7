"""`tripplan show` as a shell sees it: status, streams, width, colours, languages, and wrong words."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tripplan import cli
from tripplan.checks import run
from tripplan.cli.show import Lang, _page, _Wish
from tripplan.load import load

if TYPE_CHECKING:
    from collections.abc import Callable

    Show: TypeAlias = "Callable[..., Result]"
    Write: TypeAlias = Callable[[str], Path]

ROOT = Path(__file__).parents[1]
TRIP = ROOT / "examples" / "gangwon_na_2024.toml"
CONFLICTS = ROOT / "examples" / "gangwon_na_2024_conflicts.toml"
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
LANGUAGES = ("en", "ko", "both")
HOSTILE = "[bold]x[/] \x1b[31m\u202e\u200f\n김 :smile: {names}"


class Result(NamedTuple):
    """How one command line ended."""

    status: int
    out: str
    err: str


@pytest.fixture
def show(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Show:
    """Runs `show` in this process, on no terminal and without a word from the environment."""
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)

    def call(*arguments: str | Path, columns: int | None = None) -> Result:
        if columns is not None:
            monkeypatch.setenv("COLUMNS", str(columns))
        with pytest.raises(SystemExit) as left:
            cli.run(["show", *map(str, arguments)])
        captured = capsys.readouterr()
        code = left.value.code
        assert code is None or isinstance(code, int)
        return Result(code or 0, captured.out, captured.err)

    return call


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a trip to a file."""

    def to_file(text: str) -> Path:
        path = tmp_path / "trip.toml"
        path.write_text(text, "utf-8")
        return path

    return to_file


def quoted(text: str) -> str:
    """A TOML string, all but plain letters spelled out."""
    return '"' + "".join(c if c.isascii() and c.isalnum() else f"\\U{ord(c):08x}" for c in text) + '"'


def trip(title: str = "Talk", name: str = "Kim", extra: str = "") -> str:
    """A trip of one meeting and one flight, in which a stranger chose the texts."""
    return f"""
[trip]
id = "t"
title = {quoted(title)}
home = "seoul"
start = 2024-09-21
end = 2024-09-22
languages = ["en", "ko"]
[places]
seoul = {{ at = [37.5665, 126.978], name = {quoted(name)} }}
icn = {{ airport = "ICN" }}
yyc = {{ airport = "YYC" }}
[people]
kim = {{ name = {quoted(name)} }}
lee = {{ name = "Lee" }}
[groups]
staff = ["lee"]
[[events]]
id = "talk"
kind = "meeting"
title = {quoted(title)}
place = "seoul"
start = 2024-09-21T10:00
duration = "1 h"
who = ["kim"]
[[events]]
id = "out"
kind = "flight"
number = {quoted(title)}
from = "icn"
to = "yyc"
start = 2024-09-21T21:40
end = 2024-09-21T17:00
{extra}"""


# ---- The page


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_real_trip_reads_as_it_was_found_good(
    lang: str, show: Show, golden: Callable[[str, str], None]
) -> None:
    """The whole page of the real trip, at the width of a pipe, is what somebody read and liked."""
    result = show(TRIP, "--lang", lang)

    assert (result.status, result.err) == (0, "")
    golden(f"show/gangwon_na_2024.{lang}.txt", result.out)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("columns", [60, 80, 99, 100, 120, 250])
@pytest.mark.parametrize("file", [TRIP, CONFLICTS], ids=lambda file: file.stem)
def test_no_line_is_wider_than_the_page(file: Path, columns: int, lang: str, show: Show) -> None:
    """Hangul takes two cells: a line that is too wide by one breaks every row below it."""
    result = show(file, "--lang", lang, columns=columns)

    lines = result.out.splitlines()
    assert result.status == 0
    assert max(map(cell_len, lines)) <= columns
    assert not any(line.endswith(" ") for line in lines)


@pytest.mark.parametrize(("columns", "expected"), [(None, 100), (0, 100), (80, 80), (120, 120)])
def test_a_pipe_gets_the_width_of_columns_or_a_hundred(
    columns: int | None, expected: int, show: Show
) -> None:
    """Output in a file does not depend on the terminal from which it was made."""
    widest = max(map(cell_len, show(TRIP, "--lang", "both", columns=columns).out.splitlines()))

    assert expected - 12 < widest <= expected


@pytest.mark.parametrize("columns", [80, 100, 120])
@pytest.mark.parametrize(("lang", "everyone", "who"), [("ko", "전원", "참석"), ("en", "everyone", "Who")])
def test_columns_line_up_with_hangul_in_them(
    lang: str, everyone: str, who: str, columns: int, show: Show
) -> None:
    """Whom a row is for stands under its head in every row of every day, counted in cells."""
    lines = show(TRIP, "--lang", lang, columns=columns).out.splitlines()
    rows = [line for line in lines if line.endswith((f" {everyone}", f" {who}")) and "☾" not in line]

    starts = {cell_len(line[: -len(line.split()[-1])]) for line in rows}

    assert len(rows) > 40
    assert len(starts) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("text", [HOSTILE, "x" * 5000, "김" * 999, "\u0301" * 99, "[/]", "\\", "%(x)s"])
def test_a_strangers_text_is_shown_and_never_obeyed(text: str, lang: str, show: Show, write: Write) -> None:
    """Markup, escape codes, marks that turn the line, and endless titles come out as what they are."""
    out = show(write(trip(text, text)), "--lang", lang, columns=80).out

    assert all(character.isprintable() or character in "\n\u0301" for character in out)
    assert max(map(cell_len, out.splitlines())) <= 80


def test_a_strangers_text_is_spelled_out(show: Show, write: Write) -> None:
    """What is hidden in a text is seen; what looks like markup or a template is left as it is."""
    out = show(write(trip(HOSTILE)), columns=250).out

    assert out.startswith(r"[bold]x[/] \x1b[31m\u202e\u200f\n김 :smile: {names}" + "\n")


any_text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(str.strip)


@settings(max_examples=50, deadline=None)
@given(title=any_text, name=any_text, lang=st.sampled_from(Lang), width=st.integers(60, 130))
def test_whatever_the_texts_the_page_keeps_its_width(title: str, name: str, lang: Lang, width: int) -> None:
    """The law behind the examples above: for any text that TOML can hold, in any language, at any width."""
    loaded = load(trip(title, name).encode(), "trip.toml")
    assert loaded.trip is not None

    out = _page(loaded.trip, run(loaded.trip)[0], _Wish([], [], None, lang, None, width, color=False))

    assert all(cell_len(line) <= width for line in out.split("\n"))
    assert "10:00–11:00" in out


# ---- Languages


def test_both_languages_stand_side_by_side_and_words_come_in_the_first(show: Show) -> None:
    """Texts twice, "ko / en"; heads and dates once, in the language in which the trip is kept."""
    out = show(TRIP, "--lang", "both", "--day", "1", columns=120).out

    assert "강원특별자치도 북미 방문단 / Gangwon delegation to North America" in out
    assert "화이트햇 환영식 / White Hat Ceremony" in out
    assert "1일차 · 2024년 9월 21일 토요일" in out
    assert "Local" not in out


def test_the_trips_first_language_is_the_default(show: Show) -> None:
    """Who keeps the file in Korean need not say so each time."""
    assert show(TRIP).out == show(TRIP, "--lang", "ko").out != show(TRIP, "--lang", "en").out


def test_a_language_of_which_we_have_no_words_gets_english_ones(show: Show, write: Write) -> None:
    """Texts in the trip's own language, words of ours in one that we know."""
    text = trip().replace('["en", "ko"]', '["ja"]').replace(quoted("Talk"), '{ en = "Talk", ja = "会談" }', 1)

    out = show(write(text)).out

    assert out.startswith("会談\n")
    assert "Day 1 · Saturday 21 September 2024" in out


# ---- Colours


def on_terminal(*arguments: str, **environment: str) -> str:
    """What a terminal of 80 columns gets to see."""
    leader, follower = pty.openpty()
    names = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS")
    clean = {name: value for name, value in os.environ.items() if name not in names}
    command = [sys.executable, "-m", "tripplan", "show", *arguments]
    with subprocess.Popen(
        command, stdout=follower, env=clean | {"TERM": "xterm", "COLUMNS": "80"} | environment
    ) as process:
        os.close(follower)
        seen = b""
        while chunk := _read(leader):
            seen += chunk
    os.close(leader)
    assert process.returncode == 0
    return seen.decode().replace("\r\n", "\n")


def _read(leader: int) -> bytes:
    try:
        return os.read(leader, 4096)
    except OSError:  # Linux: the other end is closed
        return b""


def test_a_terminal_gets_colours_and_the_same_text(show: Show) -> None:
    """Colours help the eye and say nothing that the words do not."""
    seen = on_terminal(str(TRIP))

    assert "\x1b[36m" in seen
    plain = [line.rstrip() for line in ESCAPE.sub("", seen).split("\n")]
    assert plain == show(TRIP, columns=80).out.split("\n")


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [([], {"NO_COLOR": "1"}), ([], {"TERM": "dumb"}), (["--color", "never"], {"FORCE_COLOR": "1"})],
    ids=["NO_COLOR", "dumb", "never"],
)
def test_a_terminal_that_wants_no_colours_gets_none(
    arguments: list[str], environment: dict[str, str]
) -> None:
    """Not one escape code, bold and dim among them."""
    assert "\x1b" not in on_terminal(str(TRIP), *arguments, **environment)


def test_a_pipe_gets_colours_only_if_asked(show: Show, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--color always` comes before NO_COLOR; a hostile text still paints nothing of its own."""
    monkeypatch.setenv("NO_COLOR", "1")
    path = write(trip(HOSTILE))

    assert "\x1b" not in show(path).out
    painted = show(path, "--color", "always").out
    assert "\x1b[36m" in painted
    assert "\x1b[31m" not in painted


# ---- Choices


def test_a_persons_page_holds_their_events_alone(show: Show) -> None:
    """The head of the Technopark is driven straight to the roundtable and lays no wreath."""
    out = show(TRIP, "--person", "heo-janghyeon", "--lang", "en").out

    assert out.startswith("Gangwon delegation to North America · Heo Jang-hyeon\n")
    assert "Wreath" not in out
    assert "Future-industry roundtable" in out
    assert re.search(r"10:00 +01:00 \+1 +Drive · 25 min", out)
    assert "☾ night in Calgary: Hotel in Calgary (not published)\n" in out


def test_groups_and_people_add_up(show: Show) -> None:
    """Whoever is named or in a group named is shown."""
    both = show(TRIP, "--group", "governors-party", "--person", "heo-janghyeon", "--lang", "en").out

    every = show(TRIP, "--lang", "en").out
    assert both.split("\n")[1:] == every.split("\n")[1:]
    assert both != every


@pytest.mark.parametrize("day", ["3", "2024-09-23"])
def test_one_day_by_number_or_by_date(day: str, show: Show) -> None:
    """One day is what a driver wants at breakfast."""
    out = show(TRIP, "--day", day, "--lang", "en").out

    assert re.findall(r"^Day \d", out, re.MULTILINE) == ["Day 3"]
    assert out[out.index("Day 3") :] in show(TRIP, "--lang", "en").out


def test_the_clocks_asked_for_are_the_columns_in_that_order(show: Show) -> None:
    """A move shows departure and arrival on each clock, each with its day."""
    out = show(TRIP, "--clock", "utc,America/Edmonton,local", "--lang", "en", "--day", "1").out

    assert re.search(r"^ UTC +Edmonton +Local +What", out, re.MULTILINE)
    assert re.search(r"^ 12:40 +06:40 +21:40 +Flight · 10 h 20 min", out, re.MULTILINE)
    assert re.search(r"^ → 23:00 +→ 17:00 +→ 17:00", out, re.MULTILINE)
    assert re.search(r"^ 00:30 \+1–00:50 \+1 +18:30 +18:30 +White Hat", out, re.MULTILINE)


WRONG = [
    (["--person", "heo"], "there is no person"),
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


@pytest.mark.parametrize(("arguments", "message"), WRONG, ids=lambda value: str(value)[:40])
def test_a_wrong_word_gets_the_nearest_right_one(arguments: list[str], message: str, show: Show) -> None:
    """One line on standard error, nothing on standard output, status 2."""
    result = show(TRIP, *arguments, columns=80)

    assert (result.status, result.out) == (2, "")
    assert result.err.startswith(f"tripplan: {message}")
    assert result.err.count("\n") == 1


def test_without_home_there_is_no_home_clock(show: Show, write: Write) -> None:
    """A trip whose home cannot be read is shown on local clocks, and asking for home says why not."""
    path = write(trip().replace('home = "seoul"', 'home = "soul"'))

    assert re.search(r"^ Local +What", show(path).out, re.MULTILINE)
    assert show(path, "--clock", "home").err == (
        "tripplan: there is no home clock: the file's home could not be read\n"
    )


# ---- Trouble


def test_a_file_with_problems_is_shown_with_a_word_about_them(show: Show) -> None:
    """What can be read is shown; that something is wrong, or missing, is said in one line."""
    result = show(CONFLICTS)

    assert result.status == 0
    assert "2024년 9월 23일 월요일" in result.out
    assert re.fullmatch(r"tripplan: `tripplan check \S+` finds 1\d problems\n", result.err)


def test_an_event_that_could_not_be_read_is_said_to_be_missing(show: Show, write: Write) -> None:
    """A page without the event would otherwise look whole."""
    path = write(trip(extra='[[events]]\nid = "x"\nkind = "dance"\n'))

    result = show(path)

    assert result.status == 0
    assert re.search(r"finds \d problems; what could not be read is missing here\n$", result.err)


def test_what_the_file_accepts_is_no_problem(show: Show, write: Write) -> None:
    """A finding allowed with its reason is the coordinator's decision, not news."""
    late = (
        '[[events]]\nid = "x"\nkind = "rest"\nplace = "yyc"\nstart = 2024-10-21T10:00\nduration = "1 h"\n'
        'who = ["lee"]\n'
    )

    noisy = show(write(trip(extra=late)))
    quiet = show(write(trip(extra=f'{late}allow = {{ outside-trip = "x", no-bed = "x" }}\n')))

    assert noisy.err
    assert quiet.err == ""


NOTHING = {
    "no file": None,
    "broken": 'title = "',
    "empty": "",
    "no events": trip().partition("[[events]]")[0],
    "not text": "\udcff\udcfe",
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_where_nothing_can_be_shown_the_status_is_2(text: str | None, show: Show, tmp_path: Path) -> None:
    """One line says so; there is no empty page that looks like success."""
    path = tmp_path / "trip.toml"
    if text is not None:
        path.write_bytes(text.encode(errors="surrogateescape"))

    result = show(path)

    assert (result.status, result.out) == (2, "")
    assert result.err.count("\n") == 1
    assert str(path) in result.err


def test_a_reader_who_leaves_early_hears_no_traceback() -> None:
    """`tripplan show trip.toml | head -1` ends quietly."""
    command = f'"{sys.executable}" -m tripplan show "{TRIP}" | head -1'

    done = subprocess.run(["sh", "-c", command], capture_output=True, check=True, encoding="utf-8")  # noqa: S607 - a pipe needs a shell

    assert done.stdout.count("\n") == 1
    assert done.stderr == ""
