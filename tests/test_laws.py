"""Laws of the whole: ways to write the same trip that may change no finding."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomli

from seeded import document
from tripplan import when
from tripplan.load import load
from tripplan.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.toml"))


# What hangs on the very date, not on how the trip is written.
OF_THE_CALENDAR = {"public-holiday"}


def findings(data: dict[str, Any]) -> list[tuple[object, ...]]:
    """What is found in a trip, apart from where it stands and how it is said."""
    report = verify(document(data), "trip.toml")
    said = [d for d in report.diagnostics if d.check not in OF_THE_CALENDAR]
    return sorted((d.check, d.severity.value, sorted(d.events), sorted(d.people)) for d in said)


def reversed_order(data: dict[str, Any]) -> None:
    """Events, places and people in the opposite order of the file."""
    data["events"].reverse()
    for section in ("places", "people", "groups"):
        data[section] = dict(reversed(data.get(section, {}).items()))


def shifted(data: dict[str, Any]) -> None:
    """The whole trip one week earlier, in the same season."""
    week = dt.timedelta(weeks=1)
    tables = [data["trip"], *data["events"], *data["people"].values()]
    for table in tables:
        for key, value in table.items():
            if isinstance(value, dt.date):
                table[key] = value - week


def with_offsets(data: dict[str, Any]) -> None:
    """Each time written with the offset that it has there."""
    trip = load(document(data), "x").trip
    assert trip is not None
    by_index = {event.index: event for event in trip.events}
    for index, table in enumerate(data["events"]):
        event = by_index.get(index)
        for key, moment in event.written if event else ():
            if table[key].tzinfo is None and moment.trouble is None:
                table[key] = moment.wall.replace(tzinfo=dt.timezone(moment.offset))


def with_durations(data: dict[str, Any]) -> None:
    """Lengths for ends, wherever the event has an end."""
    trip = load(document(data), "x").trip
    assert trip is not None
    for event in trip.events:
        table = data["events"][event.index]
        length = when.elapsed(event.start, event.end)
        if event.certain and "end" in table and length > dt.timedelta():
            del table["end"]
            table["duration"] = when.say_duration(length)


def read(path: Path) -> dict[str, Any]:
    """A trip as data."""
    return tomli.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize(
    "law", [reversed_order, shifted, with_offsets, with_durations], ids=lambda law: law.__name__
)
def test_writing_the_same_trip_another_way_changes_no_finding(
    path: Path, law: Callable[[dict[str, Any]], None]
) -> None:
    """The order of the file, the week, offsets and durations are ways of writing, not facts."""
    data = read(path)
    before = findings(data)

    law(data)

    assert findings(data) == before


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_renaming_ids_changes_no_finding(path: Path) -> None:
    """An id is a handle: with every event renamed the same things are wrong with the same events."""
    data = read(path)
    before = findings(data)
    for event in data["events"]:
        event["id"] = f"{event['id']}-{len(event['id'])}"

    renamed = [
        (check, severity, sorted(f"{id_}-{len(id_)}" for id_ in events), people)
        for check, severity, events, people in before
        if isinstance(events, list)
    ]

    assert findings(data) == sorted(renamed)
