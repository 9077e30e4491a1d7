"""How near the model comes to published times: the bounds that DESIGN.md tells."""

from __future__ import annotations

import csv
import runpy
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
BOUNDS = {  # what travels: pairs, mean error, 90th percentile of the error, pairs within the careful time at least
    "drive": (11, 0.14, 0.22, 7),
    "train": (8, 0.17, 0.54, 7),
    "bus": (3, 0.05, 0.08, 3),
    "ferry": (2, 0.03, 0.04, 2),
    "flight": (9, 0.035, 0.11, 9),
}


@pytest.fixture(scope="module")
def benchmark() -> dict[str, Any]:
    """The names of benchmarks/travel.py."""
    return runpy.run_path(str(ROOT / "benchmarks" / "travel.py"))


@pytest.mark.parametrize("name", BOUNDS)
def test_the_model_stays_within_its_bounds(name: str, benchmark: dict[str, Any]) -> None:
    """No change of the model makes it worse unseen."""
    pairs, mean, p90, within = BOUNDS[name]
    found = benchmark["errors"](benchmark["sets"]()[name])

    assert found.pairs == pairs
    assert found.mean < mean
    assert found.p90 < p90
    assert found.within >= within


def test_every_set_has_its_bounds(benchmark: dict[str, Any]) -> None:
    """A new set of pairs is held to something."""
    assert benchmark["sets"]().keys() == BOUNDS.keys()


@pytest.mark.parametrize("file", ["travel_pairs.csv", "mode_pairs.csv", "flight_pairs.csv"])
def test_every_published_pair_names_its_source(file: str) -> None:
    """A number that nobody can look up is no measure."""
    with (ROOT / "tests" / "data" / file).open(encoding="utf-8", newline="") as lines:
        assert all(row["source"].strip() for row in csv.DictReader(lines))


def test_the_benchmark_prints_every_pair(
    benchmark: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    """One line a set, and one a pair below it."""
    benchmark["main"]()
    printed = capsys.readouterr().out

    assert printed.count("\n") == sum(1 + pairs for pairs, *_ in BOUNDS.values())
    assert "drive: 11 pairs, mean error" in printed
