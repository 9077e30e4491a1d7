"""The cache of answers: the same bytes with it and without, whatever has changed, and whatever is wrong with it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from front_door import FrontDoor, at_two_trips, told, without
from routing_server import says, served
from tripplan.reporters import reporter_names

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
CLEAN = ROOT / "tests" / "data" / "clean.toml"
CONFLICTS = ROOT / "examples" / "gangwon_na_2024_conflicts.toml"


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """The working folder of `door`."""
    return tmp_path / "here"


@pytest.fixture
def door(tmp_path: Path) -> FrontDoor:
    """The program in a folder with two trips, with a cache of its own."""
    return at_two_trips(tmp_path)


LINES = [
    *(["check", "--output-format", name, "clean.toml", "sub/wrong.toml"] for name in reporter_names()),
    ["check"],
    ["check", "."],
    ["check", "sub", "clean.toml"],
    ["check", "--diff", "sub"],
    ["check", "--statistics"],
    ["check", "--exit-zero"],
    ["check", "--fail-on", "info"],
    ["check", "--select", "overlap", "clean.toml"],
    ["check", "--lang", "ko"],
    ["check", "--color", "always", "sub/wrong.toml"],
    ["check", "--isolated", "sub"],
    ["check", "--jobs", "1", "."],
]


@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_an_answer_from_the_cache_is_the_answer(door: FrontDoor, line: list[str]) -> None:
    """Whatever is asked: the same status and the same bytes on both streams, anew, the first time and from the cache."""
    anew = without(door)(*line)

    first, again = door(*line), door(*line)

    assert told(anew) == told(first) == told(again)
    assert first.judged
    assert again.judged == (anew.status == 2)


def edited(here: Path) -> None:
    """The same length and the same time, as a tool may leave it."""
    path = here / "clean.toml"
    times = path.stat()
    path.write_bytes(path.read_bytes().replace(b"T14:", b"T10:"))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def replaced(here: Path) -> None:
    """As an editor saves: another file of the same name."""
    path = here / "sub" / "wrong.toml"
    beside = path.with_suffix(".new")
    beside.write_bytes(CLEAN.read_bytes())
    beside.replace(path)


def configured(text: str, name: str = "tripplan.toml") -> Callable[[Path], None]:
    """A configuration that was not there."""

    def change(here: Path) -> None:
        (here / name).write_text(text, "utf-8")

    return change


def linked(here: Path) -> None:
    """A link in place of the file."""
    (here / "sub" / "wrong.toml").unlink()
    (here / "sub" / "wrong.toml").symlink_to("../clean.toml")


def made_a_folder(here: Path) -> None:
    """A folder in place of the file."""
    (here / "sub" / "wrong.toml").unlink()
    (here / "sub" / "wrong.toml").mkdir()


def no_repository(here: Path) -> None:
    """The search for settings goes on above, and finds some."""
    (here / ".git").rmdir()
    (here.parent / "tripplan.toml").write_text('lang = "ko"', "utf-8")


CHANGES: list[Callable[[Path], object]] = [
    edited,
    replaced,
    configured('lang = "ko"'),
    configured('[tool.tripplan]\nlang = "ko"', "pyproject.toml"),
    configured('select = ["overlap"]', "sub/tripplan.toml"),
    configured('exclude = ["sub"]'),
    lambda here: (here / "clean.toml").unlink(),
    lambda here: shutil.rmtree(here / "sub"),
    lambda here: shutil.copy(CLEAN, here / "sub" / "another.toml"),
    lambda here: shutil.copytree(here / "sub", here / "deeper"),
    lambda here: (here / "sub" / "wrong.toml").rename(here / "sub" / "wrong.txt"),
    linked,
    made_a_folder,
    no_repository,
]


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_is_noticed(door: FrontDoor, here: Path, change: Callable[[Path], object]) -> None:
    """Trips and configurations that are edited, replaced, added, removed, renamed: the next answer is that of today."""
    line = ["check", "--output-format", "concise"]
    before = door(*line)
    assert not door(*line).judged

    change(here)

    after = door(*line)
    assert told(after) == told(without(door)(*line))
    assert after.judged
    assert before.status == 1


ENVIRONMENTS = [
    {"LC_ALL": "ko_KR.UTF-8"},
    {"FORCE_COLOR": "1"},
    {"COLUMNS": "60"},
    {"GITHUB_ACTIONS": "true"},
]


@pytest.mark.parametrize("environment", ENVIRONMENTS, ids=str)
def test_an_answer_holds_for_its_environment_alone(door: FrontDoor, environment: dict[str, str]) -> None:
    """Language, colours, width and a CI's own format: none comes from a run in other surroundings."""
    plain = door("check", "sub")

    other = door("check", "sub", environment=environment)

    assert told(other) == told(without(door)("check", "sub", environment=environment))
    assert plain.judged
    assert other.judged


def test_a_baseline_counts_as_it_is_now(door: FrontDoor, here: Path) -> None:
    """A finding leaves the baseline, and counts again."""
    line = ["check", "--baseline", "known.json", "sub"]
    door("check", "--write-baseline", "known.json", "sub")
    assert door(*line).status == door(*line).status == 0

    known = here / "known.json"
    known.write_bytes(known.read_bytes().partition(b"\n")[0] + b"\n")

    assert told(door(*line)) == told(without(door)(*line))
    assert door(*line).status == 1


def test_a_file_of_the_baseline_that_goes_is_noticed(door: FrontDoor, here: Path) -> None:
    """Also where it was not among those that are checked."""
    line = ["check", "--baseline", "known.json", "clean.toml"]
    door("check", "--write-baseline", "known.json")
    before = door(*line)
    assert not door(*line).judged

    (here / "sub" / "wrong.toml").unlink()

    assert told(door(*line)) == told(without(door)(*line)) != told(before)


NEVER_KEPT = [
    ["check", "--no-cache", "clean.toml"],
    ["check", "--fix", "clean.toml", "--output-format", "json=report.json"],
    ["check", "--output-format", "json=report.json", "clean.toml"],
    ["check", "--write-baseline", "new.json", "clean.toml"],
    ["check", "none.toml"],
    ["check", "--fail-on", "fatal", "clean.toml"],
    ["check", "-"],
    ["check", "--help"],
    ["explain", "overlap"],
]


@pytest.mark.parametrize("line", NEVER_KEPT, ids=" ".join)
def test_what_must_be_done_is_done_again(door: FrontDoor, line: list[str]) -> None:
    """Files written, pipes read, jobs that failed: no answer of an earlier run stands for them."""
    source = CLEAN.read_bytes()

    first, again = door(*line, stdin=source), door(*line, stdin=source)

    assert told(first) == told(again)
    assert again.judged


def test_a_routing_server_is_asked_again(door: FrontDoor) -> None:
    """What a server says tomorrow is another matter."""
    with served(says(b"{}")) as server:
        line = ["check", "--router", server.url, "clean.toml"]

        assert door(*line).judged
        assert door(*line).judged
