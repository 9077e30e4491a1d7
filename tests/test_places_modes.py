"""Travel time by any means, at an hour, in company: what the circumstances may and may not do to an estimate."""

from __future__ import annotations

import datetime as dt
import statistics
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tripplan.places import MODES, Estimate, travel_minutes
from tripplan.places.figures import figures, value
from tripplan.places.flight import tailwind

KM_PER_DEGREE = 6371.0088 * 3.141592653589793 / 180
POINTS = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
KILOMETRES = st.floats(0, 3000)
COUNTRIES = st.sampled_from(["CA", "KR", "EG", "NO", None])
HOURS = st.datetimes(dt.datetime(2024, 1, 1), dt.datetime(2024, 12, 31))  # noqa: DTZ001 - walls, as a file writes them
GROUND = ("drive", "walk", "train", "bus", "ferry")
MONDAY, SUNDAY = dt.date(2024, 9, 23), dt.date(2024, 9, 22)


def way(km: float, **how: Any) -> Estimate:  # noqa: ANN401 - whatever a law varies
    """The estimate for so many km, due north from the equator, in Canada where nothing else is said."""
    return travel_minutes((0.0, 0.0), (km / KM_PER_DEGREE, 0.0), **{"country": "CA"} | how)


def on(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    """A wall time."""
    return dt.datetime.combine(day, dt.time(hour, minute))


@given(POINTS, POINTS, st.sampled_from(GROUND), COUNTRIES)
def test_on_the_ground_the_way_back_takes_as_long(
    a: tuple[float, float], b: tuple[float, float], mode: str, country: str | None
) -> None:
    """Without an hour, no direction is quicker."""
    assert travel_minutes(a, b, mode=mode, country=country) == travel_minutes(
        b, a, mode=mode, country=country
    )


@given(POINTS, st.sampled_from(MODES), st.none() | HOURS)
def test_going_nowhere_takes_no_time(a: tuple[float, float], mode: str, departs: dt.datetime | None) -> None:
    """Zero at the same point, by any means, at any hour."""
    assert travel_minutes(a, a, mode=mode, departs=departs)[:3] == (0.0, 0.0, 0.0)


RUSH, NIGHT = on(MONDAY, 17), on(MONDAY, 23)
CIRCUMSTANCES = st.fixed_dictionaries(
    {
        "mode": st.sampled_from(MODES),
        "country": COUNTRIES,
        "departs": st.none() | HOURS,
        "people": st.integers(1, 60),
        "motorcade": st.booleans(),
        "airport": st.booleans(),
    }
)


@given(KILOMETRES, KILOMETRES, CIRCUMSTANCES)
@example(29.9, 30.1, {"mode": "drive", "departs": RUSH, "airport": True})
@example(0.99, 1.01, {"mode": "drive", "departs": NIGHT})
@example(60.0, 75.0, {"mode": "bus", "departs": RUSH})
def test_no_longer_way_takes_less_time(one: float, other: float, how: dict[str, object]) -> None:
    """Within a mode both times grow with distance, whatever the hour, also where the traffic ends; `careful` from walk to drive too."""
    near, far = (way(km, **how) for km in sorted((one, other)))

    assert near.careful <= far.careful * (1 + 1e-9)
    assert near.minutes <= far.minutes * (1 + 1e-9) or near.mode != far.mode


@given(KILOMETRES, CIRCUMSTANCES)
@example(80.0, {"mode": "drive", "departs": NIGHT, "country": "IT"})
def test_the_careful_time_is_never_below_the_expected(km: float, how: dict[str, object]) -> None:
    """And the lines of the account add up to the expected time."""
    found = way(km, **how)

    assert 0 <= found.minutes <= found.careful
    assert sum(line.minutes for line in found.lines) == pytest.approx(found.minutes)
    assert all(line.label and line.source for line in found.lines)
    assert found.way_km >= found.km - 1e-9


@given(KILOMETRES, st.sampled_from(MODES), HOURS, st.booleans())
def test_company_never_makes_a_way_shorter(km: float, mode: str, departs: dt.datetime, airport: bool) -> None:
    """More people, and vehicles that keep together, take as long or longer."""
    alone = way(km, mode=mode, departs=departs, airport=airport)
    companies: list[dict[str, object]] = [
        {"people": 7},
        {"motorcade": True},
        {"people": 7, "motorcade": True},
    ]
    for company in companies:
        found = way(km, mode=mode, departs=departs, airport=airport, **company)
        assert found.minutes >= alone.minutes
        assert found.careful >= alone.careful


@pytest.mark.parametrize(
    ("departs", "expected", "careful"),
    [
        (on(MONDAY, 23), 0.95, 1.32),
        (on(SUNDAY, 3), 0.95, 1.32),
        (on(MONDAY, 5, 59), 0.95, 1.32),
        (on(SUNDAY, 12), 1.11, 1.57),
        (on(MONDAY, 6), 1.12, 1.56),
        (on(MONDAY, 7), 1.24, 1.84),
        (on(MONDAY, 8, 59), 1.24, 1.84),
        (on(MONDAY, 9), 1.12, 1.56),
        (on(MONDAY, 16), 1.52, 2.08),
        (on(MONDAY, 17, 59), 1.52, 2.08),
        (on(MONDAY, 18), 1.12, 1.56),
    ],
)
def test_the_hour_counts_as_it_was_measured(departs: dt.datetime, expected: float, careful: float) -> None:
    """20 km in a car, as a share of the bands: the measured ratios over their mean, on the clock of the place."""
    usual, found = way(20), way(20, departs=departs)

    assert found.minutes == pytest.approx(usual.minutes * expected / 1.166)
    assert found.careful == pytest.approx(usual.minutes * careful / 1.166)


def test_the_level_is_the_mean_of_the_hours_of_programmes() -> None:
    """07:00 to 22:00 of five weekdays and a weekend: an unknown hour is none of them in particular."""
    week = [dt.datetime(2024, 9, 23 + day, hour) for day in range(7) for hour in range(7, 22)]  # noqa: DTZ001 - walls
    ratios = [way(20, departs=departs).minutes / way(20).minutes for departs in week]

    assert statistics.mean(ratios) == pytest.approx(1, abs=0.002)


def test_every_hour_of_a_week_has_its_row() -> None:
    """No departure falls between two rows."""
    rows = figures()["traffic"]["hours"]
    for kind in ("weekday", "weekend"):
        for hour in range(24):
            fit = [
                row
                for row in rows
                if row["days"] in {kind, "any"} and row["from_hour"] <= hour < row["until_hour"]
            ]
            assert fit
            assert fit[0]["median"] <= fit[0]["careful"]


def test_far_out_the_hour_costs_no_more_than_on_the_first_thirty_kilometres() -> None:
    """The rush is in and around a town: on 300 km it adds the same minutes as on 30."""
    rush = on(MONDAY, 17)
    near = way(30, departs=rush).minutes - way(30).minutes

    assert near > 5
    assert way(300, departs=rush).minutes - way(300).minutes == pytest.approx(near)


@pytest.mark.parametrize(
    ("departs", "minutes"),
    [(on(MONDAY, 2), 23), (on(MONDAY, 12), 33), (on(MONDAY, 8), 41), (on(MONDAY, 17), 48)],
)
def test_an_airport_run_takes_its_published_time(departs: dt.datetime, minutes: float) -> None:
    """15 to 30 km to or from O'Hare, as a share of that at midday: rides in a big city say how hours compare."""
    midday = way(22.5, country="US", departs=on(MONDAY, 12), airport=True).minutes

    assert way(22.5, country="US", departs=departs, airport=True).minutes / midday == pytest.approx(
        minutes / 33, abs=0.01
    )


@pytest.mark.parametrize(("people", "minutes"), [(1, 0), (6, 0), (7, 5), (40, 5)])
def test_a_big_group_needs_five_minutes_to_board(people: int, minutes: float) -> None:
    """Up to six fit into one vehicle. On foot nobody boards."""
    assert way(20, people=people).minutes - way(20).minutes == pytest.approx(minutes)
    assert way(0.8, people=people) == way(0.8)


def test_a_motorcade_takes_a_tenth_longer() -> None:
    """All of the drive, the careful time too."""
    assert way(20, motorcade=True).minutes == pytest.approx(way(20).minutes * 1.1)
    assert way(20, motorcade=True).careful == pytest.approx(way(20).careful * 1.1)


@given(st.floats(25, 60), st.floats(-180, 180), st.floats(5, 120), st.booleans())
def test_a_flight_eastwards_is_shorter_than_back(lat: float, lon: float, span: float, south: bool) -> None:
    """In the middle latitudes of both halves of the globe the jet stream blows from the west."""
    north = -lat if south else lat
    west, east = (north, lon), (north, lon + span if lon + span <= 180 else lon + span - 360)
    there = travel_minutes(west, east, mode="flight")
    back = travel_minutes(east, west, mode="flight")

    assert there.minutes < back.minutes
    assert tailwind(west, east) == pytest.approx(-tailwind(east, west))
    assert 0 < tailwind(west, east) <= 1


@given(POINTS, POINTS)
def test_a_flight_is_as_fast_as_an_airliner_at_most(a: tuple[float, float], b: tuple[float, float]) -> None:
    """Wherever it goes, over a pole or to the opposite point: at least the minutes on the ground, at most the speed with full tailwind."""
    found = travel_minutes(a, b, mode="flight")
    fastest = value("flight", "km_per_hour") + value("flight", "jet_km_per_hour")

    assert found.km == 0 or found.minutes >= 46 + 60 * found.km / fastest
    assert found.minutes <= 54 + 60 * found.km / (844 - 114)


@pytest.mark.parametrize(
    ("a", "b", "minutes"),
    [
        ((51.1139, -114.02), (49.1939, -123.184), 106),
        ((49.1939, -123.184), (51.1139, -114.02), 96),
        ((51.1139, -114.02), (42.3629, -71.0064), 270),
        ((42.3629, -71.0064), (51.1139, -114.02), 322),
    ],
    ids=["YYC-YVR", "YVR-YYC", "YYC-BOS", "BOS-YYC"],
)
def test_a_flight_takes_the_fitted_time(
    a: tuple[float, float], b: tuple[float, float], minutes: float
) -> None:
    """Points of the fit, worked out apart from this program."""
    assert travel_minutes(a, b, mode="flight").minutes == pytest.approx(minutes, abs=1)


def test_there_is_no_other_means_of_travel() -> None:
    """A mode that is misspelt is not taken for another."""
    with pytest.raises(ValueError, match="teleport"):
        way(10, mode="teleport")
