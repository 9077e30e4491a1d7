"""What `check` reads: files, folders, standard input; each once, in order, and one that fails does not stop the others."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from front_door import FrontDoor
from tripplan.cli._inputs import NOTHING_EXCLUDED, Excluded, gather

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
CLEAN = ROOT / "tests" / "data" / "clean.toml"
TRIP = b'[trip]\nid = "t"\n'
SLIP = CLEAN.read_bytes().replace(b"title = ", b"titel = ", 1)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, the root of a repository."""
    folder = tmp_path / "here"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def door(here: Path) -> FrontDoor:
    """The program in that folder."""
    return FrontDoor(here, None)


def put(folder: Path, *names: str, data: bytes = TRIP) -> None:
    """Files of one content."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def names(*paths: str, excluded: Excluded = NOTHING_EXCLUDED) -> list[str]:
    """The names of what is read at these paths."""
    return [each.name for each in gather(paths, None, excluded).inputs]


def test_a_folder_is_all_the_trips_in_it(here: Path) -> None:
    """In the folders below too, by name; no hidden folder, no foreign one, no other file."""
    put(here, "b.toml", "a/z.toml", "a/b/c.toml", "a.toml", "c.txt")
    put(here, ".hidden/x.toml", ".x.toml", "node_modules/x.toml", "env/x.toml", "env/pyvenv.cfg")
    put(here, "pyproject.toml", data=b"[project]\nname = 'x'\n")

    assert names(".") == ["a/b/c.toml", "a/z.toml", "a.toml", "b.toml"]
    assert names("a") == ["a/b/c.toml", "a/z.toml"]
    assert names("./a") == ["./a/b/c.toml", "./a/z.toml"]
    assert names("b.toml", "a") == ["b.toml", "a/b/c.toml", "a/z.toml"]


def test_without_a_name_the_working_folder_is_checked(door: FrontDoor, here: Path) -> None:
    """As it is with its name."""
    put(here, "a.toml", "sub/b.toml", data=CLEAN.read_bytes())

    assert door("check") == door("check", ".")
    assert b"Checked: 2 files" in door("check").out


def linked(here: Path) -> list[str]:
    """A link to the file."""
    (here / "link.toml").symlink_to("a.toml")
    return ["a.toml", "link.toml"]


def hard_linked(here: Path) -> list[str]:
    """A second name of the file."""
    os.link(here / "a.toml", here / "second.toml")
    return ["a.toml", "second.toml"]


SPELLINGS: list[Callable[[Path], list[str]]] = [
    lambda _: ["a.toml", "a.toml"],
    lambda _: ["a.toml", "./a.toml"],
    lambda here: ["a.toml", str(here / "a.toml")],
    lambda _: ["a.toml", "sub/../a.toml"],
    lambda _: ["a.toml", "."],
    linked,
    hard_linked,
]


@pytest.mark.parametrize("spell", SPELLINGS)
def test_a_file_that_is_named_twice_is_judged_once(here: Path, spell: Callable[[Path], list[str]]) -> None:
    """By whatever spelling or link; the first name counts."""
    put(here, "a.toml")
    (here / "sub").mkdir()

    assert names(*spell(here)) == ["a.toml"]


def test_links_that_lead_in_circles_end(here: Path) -> None:
    """Each folder is read once, however it is reached."""
    put(here, "one/a.toml", "two/b.toml")
    for folder in ("one", "two"):
        for target in ("one", "two", "."):
            (here / folder / f"to-{target}").symlink_to(here / target)

    assert len(names(".")) == 2
    assert len(names("one", "two", ".")) == 2


EXCLUDED = [
    (("drafts",), ".", ["a.toml", "old/2023/c.toml"]),
    (("drafts/",), ".", ["a.toml", "old/2023/c.toml"]),
    (("old/2023",), ".", ["a.toml", "drafts/b.toml"]),
    (("old/*/c.toml",), ".", ["a.toml", "drafts/b.toml"]),
    (("*.toml",), ".", []),
    (("2023/*",), "old", ["a.toml", "drafts/b.toml"]),
    (("2023/*",), ".", ["a.toml", "drafts/b.toml", "old/2023/c.toml"]),
]


@pytest.mark.parametrize(("patterns", "folder", "left"), EXCLUDED)
def test_what_is_excluded_is_passed_over_in_folders(
    here: Path, patterns: tuple[str, ...], folder: str, left: list[str]
) -> None:
    """By its name, or by its path from the folder of the settings; what is named itself is checked."""
    put(here, "a.toml", "drafts/b.toml", "old/2023/c.toml")

    assert names(".", excluded=Excluded(patterns, folder)) == left
    assert names("drafts/b.toml", excluded=Excluded(patterns, folder)) == ["drafts/b.toml"]


def test_a_folders_own_settings_say_what_is_excluded(door: FrontDoor, here: Path) -> None:
    """`exclude` in tripplan.toml."""
    put(here, "a.toml", "drafts/b.toml", data=CLEAN.read_bytes())
    (here / "tripplan.toml").write_text('exclude = ["drafts"]\n', "utf-8")

    assert b"Checked: 2 events" in door("check").out


def test_a_file_that_fails_does_not_stop_the_others(door: FrontDoor, here: Path) -> None:
    """A missing file, a folder without a trip, a link to nowhere in a folder: each is told, the rest is judged, the status is 2."""
    put(here, "trips/a.toml", "trips/b.toml", data=CLEAN.read_bytes())
    put(here, "trips/empty/other.toml", data=b"x = 1\n")
    (here / "trips" / "gone.toml").symlink_to("nowhere.toml")

    ended = door("check", "none.toml", "trips", "trips/empty")

    assert ended.status == 2
    assert b"Checked: 2 files" in ended.out
    assert [line.partition(": ")[2] for line in ended.err.decode().splitlines()] == [
        "none.toml: there is no such file",
        "trips/gone.toml: there is no such file",
        "trips/empty: there is no trip in this folder, no .toml file with a [trip] table",
    ]


def test_a_folder_without_a_trip_is_no_clean_trip(door: FrontDoor) -> None:
    """Nothing was checked: that is never status 0."""
    ended = door("check")

    assert (ended.status, ended.out) == (2, b"")
    assert b".: there is no trip in this folder" in ended.err


def test_standard_input_is_called_what_it_is_told(door: FrontDoor) -> None:
    """An editor's buffer, under the name of its file."""
    line = ["check", "--output-format", "json", "-"]

    named = json.loads(door(*line, "--stdin-filename", "x/y.toml", stdin=SLIP).out)
    nameless = json.loads(door(*line, stdin=SLIP).out)

    assert {each["file"] for each in named["diagnostics"]} == {"x/y.toml"}
    assert {each["file"] for each in nameless["diagnostics"]} == {"-"}


