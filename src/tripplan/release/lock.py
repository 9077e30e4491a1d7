"""The lock: what was published, as plain text beside the trip.

One table an event, in the order of ids, one key a line, and no line that every release changes: two people's releases of different
events merge as text does. The number and the time of the last release are those of the event that it changed last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tripplan.messages import Message
    from tripplan.release.snapshot import Snapshot

FORMAT = 1
_HEAD = """\
# What calendars have been told of this trip: written by `tripplan release`, kept in git beside the trip, not edited.
# Where git cannot merge it, merge the trip and run `tripplan release`: that merges the lock.
"""
_LIVE = re.compile('[\x00-\x1f"\\\\\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]')


class LockError(Exception):
    """This is no lock, or not this trip's; the message says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.template)
        self.message = message


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as it was published.

    `sequence` and `revised` (UTC) are its SEQUENCE and the instant of its last change in calendars, `release` the number of the release that
    wrote it last, `calendar` a digest of all that calendars show of it. `left` are the ids of those whom it was for and is no more. One that
    is `gone` is no longer in the trip.
    """

    snapshot: Snapshot
    uid: str
    sequence: int
    release: int
    revised: datetime
    calendar: str
    left: tuple[str, ...] = ()
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Lock:
    """The last release of a trip: the zone data by which it was made, and its events by id."""

    trip: str
    tzdata: str
    entries: Mapping[str, Entry] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """The number of the last release, from 1; 0 where there was none."""
        return max((entry.release for entry in self.entries.values()), default=0)

    @property
    def time(self) -> datetime:
        """The last instant (UTC) at which calendars were told something new."""
        times = (entry.revised for entry in self.entries.values())
        return max(times, default=datetime(1970, 1, 1, tzinfo=UTC))


def lock_path(trip_file: str) -> str:
    """Where the lock of a trip stands: beside it, under its name."""
    path = PurePath(trip_file)
    return str(path.with_name(f"{path.stem}.lock")) if path.name else f"{trip_file}.lock"


def write_lock(lock: Lock) -> str:
    """The lock as text: the same for the same content."""
    head = (f"format = {FORMAT}", f"trip = {_string(lock.trip)}", f"tzdata = {_string(lock.tzdata)}")
    tables = (table for _, entry in sorted(lock.entries.items()) for table in _table(entry))
    return _HEAD + "".join(f"{line}\n" for line in (*head, *tables))


def _table(entry: Entry) -> Iterator[str]:
    each = entry.snapshot
    yield from ("", f"[events.{_key(each.id)}]", f"uid = {_string(entry.uid)}")
    yield from (f"sequence = {entry.sequence}", f"release = {entry.release}")
    yield f"revised = {entry.revised.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    if entry.gone:
        yield "gone = true"
    if entry.left:
        yield f"left = {_value(list(entry.left))}"
    yield from (f"calendar = {_string(entry.calendar)}", f"hash = {_string(each.digest)}")
    for key, value in each.told().items():
        yield f"{key} = {_value(value)}"


def _value(value: object) -> str:
    if isinstance(value, dict):
        pairs = ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return _string(str(value))


def _key(name: str) -> str:
    return name if re.fullmatch("[A-Za-z0-9_-]+", name) else _string(name)


def _string(text: str) -> str:
    """A basic string in which nothing is alive, to a parser or to a terminal."""
    return '"' + _LIVE.sub(lambda found: rf"\u{ord(found[0]):04x}", text) + '"'
