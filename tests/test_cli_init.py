"""`tripplan init`: a file that works, and none that is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import tomli

from commands import tripplan
from tripplan.load.tables import SECTIONS
from tripplan.messages import LANGUAGES
from tripplan.reporters._cells import cells
from tripplan.verify import verify


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_starter_checks_clean() -> None:
    """Nobody's first run of `check` fails: nothing worse than a note, nothing left unjudged but unwritten opening hours and the speed of short drives."""
    report = verify(tripplan("init", "-").out.encode(), "trip.toml")

    assert {each.severity.value for each in report.diagnostics} <= {"info"}
    assert {check for check, tally in report.coverage.items() if tally.reasons} <= {
        "closed",
        "implausible-speed",
    }


def test_the_starter_shows_every_table_of_the_format() -> None:
    """Whoever starts here has seen each kind of table once, and a move, a bed, an activity, a text by language."""
    starter = tomli.loads(tripplan("init", "-").out)

    assert tuple(starter) == SECTIONS
    assert {"flight", "drive", "stay", "meeting"} <= {event["kind"] for event in starter["events"]}
    assert starter["trip"]["title"].keys() == {"ko", "en"}
    assert any("who" in event for event in starter["events"])


def test_the_starter_is_not_lost_in_a_terminal() -> None:
    """Its notes do not run over the side of an ordinary window, in any language."""
    for language in LANGUAGES:
        lines = tripplan("init", "--lang", language, "-").out.split("\n")
        assert max(map(cells, lines)) == 120


def test_the_starter_means_the_same_in_every_language() -> None:
    """Its notes differ, and nothing else: same tables, same lines, each note where the other is."""
    english, korean = (tripplan("init", "--lang", each, "-").out for each in ("en", "ko"))
    pairs = list(zip(english.splitlines(), korean.splitlines(), strict=True))

    assert tomli.loads(english) == tomli.loads(korean)
    assert all(one.partition("#")[0] == other.partition("#")[0] for one, other in pairs)
    assert any(one != other for one, other in pairs)


def test_no_note_is_left_in_english() -> None:
    """Every note has Hangul in it, but those that are examples of TOML."""
    korean = tripplan("init", "--lang", "ko", "-").out
    notes = [line.partition("#")[2] for line in korean.splitlines() if re.search("#.*[A-Za-z]", line)]

    assert [note for note in notes if not re.search("[가-힣]", note)] == []


def test_the_locale_chooses_the_language_of_the_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written is what "-" prints, in the language of the machine or the one that is asked for."""
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    tripplan("init")
    tripplan("init", "--lang", "en", "english.toml")

    assert Path("trip.toml").read_text("utf-8") == tripplan("init", "--lang", "ko", "-").out
    assert Path("english.toml").read_text("utf-8").startswith("# A trip as tripplan reads it")


@pytest.mark.parametrize(("arguments", "name"), [([], "trip.toml"), (["북미 방문.toml"], "북미 방문.toml")])
def test_the_file_is_written_and_the_next_step_named(arguments: list[str], name: str) -> None:
    """The same text that "-" prints; what is said last can be typed as it stands."""
    result = tripplan("init", *arguments)

    assert (result.status, result.err) == (0, "")
    assert Path(name).read_text("utf-8") == tripplan("init", "-").out
    assert "tripplan check" in result.out
    assert [path.name for path in Path().iterdir()] == [name]


@pytest.mark.parametrize("form", ["file", "empty file", "folder", "dangling link"])
def test_what_exists_is_left_as_it_is(form: str) -> None:
    """Status 2 and a word on standard error: a trip of an afternoon's work is never overwritten."""
    path = Path("trip.toml")
    if form == "folder":
        path.mkdir()
    elif form == "dangling link":
        path.symlink_to("nowhere")
    else:
        path.write_text("mine" if form == "file" else "", "utf-8")
    before = path.lstat()

    result = tripplan("init")

    assert (result.status, result.out) == (2, "")
    assert "trip.toml" in result.err
    assert path.lstat() == before


@pytest.mark.parametrize("name", ["no/such/folder.toml", "a\0b", "", "x" * 300])
def test_a_file_that_cannot_be_written_is_status_two(name: str) -> None:
    """And nothing is left behind."""
    result = tripplan("init", name)

    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("tripplan: ")
    assert list(Path().iterdir()) == []


def test_a_name_cannot_speak_to_the_terminal() -> None:
    """Escape codes in a name are spelled out."""
    assert "\x1b" not in tripplan("init", "a\x1b[31mb.toml").out
