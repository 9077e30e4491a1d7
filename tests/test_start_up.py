"""What each command imports: start-up time, guarded without a clock."""

from __future__ import annotations

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
    "tzfpy",
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


def modules_after(code: str) -> set[str]:
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
        [sys.executable, "-c", program], capture_output=True, check=True, text=True, encoding="utf-8"
    )
    return set(done.stderr.rpartition("\n")[2].split())


def test_importing_tripplan_imports_no_library() -> None:
    """`import tripplan` is free: a tool that asks for the version alone pays for nothing else."""
    assert not modules_after("import tripplan") & HEAVY


@pytest.mark.parametrize("line", MAY)
def test_a_command_imports_no_more_than_it_needs(line: str) -> None:
    """A check on every save has no time for libraries that it does not use."""
    code = (
        f"import sys; sys.argv = ['tripplan', *{line.split()!r}]; from tripplan.__main__ import main; main()"
    )

    loaded = modules_after(code) & HEAVY

    assert loaded <= MAY[line]
