"""Reports of a process of its own: readers that go away, disks that are full, people who press Ctrl-C."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tripplan.reporters import reporter_names

ROOT = Path(__file__).parents[1]
CONFLICTS = ROOT / "examples" / "gangwon_na_2024_conflicts.toml"
PROGRAM = [sys.executable, "-m", "tripplan", "check"]


@pytest.fixture(autouse=True)
def _no_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No format from outside, and no answers that are kept."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.delenv("TRIPPLAN_OUTPUT_FORMAT", raising=False)
    monkeypatch.setenv("TRIPPLAN_NO_CACHE", "1")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A trip whose report fills a pipe several times over, in every format."""
    path = tmp_path_factory.mktemp("large") / "large.toml"
    events = "".join(f'[[events]]\nid = "e{n}"\nkind = "{"x" * 300}"\n' for n in range(400))
    path.write_text(f'[trip]\nid = "t"\n{events}', "utf-8")
    return path


@pytest.mark.parametrize("name", reporter_names())
def test_a_reader_that_goes_away_is_no_error(name: str, large: Path) -> None:
    """`| head -1`: gone in the middle, standard error is silent and the status that of the check."""
    with _running("--output-format", name, str(large)) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert len(running.stdout.read(1)) == 1
        running.stdout.close()
        assert running.stderr.read() == b""

    assert running.returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk to write to")
@pytest.mark.parametrize("name", ["full", "json"])
def test_a_full_disk_is_a_sentence(name: str) -> None:
    """Status 2, why, and no traceback: neither at once nor when the interpreter ends."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, "--output-format", name, str(CONFLICTS)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert done.returncode == 2
    assert done.stderr == b"tripplan: standard output cannot be written: No space left on device\n"


def test_an_interrupt_in_the_middle_of_a_run_ends_quietly(tmp_path: Path) -> None:
    """Ctrl-C while a file is read: status 130, not a word, and no half-written report."""
    pipe, report = tmp_path / "trip.toml", tmp_path / "report.json"
    os.mkfifo(pipe)
    with _running("--output-format", f"json={report}", str(pipe)) as running:
        writer = _opened_when_read(pipe, running)
        running.send_signal(signal.SIGINT)
        out, error = running.communicate(timeout=60)
        os.close(writer)

    assert (running.returncode, out, error) == (130, b"", b"")
    assert not report.exists()


def _opened_when_read(pipe: Path, running: subprocess.Popen[bytes]) -> int:
    """The writing end of a pipe: it can be opened as soon as the program has opened the other one."""
    while running.poll() is None:
        with contextlib.suppress(OSError):  # nobody has opened the other end yet
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
    raise AssertionError(running.communicate())


def _running(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
