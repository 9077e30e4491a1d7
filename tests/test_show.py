"""The page of `tripplan show`: its width, its columns, its languages and colours, and what strangers write into it."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from show_trips import CONFLICTS, HOSTILE, REAL, TERMINAL_WORDS, page, quoted, read, show, show_text, told
from tripplan.cli.show import Lang

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
LANGUAGES = ("en", "ko", "both")


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_real_trip_reads_as_it_was_found_good(lang: str, golden: Callable[[str, str], None]) -> None:
    """The whole page of the real trip, at the width of a pipe, is what somebody read and liked."""
    result = show(REAL, "--lang", lang)

    assert (result.status, result.err) == (0, "")
    golden(f"show/gangwon_na_2024.{lang}.txt", result.out)


# ---- Width


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("columns", [60, 80, 99, 100, 120, 250])
@pytest.mark.parametrize("file", [REAL, CONFLICTS], ids=lambda file: file.stem)
def test_no_line_is_wider_than_the_page(file: Path, columns: int, lang: str) -> None:
    """Hangul takes two cells: a line that is too wide by one breaks every row below it."""
    result = show(file, "--lang", lang, COLUMNS=str(columns))

    lines = result.out.splitlines()
    assert result.status == 0
    assert max(map(cell_len, lines)) <= columns
    assert not any(line.endswith(" ") for line in lines)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, 100),
        ({"COLUMNS": "0"}, 100),
        ({"COLUMNS": "x"}, 100),
        ({"COLUMNS": "80"}, 80),
        ({"COLUMNS": "120"}, 120),
    ],
)
def test_a_pipe_gets_the_width_of_columns_or_a_hundred(environment: dict[str, str], expected: int) -> None:
    """Output in a file does not depend on the terminal from which it was made."""
    widest = max(map(cell_len, show(REAL, "--lang", "both", **environment).out.splitlines()))

    assert expected - 12 < widest <= expected


@pytest.mark.parametrize("columns", ["80", "100", "120"])
@pytest.mark.parametrize(("lang", "everyone", "who"), [("ko", "전원", "참석"), ("en", "everyone", "Who")])
def test_columns_line_up_with_hangul_in_them(lang: str, everyone: str, who: str, columns: str) -> None:
    """Whom a row is for stands under its head in every row of every day, counted in cells."""
    lines = show(REAL, "--lang", lang, COLUMNS=columns).out.splitlines()
    rows = [line for line in lines if line.endswith((f" {everyone}", f" {who}")) and "☾" not in line]

    starts = {cell_len(line[: -len(line.split()[-1])]) for line in rows}

    assert len(rows) > 40
    assert len(starts) == 1


any_text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(str.strip)


@settings(max_examples=50, deadline=None)
@given(title=any_text, name=any_text, lang=st.sampled_from(Lang), width=st.integers(60, 130))
def test_whatever_the_texts_the_page_keeps_its_width(title: str, name: str, lang: Lang, width: int) -> None:
    """The law behind the examples above: for any text that TOML can hold, in any language, at any width."""
    out = page(read(told(title, name)), lang=lang, width=width)

    assert all(cell_len(line) <= width for line in out.split("\n"))
    assert "10:00–11:00" in out


# ---- Strangers' texts


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("text", [HOSTILE, "x" * 5000, "김" * 999, "\u0301" * 99, "[/]", "\\", "%(x)s"])
def test_a_strangers_text_is_shown_and_never_obeyed(text: str, lang: str, tmp_path: Path) -> None:
    """Markup, escape codes, marks that turn the line, and endless titles come out as what they are."""
    out = show_text(told(text, text), tmp_path, "--lang", lang, COLUMNS="80").out

    assert all(character.isprintable() or character in "\n\u0301" for character in out)
    assert max(map(cell_len, out.splitlines())) <= 80


def test_a_strangers_text_is_spelled_out(tmp_path: Path) -> None:
    """What is hidden in a text is seen; what looks like markup or a template is left as it is."""
    out = show_text(told(HOSTILE), tmp_path, COLUMNS="250").out

    assert out.startswith(r"[bold]x[/] \x1b[31m\u202e\u200f\n김 :smile: {names}" + "\n")


# ---- Languages


def test_both_languages_stand_side_by_side_and_words_come_in_the_first() -> None:
    """Texts twice, "ko / en"; heads and dates once, in the language in which the trip is kept."""
    out = show(REAL, "--lang", "both", "--day", "1", COLUMNS="120").out

    assert "강원특별자치도 북미 방문단 / Gangwon delegation to North America" in out
    assert "화이트햇 환영식 / White Hat Ceremony" in out
    assert "1일차 · 2024년 9월 21일 토요일" in out
    assert "Local" not in out


def test_the_trips_first_language_is_the_default() -> None:
    """Who keeps the file in Korean need not say so each time."""
    assert show(REAL).out == show(REAL, "--lang", "ko").out != show(REAL, "--lang", "en").out


def test_a_language_of_which_we_have_no_words_gets_english_ones(tmp_path: Path) -> None:
    """Texts in the trip's own language, words of ours in one that we know."""
    text = told().replace('["en", "ko"]', '["ja"]').replace(quoted("Talk"), '{ en = "Talk", ja = "会談" }', 1)

    out = show_text(text, tmp_path).out

    assert out.startswith("会談\n")
    assert "Day 1 · Saturday 21 September 2024" in out


