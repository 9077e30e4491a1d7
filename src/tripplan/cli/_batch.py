"""Many files judged: each by itself, on all cores or on a cluster, the reports in the order of the files."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import typer

from tripplan import __version__, when
from tripplan.__main__ import apologise, described, seldom_collect
from tripplan.cache.reports import Reports, packed, unpacked
from tripplan.cache.runs import entered
from tripplan.cli._language import spoken
from tripplan.cli._published import published
from tripplan.diagnostics import FileReport
from tripplan.messages import say
from tripplan.timeline import Given
from tripplan.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tripplan.cli._inputs import Input
    from tripplan.cli._settings import Settings
    from tripplan.messages import Message
    from tripplan.places import Ways

WORTH = 1_000_000  # bytes of trips: what is less is judged sooner than another process starts
_CHUNKS = 32  # for each process: small enough to share the work fairly, large enough to be worth the sending
_LARGEST = 50  # files in one chunk
_PROCESSES = 32  # that a cluster may have
_PATIENCE = 10  # seconds for a scheduler to answer
_SHOWN = 30  # files for which a bar is worth its lines
_DIED = say("the process has died")

T = TypeVar("T")


class Pool(NamedTuple):
    """Where files are judged: in so many processes, all cores where `jobs` is None, or by a Dask scheduler."""

    jobs: int | None = None
    scheduler: str | None = None


HERE = Pool()


class Verified(NamedTuple):
    """The reports in the order of the files, and the names of those at which the program failed."""

    reports: list[FileReport]
    failed: tuple[str, ...]


class Task(NamedTuple):
    """One file to judge: what `verify` takes."""

    source: bytes
    name: str
    language: str
    given: Given


def verified(
    inputs: Sequence[Input],
    language: str,
    settings_of: Callable[[str], Settings],
    ways: Ways | None,
    pool: Pool = HERE,
) -> Verified:
    """The report of each input: from the cache where it has been judged before, else judged now."""
    tasks = [
        Task(
            each.source,
            each.name,
            language,
            Given(ways, settings_of(each.name).choices, None if each.streamed else published(each.name)),
        )
        for each in inputs
    ]
    run = entered() if ways is None else None  # what a server says tomorrow is another matter
    kept = Reports(run, language) if run else None
    found = [kept.get(task.name, task.source, task.given) if kept else None for task in tasks]
    missing = [index for index, report in enumerate(found) if report is None]
    failed = []
    outcomes = _shown(_judged([tasks[index] for index in missing], pool), len(missing))
    for index, outcome in zip(missing, outcomes, strict=True):
        task = tasks[index]
        if not isinstance(outcome, FileReport):
            failed.append(task.name)
            apologise(spoken(say("{what}, while judging {file}", what=outcome, file=task.name)))
            continue
        found[index] = outcome
        if kept:
            kept.put(task.name, task.source, task.given, outcome)
    return Verified([report for report in found if report], tuple(failed))


def _judged(tasks: Sequence[Task], pool: Pool) -> Iterator[FileReport | Message | str]:
    """The report of each task or, where the program failed, a word on why."""
    if not _spreads(tasks, pool):
        yield from map(_judge, tasks)
        return
    with _backend(pool):
        for task, outcome in zip(tasks, _spread(tasks, pool), strict=True):
            report = unpacked(outcome, task.source) if isinstance(outcome, bytes) else None
            yield report or (_DIED if isinstance(outcome, bytes) else outcome)


def _judge(task: Task) -> FileReport | str:
    try:
        return verify(*task)
    except Exception as error:
        if os.environ.get("TRIPPLAN_DEBUG"):
            raise
        return described(error)


def _spreads(tasks: Sequence[Task], pool: Pool) -> bool:
    """Whether other processes are worth their start. A routing server is asked from one: its notes are the run's."""
    if len(tasks) < 2 or any(task.given.ways for task in tasks):  # noqa: PLR2004 - one has nothing to share
        return False
    if pool.jobs or pool.scheduler:
        return pool.jobs != 1
    return sum(len(task.source) for task in tasks) >= WORTH and _cores() > 1


