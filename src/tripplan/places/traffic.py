"""What the hour does to a drive.

The bands of the model know no hour: they stand for the mean of the hours in which programmes are held. A ratio that was measured
at some hour is therefore divided by the mean of all ratios (`level`), and applied to as many kilometres as it was measured on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tripplan.places.figures import figures, value
from tripplan.places.notes import Note

if TYPE_CHECKING:
    from datetime import datetime

_SATURDAY = 5


class Hour(NamedTuple):
    """By how much the first kilometres of a drive are longer at an hour than at an unknown one: the middle and the 85th percentile.

    `expected` and `careful` are both ratios to the expected time of the bands.
    """

    name: str
    expected: float
    careful: float
    source: str


def hour_of(departs: datetime, *, airport: bool) -> Hour:
    """The hour of a departure (local wall time); with an `airport` at one end it counts for more."""
    row = next(row for row in figures()["traffic"]["hours"] if _holds(row, departs))
    level = value("traffic", "level")
    middle = row["airport"] if airport else row["median"]
    spread = row["careful"] / row["median"]
    name = Note.of(row["name"])
    if airport:
        name = Note("{hour}, to or from an airport", hour=name)
    return Hour(name, middle / level, middle * spread / level, Note.of(row["source"]))


def _holds(row: dict[str, Any], departs: datetime) -> bool:
    kind = "weekend" if departs.weekday() >= _SATURDAY else "weekday"
    return row["days"] in {kind, "any"} and bool(row["from_hour"] <= departs.hour < row["until_hour"])
