"""Travel time on the ground when no hour is said: the laws of the model, its accuracy, and the numbers that it stands on."""

from __future__ import annotations

import csv
import statistics
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tripplan.places import Estimate, ground_minutes
from tripplan.places.figures import figures

KM_PER_DEGREE = 6371.0088 * 3.141592653589793 / 180
ROADS = sorted(set(figures()["roads"]) - {"other"})
COUNTRIES = st.sampled_from([*ROADS, "NO", None])
KILOMETRES = st.floats(0, 3000)
POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
PAIRS = Path(__file__).parent / "data" / "travel_pairs.csv"


def way(km: float, country: str | None = "CA") -> Estimate:
    """The estimate for a way of so many km, due north from a point of the equator."""
    return ground_minutes((0.0, 0.0), (km / KM_PER_DEGREE, 0.0), country)


@given(POINTS, POINTS, COUNTRIES)
def test_the_way_back_takes_as_long(
    a: tuple[float, float], b: tuple[float, float], country: str | None
) -> None:
    """The model knows no one-way streets."""
    assert ground_minutes(a, b, country) == ground_minutes(b, a, country)


@given(POINTS, COUNTRIES)
def test_going_nowhere_takes_no_time(a: tuple[float, float], country: str | None) -> None:
    """Zero at the same point."""
    assert ground_minutes(a, a, country)[:4] == (0.0, 0.0, 0.0, "walk")


@given(KILOMETRES, KILOMETRES, COUNTRIES)
@example(0.99, 1.01, "CA")
@example(59.0, 61.0, "KR")
@example(499.0, 501.0, "US")
@example(1.0, 1.000001, "IT")
def test_no_longer_way_is_planned_shorter(one: float, other: float, country: str | None) -> None:
    """`careful` grows with distance everywhere: over the ends of bands, and from the walk to the drive."""
    near, far = way(min(one, other), country), way(max(one, other), country)

    assert near.careful <= far.careful * (1 + 1e-12)


@given(KILOMETRES, KILOMETRES, COUNTRIES)
def test_no_longer_way_of_one_mode_is_expected_shorter(one: float, other: float, country: str | None) -> None:
    """`minutes` grows with distance within a mode; between them it may not, as a car is faster than a walk."""
    near, far = way(min(one, other), country), way(max(one, other), country)

    assert near.minutes <= far.minutes * (1 + 1e-12) or near.mode != far.mode


@given(KILOMETRES, COUNTRIES)
def test_the_careful_time_is_never_below_the_expected(km: float, country: str | None) -> None:
    """An 85th percentile is at least the middle."""
    estimate = way(km, country)

    assert 0 <= estimate.minutes <= estimate.careful


@given(KILOMETRES, COUNTRIES)
def test_a_short_way_is_walked_and_a_long_one_driven(km: float, country: str | None) -> None:
    """Up to 1 km on foot."""
    estimate = way(km, country)

    assert estimate.mode == ("walk" if estimate.km <= 1 else "drive")
    assert estimate.km == pytest.approx(km, abs=1e-6)


@pytest.mark.parametrize(
    ("km", "minutes"), [(2, 8), (10, 18), (20, 27), (50, 48), (100, 83), (300, 220), (500, 351)]
)
def test_a_drive_takes_the_fitted_time(km: float, minutes: float) -> None:
    """Points of the published curve, where roads are as winding as those that it was fitted to."""
    assert way(km, "US").minutes == pytest.approx(minutes, abs=1.01)


def test_a_walk_takes_its_pace() -> None:
    """800 m at 4.8 km/h on ways 1.3 times the straight line: 13 min, a quarter more with care."""
    walk = way(0.8)

    assert walk.minutes == pytest.approx(13.0, abs=0.01)
    assert walk.careful == pytest.approx(16.25, abs=0.01)


@pytest.mark.parametrize(
    ("country", "ratio"), [("CA", 1.0), ("KR", 1.05), ("FR", 1.375), (None, 1.30 / 1.20)]
)
def test_winding_roads_take_longer(country: str | None, ratio: float) -> None:
    """Time grows as the roads of the country wind; an unknown country is taken for a middling one."""
    assert way(80, country).minutes == pytest.approx(way(80, "US").minutes * ratio)


@pytest.mark.parametrize(
    ("km", "country", "words"),
    [
        (0.5, "CA", "4.8 km/h on ways 1.3 times the straight line"),
        (50, "KR", "roads 1.26 times the straight line (KR)"),
        (50, "NO", "roads 1.30 times the straight line (NO)"),
        (50, None, "roads 1.30 times the straight line (country unknown)"),
    ],
)
def test_an_estimate_says_where_it_comes_from(km: float, country: str | None, words: str) -> None:
    """A finding that stands on an estimate can name its grounds."""
    assert way(km, country).source == words


def test_published_times_are_met() -> None:
    """The mean absolute percentage error over published driving times in six countries is 13.8 %."""
    with PAIRS.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["min_lo"]]
    errors = [abs(estimated(row).minutes - published(row)) / published(row) for row in rows]

    assert len(errors) == 11
    assert all(row["source"] for row in rows)
    assert statistics.mean(errors) < 0.14


def estimated(row: dict[str, str]) -> Estimate:
    """The model's answer for a published pair."""
    a, b = (float(row["flat"]), float(row["flon"])), (float(row["tlat"]), float(row["tlon"]))
    return ground_minutes(a, b, row["iso"])


def published(row: dict[str, str]) -> float:
    """The middle of the published range, in minutes."""
    return (float(row["min_lo"]) + float(row["min_hi"])) / 2


def numbers(table: Any, path: str = "") -> list[tuple[str, dict[str, Any]]]:  # noqa: ANN401 - whatever TOML holds
    """Every row of the model that holds a number, by its path."""
    if isinstance(table, list):
        return [row for i, each in enumerate(table) for row in numbers(each, f"{path}[{i}]")]
    if any(isinstance(value, int | float) for value in table.values()):
        return [(path, table)]
    return [row for name, each in table.items() for row in numbers(each, f"{path}.{name}")]


@pytest.mark.parametrize(
    ("path", "row"), numbers(figures()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_number_of_the_model_names_its_source(path: str, row: dict[str, Any]) -> None:
    """A number without a source is an opinion."""
    assert str(row["source"]).strip(), path
    assert all(value >= 0 for value in row.values() if isinstance(value, int | float)), path


def test_the_bands_of_the_model_are_in_order() -> None:
    """Bands follow each other without a gap, from the start on, and care never means haste."""
    drive, walk = figures()["drive"], figures()["walk"]
    bands = [band["from_km"] for band in drive["bands"]]
    careful = [band["from_km"] for band in drive["careful"]]

    assert bands == sorted(set(bands))
    assert bands[0] == 0
    assert careful == sorted(set(careful))
    assert careful[0] <= walk["longest_km"]["value"]
    assert all(band["factor"] >= 1 for band in drive["careful"])
    assert all(1 <= row["value"] <= 2.5 for row in figures()["roads"].values())


def test_an_unlisted_country_has_middling_roads() -> None:
    """The value for all others is about the median of those listed."""
    roads = figures()["roads"]

    assert roads["other"]["value"] == pytest.approx(
        statistics.median(roads[c]["value"] for c in ROADS), abs=0.02
    )
