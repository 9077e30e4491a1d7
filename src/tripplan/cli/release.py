"""tripplan release."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tripplan import when
from tripplan.cli._files import write_file
from tripplan.cli._fit import fit_trip, give_up, lock_of, now
from tripplan.cli._language import language, spoken
from tripplan.messages import plural, say
from tripplan.release.lock import lock_path, write_lock
from tripplan.release.read import in_conflict, merged_lock
from tripplan.release.revise import released
from tripplan.visible import visible

if TYPE_CHECKING:
    from tripplan.messages import Message
    from tripplan.release import Lock


def release(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The trip.", show_default=False)],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what the release would be, and write nothing.")
    ] = False,
) -> None:
    """Record what is published of a trip, so that calendars know later what has changed.

    The record is a lock beside the trip, FILE with the ending .lock: plain text, to be kept in git with the trip. Calendars made from
    now on count from here: what changes gets a higher number, what is removed stays in them as cancelled until the trip is over.
    Where nothing has changed since the last release, nothing is written. A lock that git could not merge is merged: of each event, what
    counts higher.

    Exit status: 0 recorded or nothing to record, 1 the trip cannot be published as it stands, 2 could not do the job.
    """
    trip, path = fit_trip(file), lock_path(file)
    if not trip.events:
        give_up(say("{file}: there is no event to publish", file=file))
    last = lock_of(file, trip, merged_lock)
    lock = released(trip, last, now(), when.tzdata_version())
    merged = last is not None and in_conflict(Path(path).read_bytes())
    if lock is last and not merged:
        _tell(say("{file}: nothing has changed since release {number}", file=path, number=lock.number))
        return
    if not dry_run and not write_file(path, write_lock(lock).encode()):
        raise typer.Exit(2)
    done = say("{file}: release {number}: {what}", file=path, number=lock.number, what=_what(lock, last))
    _tell(say("{done} (nothing is written)", done=done) if dry_run else done)


def _tell(message: Message) -> None:
    typer.echo(visible(spoken(message)))


def _what(lock: Lock, last: Lock | None) -> list[str]:
    """How many events are new, changed and gone, and how many there are."""
    before = last.entries if last else {}
    there = {id_ for id_, entry in lock.entries.items() if not entry.gone}
    new = sum(id_ not in before or before[id_].gone for id_ in there)
    changed = sum(
        id_ in before and not before[id_].gone and lock.entries[id_] != before[id_] for id_ in there
    )
    gone = sum(entry.gone and id_ in before and not before[id_].gone for id_, entry in lock.entries.items())
    words = language()
    return [
        plural(words, len(there), "{number:,} event", "{number:,} events"),
        plural(words, new, "{number:,} new", "{number:,} new"),
        plural(words, changed, "{number:,} changed", "{number:,} changed"),
        plural(words, gone, "{number:,} gone", "{number:,} gone"),
    ]
