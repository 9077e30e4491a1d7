"""The readers: how each is run, and what it makes of files.

Run: python3 tests/readers/programs.py, which tells the readers that are missing.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / ".readers"  # where tools/readers.sh installs
INSTALL = "tools/readers.sh"

Row: TypeAlias = "list[str]"
Reading: TypeAlias = "Mapping[str, Row] | str"
"""What a reader makes of one file: by UID start, end, summary, location and description; or the text of its error."""

_PYTHON = (str(FOLDER / "venv" / "bin" / "python"), str(HERE / "python.py"))
_NODE = ("node", str(HERE / "javascript.cjs"))
READERS: dict[str, tuple[str, ...]] = {
    "ical": (*_PYTHON, "ical"),
    "ical.js": (*_NODE, "ical.js"),
    "icalendar": (*_PYTHON, "icalendar"),
    "ics": (*_PYTHON, "ics"),
    "libical": (str(FOLDER / "libical"),),
    "node-ical": (*_NODE, "node-ical"),
    "recurring-ical-events": (*_PYTHON, "recurring-ical-events"),
    "ruby-icalendar": ("ruby", str(HERE / "icalendar.rb")),
    "sabre": ("php", str(HERE / "sabre.php")),
    "ts-ics": (*_NODE, "ts-ics"),
    "vobject": (*_PYTHON, "vobject"),
}
STORES: dict[str, tuple[str, ...]] = {
    name: (_PYTHON[0], str(HERE / "stores.py"), name) for name in ("khal", "radicale")
}


@cache
def answers(program: tuple[str, ...]) -> bool:
    """Whether a program is there: it makes nothing of no files."""
    try:
        done = subprocess.run(program, env=_environment("UTC", None), capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0 and done.stdout.strip() == b"{}"


def needs(program: tuple[str, ...]) -> None:
    """Skips a test whose program is missing; where CI is set the test fails."""
    import pytest  # noqa: PLC0415 - this file also runs where there is no pytest

    if not answers(program):
        said = f"{Path(program[-1]).name} does not answer: {INSTALL} installs it"
        pytest.fail(said) if os.environ.get("CI") else pytest.skip(said)


def run(
    program: Sequence[str], files: Sequence[Path], viewers: Sequence[str], zones: Path | None = None
) -> dict[str, dict[str, Reading]]:
    """By the viewer's zone and the name of the file, what a program makes of it.

    `zones` is a folder of compiled zones to be taken for the machine's, by those programs that let themselves be told.
    """
    started = {
        viewer: subprocess.Popen(
            [*program, *map(str, files)], env=_environment(viewer, zones), stdout=subprocess.PIPE
        )
        for viewer in viewers
    }
    return {viewer: json.loads(process.communicate()[0]) for viewer, process in started.items()}


def take(program: Sequence[str], files: Sequence[Path]) -> dict[str, list[str]]:
    """By the name of each file the calendars that a store gave out after it had taken that file and those before it."""
    done = subprocess.run(
        [*program, *map(str, files)],
        env=_environment("UTC", None),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def _environment(viewer: str, zones: Path | None) -> dict[str, str]:
    told = {"ZONES": str(zones), "PYTHONTZPATH": str(zones)} if zones else {}
    return {
        **os.environ,
        "TZ": viewer,
        "LC_ALL": "C.UTF-8",
        "NODE_PATH": str(FOLDER / "node_modules"),
        **told,
    }


if __name__ == "__main__":
    missing = [name for name, program in {**READERS, **STORES}.items() if not answers(program)]
    if missing:
        sys.exit(f"missing readers: {', '.join(missing)}")
    sys.stdout.write(f"all {len(READERS) + len(STORES)} readers answer\n")
