"""What each command imports: start-up time, guarded without a clock."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TRIP = str(ROOT / "tests" / "data" / "clean.toml")  # clean to the last info: nothing is said of it
HEAVY = {
    *("pydantic", "rich", "pendulum", "icalendar", "typer", "tomli", "sqlite3", "tzfpy", "asyncio"),
    *("holidays", "dateutil", "opening_hours", "astral", "babel", "http"),
}
CHECKING = {
    "pydantic",
    "typer",
    "tomli",
    "sqlite3",
    "holidays",
    "dateutil",
}  # business days ask for holidays

# Command line: the heavy modules that it may import. All others of HEAVY are denied to it.
MAY: dict[str, set[str]] = {
    "--version": set(),
    f"check {TRIP}": CHECKING,
    f"check --output-format concise {TRIP}": CHECKING,
    f"show {TRIP}": CHECKING | {"rich", "pendulum"},
}


# What Python's own library has that costs more than an answer from the cache.
SLOW = {
    "re",
    "enum",
    "typing",
    "dataclasses",
    "pathlib",
    "json",
    "hashlib",
    "contextlib",
    "zoneinfo",
    "datetime",
    "gettext",
}


def modules_after(code: str, **environment: str) -> set[str]:
    """The top-level modules that a fresh interpreter loads while it runs the code."""
    program = f"""
import sys
before = set(sys.modules)  # what a coverage run has loaded is not the program's doing
try:
    {code}
except SystemExit:
    pass
new = {{name.split(".")[0] for name in set(sys.modules) - before}}
sys.stderr.write("\\n" + " ".join(new))
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
    )
    return set(done.stderr.rpartition("\n")[2].split())


def test_importing_tripplan_imports_no_library() -> None:
    """`import tripplan` is free: a tool that asks for the version alone pays for nothing else."""
    assert not modules_after("import tripplan") & HEAVY


def running(line: str) -> str:
    """The code that runs a command line as the shell does."""
    return (
        f"import sys; sys.argv = ['tripplan', *{line.split()!r}]; from tripplan.__main__ import main; main()"
    )


@pytest.mark.parametrize("line", MAY)
def test_a_command_imports_no_more_than_it_needs(line: str) -> None:
    """A check on every save has no time for libraries that it does not use."""
    loaded = modules_after(running(line)) & HEAVY

    assert loaded <= MAY[line]


def test_the_version_is_told_without_a_library() -> None:
    """No more of Python's own than it starts with: a script that asks pays for nothing."""
    assert not modules_after(running("--version")) & (HEAVY | SLOW)


def test_an_answer_from_the_cache_needs_no_library(tmp_path: Path) -> None:
    """An unchanged check costs what Python costs: neither our models nor the parser of options is loaded."""
    line, cache = running(f"check {TRIP}"), {"TRIPPLAN_NO_CACHE": "", "TRIPPLAN_CACHE_DIR": str(tmp_path)}
    assert "pydantic" in modules_after(line, **cache)

    assert not modules_after(line, **cache) & (HEAVY | SLOW)


def test_a_few_files_start_no_other_process(tmp_path: Path) -> None:
    """What shares work among processes is loaded where there is enough to share."""
    for number in range(5):
        shutil.copy(TRIP, tmp_path / f"{number}.toml")

    assert not modules_after(running(f"check {tmp_path}")) & {"joblib", "multiprocessing", "rich"}
