"""How long a way takes when nobody said, by any means of travel. Its numbers are in `data/travel.toml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan.places.estimate import Estimate, Line, Sum
from tripplan.places.figures import source, value
from tripplan.places.flight import flight
from tripplan.places.ground import Drive, scheduled, walk, walks
from tripplan.places.notes import Note
from tripplan.places.sphere import distance_km
from tripplan.places.traffic import hour_of

if TYPE_CHECKING:
    from datetime import datetime

    from tripplan.places.estimate import Point, Ways

MODES = ("drive", "walk", "train", "bus", "ferry", "flight")


def ground_minutes(a: Point, b: Point, country: str | None) -> Estimate:
    """The time from one point (latitude, longitude) to another: a walk up to 1 km, a drive beyond.

    `country` (ISO 3166-1 alpha-2) says how winding the roads are. The estimate is the same both ways. Both of its times grow with
    distance within a mode, and `careful` from the walk to the drive as well: no longer way is ever planned shorter.
    """
    return travel_minutes(a, b, country=country)


def travel_minutes(  # noqa: PLR0913 - what a journey's length depends on
    a: Point,
    b: Point,
    *,
    mode: str = "drive",
    country: str | None = None,
    departs: datetime | None = None,
    people: int = 1,
    motorcade: bool = False,
    airport: bool = False,
    ways: Ways | None = None,
) -> Estimate:
    """The time from one point (latitude, longitude) to another.

    Args:
        a: where it begins.
        b: where it ends.
        mode: one of MODES. A drive of up to 1 km is a walk; trains, ferries and flights are timed from platform to platform,
            quay to quay and gate to gate.
        country: ISO 3166-1 alpha-2: how winding the roads are.
        departs: local wall time at `a`, for the traffic of that hour; None for no particular hour.
        people: how many travel together: a big group needs time to board.
        motorcade: whether vehicles keep together.
        airport: whether one end is an airport, whose roads fill more.
        ways: a routing server, to be asked for drives.

    Raises:
        ValueError: there is no such mode.
    """
    if mode not in MODES:
        raise ValueError(mode)
    km = distance_km(a, b)
    if mode == "walk" or (mode == "drive" and walks(km)):
        return walk(km)
    if km == 0:
        return Estimate(0.0, 0.0, 0.0, mode, Note("the same point"))
    if mode == "flight":
        return flight(a, b)
    if mode in {"train", "ferry"}:
        return scheduled(km, mode)
    drive = Drive(km, country, ways(a, b) if ways and mode == "drive" else None)
    total = bare = drive.sum()
    if departs is not None:
        total = total.plus(*drive.at(hour_of(departs, airport=airport)))
    total = _company(total, mode, people, motorcade=motorcade)
    # The longest walk takes longer than the shortest drive.
    careful = max(total.careful, walk(value("walk", "longest_km")).careful)
    said = Note.joined([drive.source, *(line.label for line in total.lines[len(bare.lines) :])])
    return Estimate(total.minutes, careful, km, mode, said, drive.way_km, total.lines)


def _company(total: Sum, mode: str, people: int, *, motorcade: bool) -> Sum:
    """What a bus, vehicles that keep together and a big group add."""
    if mode == "bus":
        factor = value("bus", "over_drive")
        total = total.times(
            factor, Note("a bus: {factor} times a drive", factor=factor), source("bus", "over_drive")
        )
    if motorcade:
        factor = value("group", "motorcade")
        label = Note("a motorcade: {factor} times", factor=factor)
        total = total.times(factor, label, source("group", "motorcade"))
    if people > value("group", "small"):
        minutes = value("group", "boarding_minutes")
        label = Note("boarding, {people} people", people=people)
        total = total.plus(Line(label, minutes, source("group", "boarding_minutes")), minutes)
    return total
