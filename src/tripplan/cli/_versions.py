"""Versions of a trip as a command line names them: a file, a lock, a revision of git."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import typer

from tripplan.checks import settings
from tripplan.cli._files import fail, read
from tripplan.cli._fit import fit, give_up
from tripplan.load import load
from tripplan.messages import say
from tripplan.model import Person, Text, Trip
from tripplan.release import Lock, LockError, snapshots
from tripplan.release.read import read_lock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tripplan.release import Snapshot


@dataclass(frozen=True, slots=True)
class Version:
    """One version: its name on the command line, its events, and the trip or the lock that they are from."""

    name: str
    events: Mapping[str, Snapshot]
    trip: Trip | None = None
    lock: Lock | None = None

    @property
    def trip_id(self) -> str | None:
        """The id of the trip that it is of."""
        if self.lock:
            return self.lock.trip
        return self.trip.head.id if self.trip and self.trip.head else None


def version_of(name: str, *, to_write: bool = False) -> Version:
    """The version that a name on the command line means; `to_write` where calendars will be written from it.

    Raises:
        Exit: there is none, it cannot be read, or no calendar can be written from it.
    """
    source = read(name) if os.path.lexists(name) or ":" not in name else _from_git(name)
    if source is None:
        raise typer.Exit(2)
    if name.endswith(".lock"):
        return _locked(name, source)
    loaded = load(source, name, settings())
    if loaded.trip is None or loaded.problems:
        give_up(say("{file}: it has errors, mend them first: `tripplan check` says more", file=name))
    trip = fit(source, name, status=2) if to_write else loaded.trip
    return Version(name, snapshots(trip), trip=trip)


def _locked(name: str, source: bytes) -> Version:
    try:
        lock = read_lock(source)
    except LockError as error:
        give_up(say("{file}: {why}", file=name, why=error.message))
    events = {id_: entry.snapshot for id_, entry in lock.entries.items() if not entry.gone}
    return Version(name, events, lock=lock)


def check_kinship(old: Version, new: Version) -> None:
    """Refuses a lock that is not that of the other version; two trips are compared, with a word.

    Raises:
        Exit: a lock is another trip's.
    """
    if old.trip_id == new.trip_id:
        return
    ids = {"old": old.trip_id or "", "new": new.trip_id or ""}
    if old.lock or new.lock:
        give_up(say('this lock is another trip\'s: "{old}" and "{new}"', **ids))
    fail(
        say(
            'warning: these are two trips, "{old}" and "{new}": to phones all events of the one are other events',
            **ids,
        )
    )


def _from_git(name: str) -> bytes | None:
    """The bytes of REV:FILE, the file as seen from the working folder."""
    revision, _, file = name.partition(":")
    if revision.startswith("-") or not file:
        give_up(say('"{name}" is neither a file nor REV:FILE of git', name=name))
    path = file if file.startswith("/") else f"./{file}"
    try:
        done = subprocess.run(  # noqa: S603 - no shell; the revision cannot be an option
            ["git", "show", "--no-textconv", f"{revision}:{path}"],  # noqa: S607 - git is where PATH says
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        give_up(say("{name}: git is not installed", name=name))
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()
        give_up(say("{file}: git says: {why}", file=name, why=reason[-1] if reason else "?"))
    return done.stdout


def cast(old: Version, new: Version) -> Trip | None:
    """A trip that knows the names of everyone in either version, for sentences that speak of them."""
    trip = new.trip or old.trip
    if trip is None:
        return None
    ids = {id_ for version in (old, new) for event in version.events.values() for id_ in event.people}
    earlier = old.trip.people if old.trip else {}
    nameless = {id_: Person(id_, Text.of(id_)) for id_ in sorted(ids)}
    return replace(
        trip, people={**trip.people, **{i: earlier.get(i, nameless[i]) for i in ids if i not in trip.people}}
    )
