"""A trip that is fit to be told to others; else the end of the command, with the reasons."""

from __future__ import annotations

import os
import re
import shlex
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NoReturn

import typer

from tripplan.checks import settings
from tripplan.cli._files import fail, read
from tripplan.cli._language import language, spoken
from tripplan.cli._obstacles import obstacles
from tripplan.diagnostics import Severity
from tripplan.load import load
from tripplan.messages import plural, say
from tripplan.release.lock import Lock, LockError, lock_path
from tripplan.release.read import read_lock
from tripplan.release.revise import changed, revisions
from tripplan.verify import verify
from tripplan.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable

    from tripplan.exporters import Gone, Revision
    from tripplan.messages import Message
    from tripplan.model import Trip


def give_up(message: Message) -> NoReturn:
    """Says why the job cannot be done, and ends the command."""
    fail(message)
    raise typer.Exit(2)


def fit_trip(file: str) -> Trip:
    """The trip of a file that means what it says. Errors of the plan itself are told, and stop nothing.

    Raises:
        Exit: with 2, the file cannot be read; with 1, it has errors or one of its times names no instant.
    """
    source = read(file)
    if source is None:
        raise typer.Exit(2)
    return fit(source, file)


def fit(source: bytes, file: str, status: int = 1) -> Trip:
    """As `fit_trip`, of the bytes of a file.

    Args:
        source: the bytes.
        file: what the file is called.
        status: how the command ends where the trip is not fit.

    Raises:
        Exit: with that status, it has errors or one of its times names no instant.
    """
    loaded, report = load(source, file, settings()), verify(source, file, language())
    found, check = obstacles(loaded, report, language()), f"`tripplan check {shlex.quote(file)}`"
    for each in found:
        typer.echo(visible(f"{file}:{each.region.line}:{each.region.column}: {each.message}"), err=True)
    if found or loaded.trip is None or loaded.trip.unread:
        fail(say("nothing is written before this is mended; {command} says more", command=check))
        raise typer.Exit(status)
    errors = [each for each in report.diagnostics if each.severity is Severity.ERROR and each.allowed is None]
    if errors:
        number = plural(language(), len(errors), "{number:,} error", "{number:,} errors")
        fail(say("warning: {command} finds {errors} in this trip", command=check, errors=number))
    return loaded.trip


def lock_of(file: str, trip: Trip, reading: Callable[[bytes, str | None], Lock] = read_lock) -> Lock | None:
    """The lock beside a trip's file; None where there is none.

    Args:
        file: the trip's file.
        trip: the trip, to which the lock must belong.
        reading: how it is read.

    Raises:
        Exit: it cannot be read, is damaged, or belongs to another trip.
    """
    path = lock_path(file)
    if not os.path.lexists(path):
        return None
    source = read(path)
    if source is None:
        raise typer.Exit(2)
    try:
        return reading(source, trip.head.id if trip.head else None)
    except LockError as error:
        give_up(say("{file}: {why}", file=path, why=error.message))


def since_release(file: str, trip: Trip) -> tuple[dict[str, Revision], tuple[Gone, ...]]:
    """What a calendar made now says of each event and of those that are gone, counted from the last release.

    That the trip is no longer what was released is told on standard error.

    Raises:
        Exit: as `lock_of`.
    """
    lock = lock_of(file, trip)
    if lock is None:
        return {}, ()
    _remind_of_release(file, trip, lock)
    return revisions(trip, lock)


def _remind_of_release(file: str, trip: Trip, lock: Lock) -> None:
    if number := sum(1 for _ in changed(trip, lock)):
        differ = plural(language(), number, "{number:,} event differs", "{number:,} events differ")
        told = say(
            "{lock}: {events} from release {number}: `tripplan diff` says which, `tripplan release` records it",
            lock=lock_path(file),
            events=differ,
            number=lock.number,
        )
        typer.echo(visible(spoken(told)), err=True)


def now() -> datetime:
    """The instant (UTC, whole seconds) that the environment asks for (reproducible-builds.org), or the present one."""
    return asked_time() or datetime.now(UTC).replace(microsecond=0)


def asked_time() -> datetime | None:
    """The instant of SOURCE_DATE_EPOCH; None where it is not set."""
    asked = os.environ.get("SOURCE_DATE_EPOCH")
    if not asked:
        return None
    if not re.fullmatch("[0-9]{1,11}", asked):
        give_up(say("SOURCE_DATE_EPOCH: expected whole seconds since 1970, not {value}", value=asked))
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(asked))
