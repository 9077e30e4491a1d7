"""What every exporter promises, on every example."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import pytest

from calendars import entries, times
from tripplan.exporters import Exporter, Options, Stays, _load, all_exporters, chosen
from tripplan.load import load
from tripplan.model import Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from tripplan.model import Event, Trip

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.toml"))
EVERY = [(exporter, example) for exporter in all_exporters() for example in EXAMPLES]
Entry: TypeAlias = tuple[str, datetime, datetime]  # title, start, end


def read_ics(data: bytes) -> list[Entry]:
    """The events of a calendar file."""
    return [
        (str(found["SUMMARY"]), start.astimezone(UTC), end.astimezone(UTC))
        for found in entries(data).values()
        for start, end in [times(found)]
    ]


class _Page(HTMLParser):
    """The articles of a page: what is in their headings, and the first two times of each."""

    def __init__(self) -> None:
        super().__init__()
        self.titles: list[str] = []
        self.times: list[list[datetime]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs).get("datetime")
        if tag == "article":
            self.times.append([])
        elif tag == "time" and told and self.times:
            self.times[-1].append(datetime.fromisoformat(told).astimezone(UTC))
        elif tag == "h3" and self.times:
            self.titles.append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "h3"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.titles[-1] += data


def read_html(data: bytes) -> list[Entry]:
    """The events of a page."""
    page = _Page()
    page.feed(data.decode())
    return [(title, times[0], times[1]) for title, times in zip(page.titles, page.times, strict=True)]


# A new exporter brings a reader of its format that is not of its making.
READERS: dict[str, Callable[[bytes], list[Entry]]] = {"html": read_html, "ics": read_ics}


def sound(example: Path) -> Trip:
    """The trip of an example, without the events whose times are faulty."""
    trip = load(example.read_bytes(), example.name).trip
    assert trip is not None
    events = (event for event in trip.events if event.certain and event.end.instant > event.start.instant)
    return replace(trip, events=tuple(events))


def meant(event: Event, options: Options) -> Entry:
    """What a reader should find of an event."""
    title = unicodedata.normalize("NFC", options.say(event.title))
    return title, event.start.instant, event.end.instant


@pytest.fixture(params=EVERY, ids=lambda pair: f"{pair[0].id}-{pair[1].stem}")
def case(request: pytest.FixtureRequest) -> tuple[Exporter, Path]:
    """An exporter and an example."""
    found: tuple[Exporter, Path] = request.param
    return found


def test_each_exporter_has_a_reader_here() -> None:
    """No exporter escapes this contract."""
    assert READERS.keys() == {exporter.id for exporter in all_exporters()}


def test_a_file_without_its_exporter_is_a_fault() -> None:
    """A file in the folder that does not hold what its name says is told by its path."""
    with pytest.raises(TypeError, match=r"_fold\.py holds no @exporter named _fold"):
        _load("_fold")


@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize("languages", [("ko", "en"), ("en", "ko")])
def test_every_event_comes_back(
    case: tuple[Exporter, Path], languages: tuple[str, ...], *, together: bool
) -> None:
    """Each event of the trip is in the file once, with every character of its title and at its instants."""
    exporter, example = case
    options = Options(languages=languages, together=together, stays=Stays.TIMED)
    trip = sound(example)

    found = READERS[exporter.id](exporter.write(trip, options))

    assert sorted(found) == sorted(meant(event, options) for event in trip.events)


def test_people_keep_their_own_events(case: tuple[Exporter, Path]) -> None:
    """A person's file has the events of that person and no other."""
    exporter, example = case
    trip = sound(example)
    for person in trip.people:
        options = Options(people=frozenset([person]), stays=Stays.TIMED)
        own = [event for event in trip.events if person in event.people]

        found = READERS[exporter.id](exporter.write(trip, options))

        assert sorted(found) == sorted(meant(event, options) for event in own)


def test_equal_trips_give_equal_bytes(case: tuple[Exporter, Path]) -> None:
    """What is written hangs on the trip and the options alone; the time stamp is one of the options."""
    exporter, example = case
    later = Options(revised=Options().revised + timedelta(days=1))

    first, second = (exporter.write(sound(example), Options()) for _ in range(2))

    assert first == second
    assert exporter.write(sound(example), later) != first


def test_bytes_do_not_depend_on_the_run() -> None:
    """Another process, hash seed, zone or locale gives the same bytes."""
    program = (
        "import sys; from pathlib import Path; from test_exporters import EVERY, sound; "
        "from tripplan.exporters import Options; "
        "[sys.stdout.buffer.write(exporter.write(sound(example), Options())) for exporter, example in EVERY]"
    )
    runs = [
        ("0", "UTC", "C.UTF-8"),
        ("1", "Asia/Kathmandu", "tr_TR.UTF-8"),
        ("4711", "America/St_Johns", "C"),
    ]
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            env=os.environ
            | {
                "PYTHONHASHSEED": seed,
                "TZ": zone,
                "LC_ALL": locale,
                "PYTHONPATH": str(Path(__file__).parent),
            },
        ).stdout
        for seed, zone, locale in runs
    }

    assert outputs == {b"".join(exporter.write(sound(example), Options()) for exporter, example in EVERY)}


def test_events_come_in_the_order_of_time() -> None:
    """The events that a file is to hold stand in the order of their instants, whatever the order in the trip."""
    trip = sound(EXAMPLES[0])
    backwards = replace(trip, events=trip.events[::-1])

    assert chosen(backwards, Options()) == chosen(trip, Options())
    assert sorted(chosen(trip, Options()), key=lambda event: event.start.instant) == list(
        chosen(trip, Options())
    )


@pytest.mark.parametrize(
    ("languages", "together", "said"),
    [
        (("ko",), False, "꽃"),
        (("en", "ko"), False, "flower"),
        (("fr", "ko"), False, "꽃"),
        (("fr",), False, "꽃"),
        (("ko", "en"), True, "꽃 / flower"),
        (("en", "ko"), True, "flower / 꽃"),
        (("fr", "en"), True, "flower"),
    ],
)
def test_texts_are_said_in_the_languages(languages: tuple[str, ...], said: str, *, together: bool) -> None:
    """One language means the first that a text has; both means each, and each wording once."""
    text = Text.of({"ko": "꽃", "en": "flower"})

    assert Options(languages=languages, together=together).say(text) == said
