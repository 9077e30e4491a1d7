"""`check --watch`: checks again when something is saved, shows today's state, ends quietly."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pytest

from tripplan.cache import Seen, looked_at, looked_for
from tripplan.cli._watch import _Looks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[1]
CLEAN = (ROOT / "tests" / "data" / "clean.toml").read_bytes()
SLIP = CLEAN.replace(b"title = ", b"titel = ", 1)
PATIENCE = 60  # seconds after which a watch that says nothing is ended


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with one trip."""
    folder = tmp_path / "here"
    (folder / ".git").mkdir(parents=True)
    (folder / "a.toml").write_bytes(CLEAN)
    return folder


@contextmanager
def watching(here: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[bytes], Callable[[], str]]]:
    """The program while it watches, and what it says until it waits again."""
    command = [sys.executable, "-m", "tripplan", "check", "--watch", *arguments]
    with subprocess.Popen(command, cwd=here, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as running:
        timer = threading.Timer(PATIENCE, running.kill)
        timer.start()
        try:
            assert running.stdout is not None
            yield running, lambda: _round(running.stdout)
        finally:
            timer.cancel()
            running.kill()


def _round(out: IO[bytes] | None) -> str:
    said = ""
    for line in out or ():
        said += line.decode()
        if line.startswith(b"Checked in "):
            break
    return said


def replaced(path: Path, data: bytes) -> None:
    """As most editors save: written beside, then renamed."""
    beside = path.with_name(path.name + "~")
    beside.write_bytes(data)
    beside.replace(path)


def until(said: Callable[[], str], sign: str) -> str:
    """What is said in the round that has this sign: a save may be seen when half of it is done."""
    text = said()
    while sign not in text:
        assert text, f"the watch ended and never said {sign}"
        text = said()
    return text


def test_every_save_is_checked(here: Path) -> None:
    """Edited in place, replaced, deleted, written again, joined by another and by settings: each time the report is of now."""
    trip = here / "a.toml"
    with watching(here) as (_, said):
        rounds = [until(said, "No conflicts")]
        trip.write_bytes(SLIP)
        rounds.append(until(said, "titel"))
        replaced(trip, CLEAN)
        rounds.append(until(said, "No conflicts"))
        trip.unlink()
        rounds.append(until(said, "no trip"))
        trip.write_bytes(SLIP)
        rounds.append(until(said, "titel"))
        (here / "sub").mkdir()
        rounds.append(until(said, "titel"))
        replaced(here / "sub" / "b.toml", CLEAN)
        rounds.append(until(said, "2 files"))
        (here / "tripplan.toml").write_text('lang = "ko"\n', "utf-8")
        rounds.append(until(said, "tripplan.toml"))

    assert "\x1b" not in "".join(rounds)


def test_one_named_file_may_come_and_go(here: Path) -> None:
    """It is told that there is none, and the watch goes on."""
    with watching(here, "a.toml") as (_, said):
        said()
        (here / "a.toml").unlink()
        assert until(said, "there is no such file")
        (here / "a.toml").write_bytes(CLEAN)
        assert until(said, "No conflicts")


def test_an_interrupt_ends_the_watch(here: Path) -> None:
    """Ctrl-C: status 130, and nothing more is said."""
    with watching(here) as (running, said):
        said()
        running.send_signal(signal.SIGINT)
        assert running.stdout is not None
        rest = running.stdout.read()

        assert (running.wait(PATIENCE), rest) == (130, b"")


def test_wrong_usage_does_not_wait(here: Path) -> None:
    """What no save can mend ends at once."""
    with watching(here, "--output-format", "nope") as (running, said):
        assert "there is no format" in said()
        assert running.wait(PATIENCE) == 2


def test_a_terminal_is_cleared(here: Path) -> None:
    """Only there: each report begins on an empty screen."""
    reader, writer = pty.openpty()
    command = [sys.executable, "-m", "tripplan", "check", "--watch"]
    environment = {**os.environ, "TERM": "xterm"}
    with subprocess.Popen(command, cwd=here, stdout=writer, stderr=writer, env=environment) as running:
        os.close(writer)
        timer = threading.Timer(PATIENCE, running.kill)
        timer.start()
        shown = b""
        while b"Checked in " not in shown:
            shown += os.read(reader, 65536)
        timer.cancel()
        running.kill()
    os.close(reader)

    assert shown.startswith(b"\x1b[2J\x1b[3J\x1b[H")


def noted(*paths: Path) -> _Looks:
    """A run that looked at these."""
    with Seen() as seen:
        for path in paths:
            looked_at(str(path))
    return _Looks(seen)


def touched(path: Path) -> None:
    """Saved without a change."""
    os.utime(path, (1, 1))


def kept_time(path: Path) -> None:
    """Another text of the same length at the same time."""
    about = path.stat()
    path.write_bytes(path.read_bytes()[::-1])
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


STEPS: list[tuple[Callable[[Path], object], bool]] = [
    (lambda _: None, False),
    (touched, False),
    (kept_time, True),
    (lambda path: path.write_bytes(SLIP), True),
    (lambda path: replaced(path, SLIP), True),
    (lambda path: path.unlink(), True),
]


@pytest.mark.parametrize(("step", "changed"), STEPS)
def test_a_change_is_what_changes_an_answer(
    here: Path, step: Callable[[Path], object], changed: bool
) -> None:
    """Between the run and the first look too: what was read is compared with what is there."""
    looks = noted(here / "a.toml")

    step(here / "a.toml")

    assert looks.changed() == changed


def test_what_was_looked_for_counts_when_it_comes(here: Path) -> None:
    """A file that was not there, a folder's names; a file's content where only its being there was asked is nothing."""
    with Seen() as seen:
        looked_at(str(here / "tripplan.toml"))
        looked_at(str(here))
        looked_for(str(here / "a.toml"))
    looks = _Looks(seen)
    assert not looks.changed()

    (here / "a.toml").write_bytes(SLIP)
    assert not looks.changed()

    (here / "tripplan.toml").write_text("", "utf-8")
    assert looks.changed()
