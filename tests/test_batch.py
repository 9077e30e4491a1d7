"""Many trips judged by several processes or a cluster: the same report as by one, whatever happens to a process."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from front_door import FrontDoor
from seeded import FAULTS, clean_trip, document, faulty_trip
from tripplan.cli import _batch
from tripplan.cli._batch import Pool, Task
from tripplan.messages import Message
from tripplan.timeline import NOTHING_GIVEN, Given

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[1]
# A program that does not survive some files, as a library that breaks down would not: it dies of one, raises on another.
BREAKING = """
import os
import tripplan.verify as room
judge = room.verify
def verify(source, file, *rest):
    if "deadly" in file:
        os._exit(3)
    if "broken" in file:
        1 / 0
    return judge(source, file, *rest)
room.verify = verify
"""


@pytest.fixture(scope="module")
def trips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of trips, clean ones and ones with mistakes."""
    folder = tmp_path_factory.mktemp("trips")
    for seed, fault in enumerate(list(FAULTS)[:4]):
        (folder / f"clean{seed}.toml").write_bytes(document(clean_trip(seed)))
        (folder / f"wrong{seed}.toml").write_bytes(document(faulty_trip(seed, fault)))
    return folder


def run(*arguments: str, here: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Runs the program in a process of its own."""
    command = [sys.executable, "-m", "tripplan", *arguments]
    return subprocess.run(
        command, capture_output=True, check=False, cwd=here, env={**os.environ, **environment}
    )


def test_two_processes_report_what_one_does(trips: Path) -> None:
    """To the byte, and in the same order."""
    lines = [["check", "--output-format", "json", "--jobs", jobs] for jobs in ("1", "2")]

    alone, shared = (run(*line, here=trips) for line in lines)

    assert (alone.returncode, alone.stdout, alone.stderr) == (shared.returncode, shared.stdout, shared.stderr)
    assert shared.stdout.count(b'"check": "home-date"') >= 1


def test_a_process_that_dies_costs_no_more_than_its_file(trips: Path, tmp_path: Path) -> None:
    """The file is named, the others are judged, and the status says that not all is done."""
    (tmp_path / "sitecustomize.py").write_text(BREAKING, "utf-8")
    here = tmp_path / "here"
    here.mkdir()
    for path in trips.iterdir():
        (here / path.name).write_bytes(path.read_bytes())
    (here / "deadly.toml").write_bytes((trips / "clean0.toml").read_bytes())
    (here / "broken.toml").write_bytes((trips / "clean0.toml").read_bytes())

    done = run("check", "--jobs", "2", here=here, PYTHONPATH=str(tmp_path))

    said = done.stderr.decode().splitlines()
    assert done.returncode == 2
    assert b"Checked: 8 files" in done.stdout
    assert sorted(line for line in said if "judging" in line) == [
        "tripplan: internal error: ZeroDivisionError: division by zero (sitecustomize.py:9), while judging broken.toml",
        "tripplan: internal error: the process has died, while judging deadly.toml",
    ]


def test_the_example_of_the_page_runs_on_a_cluster(trips: Path, tmp_path: Path) -> None:
    """The program in docs/batch.md, as it stands there, on a Dask cluster of this machine: the bytes of a run by one process."""
    page = (ROOT / "docs" / "batch.md").read_text("utf-8")
    program = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    assert program
    (tmp_path / "program.py").write_text(program[1], "utf-8")

    done = subprocess.run(
        [sys.executable, tmp_path / "program.py", "--output-format", "json"],
        capture_output=True,
        check=False,
        cwd=trips,
    )

    assert done.stdout == run("check", "--output-format", "json", "--jobs", "1", here=trips).stdout
    assert done.returncode == 1


SCHEDULED = """
import subprocess, sys
from dask.distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as cluster:
        sys.exit(subprocess.run([*sys.argv[1:], "--scheduler", cluster.scheduler_address]).returncode)
"""


def test_a_scheduler_is_named_by_an_option(trips: Path, tmp_path: Path) -> None:
    """--scheduler sends the work to a cluster, and the report is that of one process."""
    (tmp_path / "program.py").write_text(SCHEDULED, "utf-8")
    line = ["check", "--output-format", "concise"]

    done = subprocess.run(
        [sys.executable, tmp_path / "program.py", sys.executable, "-m", "tripplan", *line],
        capture_output=True,
        check=False,
        cwd=trips,
    )

    assert (done.returncode, done.stdout) == (1, run(*line, here=trips).stdout)


def test_a_scheduler_that_does_not_answer_is_named(trips: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong address is wrong usage, and no traceback."""
    monkeypatch.setattr(_batch, "_PATIENCE", 0.2)

    ended = FrontDoor(trips, None)("check", "--scheduler", "tcp://127.0.0.1:9")

    assert (ended.status, ended.out) == (2, b"")
    assert b"no Dask scheduler answers at tcp://127.0.0.1:9" in ended.err


def test_without_dask_a_cluster_is_out_of_reach(trips: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package that is missing is named; nothing else needs it."""
    monkeypatch.setitem(sys.modules, "distributed", None)

    ended = FrontDoor(trips, None)("check", "--scheduler", "tcp://127.0.0.1:9")

    assert (ended.status, ended.out) == (2, b"")
    assert b"pip install 'tripplan[dask]'" in ended.err


def test_a_bar_is_shown_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """On standard error, where somebody looks; a pipe gets none, and standard output never does."""
    here = tmp_path / "many"
    here.mkdir()
    for number in range(_batch._SHOWN):
        (here / f"trip{number}.toml").write_text('[trip]\nid = "t"\n', "utf-8")
    monkeypatch.setenv("TERM", "xterm")
    reader, writer = pty.openpty()
    command = [sys.executable, "-m", "tripplan", "check", "--output-format", "concise"]

    with subprocess.Popen(command, cwd=here, stdout=subprocess.PIPE, stderr=writer) as running:
        os.close(writer)
        shown = b""
        while chunk := _read(reader):
            shown += chunk
        out = running.stdout.read() if running.stdout else b""
    os.close(reader)

    assert b"Checking" in shown
    piped = run("check", "--output-format", "concise", here=here)
    assert (piped.stdout, piped.stderr) == (out, b"")


def _read(reader: int) -> bytes:
    try:
        return os.read(reader, 65536)
    except OSError:  # how Linux says that the other side of a terminal has closed
        return b""


def tasks(sizes: Sequence[int], ways: object = None) -> list[Task]:
    """Files of these sizes to judge."""
    return [Task(b"x" * size, f"{n}.toml", "en", Given(ways)) for n, size in enumerate(sizes)]  # type: ignore[arg-type]  # any server


WORTHWHILE = [
    ([_batch.WORTH] * 2, None, Pool(), True),
    ([100] * 100, None, Pool(), False),
    ([_batch.WORTH * 2], None, Pool(), False),
    ([_batch.WORTH * 2], None, Pool(jobs=2), False),
    ([100] * 2, None, Pool(jobs=2), True),
    ([_batch.WORTH] * 2, None, Pool(jobs=1), False),
    ([100] * 2, None, Pool(scheduler="tcp://x"), True),
    ([_batch.WORTH] * 2, "a server", Pool(jobs=2), False),
]


@pytest.mark.parametrize(("sizes", "ways", "pool", "spreads"), WORTHWHILE)
def test_other_processes_are_started_where_they_bring_something(
    monkeypatch: pytest.MonkeyPatch, sizes: list[int], ways: object, pool: Pool, spreads: bool
) -> None:
    """Not for a few small files, not for one, not where a routing server is asked; and always where somebody wants it."""
    monkeypatch.setattr(_batch, "_cores", lambda: 2)

    assert _batch._spreads(tasks(sizes, ways), pool) == spreads


@given(st.lists(st.integers(0, 10_000), max_size=200), st.integers(1, 16))
def test_the_parts_are_the_whole_in_order(sizes: list[int], jobs: int) -> None:
    """Every file once, in order, none in a part that is too large to be shared."""
    work = tasks(sizes)

    parts = list(_batch._chunks(work, Pool(jobs=jobs)))

    assert [task for part in parts for task in part] == work
    assert all(1 <= len(part) <= _batch._LARGEST for part in parts)


def test_a_process_of_another_version_is_not_believed() -> None:
    """Its findings would not be ours."""
    work = [Task(b"", "a.toml", "en", NOTHING_GIVEN)]

    (outcome,) = _batch._judge_all(work, "tripplan 9.9.9 (tzdata 2099a)")

    assert isinstance(outcome, Message)
    assert dict(outcome.values)["here"] == "tripplan 9.9.9 (tzdata 2099a)"