# ---- Colours


def on_terminal(*arguments: str, **environment: str) -> str:
    """What a terminal of 80 columns gets to see."""
    leader, follower = pty.openpty()
    clean = {name: value for name, value in os.environ.items() if name not in TERMINAL_WORDS}
    command = [sys.executable, "-m", "tripplan", "show", *arguments]
    settings = clean | {"TERM": "xterm", "COLUMNS": "80"} | environment
    with subprocess.Popen(command, stdout=follower, env=settings) as process:
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


def test_a_terminal_gets_colours_and_the_same_text() -> None:
    """Colours help the eye and say nothing that the words do not."""
    seen = on_terminal(str(REAL))

    assert "\x1b[36m" in seen
    plain = [line.rstrip() for line in ESCAPE.sub("", seen).split("\n")]
    assert plain == show(REAL, COLUMNS="80").out.split("\n")


@pytest.mark.parametrize(
    ("arguments", "environment"),
    [([], {"NO_COLOR": "1"}), ([], {"TERM": "dumb"}), (["--color", "never"], {"FORCE_COLOR": "1"})],
    ids=["NO_COLOR", "dumb", "never"],
)
def test_a_terminal_that_wants_no_colours_gets_none(
    arguments: list[str], environment: dict[str, str]
) -> None:
    """Not one escape code, bold and dim among them."""
    assert "\x1b" not in on_terminal(str(REAL), *arguments, **environment)


def test_a_pipe_gets_colours_only_if_asked(tmp_path: Path) -> None:
    """`--color always` comes before NO_COLOR; a hostile text still paints nothing of its own."""
    plain = show_text(told(HOSTILE), tmp_path, NO_COLOR="1").out
    painted = show_text(told(HOSTILE), tmp_path, "--color", "always", NO_COLOR="1").out

    assert "\x1b" not in plain
    assert "\x1b[36m" in painted
    assert "\x1b[31m" not in painted


def test_a_reader_who_leaves_early_hears_no_traceback() -> None:
    """`tripplan show trip.toml | head -1` ends quietly."""
    command = f'"{sys.executable}" -m tripplan show "{REAL}" | head -1'

    done = subprocess.run(["sh", "-c", command], capture_output=True, check=True, encoding="utf-8")  # noqa: S607 - a pipe needs a shell

    assert done.stdout.count("\n") == 1
    assert done.stderr == ""
