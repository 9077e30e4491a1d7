"""Seeded mistakes: every kind is told, clean trips are left in peace."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fault_scores import noise, scores
from seeded import FAULTS

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from seeded import Data

TRIPS = 16  # of each kind: more than 300 mistakes in all


def test_of_clean_trips_nothing_is_said() -> None:
    """No finding at warning or above on any trip that the mistakes are put into."""
    assert noise(range(TRIPS)) == []


def test_there_are_enough_mistakes_to_speak_of() -> None:
    """At least 300 single mutations."""
    assert len(FAULTS) * TRIPS >= 300


# What benchmarks/faults.py measures, less a little. Half a clock is not always told: where two clocks differ by few hours, a flight
# with the arrival on the wrong one is still a possible flight.
LEAST = {"home_clock": (0.8, 0.7), "late_by_a_day": (1.0, 0.8)}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_every_kind_of_mistake_is_told(fault: Callable[[Data, random.Random], None]) -> None:
    """Recall and precision stay what they were: who falls below has lost something."""
    told, right = LEAST.get(fault.__name__, (1.0, 0.95))
    score = scores(fault, range(TRIPS))

    assert score.told >= told * score.made
    assert score.right >= right * score.found