def test_a_buffer_comes_before_its_file(door: FrontDoor, here: Path) -> None:
    """What the editor holds is judged, not what it has saved; other files beside it are."""
    put(here, "a.toml", "b.toml", data=CLEAN.read_bytes())

    ended = door("check", "b.toml", "a.toml", "-", "--stdin-filename", "a.toml", stdin=SLIP)

    assert ended.out.count(b"titel") >= 1
    assert b"Checked: 2 files" in ended.out


def test_settings_of_the_folder_hold_for_a_buffer(door: FrontDoor, here: Path) -> None:
    """By the name that it is given."""
    put(here, "sub/tripplan.toml", data=b'[checks]\nno-meal = "off"\n')
    line = ["check", "--output-format", "json", "-"]

    coverage = json.loads(door(*line, "--stdin-filename", "sub/a.toml", stdin=CLEAN.read_bytes()).out)[
        "coverage"
    ]

    assert "no-meal" not in {each["check"] for each in coverage}


def test_a_mended_buffer_goes_to_standard_output(door: FrontDoor, here: Path) -> None:
    """The text and nothing else; the report steps aside to standard error, and no file is written."""
    put(here, "a.toml", data=SLIP)

    ended = door("check", "--fix", "-", "--stdin-filename", "a.toml", stdin=b"\xef\xbb\xbf" + SLIP)
    clean = door("check", "--fix", "-", stdin=CLEAN.read_bytes())

    assert ended.out == b"\xef\xbb\xbf" + CLEAN.read_bytes()
    assert b"No conflicts found" in ended.err
    assert (here / "a.toml").read_bytes() == SLIP
    assert clean.out == CLEAN.read_bytes()


def test_a_long_name_and_an_odd_one_are_no_crash(door: FrontDoor, here: Path) -> None:
    """Names that no file can have, and bytes that are no text."""
    put(here, os.fsdecode(b"odd\xff.toml"), data=CLEAN.read_bytes())

    ended = door("check", "x" * 5000, "a\x00b", ".")

    assert ended.status == 2
    assert b"Checked: 2 events" in ended.out
    assert b"Traceback" not in ended.err
