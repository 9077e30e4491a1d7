"""How long a way on the ground takes when nobody said: a model of the distance alone. Its numbers are in `data/travel.toml`."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from tripplan.places.sphere import distance_km
from tripplan.places.store import DATA


class Estimate(NamedTuple):
    """How long a way takes.

    `minutes` is what to expect, `careful` what suffices six times in seven (the 85th percentile), `km` the great-circle distance,
    `mode` "walk" or "drive", and `source` says in a few words where the numbers come from.
    """

    minutes: float
    careful: float
    km: float
    mode: str
    source: str


def ground_minutes(a: tuple[float, float], b: tuple[float, float], country: str | None) -> Estimate:
    """The time from one point (latitude, longitude) to another: a walk up to 1 km, a drive beyond.

    `country` (ISO 3166-1 alpha-2) says how winding the roads are. The estimate is the same both ways. Both of its times grow with
    distance within a mode, and `careful` from the walk to the drive as well: no longer way is ever planned shorter.
    """
    model = _model()
    km = distance_km(a, b)
    if km <= model["walk"]["longest_km"]["value"]:
        return _walk(km)
    named = country if country in model["roads"] else "other"
    roads = model["roads"][named]["value"]
    source = f"roads {roads:.2f} times the straight line ({country or 'country unknown'})"
    return Estimate(_drive(km, roads), _careful(km, roads), km, "drive", source)


def _walk(km: float) -> Estimate:
    walk = {name: row["value"] for name, row in _model()["walk"].items()}
    minutes = km * walk["detour"] / walk["km_per_hour"] * 60
    source = f"{walk['km_per_hour']} km/h on ways {walk['detour']} times the straight line"
    return Estimate(minutes, minutes * walk["careful"], km, "walk", source)


def _drive(km: float, roads: float) -> float:
    drive = _model()["drive"]
    ends = [band["from_km"] for band in drive["bands"][1:]] + [km]
    minutes = drive["start_minutes"]["value"] + sum(
        (min(km, end) - band["from_km"]) * band["minutes_per_km"]
        for band, end in zip(drive["bands"], ends, strict=True)
        if band["from_km"] < km
    )
    return float(minutes * roads / drive["fitted_roads"]["value"])


def _careful(km: float, roads: float) -> float:
    """The 85th percentile, or what a shorter way needs if that is more.

    The factors fall from band to band, and the longest walk takes longer than the shortest drive: without this, a way of 61 km
    would be planned shorter than one of 59 km.
    """
    model = _model()
    bands = [band for band in model["drive"]["careful"] if band["from_km"] < km]
    ends = [band["from_km"] for band in bands[1:]] + [km]
    longest_walk = _walk(model["walk"]["longest_km"]["value"])
    drives: list[float] = [band["factor"] * _drive(end, roads) for band, end in zip(bands, ends, strict=True)]
    return max(longest_walk.careful, *drives)


@cache
def _model() -> dict[str, Any]:
    import tomli  # noqa: PLC0415 - start-up

    return tomli.loads((DATA / "travel.toml").read_text(encoding="utf-8"))
