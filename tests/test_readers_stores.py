"""Programs that keep events by their UIDs: each event is there once, as it is now, and at its time whatever else is kept there."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import icalendar
import pytest

from calendars import event, trip_of
from readers.cases import BY_NAME
from readers.programs import READERS, STORES, needs, run, take
from tripplan.exporters import Options, Revision
from tripplan.exporters.ics import ics, uid

if TYPE_CHECKING:
    from pathlib import Path

FIRST = datetime(2026, 4, 1, tzinfo=UTC)
SECOND = Revision(1, datetime(2026, 4, 20, tzinfo=UTC))
TALK, DINNER = uid("t", "talk"), uid("t", "dinner")


def held(calendars: list[str]) -> list[tuple[str, str, str, str, int]]:
    """What a store gave out: UID, start (UTC), title, status and number of the change of every event."""
    found = [event for each in calendars for event in icalendar.Calendar.from_ical(each).walk("VEVENT")]
    return sorted(
        (
            str(each["UID"]),
            f"{each.decoded('DTSTART').astimezone(UTC):%Y-%m-%dT%H:%M}",
            str(each["SUMMARY"]),
            str(each["STATUS"]),
            int(str(each["SEQUENCE"])),
        )
        for each in found
    )


@pytest.mark.parametrize("store", STORES)
def test_a_second_import_updates(tmp_path: Path, store: str) -> None:
    """An event that moved and one that was cancelled take the places of what they were; the third import changes nothing."""
    needs(STORES[store])
    talk, dinner = (
        event("talk", "boston", "2026-05-01T09:00"),
        event("dinner", "seoul", "2026-05-02T19:00"),
    )
    options = Options(revised=FIRST)
    (tmp_path / "1.ics").write_bytes(ics.write(trip_of(talk, dinner), options))
    changed = (talk.replace("09:00", "11:00"), f'{dinner}status = "cancelled"\n')
    options = replace(options, revisions={"talk": SECOND, "dinner": SECOND})
    for name in ("2.ics", "3.ics"):
        (tmp_path / name).write_bytes(ics.write(trip_of(*changed), options))

    found = [held(each) for each in take(STORES[store], sorted(tmp_path.glob("*.ics"))).values()]

    then = [
        (TALK, "2026-05-01T13:00", "boston", "CONFIRMED", 0),
        (DINNER, "2026-05-02T10:00", "seoul", "CONFIRMED", 0),
    ]
    now = [
        (TALK, "2026-05-01T15:00", "boston", "CONFIRMED", 1),
        (DINNER, "2026-05-02T10:00", "Cancelled: seoul", "CANCELLED", 1),
    ]
    assert found == [sorted(then), sorted(now), sorted(now)]


# A meeting at nine in each of two trips, and the instants of both.
APART = {
    "edmonton": ("2026-12-10T15:00", "2025-02-10T16:00"),  # summer for good came between
    "vancouver": ("2026-12-10T16:00", "2025-02-10T17:00"),
    "boston": ("2030-07-01T13:00", "2025-02-10T14:00"),
    "casablanca": ("2026-12-10T09:00", "2025-03-10T09:00"),
    "lord-howe": ("2035-12-10T22:00", "2013-07-10T22:30"),
}


@pytest.fixture(scope="module", params=[1, -1], ids=["later first", "earlier first"])
def collections(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """What Radicale gives out as one calendar after the meetings of two trips in each place have been put there."""
    needs(STORES["radicale"])
    found = []
    for place, instants in APART.items():
        folder = tmp_path_factory.mktemp("trips")
        for number, instant in enumerate(instants[:: request.param]):
            day = _morning(instant)
            lines = event(f"{place}-{instant[:10]}", place, day)
            (folder / f"{number}.ics").write_bytes(ics.write(trip_of(lines), Options()))
        paths = sorted(folder.glob("*.ics"))
        (whole,) = take(STORES["radicale"], paths)[paths[-1].name]
        found.append(folder / f"{place}.ics")
        found[-1].write_bytes(whole.encode())
    return found


def _morning(instant: str) -> str:
    """Nine o'clock of the date on which, at these places, the instant is at nine."""
    moment = datetime.fromisoformat(instant)
    return f"{moment.date() + timedelta(days=moment.hour >= 22):%Y-%m-%d}T09:00"


@pytest.mark.parametrize("reader", sorted(READERS.keys() - BY_NAME))
def test_trips_share_a_collection(collections: list[Path], reader: str) -> None:
    """A server keeps one VTIMEZONE of each name, the first that it got: it is right for the events of trips years apart.

    Read by programs that take the rules of a zone from the file.
    """
    needs(READERS[reader])

    found = run(READERS[reader], collections, ["Asia/Kathmandu"])["Asia/Kathmandu"]

    for path in collections:
        assert path.read_text("utf-8").count("BEGIN:VTIMEZONE") == 1
        reading = found[path.name]
        assert not isinstance(reading, str), reading
        instants = APART[path.stem]
        assert sorted(row[0] for row in reading.values()) == sorted(f"{each}:00Z" for each in instants)
