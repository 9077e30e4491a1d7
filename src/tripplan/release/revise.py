"""From one release to the next: which event gets which SEQUENCE, and what is still told of those that are gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from tripplan.exporters import Gone, Revision
from tripplan.release.changes import changes
from tripplan.release.lock import Entry, Lock
from tripplan.release.snapshot import snapshots

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.model import Trip

_MOMENT = timedelta(seconds=1)  # the finest that a calendar tells
_EVERYWHERE = timedelta(hours=36)  # from a day's midnight in UTC until it is over in every zone


class _Issue(NamedTuple):
    """What a release writes beside the events that it changes."""

    number: int
    time: datetime


def released(trip: Trip, last: Lock | None, now: datetime, tzdata: str) -> Lock:
    """The lock of a release made now; the last one itself, where nothing has changed since.

    Its time is later than that of the last release and of all that was exported since, even where the clock says otherwise.

    Args:
        trip: the trip, which has an id, and whose times name instants.
        last: the lock of the release before, None for the first.
        now: the instant of the release (UTC), in whole seconds.
        tzdata: the version of the zone data.

    Raises:
        ValueError: the trip has no id, or a time names no instant.
    """
    if trip.head is None:
        raise ValueError("a trip without an id has no releases")
    issue = _Issue(last.number + 1, max(now, last.time + 2 * _MOMENT)) if last else _Issue(1, now)
    entries = _revised(trip, last, issue)
    if last is not None and entries == last.entries:
        return last
    over = datetime.combine(trip.head.end, time.min, UTC) + _EVERYWHERE
    kept = {
        id_: entry
        for id_, entry in entries.items()
        if not entry.gone or now <= max(over, entry.snapshot.end.instant)
    }
    return Lock(trip.head.id, tzdata, kept)


def _revised(trip: Trip, last: Lock | None, issue: _Issue) -> dict[str, Entry]:
    from tripplan.exporters._shown import shown  # noqa: PLC0415 - start-up: it brings icalendar, and a diff needs none of it
    from tripplan.exporters.ics import uid  # noqa: PLC0415 - likewise

    before, looks = last.entries if last else {}, shown(trip)
    entries = {}
    for id_, each in snapshots(trip).items():
        old = before.get(id_)
        first = Entry(each, uid(trip.head.id if trip.head else "", id_), 0, *issue, looks[id_])
        entries[id_] = _again(old, first, issue) if old else first
    gone = {id_: old for id_, old in before.items() if id_ not in entries}
    return {
        **entries,
        **{id_: old if old.gone else _raised(old, issue, gone=True) for id_, old in gone.items()},
    }


def _again(old: Entry, new: Entry, issue: _Issue) -> Entry:
    """The entry of an event that was published before."""
    left = tuple(sorted({*old.left, *old.snapshot.people} - {*new.snapshot.people}))
    now = replace(old, snapshot=new.snapshot, calendar=new.calendar, left=left, gone=False)
    if now == old:
        return old
    if (now.calendar, now.left, now.gone) == (old.calendar, old.left, old.gone):
        return replace(now, release=issue.number)  # no calendar shows what has changed
    return _raised(now, issue)


def _raised(entry: Entry, issue: _Issue, *, gone: bool = False) -> Entry:
    return replace(entry, sequence=entry.sequence + 1, release=issue.number, revised=issue.time, gone=gone)


def revisions(trip: Trip, last: Lock) -> tuple[dict[str, Revision], tuple[Gone, ...]]:
    """What a calendar made of the trip as it stands says of each event, by id, and of those that are gone, for all or for somebody.

    What has changed since the release counts as changed one second after it: later than what was published, earlier than
    the release to come, and the same whenever it is asked.
    """
    draft = _revised(trip, last, _Issue(last.number + 1, last.time + _MOMENT))
    known = {id_: Revision(entry.sequence, entry.revised) for id_, entry in draft.items() if not entry.gone}
    return known, tuple(_gone(entry) for entry in draft.values() if entry.gone or entry.left)


def changed(trip: Trip, last: Lock) -> Iterator[str]:
    """The ids of the events of which a person should know that they differ from the last release."""
    told = {id_: entry.snapshot for id_, entry in last.entries.items() if not entry.gone}
    return (each.event.id for each in changes(told, snapshots(trip), trip.languages))


def _gone(entry: Entry) -> Gone:
    """An event that is no more, or is no more for those who left it."""
    each = entry.snapshot
    return Gone(
        id=each.id,
        title=each.title,
        start=each.start.local,
        end=each.end.local,
        people=(*each.people, *entry.left) if entry.gone else entry.left,
        revision=Revision(entry.sequence, entry.revised),
        audience=each.audience,
    )
