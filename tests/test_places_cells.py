"""The cells of the map that lie in one zone: they answer as the borders do, and spare them."""

from __future__ import annotations

import importlib.util
import random
from itertools import pairwise
from math import nextafter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import tzfpy
from hypothesis import example, given
from hypothesis import strategies as st

from tripplan import places
from tripplan.places import store
from tripplan.places.cells import COLUMNS, FILE, PER_DEGREE, ROWS, WIDTH, ZONES, Cells, cell, cells
from tripplan.places.zones import land_zones

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[1]
LAST = ROWS * COLUMNS - 1
of_these_borders = pytest.mark.skipif(
    tzfpy.data_version() != cells().version, reason="other borders are installed than the table was made from"
)


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    """`tools/cells.py`."""
    spec = importlib.util.spec_from_file_location("cells_builder", ROOT / "tools" / "cells.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def apart(lat: float, lon: float) -> tuple[str | None, str] | None:
    """The answers of the table and of the borders, where there are two and they differ."""
    zone, here = cells().zone(lat, lon), tzfpy.get_tz(lon, lat)
    return (zone, here) if zone and zone != here else None


@of_these_borders
@pytest.mark.parametrize("kind", ["airport", "city"])
def test_the_table_answers_as_the_borders_do_for_every_place(kind: str) -> None:
    """No city and no airport has another zone for being looked up faster; nine in ten are."""
    rows = store.rows(f"SELECT lat / 1e5, lon / 1e5 FROM {kind}")  # noqa: S608 - our own two words

    assert not [row for row in rows if apart(*row)]
    assert sum(cells().zone(*row) is not None for row in rows) > 0.9 * len(rows)


@of_these_borders
def test_the_table_answers_as_the_borders_do_at_the_sides_of_its_cells() -> None:
    """A cell holds up to its last metre: corners and sides of cells, and the numbers next to them."""
    chance = random.Random(2024)  # noqa: S311 - no secret
    for _ in range(20_000):
        lat, lon = chance.randrange(ROWS + 1) / PER_DEGREE - 90, chance.uniform(-180, 180)
        side = chance.randrange(COLUMNS + 1) / PER_DEGREE - 180
        at = [(lat, lon), (nextafter(lat, -90), lon), (lat, side), (lat, nextafter(side, -180))]

        assert not [point for point in at if apart(*point)]


@of_these_borders
@given(st.floats(-90, 90), st.floats(-180, 180))
@example(90.0, 180.0)
@example(-90.0, -180.0)
@example(-90.0, 180.0)
@example(66.0, 180.0)
def test_the_table_answers_as_the_borders_do_anywhere(lat: float, lon: float) -> None:
    """At the poles and the date line too."""
    assert apart(lat, lon) is None


@of_these_borders
def test_the_table_is_what_the_borders_give(builder: ModuleType) -> None:
    """Built anew it is the same to the byte: no cell in it was set by hand."""
    assert builder.build() == (store.DATA / FILE).read_bytes()


def test_check_fails_where_the_table_differs(
    builder: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`tools/cells.py --check` passes on what was just built, and on nothing else."""
    monkeypatch.setattr(builder, "DATA", tmp_path)
    monkeypatch.setattr(builder, "build", lambda: b"2026a Asia/Seoul\n")

    assert builder.main([]) == 0
    assert builder.main(["--check"]) == 0
    (tmp_path / FILE).write_bytes(b"2026a Asia/Tokyo\n")
    assert builder.main(["--check"]) == 1


def test_the_table_and_the_gazetteer_go_by_the_same_borders() -> None:
    """What `--version` says of the borders holds for both."""
    assert f"timezone-boundary-builder {cells().version}," in places.data_version()


def test_every_zone_of_the_table_has_rules() -> None:
    """A name in the table is given out without another look: tzdata knows it, and it is no zone of the sea."""
    assert set(cells().names) <= land_zones()


def test_the_table_is_small_enough_to_ship() -> None:
    """At most 180 kB, which a wheel packs to two thirds."""
    assert (store.DATA / FILE).stat().st_size <= 180_000


def test_the_runs_ascend_and_change() -> None:
    """What a search by halves relies on: each run begins after the one before it, in another zone."""
    table = cells()
    runs = [divmod(table.run(index), ZONES) for index in range(len(table.runs) // WIDTH)]

    assert runs[0][0] == 0
    assert all(a[0] < b[0] and a[1] != b[1] for a, b in pairwise(runs))
    assert runs[-1][0] <= LAST
    assert {place for _, place in runs} == set(range(len(table.names) + 1))


@pytest.mark.parametrize(
    ("lat", "lon", "number"),
    [
        (-90.0, -180.0, 0),
        (-90.0, -179.8, 1),
        (-89.8, -180.0, COLUMNS),
        (-90.0, 180.0, COLUMNS - 1),
        (90.0, 180.0, LAST),
        (0.0, 0.0, ROWS // 2 * COLUMNS + COLUMNS // 2),
    ],
)
def test_every_position_has_a_cell(lat: float, lon: float, number: int) -> None:
    """Cells are counted eastwards from the south-west corner, and the map's last sides belong to it."""
    assert cell(lat, lon) == number


def test_a_run_reaches_to_the_next() -> None:
    """The zone of a cell is that of the last run which begins at it or before."""
    runs = ((0, 0), (1, 2), (3, 1), (4, 0))
    table = Cells(
        "", ("Asia/Seoul", "Asia/Tokyo"), b"".join((c * ZONES + z).to_bytes(4, "little") for c, z in runs)
    )

    found = [table.zone(-90, -180 + (column + 0.5) / PER_DEGREE) for column in range(6)]

    assert found == [None, "Asia/Tokyo", "Asia/Tokyo", "Asia/Seoul", None, None]


def test_far_from_borders_they_are_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The zones of a common trip cost no second."""
    monkeypatch.delattr("tzfpy.get_tz")

    assert places.zone_at(42.3601, -71.0589) == "America/New_York"
    assert places.zone_at(37.8747, 127.7342) == "Asia/Seoul"
