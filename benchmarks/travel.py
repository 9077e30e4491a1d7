"""How far the travel-time model is from published times: by road, by train, bus and ferry, by air.

`python benchmarks/travel.py` prints, for each set of published pairs, the mean and the 90th percentile of the absolute error, in minutes and
in per cent of the published time. The pairs and their sources are in tests/data.
"""

from __future__ import annotations

import csv
import datetime as dt
import statistics
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tripplan import places, when

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parents[1] / "tests" / "data"


class Pair(NamedTuple):
    """One way: minutes as published, as modelled, and as modelled with care."""

    name: str
    published: float
    modelled: float
    careful: float

    @property
    def error(self) -> float:
        """The absolute error, as a share of the published time."""
        return abs(self.modelled - self.published) / self.published


class Errors(NamedTuple):
    """The errors of a set of pairs: minutes and shares, and how many published times are within the careful one."""

    pairs: int
    minutes: float
    mean: float
    p90: float
    within: int


def roads() -> list[Pair]:
    """Published driving times."""
    return [_pair(row, "drive") for row in _rows("travel_pairs.csv") if row["min_lo"]]


def scheduled(mode: str) -> list[Pair]:
    """Published times of trains, buses or ferries."""
    return [_pair(row, mode) for row in _rows("mode_pairs.csv") if row["mode"] == mode]


def flights() -> list[Pair]:
    """Published flights, from local times on the clocks of both airports."""
    return [_flight(row) for row in _rows("flight_pairs.csv")]


def errors(pairs: list[Pair]) -> Errors:
    """The errors of a set; the percentile is the smallest error that nine of ten pairs do not exceed."""
    shares = sorted(pair.error for pair in pairs)
    return Errors(
        len(pairs),
        statistics.mean(abs(pair.modelled - pair.published) for pair in pairs),
        statistics.mean(shares),
        shares[-(-9 * len(shares) // 10) - 1],
        sum(pair.published <= pair.careful for pair in pairs),
    )


def sets() -> dict[str, list[Pair]]:
    """All sets, by what travels."""
    ways = {mode: scheduled(mode) for mode in ("train", "bus", "ferry")}
    return {"drive": roads(), **ways, "flight": flights()}


def _pair(row: dict[str, str], mode: str) -> Pair:
    a, b = (float(row["flat"]), float(row["flon"])), (float(row["tlat"]), float(row["tlon"]))
    estimate = places.travel_minutes(a, b, mode=mode, country=row["iso"])
    published = (float(row["min_lo"]) + float(row["min_hi"])) / 2
    return Pair(f"{row['from']} - {row['to']}", published, estimate.minutes, estimate.careful)


def _flight(row: dict[str, str]) -> Pair:
    origin, destination = places.airport(row["origin"]), places.airport(row["dest"])
    if origin is None or destination is None:
        raise LookupError(row)
    leaves = _instant(row["date"], row["dep_local"], 0, origin.zone)
    arrives = _instant(row["date"], row["arr_local"], int(row["plus_days"]), destination.zone)
    published = when.elapsed(leaves, arrives).total_seconds() / 60
    ends = ((place.lat, place.lon) for place in (origin, destination))
    estimate = places.travel_minutes(*ends, mode="flight")
    return Pair(f"{origin.iata} - {destination.iata}", published, estimate.minutes, estimate.careful)


def _instant(date: str, clock: str, days: int, name: str) -> when.Moment:
    zone = when.zone(name)
    if zone is None:
        raise LookupError(name)
    return when.read(dt.datetime.fromisoformat(f"{date}T{clock}") + dt.timedelta(days=days), zone)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def main() -> None:
    """Prints every pair, and the errors of each set."""
    for name, pairs in sets().items():
        found = errors(pairs)
        print(f"{name}: {found.pairs} pairs, mean error {found.minutes:.1f} min, {found.mean:.1%}; "
              f"90th percentile {found.p90:.1%}; within the careful time {found.within}")  # fmt: skip
        for pair in pairs:
            print(
                f"    {pair.name:38} published {pair.published:5.0f}  modelled {pair.modelled:5.0f}  careful {pair.careful:5.0f}"
            )


if __name__ == "__main__":
    main()
