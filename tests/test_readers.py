"""Other programs' readers: what they make of our calendars, wherever the one who looks at them is.

`tools/readers.sh` installs the readers; where one is missing its tests are skipped, and fail where CI is set.
"""

from __future__ import annotations

import re
import shutil
from datetime import timedelta
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from calendars import event, trip_of
from commands import tripplan
from readers.cases import (
    BUNDLED,
    BY_NAME,
    CASES,
    FAULTS,
    LEFT_BEHIND,
    RECENT,
    Case,
)
from readers.programs import READERS, needs, run
from tripplan.exporters import Options, Stays
from tripplan.exporters.ics import ics, uid
from tripplan.load import load

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from readers.programs import Reading
    from tripplan.model import Trip

    Read = Callable[[str], Mapping[str, Mapping[str, Reading]]]

ROOT = Path(__file__).parents[1]
EXAMPLES = [path for path in sorted((ROOT / "examples").glob("*.toml")) if "conflicts" not in path.name]
ZONES = Path(str(resources.files("tzdata").joinpath("zoneinfo")))
VIEWERS = ("America/Edmonton", "Asia/Kathmandu", "Asia/Seoul", "UTC")
STAY = event("a", "boston", "2026-10-30T15:00", "end = 2026-11-03T11:00", "stay")


class Book(NamedTuple):
    """A calendar, and start and end of its events as readers are to tell them, by UID."""

    data: bytes
    meant: dict[str, list[str]]


def book(cases: Mapping[str, Case], options: Options) -> Book:
    """The calendar of a trip of cases, whose events are named by numbers."""
    lines = [
        re.sub("^id = .*", f'id = "{number}"', case.lines, flags=re.MULTILINE)
        for number, case in enumerate(cases.values())
    ]
    meant = {
        uid("t", str(number)): [f"{time}:00Z" for time in (case.start, case.end)]
        for number, case in enumerate(cases.values())
    }
    return Book(ics.write(trip_of(*lines), options), meant)


def exported(example: Path, target: Path) -> Book:
    """The calendar of an example, as the command writes it."""
    trip = load(example.read_bytes(), example.name).trip
    assert trip is not None
    assert trip.head is not None
    assert tripplan("export", example, "-o", target).status == 0
    return Book(target.read_bytes(), {uid(trip.head.id, id_): span for id_, span in _spans(trip).items()})


def _spans(trip: Trip) -> dict[str, list[str]]:
    found = {}
    for each in trip.events:
        days = [moment.wall.date() for moment in (each.start, each.end)]
        if each.stays and days[0] < days[1]:
            found[each.id] = [day.isoformat() for day in days]
            continue
        start, end = each.start.instant, each.end.instant
        end = start + timedelta(minutes=15) if end == start else end
        found[each.id] = [f"{instant:%Y-%m-%dT%H:%M:%SZ}" for instant in (start, end)]
    return found


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Book]:
    """Every calendar whose times are judged, by name."""
    in_2026 = {name: case for name, case in CASES.items() if "= 2026" in case.lines}
    settled = {name: case for name, case in in_2026.items() if name != RECENT}
    nights = ["2026-10-30", "2026-11-03"]
    hours = Case(STAY, "2026-10-30T19:00", "2026-11-03T16:00")
    return {
        **{name: book({name: case}, Options()) for name, case in CASES.items()},
        "a year": book(settled, Options()),
        "a year in UTC": book(in_2026, Options(utc=True)),
        "a stay in nights": Book(ics.write(trip_of(STAY), Options()), {uid("t", "a"): nights}),
        "a stay in hours": book({"stay": hours}, Options(stays=Stays.TIMED)),
        **{each.name: exported(each, tmp_path_factory.mktemp("example") / "trip.ics") for each in EXAMPLES},
    }


BOOKS = (
    *CASES,
    "a year",
    "a year in UTC",
    "a stay in nights",
    "a stay in hours",
    *(each.name for each in EXAMPLES),
)


@pytest.fixture(scope="module")
def read(books: dict[str, Book], tmp_path_factory: pytest.TempPathFactory) -> Read:
    """What a reader makes of all the calendars, by their names and the viewer's zone; each reader reads them once."""
    folder = tmp_path_factory.mktemp("calendars")
    paths = {name: folder / f"{number}.ics" for number, name in enumerate(books)}
    for name, path in paths.items():
        path.write_bytes(books[name].data)

    @cache
    def by(reader: str) -> dict[str, dict[str, Reading]]:
        needs(READERS[reader])
        found = run(READERS[reader], list(paths.values()), VIEWERS, ZONES)
        return {
            name: {viewer: found[viewer][path.name] for viewer in VIEWERS} for name, path in paths.items()
        }

    return by


def times(reading: Reading) -> dict[str, list[str]] | str:
    """Start and end of each event; or the error."""
    return reading if isinstance(reading, str) else {key: row[:2] for key, row in reading.items()}


@pytest.mark.parametrize(
    ("reader", "name"),
    [(reader, name) for reader in READERS for name in BOOKS if not (reader in BUNDLED and name == RECENT)],
)
def test_times(books: dict[str, Book], read: Read, reader: str, name: str) -> None:
    """Every reader tells the instants and days that are meant, in every viewer's zone; or its fault is known, and still there."""
    found = {viewer: times(reading) for viewer, reading in read(reader)[name].items()}

    right = all(each == books[name].meant for each in found.values())

    assert right is ((reader, name) not in FAULTS), found


@pytest.fixture(scope="module")
def old_zones(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A machine's zone files from before the clocks of Alberta and British Columbia went forward for good."""
    folder = tmp_path_factory.mktemp("zones") / "zoneinfo"
    shutil.copytree(ZONES, folder)
    for name, other in LEFT_BEHIND.items():
        shutil.copy(ZONES / other, folder / name)
    return folder


@pytest.mark.parametrize("reader", READERS)
def test_a_machine_behind_the_law(old_zones: Path, tmp_path: Path, reader: str) -> None:
    """On a machine with old zone files the rules in the file are right where a reader heeds them; times in UTC are right in all.

    Readers that take zones by name from an old copy are an hour late all winter: there is no file with zones that helps them.
    """
    needs(READERS[reader])
    case = {RECENT: CASES[RECENT]}
    meant = book(case, Options()).meant
    files = {name: tmp_path / f"{name}.ics" for name in ("rules", "bare", "utc")}
    files["rules"].write_bytes(book(case, Options()).data)
    files["bare"].write_bytes(
        re.sub(rb"BEGIN:VTIMEZONE.*END:VTIMEZONE\r\n", b"", files["rules"].read_bytes(), flags=re.DOTALL)
    )
    files["utc"].write_bytes(book(case, Options(utc=True)).data)

    late = {key: ["2026-12-20T19:00:00Z", "2026-12-20T20:30:00Z"] for key in meant}
    found = run(READERS[reader], list(files.values()), VIEWERS[:3], old_zones)

    for viewer in VIEWERS[:3]:
        read = {name: times(found[viewer][path.name]) for name, path in files.items()}
        assert read["utc"] == meant
        if reader in BY_NAME:
            assert read["rules"] == read["bare"]
        if reader not in BUNDLED:
            assert read["rules"] == (late if reader in BY_NAME else meant)
