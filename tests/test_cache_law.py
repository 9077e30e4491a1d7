"""What an answer of the cache rests on: everything that can change it is in its key or looked at again."""

from __future__ import annotations

import ast
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import pytest

from front_door import FrontDoor, at_two_trips
from tripplan.cache import runs, stamps

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """The working folder of `door`."""
    return tmp_path / "here"


@pytest.fixture
def door(tmp_path: Path) -> FrontDoor:
    """The program in a folder with two trips, with a cache of its own."""
    return at_two_trips(tmp_path)


def test_another_program_is_another_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A source, a data file, a translation, an installed library: each changes what the answers are filed under."""
    package = tmp_path / "tripplan"
    (package / "cache").mkdir(parents=True)
    (package / "data.toml").write_text("a", "utf-8")
    library = tmp_path / "site-packages"
    library.mkdir()
    monkeypatch.setattr(stamps, "__file__", str(package / "cache" / "stamps.py"))
    monkeypatch.setattr(sys, "path", ["", str(library)])
    seen = [stamps.program()]
    assert stamps.program() == seen[0]

    (package / "data.toml").write_text("bc", "utf-8")
    seen.append(stamps.program())
    (package / "new.py").write_text("", "utf-8")
    seen.append(stamps.program())
    os.utime(library, (1, 1))
    seen.append(stamps.program())
    monkeypatch.setattr(sys, "version", "4.0")
    seen.append(stamps.program())

    assert len(set(seen)) == len(seen)


def names_read() -> set[str]:
    """Every name that the sources ask the environment for."""
    found = set()
    for path in (ROOT / "src" / "tripplan").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            found |= set(_environment_names(node))
    return found


def _environment_names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.keyword) and node.arg == "envvar":
        return [ast.literal_eval(node.value)]
    asked: list[ast.expr] = []
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("environ.get"):
        asked = node.args[:1]
    elif isinstance(node, ast.Subscript) and ast.unparse(node.value).endswith("environ"):
        asked = [node.slice]
    return [each.value for each in asked if isinstance(each, ast.Constant) and isinstance(each.value, str)]


def test_every_name_that_is_read_of_the_environment_counts() -> None:
    """A variable that the program learns to read cannot make a kept answer wrong: it is in the key, or this fails."""
    known = {name for name in names_read() if name in stamps.NAMES or name.startswith(stamps.PREFIXES)}
    # Asked for before the cache, by other commands, or only of where it stands.
    apart = {"_TRIPPLAN_COMPLETE", "LOCALAPPDATA"}

    assert {"NO_COLOR", "TRIPPLAN_OUTPUT_FORMAT"} <= known
    assert names_read() - known <= apart


def test_everything_that_a_run_looks_at_is_noted(
    door: FrontDoor, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every file that is opened, listed or looked for outside the program itself is among what the answer rests on."""
    asked: set[str] = set()
    for name in ("stat", "lstat", "listdir", "scandir"):
        monkeypatch.setattr(os, name, _noting(getattr(os, name), asked))
    noted: list[dict[str, bytes]] = []
    monkeypatch.setattr(runs.Run, "_keep", lambda run, _: noted.append(run._seen.states))
    with _Opened() as opened:
        door("check", "--baseline", "known.json", "--write-baseline", "known.json")
        asked.clear()
        opened.clear()
        door("check", "--baseline", "known.json")

    rests_on = {str(here / look[1:]) for look in noted[-1]}
    looked = {str(here / path) for path in asked | opened}
    inside = {
        path for path in looked if path.startswith(str(here.parent)) and not path.startswith(str(door.cache))
    }
    assert {str(here / "clean.toml"), str(here / "tripplan.toml"), str(here / "known.json")} <= inside
    assert inside <= rests_on


def _noting(function: Callable[..., object], into: set[str]) -> Callable[..., object]:
    def noted(*arguments: object, **options: object) -> object:
        if arguments and isinstance(arguments[0], (str, Path)):
            into.add(os.fspath(arguments[0]))
        return function(*arguments, **options)

    return noted


class _Opened:
    """The paths that are opened while it is entered, by Python's own audit."""

    paths: ClassVar[set[str]] = set()
    entered: ClassVar[bool] = False

    def __enter__(self) -> set[str]:
        sys.addaudithook(_hook)  # there is no way to remove it: it minds whether somebody listens
        _Opened.entered = True
        return self.paths

    def __exit__(self, *_: object) -> None:
        _Opened.entered = False


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if _Opened.entered and event == "open" and isinstance(arguments[0], str):
        _Opened.paths.add(arguments[0])
