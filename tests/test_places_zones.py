"""From coordinates to zones and countries, and distance."""

from __future__ import annotations

from math import inf, nan

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tripplan import places, when
from tripplan.places import store
from tripplan.places.zones import land_zones

LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)
POINTS = st.tuples(LATITUDES, LONGITUDES)
OFF_THE_MAP = [
    (91.0, 0.0),
    (-90.1, 0.0),
    (0.0, 180.1),
    (nan, 0.0),
    (0.0, nan),
    (inf, 0.0),
    (0.0, -inf),
    (1e300, 1e300),
]


@pytest.mark.parametrize(
    ("place", "lat", "lon", "zone"),
    [
        ("Calgary", 51.0447, -114.0719, "America/Edmonton"),
        ("Edmonton", 53.5461, -113.4938, "America/Edmonton"),
        ("Creston BC", 49.0955, -116.5135, "America/Creston"),
        ("Lloydminster", 53.2783, -110.0050, "America/Edmonton"),
        ("Field BC", 51.3953, -116.4886, "America/Edmonton"),
        ("Golden BC", 51.2980, -116.9630, "America/Edmonton"),
        ("Vancouver", 49.2827, -123.1207, "America/Vancouver"),
        ("Billerica MA", 42.5590, -71.2680, "America/New_York"),
        ("Chuncheon", 37.8747, 127.7342, "Asia/Seoul"),
        ("Ürümqi", 43.8010, 87.6005, "Asia/Shanghai"),  # Beijing time, which rules public life
        ("mid-Atlantic", 45.0, -40.0, None),
        ("mid-Pacific, on the date line", 10.0, 180.0, None),
    ],
)
def test_a_zone_follows_from_coordinates(place: str, lat: float, lon: float, zone: str | None) -> None:
    """On land the IANA zone, at sea none."""
    assert places.zone_at(lat, lon) == zone, place


@pytest.mark.parametrize(("lat", "lon"), OFF_THE_MAP)
def test_off_the_map_there_is_nothing(lat: float, lon: float) -> None:
    """Numbers that are no coordinates are answered, not raised at."""
    assert places.zone_at(lat, lon) is None
    assert places.country_at(lat, lon) is None


@given(POINTS)
def test_every_zone_found_has_rules(at: tuple[float, float]) -> None:
    """Borders may be newer than the rules: a zone that tzdata lacks is none."""
    zone = places.zone_at(*at)

    assert zone is None or (zone in when.zone_names() and not zone.startswith("Etc/"))


def test_a_zone_without_rules_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that only the borders know cannot be used, so it is not given out."""
    creston = 49.0955, -116.5135  # so near a border that it is asked
    assert places.zone_at(*creston) == "America/Creston"
    monkeypatch.setattr("tzfpy.get_tz", lambda _lon, _lat: "America/Newly_Drawn")

    assert places.zone_at(*creston) is None
    assert "America/Creston" in land_zones()


@pytest.mark.parametrize(
    ("place", "lat", "lon", "country"),
    [
        ("Calgary", 51.0447, -114.0719, "CA"),
        ("Seoul", 37.5665, 126.9780, "KR"),
        ("Boston", 42.3601, -71.0589, "US"),
        ("Lake Louise", 51.4254, -116.1773, "CA"),
        ("Taveuni, at the date line", -16.85, 179.98, "FJ"),
        ("mid-Atlantic", 45.0, -40.0, None),
        ("the pole", 90.0, 0.0, None),
    ],
)
def test_a_country_follows_from_coordinates(place: str, lat: float, lon: float, country: str | None) -> None:
    """That of the nearest city, and none in the wild."""
    assert places.country_at(lat, lon) == country, place


@given(LATITUDES, LONGITUDES)
@example(-16.85, -179.999)
@example(78.2, 15.6)
@example(89.9, 120.0)
@settings(deadline=None, max_examples=20)
def test_the_nearest_city_is_the_nearest_of_all(lat: float, lon: float) -> None:
    """The search by boxes finds what a look at every city finds, at the poles and the date line too."""
    cities = store.rows("SELECT lat / 1e5, lon / 1e5, country FROM city")
    nearest, country = min((places.distance_km((lat, lon), (a, b)), country) for a, b, country in cities)

    assert places.country_at(lat, lon) == (country if nearest <= 100 else None)


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        ((51.0447, -114.0719), (53.5461, -113.4938), 280.9),  # Calgary, Edmonton
        ((42.3601, -71.0589), (42.2626, -71.8023), 62.1),  # Boston, Worcester
        ((0.0, 0.0), (0.0, 180.0), 20015.1),  # half the Earth's mean circumference
        ((90.0, 0.0), (-90.0, 77.0), 20015.1),
        ((0.0, 179.5), (0.0, -179.5), 111.2),  # across the date line
        ((90.0, 10.0), (90.0, -170.0), 0.0),  # the pole has every longitude
    ],
)
def test_distance_is_that_of_the_great_circle(
    a: tuple[float, float], b: tuple[float, float], km: float
) -> None:
    """Published and plain cases."""
    assert places.distance_km(a, b) == pytest.approx(km, abs=0.1)


@given(POINTS, POINTS, POINTS)
def test_distance_is_a_metric(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> None:
    """Same both ways to the last bit, zero at one point, never longer than half the globe nor than a detour."""
    assert places.distance_km(a, b) == places.distance_km(b, a)
    assert places.distance_km(a, a) == 0
    assert 0 <= places.distance_km(a, b) <= 20_015.2
    assert places.distance_km(a, c) <= places.distance_km(a, b) + places.distance_km(b, c) + 1e-3
