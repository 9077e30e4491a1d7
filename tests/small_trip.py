"""A small trip with one error, one warning and one slip of spelling, each at a place that tests know."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """[trip]
id = "t"
title = "T"
home = "calgary"
start = 2024-09-21
end = 2024-09-29
[places.calgary]
at = [51.0447, -114.0719]
[people.kim]
name = "Kim"
"""
DOUBLE = """[[events]]
id = "a"
kind = "meeting"
place = "calgary"
start = 2024-09-23T09:00
duration = "2 h"
[[events]]
id = "b"
kind = "meeting"
place = "calgary"
start = 2024-09-23T10:00
duration = "1 h"
"""
LATE = """[[events]]
id = "late"
kind = "meeting"
place = "calgary"
start = 2024-10-23T09:00
duration = "1 h"
"""
SLIP = """[[events]]
id = "slip"
kind = "meeting"
titel = "Lunch"
place = "calgary"
start = 2024-09-24T15:00
duration = "1 h"
"""
# What only matters to a person who knows the trip; of no matter here.
QUIET = '[checks]\nno-bed = "off"\nbody-clock = "off"\n'
TRIP = HEAD + DOUBLE + LATE + SLIP + QUIET
FOUND = {"double-booked": "error", "outside-trip": "warning", "unknown-key": "error"}


def trip_in(folder: Path, text: str = TRIP, name: str = "trip.toml") -> Path:
    """Writes a trip into a folder, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, "utf-8")
    return path
