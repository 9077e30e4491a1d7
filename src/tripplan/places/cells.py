"""Where no border is near: cells of ten minutes of arc that lie in one zone as a whole (`data/zones.cells`).

`tools/cells.py` makes the table from the borders that tzfpy brings, and proves each cell. tzfpy itself needs some 100 ms for its first
answer, which is a fifth of a check. The table is asked first whatever tzfpy is installed: far from every border one coordinate has one
zone on every machine, and a release that moves a border there is a new table.

The file: a line of UTF-8 with the release of the borders and the names of the zones; then numbers of four bytes, the low one first and
in ascending order. Each begins a run of cells, row by row from the south-west corner of the map: the run's first cell times 512, plus
its zone's place in the line, or plus 0 for cells that are not in one zone as a whole, or at sea.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from math import floor
from typing import NamedTuple

from tripplan.places.store import DATA

PER_DEGREE = 6
ROWS, COLUMNS = 180 * PER_DEGREE, 360 * PER_DEGREE
ZONES = 512  # more than there are
WIDTH = 4  # bytes of a number
FILE = "zones.cells"


class Cells(NamedTuple):
    """The table: the release of the borders that it was made from, its zones, and the runs as they stand in the file."""

    version: str
    names: tuple[str, ...]
    runs: bytes

    def run(self, index: int) -> int:
        """The number of one run."""
        return int.from_bytes(self.runs[WIDTH * index : WIDTH * (index + 1)], "little")

    def zone(self, lat: float, lon: float) -> str | None:
        """The zone of the cell of a position on the globe, or None where only the borders tell."""
        last = cell(lat, lon) * ZONES + ZONES - 1
        index = bisect_right(range(len(self.runs) // WIDTH), last, key=self.run) - 1
        place = self.run(index) % ZONES
        return self.names[place - 1] if place else None


def cell(lat: float, lon: float) -> int:
    """The number of the cell of a position in degrees; the pole and the date line belong to the cells before them."""
    row = min(floor((lat + 90) * PER_DEGREE), ROWS - 1)
    column = min(floor((lon + 180) * PER_DEGREE), COLUMNS - 1)
    return row * COLUMNS + column


@cache
def cells() -> Cells:
    """The table that tripplan brings."""
    line, _, runs = (DATA / FILE).read_bytes().partition(b"\n")
    version, *names = line.decode().split()
    return Cells(version, tuple(names), runs)
