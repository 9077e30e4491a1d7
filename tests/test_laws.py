"""Laws of the whole: ways to write the same trip that may change no finding."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tomli

from seeded import FAULTS, clean_trip, document, faulty_trip
from tripplan import when
from tripplan.checks import all_checks, run, settings
from tripplan.checks._business import appointments
from tripplan.checks._limits import limits_of
from tripplan.checks._nights import nights
from tripplan.diagnostics import Tally
from tripplan.load import load
from tripplan.timeline import Timeline
from tripplan.verify import verify

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tripplan.diagnostics import Finding
    from tripplan.model import Trip

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.toml"))

# What hangs on the very date, not on how the trip is written: a holiday is on one day of the year.
OF_THE_CALENDAR = {"public-holiday"}
WEEKS = (-3, -2, -1, 1, 2, 3)
SEEDS = range(len(FAULTS))


def trip_of(data: dict[str, Any]) -> Trip:
    """The trip of a file's data."""
    trip = load(document(data), "trip.toml", settings()).trip
    assert trip is not None
    return trip


def findings(data: dict[str, Any]) -> list[tuple[object, ...]]:
    """What is found in a trip, apart from where it stands and how it is said."""
    loaded = load(document(data), "trip.toml", settings())
    assert loaded.trip is not None
    said = [*loaded.problems, *run(loaded.trip)[0]]
    return sorted(
        (each.check, each.severity.value if each.severity else "", sorted(each.events), sorted(each.people))
        for each in said
        if each.check not in OF_THE_CALENDAR
    )


def reversed_order(data: dict[str, Any]) -> None:
    """Events, places and people in the opposite order of the file."""
    data["events"].reverse()
    for section in ("places", "people", "groups"):
        data[section] = dict(reversed(data.get(section, {}).items()))


def shifted(data: dict[str, Any], weeks: int = -1) -> None:
    """The whole trip so many weeks later."""
    tables = [data["trip"], *data["events"], *data["people"].values()]
    for table in tables:
        for key, value in table.items():
            if isinstance(value, dt.date):
                table[key] = value + dt.timedelta(weeks=weeks)


def keeps_season(data: dict[str, Any], weeks: int) -> bool:
    """Whether no clock of a trip changes between its days and those so many weeks later: else its flights take other times."""
    trip = trip_of(data)
    moments = [moment for event in trip.events for moment in (event.start, event.end)]
    zones = {moment.zone for moment in moments}
    return all(
        when.at(moment.instant, zone).offset
        == when.at(moment.instant + dt.timedelta(weeks=weeks), zone).offset
        for moment in moments
        for zone in zones
    )


def generated() -> Iterator[dict[str, Any]]:
    """Trips with every kind of mistake, and some with none."""
    faults = list(FAULTS)
    for seed in SEEDS:
        yield faulty_trip(seed, faults[seed % len(faults)]) if seed % 4 else clean_trip(seed)


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


@pytest.mark.parametrize("weeks", WEEKS)
def test_another_week_of_the_season_changes_no_finding(weeks: int) -> None:
    """The clocks are the same, so are the weekdays: what was wrong is wrong, and nothing else. Holidays alone stay where they are."""
    judged = 0
    for data in [*map(read, EXAMPLES), *generated()]:
        if keeps_season(data, weeks):
            before = findings(data)
            shifted(data, weeks)
            judged += 1

            assert findings(data) == before, data["trip"]["id"]
    assert judged >= len(SEEDS) // 2


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("weeks", [-1500, -26, -11, -4, 4, 6, 13, 26, 52, 1500])
def test_in_any_week_of_any_year_holidays_are_judged(path: Path, weeks: int) -> None:
    """In another season, and in years of which no calendar knows: every business event is judged, or counted as not judged."""
    data = read(path)
    shifted(data, weeks)

    report = verify(document(data), "trip.toml")
    tally = report.coverage["public-holiday"]

    assert tally.judged + tally.unjudged == len(appointments(Timeline(trip_of(data)))) > 0


def found_alone(trip: Trip) -> list[Finding]:
    """What the checks find when each is given a timeline of its own."""
    return [
        finding
        for each in all_checks()
        for timeline in [Timeline(trip)]
        if each.judge and each.ready and not ((choice := timeline.choice(each.id)) and choice.off)
        for finding in each.judge(timeline, limits_of(each.id, timeline), Tally())
    ]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_checks_share_changes_no_finding(path: Path) -> None:
    """Nights, twins and hours of the clock are worked out once for all: each check finds what it finds alone."""
    trip = trip_of(read(path))

    alone = [(each.message, each.at, each.people) for each in found_alone(trip)]
    together = [(each.message, each.at, each.people) for each in run(trip)[0] if each.check != "unused-allow"]

    assert together == alone


def test_a_year_that_is_mistyped_costs_no_nights() -> None:
    """With one event in the wrong century nobody asks where everyone sleeps until then."""
    data = read(EXAMPLES[0])
    last = data["events"][-1]
    last |= {key: value.replace(year=2190) for key, value in last.items() if isinstance(value, dt.datetime)}
    trip = trip_of(data)
    assert trip.head is not None
    days = (trip.head.end - trip.head.start).days

    asked = [night for each in nights(Timeline(trip)).values() for night in each]

    assert 0 < len(asked) <= len(trip.people) * (days + 5)


def groups(data: dict[str, Any]) -> None:
    """Each flight written twice: for the lead and the aide, and for the third."""
    events = data["events"]
    data["events"] = [
        {**event, "id": f"{event['id']}-{name}", "who": who}
        for event in events
        for name, who in (("a", ["lead", "aide"]), ("b", ["voice"]))
        if event["kind"] == "flight" or name == "a"
    ]
    for event in data["events"]:
        if event["kind"] != "flight":
            event["who"] = ["lead", "aide", "voice"]


def test_a_flight_written_once_for_each_group_changes_no_finding() -> None:
    """One cause is one finding: the same checks say the same number of things of it, and name everybody."""
    faults = [
        fault
        for fault in FAULTS
        if fault.__name__ in {"home_clock", "late_by_a_day", "dropped_flight", "late_at_the_airport"}
    ]
    for seed in range(6):
        for fault in faults:
            data = faulty_trip(seed, fault)
            whole = {(check, str(people)) for check, _, _, people in findings(data)}
            groups(data)
            split = {(check, str(people)) for check, _, _, people in findings(data)}

            assert split == whole, (seed, fault.__name__)
