"""The gazetteer on disk: `data/places.db`, read-only, built by `tools/places.py`. Only importer of sqlite3.

Tables: `city` and `airport`, whose ids put them in order, the most important first; `zone`; `form`, from a look-up form to
places; `area`, from a look-up form to countries and regions. Coordinates are whole numbers of 1e-5 degrees.
"""

from __future__ import annotations

import atexit
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tripplan.places.records import Airport, City

if TYPE_CHECKING:
    import sqlite3

DATA = Path(__file__).with_name("data")
CITY, AIRPORT = 0, 1  # the kinds of `form`
EVERY = 1000  # no form has as many places
AFTER = "\U0010ffff"  # sorts after every letter: the forms that begin with "ab" end before "ab" + AFTER

_CITIES = """
    SELECT city.name, name_ko, region, country, lat / 1e5, lon / 1e5, zone.name, population
    FROM city JOIN zone ON zone.id = city.zone
    WHERE city.id IN (SELECT place FROM form WHERE form BETWEEN ? AND ? AND kind = ?) ORDER BY city.id LIMIT ?"""
_AIRPORTS = """
    SELECT iata, airport.name, name_ko, city, country, lat / 1e5, lon / 1e5, zone.name
    FROM airport JOIN zone ON zone.id = airport.zone
    WHERE airport.id IN (SELECT place FROM form WHERE form BETWEEN ? AND ? AND kind = ?) ORDER BY airport.id LIMIT ?"""
_AIRPORT = """
    SELECT iata, airport.name, name_ko, city, country, lat / 1e5, lon / 1e5, zone.name
    FROM airport JOIN zone ON zone.id = airport.zone WHERE iata = ?"""


def connect(path: Path) -> sqlite3.Connection:
    """The database at `path`, never written to, for use by any thread."""
    import sqlite3  # noqa: PLC0415 - start-up

    # as_uri() escapes what an URI would read as its own: "?", "#", "%" and spaces. Nobody writes, so nothing is locked.
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=False)


@cache
def _connection() -> sqlite3.Connection:
    connection = connect(DATA / "places.db")
    atexit.register(connection.close)
    return connection


def rows(sql: str, *values: str | int) -> list[tuple[Any, ...]]:
    """What the gazetteer answers."""
    return _connection().execute(sql, values).fetchall()


def airport_of(iata: str) -> Airport | None:
    """The airport of an IATA code in capitals."""
    return next((Airport(*row) for row in rows(_AIRPORT, iata)), None)


def cities_of(form: str, limit: int = EVERY, *, prefix: bool = False) -> list[City]:
    """The cities of a look-up form, or of all forms that begin with it: most people first."""
    return [City(*row) for row in rows(_CITIES, form, form + AFTER * prefix, CITY, limit)]


def airports_of(form: str, limit: int = EVERY, *, prefix: bool = False) -> list[Airport]:
    """The airports of a look-up form (by name, by city), or of all forms that begin with it: biggest first."""
    return [Airport(*row) for row in rows(_AIRPORTS, form, form + AFTER * prefix, AIRPORT, limit)]


def areas_of(form: str) -> set[tuple[str, str]]:
    """The countries and regions of a look-up form, as (country, region); a whole country has the region ""."""
    return {
        (country, region) for country, region in rows("SELECT country, region FROM area WHERE form = ?", form)
    }


def data_version() -> str:
    """What the gazetteer was built from, in one line."""
    return (DATA / "VERSION").read_text(encoding="utf-8").strip()
