"""Builds `src/tripplan/places/data/zones.cells`, the cells of the map that lie in one zone as a whole.

    python tools/cells.py            write it
    python tools/cells.py --check    rebuild aside and fail where a byte differs

The source is tzfpy, which answers from polygons, and inside some tiles from those. A cell is in the table where all of this holds, so
that no point in it can have another zone:

- no side of any polygon comes within `MARGIN` of it, so that each polygon holds all of it or nothing;
- one polygon's zone alone holds its middle, and that is a zone of land which tzdata has;
- no tile that touches it is another zone's.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from math import floor
from typing import TYPE_CHECKING, TypeAlias

import tzfpy

from tripplan.places.cells import COLUMNS, FILE, PER_DEGREE, ROWS, WIDTH, ZONES
from tripplan.places.store import DATA
from tripplan.places.zones import land_zones

if TYPE_CHECKING:
    from collections.abc import Iterator

MARGIN = 1e-3  # degrees, a hundred times what the polygons' numbers are rounded to
Point: TypeAlias = tuple[float, float]  # longitude, latitude: GeoJSON's order


def rings(geojson: str) -> Iterator[list[Point]]:
    """The closed lines of a collection of multipolygons: outer ones and holes alike."""
    for feature in json.loads(geojson)["features"]:
        for polygon in feature["geometry"]["coordinates"]:
            yield from polygon


def tiles(zone: str) -> Iterator[list[Point]]:
    """The outlines of the tiles that are answered with this zone; some zones have none."""
    try:
        geojson = tzfpy.get_tz_index_geojson(zone)
    except ValueError:
        return
    yield from rings(geojson)


def row_of(lat: float) -> int:
    """The row of a latitude, which a margin may have carried off the map."""
    return min(max(floor((lat + 90) * PER_DEGREE), 0), ROWS - 1)


def column_of(lon: float) -> int:
    """The column of a longitude, likewise."""
    return min(max(floor((lon + 180) * PER_DEGREE), 0), COLUMNS - 1)


def near(a: Point, b: Point) -> Iterator[slice]:
    """The cells within the margin of a side, row by row."""
    (west, south), (east, north) = sorted((a, b), key=lambda point: point[1])
    slope = (east - west) / (north - south) if north > south else 0.0
    for row in range(row_of(south - MARGIN), row_of(north + MARGIN) + 1):
        # The part of the side in the row, and a margin's height beyond.
        low = max(south, row / PER_DEGREE - 90 - MARGIN)
        high = min(north, (row + 1) / PER_DEGREE - 90 + MARGIN)
        ends = (west + slope * (low - south), west + slope * (high - south)) if slope else (west, east)
        first, last = column_of(min(ends) - MARGIN), column_of(max(ends) + MARGIN)
        yield slice(row * COLUMNS + first, row * COLUMNS + last + 1)


def crossed() -> bytearray:
    """A byte a cell: 1 where a border is near."""
    found = bytearray(ROWS * COLUMNS)
    for zone in tzfpy.timezonenames():
        for ring in rings(tzfpy.get_tz_polygon_geojson(zone)):
            for side in pairwise(ring):
                for part in near(*side):
                    found[part] = b"\1" * (part.stop - part.start)
    return found


def zones_of_cells() -> list[str]:
    """The zone of each cell, or an empty text."""
    borders, known = crossed(), land_zones()
    zones: list[str] = []
    for index, border in enumerate(borders):
        if border:
            zones.append("")
        elif index % COLUMNS and not borders[index - 1]:
            zones.append(zones[-1])  # no border between it and the cell before
        else:
            row, column = divmod(index, COLUMNS)
            held = tzfpy.get_tzs((column + 0.5) / PER_DEGREE - 180, (row + 0.5) / PER_DEGREE - 90)
            zones.append(held[0] if len(held) == 1 and held[0] in known else "")
    return zones


def without_others_tiles(zones: list[str]) -> list[str]:
    """The zones of cells, without the cells that a tile of another zone touches."""
    for zone in tzfpy.timezonenames():
        for tile in tiles(zone):
            west, east = column_of(tile[0][0] - MARGIN), column_of(tile[2][0] + MARGIN)
            for row in range(row_of(tile[0][1] - MARGIN), row_of(tile[2][1] + MARGIN) + 1):
                for index in range(row * COLUMNS + west, row * COLUMNS + east + 1):
                    if zones[index] != zone:
                        zones[index] = ""
    return zones


def build() -> bytes:
    """The content of the file."""
    zones = without_others_tiles(zones_of_cells())
    names = sorted(set(zones) - {""})
    if len(names) >= ZONES:
        raise ValueError(f"more than {ZONES} zones")
    number = {"": 0} | {name: place for place, name in enumerate(names, start=1)}
    begins = (index for index, zone in enumerate(zones) if not index or zone != zones[index - 1])
    runs = b"".join((index * ZONES + number[zones[index]]).to_bytes(WIDTH, "little") for index in begins)
    return f"{' '.join((tzfpy.data_version(), *names))}\n".encode() + runs


def main(arguments: list[str]) -> int:
    """Builds, or with --check compares. Returns the exit status."""
    path, content = DATA / FILE, build()
    if "--check" in arguments:
        same = path.read_bytes() == content
        print(f"{FILE} {'is' if same else 'is not'} what the borders of {tzfpy.data_version()} give")
        return 0 if same else 1
    path.write_bytes(content)
    print(f"{FILE}: {len(content):,} bytes; borders of {tzfpy.data_version()}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
