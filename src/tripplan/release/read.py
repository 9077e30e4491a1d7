"""A lock read from its text. A file that does not hold together is refused, not guessed at: its numbers are a promise to phones."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import tomli

from tripplan import when
from tripplan.messages import say
from tripplan.model import Text
from tripplan.release.lock import FORMAT, Entry, Lock, LockError
from tripplan.release.snapshot import Snapshot
from tripplan.when import Moment

if TYPE_CHECKING:
    from collections.abc import Mapping

Of = TypeVar("Of")

# What git writes around the two sides, and around what both come from, of what it cannot merge (merge.conflictStyle).
_CONFLICT = re.compile(
    r"^<{7}[^\n]*\n(?P<ours>.*?)(?:^\|{7}[^\n]*\n.*?)?^={7}\r?\n(?P<theirs>.*?)^>{7}[^\n]*\n?",
    re.MULTILINE | re.DOTALL,
)
_MARK = re.compile(r"^(<{7}|={7}|>{7})", re.MULTILINE)
_MOST = 2**31 - 1  # an INTEGER of RFC 5545 (3.3.8)
_DAMAGED = say("it is damaged: restore it from git, or remove it and release again")


def in_conflict(source: bytes) -> bool:
    """Whether git has left the marks of a merge in it that it could not do."""
    return bool(_MARK.search(source.decode("utf-8", "replace")))


def read_lock(source: bytes, trip: str | None = None) -> Lock:
    """The lock of a file's bytes.

    Args:
        source: the bytes.
        trip: the id of the trip that it must belong to, where one is known.

    Raises:
        LockError: this is none, it is damaged, or it is another trip's.
    """
    text = _text(source)
    if _MARK.search(text):
        raise LockError(
            say("git could not merge it: merge the trip, then run `tripplan release`, which merges the lock")
        )
    return _belonging(_read(text), trip)


def merged_lock(source: bytes, trip: str | None = None) -> Lock:
    """As `read_lock`, but a lock that git could not merge is both of its sides: of each event what counts higher.

    Raises:
        LockError: one of the sides is no lock, is damaged, or is another trip's.
    """
    text = _text(source)
    if not _CONFLICT.search(text):
        return read_lock(source, trip)
    ours, theirs = (_read(_CONFLICT.sub(rf"\g<{side}>", text)) for side in ("ours", "theirs"))
    if ours.trip != theirs.trip:
        raise LockError(
            say('its two sides are of two trips, "{ours}" and "{theirs}"', ours=ours.trip, theirs=theirs.trip)
        )
    return _belonging(_joined(ours, theirs), trip)


def _text(source: bytes) -> str:
    try:
        return source.decode("utf-8-sig")  # some editors put a mark before it
    except ValueError:
        raise LockError(_DAMAGED) from None


def _joined(ours: Lock, theirs: Lock) -> Lock:
    entries = {
        id_: _higher(ours.entries.get(id_), theirs.entries.get(id_))
        for id_ in {**ours.entries, **theirs.entries}
    }
    return Lock(
        ours.trip, max(ours.tzdata, theirs.tzdata), {id_: entry for id_, entry in entries.items() if entry}
    )


def _higher(ours: Entry | None, theirs: Entry | None) -> Entry | None:
    """What counts higher; where both told something else under one number, one number more, for some phone has the other."""
    if ours is None or theirs is None or ours == theirs:
        return ours or theirs
    low, high = sorted((ours, theirs), key=lambda entry: (entry.sequence, entry.revised))
    left = tuple(sorted({*low.left, *high.left, *low.snapshot.people} - {*high.snapshot.people}))
    return replace(high, sequence=high.sequence + (low.sequence == high.sequence), left=left)


def _belonging(lock: Lock, trip: str | None) -> Lock:
    if trip is not None and lock.trip != trip:
        raise LockError(
            say(
                'it belongs to the trip "{other}", not to "{trip}": the id of a trip stays as it is; '
                "to begin anew, with events that phones do not know, remove it",
                other=lock.trip,
                trip=trip,
            )
        )
    return lock


def _read(text: str) -> Lock:
    try:
        data = tomli.loads(text)
    except RecursionError:
        raise LockError(_DAMAGED) from None
    except ValueError as error:
        raise LockError(say("it is damaged: {why:word}", why=str(error))) from None
    if not isinstance(data.get("format"), int) or not isinstance(data.get("trip"), str):
        raise LockError(say("this is not a lock that `tripplan release` wrote"))
    if data["format"] != FORMAT:
        raise LockError(say("it is of another version of tripplan: format {number}", number=data["format"]))
    try:
        entries = {id_: _entry(id_, table) for id_, table in data.get("events", {}).items()}
        return Lock(data["trip"], _of(str, data["tzdata"]), entries)
    except (LookupError, TypeError, ValueError, AttributeError, OverflowError):
        raise LockError(_DAMAGED) from None


def _entry(id_: str, table: Mapping[str, Any]) -> Entry:
    snapshot = _snapshot(id_, table)
    if snapshot.digest != table["hash"]:
        raise LockError(say('it is damaged: "{id}" is not what was published', id=id_))
    return Entry(
        snapshot,
        _of(str, table["uid"]),
        _count(table["sequence"]),
        _count(table["release"]),
        _instant(table["revised"]),
        _of(str, table["calendar"]),
        _names(table.get("left", [])),
        _of(bool, table.get("gone", False)),
    )


def _snapshot(id_: str, table: Mapping[str, Any]) -> Snapshot:
    title, origin, site = (_words(table[key]) for key in ("title", "from", "to"))
    return Snapshot(
        id=id_,
        kind=_of(str, table["kind"]),
        status=_of(str, table["status"]),
        title=title,
        start=_moment(*_names(table["start"])),
        end=_moment(*_names(table["end"])),
        origin=origin,
        site=site,
        people=_names(table["people"]),
        audience=_names(table["audience"]) if "audience" in table else None,
        details=_of(dict, table["details"]),
    )


def _of(kind: type[Of], value: object) -> Of:
    """The value, if it is of that kind and no other."""
    if type(value) is not kind:
        raise TypeError(value)
    return value


def _count(value: object) -> int:
    number = _of(int, value)
    if not 0 <= number < _MOST:
        raise ValueError(value)
    return number


def _instant(value: object) -> datetime:
    instant = _of(datetime, value)
    if instant.tzinfo is None:
        raise ValueError(value)
    return instant.astimezone(UTC)


def _names(value: object) -> tuple[str, ...]:
    return tuple(_of(str, each) for each in _of(list, value))


def _words(value: object) -> Text:
    forms = tuple((language, _of(str, form)) for language, form in _of(dict, value).items())
    if not forms:
        raise ValueError(value)
    return Text(forms)


def _moment(wall: str, zone: str, instant: str) -> Moment:
    known = when.zone(zone)
    if known is None:
        raise LockError(say('the zone data have no zone "{zone}"', zone=zone))
    return Moment(datetime.fromisoformat(wall), known, _instant(datetime.fromisoformat(instant)))
