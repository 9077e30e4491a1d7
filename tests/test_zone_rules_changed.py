"""`zone-rules-changed`, from a release to the report: the lock beside a trip is what the check compares with."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from commands import tripplan
from release_trips import TRIP
from tripplan.release.lock import write_lock
from tripplan.release.read import read_lock

if TYPE_CHECKING:
    from pathlib import Path

    from tripplan.release import Entry


@pytest.fixture
def trip(tmp_path: Path) -> Path:
    """A trip's file in a folder of its own."""
    path = tmp_path / "trip.toml"
    path.write_text(TRIP, "utf-8")
    return path


def test_a_government_that_moves_a_clock_is_told_until_the_next_release(trip: Path) -> None:
    """The lock holds the instants of its day: where today's rules give others, `check` says so, and a new release settles it."""
    trip.write_text(TRIP.replace("2024-09-2", "2026-12-0"), "utf-8")
    lock = trip.with_suffix(".lock")
    tripplan("release", trip)
    quiet = tripplan("check", trip)
    told = read_lock(lock.read_bytes())
    hour = timedelta(hours=1)  # before the law of 2026, Calgary was at UTC−7 in December
    lock.write_text(
        write_lock(replace(told, entries={id_: _later(entry, hour) for id_, entry in told.entries.items()})),
        "utf-8",
    )

    found = tripplan("check", trip)
    tripplan("release", trip)

    assert "zone-rules-changed" not in quiet.out
    assert found.out.count("warning[zone-rules-changed]") == 1
    assert "was 16:00 and is now 15:00 in UTC" in found.out
    assert "zone-rules-changed" not in tripplan("check", trip).out


def _later(entry: Entry, length: timedelta) -> Entry:
    each = entry.snapshot
    start, end = (replace(moment, instant=moment.instant + length) for moment in (each.start, each.end))
    return replace(entry, snapshot=replace(each, start=start, end=end))


@pytest.mark.parametrize("lock", [b"[", b"", b"format = 1"])
def test_a_damaged_lock_does_not_stop_a_check(trip: Path, lock: bytes) -> None:
    """The trip is judged all the same; standard error says that the lock is of no use."""
    trip.with_suffix(".lock").write_bytes(lock)

    result = tripplan("check", trip)

    assert result.status in {0, 1}
    assert "Checked: " in result.out
    assert "trip.lock: " in result.err