def _spread(tasks: Sequence[Task], pool: Pool) -> Iterator[bytes | Message | str]:
    """The tasks judged by other processes. Where one dies, the rest is halved until it is known over which file."""
    from joblib import Parallel, delayed  # noqa: PLC0415 - start-up: a few files need no other process

    work = delayed(_judge_all)
    done = 0
    try:
        with_jobs = Parallel(n_jobs=pool.jobs or -1, return_as="generator")
        for outcomes in with_jobs(work(chunk, _version()) for chunk in _chunks(tasks, pool)):
            done += len(outcomes)
            yield from outcomes
    except _deaths():
        rest = tasks[done:]
        if len(rest) == 1:
            yield _DIED
            return
        for half in (rest[: len(rest) // 2], rest[len(rest) // 2 :]):
            yield from _spread(half, pool)


def _judge_all(tasks: Sequence[Task], version: str) -> list[bytes | Message | str]:
    """What another process does: reports as bytes, which are fewer than the objects' and hold no code."""
    if version != _version():
        other = say("the cluster runs {there}, this is {here}", there=_version(), here=version)
        return [other] * len(tasks)
    seldom_collect()
    outcomes = ((task, _judge(task)) for task in tasks)
    return [packed(each, task.source) if isinstance(each, FileReport) else each for task, each in outcomes]


def _chunks(tasks: Sequence[Task], pool: Pool) -> Iterator[Sequence[Task]]:
    """The tasks in order, in parts of about the same size."""
    parts = _CHUNKS * (_PROCESSES if pool.scheduler else pool.jobs or _cores())
    size = sum(len(task.source) for task in tasks) / parts
    chunk: list[Task] = []
    for task in tasks:
        chunk.append(task)
        if len(chunk) == _LARGEST or sum(len(each.source) for each in chunk) >= size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _version() -> str:
    return f"tripplan {__version__} (tzdata {when.tzdata_version()})"


def _cores() -> int:
    from joblib import cpu_count  # noqa: PLC0415 - start-up, likewise

    return int(cpu_count())


def _deaths() -> tuple[type[Exception], ...]:
    """How it shows that a process has died."""
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415 - start-up: it loads multiprocessing

    if "distributed" not in sys.modules:
        return (BrokenProcessPool,)
    from distributed import KilledWorker  # noqa: PLC0415 - it is loaded

    return (BrokenProcessPool, KilledWorker)


@contextmanager
def _backend(pool: Pool) -> Iterator[None]:
    """While it is entered, joblib's work goes to where the pool says.

    Raises:
        BadParameter: no scheduler can be reached there.
    """
    if pool.scheduler is None:
        yield
        return
    try:
        from distributed import Client  # noqa: PLC0415 - only for who has a cluster
    except ImportError:
        message = say("a cluster needs more packages: pip install 'tripplan[dask]'")
        raise typer.BadParameter(spoken(message), param_hint="--scheduler") from None
    from joblib import parallel_config  # noqa: PLC0415 - likewise

    try:
        client = Client(pool.scheduler, timeout=_PATIENCE, set_as_default=True)  # type: ignore[no-untyped-call]  # its types are half done
    except (OSError, ValueError, TypeError):
        message = say("no Dask scheduler answers at {address}", address=pool.scheduler)
        raise typer.BadParameter(spoken(message), param_hint="--scheduler") from None
    with client, parallel_config("dask"):
        yield


def _shown(outcomes: Iterable[T], number: int) -> Iterator[T]:
    """The same, with a bar on the terminal of standard error while there are many to come."""
    if number < _SHOWN or not sys.stderr.isatty():
        yield from outcomes
        return
    from rich.console import Console  # noqa: PLC0415 - start-up: rich only where somebody looks at it
    from rich.progress import track  # noqa: PLC0415 - likewise

    # Past whoever notes what the run says: the bar is no part of its answer.
    console = Console(file=sys.__stderr__)
    yield from track(outcomes, spoken(say("Checking")), number, console=console, transient=True)
