"""`tripplan export` for calendars of every sort: what each option of form does."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from calendars import event, flight, lines_of, properties, trip_file
from commands import tripplan
from tripplan.exporters import Exporter
from tripplan.exporters.ics import uid

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TALK = event("talk", "boston", "2026-05-01T09:00", 'duration = "1 h"\nbooking = "AAA"\nnotes = "NNN"')
KIMS = event(
    "kims", "boston", "2026-05-01T11:00", 'duration = "1 h"\nwho = ["kim"]\nbooking = "BBB"\ncontact = "CCC"'
)
HUSH = event("hush", "boston", "2026-05-01T13:00", 'duration = "1 h"\naudience = ["lee"]\ntitle = "HHH"')
OUT = flight("seoul", "2026-05-01T21:40", "edmonton", "2026-05-01T17:00")


@pytest.fixture
def trip(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file of these events, each the lines below `[[events]]`."""
    return partial(trip_file, tmp_path)


@pytest.mark.parametrize(
    ("arguments", "there", "absent"),
    [
        (["--no-alarms"], "SUMMARY", "VALARM"),
        (["--reminders", "events"], "SUMMARY:Departs 21:40", "TRIGGER:-PT3H"),
        (["--stays", "timed"], "DTSTART;TZID=America/New_York:20260501T200000", "VALUE=DATE:"),
        ([], "DTSTART;VALUE=DATE:20260501", "T200000"),
        (["--utc"], "DTSTART:20260501T124000Z", "TZID"),
        (["--detail", "busy"], "SUMMARY:Busy", "LOCATION"),
        (["--detail", "busy", "--lang", "ko"], "SUMMARY:바쁨", "VTIMEZONE"),
        (["--detail", "busy", "--lang", "both"], "SUMMARY:Busy / 바쁨", "Visit"),
        (
            ["--source", "https://example.org/t.ics"],
            "SOURCE;VALUE=URI:https://example.org/t.ics",
            "METHOD",
        ),
    ],
)
def test_a_calendar_takes_the_form_that_is_asked_for(
    trip: Callable[..., Path], tmp_path: Path, arguments: list[str], there: str, absent: str
) -> None:
    """Each option does what it says, and the file is a calendar in the strict sense."""
    bed = event("bed", "boston", "2026-05-01T20:00", "end = 2026-05-03T09:00", "stay")

    done = tripplan("export", trip(OUT, bed), "-o", tmp_path / "trip.ics", *arguments)

    data = (tmp_path / "trip.ics").read_bytes()
    assert done.status == 0, done.err
    assert any(line.startswith(there) for line in lines_of(data))
    assert absent not in "\n".join(lines_of(data))


def test_a_busy_time_keeps_people_from_other_things(trip: Callable[..., Path], tmp_path: Path) -> None:
    """Nothing is left but when, and whether it is free: of a cancelled one that it is."""
    off = event("off", "boston", "2026-05-02T09:00", 'duration = "1 h"\nstatus = "cancelled"')
    tripplan("export", trip(TALK, off), "-o", tmp_path / "trip.ics", "--detail", "busy")

    data = (tmp_path / "trip.ics").read_bytes()

    names = {"UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND", "SUMMARY", "STATUS", "TRANSP"}
    for id_, summary, free in (("talk", "Busy", "OPAQUE"), ("off", "Cancelled: Busy", "TRANSPARENT")):
        found = properties(data, uid("t", id_))
        assert found.keys() == names | {"X-MICROSOFT-CDO-BUSYSTATUS"}
        assert (found["SUMMARY"], found["TRANSP"]) == (summary, free)


@pytest.mark.parametrize(("most", "warned"), [((2, 10**6), False), ((1, 10**6), True), ((2, 100), True)])
def test_too_much_for_google_is_said(
    trip: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    most: tuple[int, int],
    *,
    warned: bool,
) -> None:
    """A file beyond what the best known reader takes is written, with a warning."""
    module = import_module("tripplan.exporters.ics")
    small = Exporter("ics", ".ics", module.ics.write, module.__name__, "Advice.", most)
    monkeypatch.setattr("tripplan.cli.export.all_exporters", lambda: (small,))

    done = tripplan("export", trip(TALK, OUT), "-o", tmp_path / "trip.ics")

    assert done.status == 0, done.err
    assert ("warning: Google takes files of up to" in done.err) is warned
    assert module.ics.most == (1_000, 1_000_000)
