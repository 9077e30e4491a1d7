"""What the checks make of seeded mistakes, in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from seeded import FAULTS, clean_trip, document, faulty_trip
from tripplan.diagnostics import Severity
from tripplan.verify import verify

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterable

    from seeded import Data


@dataclass(slots=True)
class Score:
    """Of the mistakes made, those told; of the findings, those of the mistake. A finding at warning or above counts."""

    made: int = 0
    told: int = 0
    found: int = 0
    right: int = 0


def warned(data: Data) -> list[str]:
    """The checks that warn or worse of a trip."""
    report = verify(document(data), "trip.toml")
    return [each.check for each in report.diagnostics if each.severity is not Severity.INFO]


def scores(fault: Callable[[Data, random.Random], None], seeds: Iterable[int]) -> Score:
    """The score of one kind of mistake over the trips of some seeds."""
    score = Score()
    for seed in seeds:
        found = warned(faulty_trip(seed, fault))
        right = [check for check in found if check in FAULTS[fault]]
        score.made += 1
        score.told += bool(right)
        score.found += len(found)
        score.right += len(right)
    return score


def noise(seeds: Iterable[int]) -> list[tuple[int, str]]:
    """What is said, at warning or above, of trips that have nothing wrong with them."""
    return [(seed, check) for seed in seeds for check in warned(clean_trip(seed))]
