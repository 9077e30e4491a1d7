"""When the clock of a zone changes, and to what.

The changes are found by asking the zone for its offset, over and over: the answers are by construction those that the
rest of the program gets.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_SINCE = datetime.combine(date(1970, 1, 1), time.min)  # older zone data is thin
STRIDE = timedelta(days=6)  # since 1970 every offset has held for 6.9 days or more: one change at most


class Change(NamedTuple):
    """The clock goes from one offset to another; `onset` is naive, on the clock of the offset being left."""

    onset: datetime
    offset_from: timedelta
    offset_to: timedelta

    @property
    def instant(self) -> datetime:
        """The change in UTC, naive."""
        return self.onset - self.offset_from


@cache  # every person's calendar asks again
def changes_of(zone: ZoneInfo, horizon: int) -> tuple[Change, ...]:
    """The changes from 1970 to the end of the year `horizon`, after one that opens 1970 and changes nothing."""
    wall, before = _SINCE, _offset(zone, _SINCE)
    found = [Change(wall, before, before)]
    while wall.year <= horizon:
        after = _offset(zone, wall + STRIDE)
        if after != before:
            found.append(Change(_onset(zone, wall, before, after), before, after))
        wall, before = wall + STRIDE, after
    return tuple(found)


def _onset(zone: ZoneInfo, wall: datetime, before: timedelta, after: timedelta) -> datetime:
    """Where, within a stride of `wall`, the clock leaves the offset `before`, on that offset's own clock."""
    seconds = bisect_left(
        range(int(STRIDE.total_seconds())),
        x=True,
        key=lambda second: _offset(zone, wall + timedelta(seconds=second)) != before,
    )
    # Readings that the clock skips still have the offset before (PEP 495): a gap delays the sight of the new one.
    return wall + timedelta(seconds=seconds) - max(after - before, timedelta())


def _offset(zone: ZoneInfo, wall: datetime) -> timedelta:
    """The offset at a naive reading of the zone's clock; at one that is repeated or skipped, the offset before."""
    return zone.utcoffset(wall) or timedelta()
