"""The changes of the clocks of all zones: none is missed, against the zones' compiled files."""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta
from importlib import resources
from itertools import pairwise

from ics_rules import ZONES, zone
from tripplan.exporters._clock_changes import STRIDE, changes_of


def compiled_changes(name: str) -> list[tuple[datetime, timedelta, timedelta]]:
    """The changes of offset since 1970 that stand one by one in a zone's compiled file (RFC 8536), in UTC."""
    data = resources.files("tzdata.zoneinfo").joinpath(*name.split("/")).read_bytes()
    isut, isstd, leap, times, types, chars = struct.unpack_from(">6l", data, 20)
    second = 44 + times * 5 + types * 6 + chars + leap * 8 + isstd + isut
    times, types = struct.unpack_from(">2l", data, second + 32)
    instants = struct.unpack_from(f">{times}q", data, second + 44)
    kinds = data[second + 44 + 8 * times :][:times]
    offsets = [struct.unpack_from(">l", data, second + 44 + 9 * times + 6 * kind)[0] for kind in range(types)]
    steps = pairwise([offsets[0], *(offsets[kind] for kind in kinds)])
    return [
        (datetime.fromtimestamp(instant, UTC), timedelta(seconds=before), timedelta(seconds=after))
        for instant, (before, after) in zip(instants, steps, strict=True)
        if instant > 0 and before != after
    ]


def test_no_change_of_a_clock_is_missed() -> None:
    """The changes found by asking a zone for its offset are those of its compiled file, none in one stride with another."""
    for name in ZONES:
        expected = compiled_changes(name)
        found = [
            (change.instant.replace(tzinfo=UTC), *change[1:]) for change in changes_of(zone(name), 2090)[1:]
        ]
        assert found[: len(expected)] == expected, name
        assert all(later[0] - earlier[0] > STRIDE for earlier, later in pairwise(found)), name
