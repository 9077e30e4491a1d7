"""The page for a phone: what stands on it, what may run on it, and which button leads where."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands import tripplan
from release_trips import TRIP, edited, trip_of
from tripplan.exporters import Detail, Gone, Options, Revision
from tripplan.exporters._ways_in import ways_in
from tripplan.exporters.html import page, policy
from tripplan.messages import plain
from tripplan.model import Text

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = "https://trips.example.org/abc/calendar.ics"
GOOGLE = "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Ftrips.example.org%2Fabc%2Fcalendar.ics"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></script><script>alert(1)</script>",
    "<!-- ",
    "]]>&lt;b&gt;",
    "{{7*7}} ${7*7}",
    "\u202eevil\u2066",
    "a\u0000b\u001b[31m",
    "javascript:alert(1)",
]


class Seen(HTMLParser):
    """What a reader that is not of our making finds: elements with their attributes, and the text in each kind of element."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._path: list[str] = []
        self.feed(data.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.elements.append((tag, dict(attrs)))
        if tag != "meta":
            self._path.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        """The element that began last ends."""
        assert self._path.pop() == tag

    def handle_data(self, data: str) -> None:
        """Text in the element that is open."""
        if self._path:
            self.texts[self._path[-1]][-1] += data

    @property
    def links(self) -> list[str | None]:
        """Where links lead."""
        return [each["href"] for tag, each in self.elements if tag == "a"]


def test_an_address_that_stays_is_for_subscribing() -> None:
    """Apple by webcal, Google by its own page, and a copy for all others; each with what must be known."""
    assert [(way.id, way.url) for way in ways_in(SOURCE)] == [
        ("apple", "webcal://trips.example.org/abc/calendar.ics"),
        ("google", GOOGLE),
        ("download", SOURCE),
    ]


def test_an_address_that_passes_is_for_taking_a_copy() -> None:
    """The copy comes first; who subscribes is told that it ends; Google, which comes hours later, is not offered."""
    first, second = ways_in("http://192.168.0.12:8000/abc/calendar.ics", passing=True)

    assert (first.id, first.url) == ("download", "http://192.168.0.12:8000/abc/calendar.ics")
    assert "does not change with the trip" in first.note.template
    assert (second.id, second.url) == ("apple", "webcal://192.168.0.12:8000/abc/calendar.ics")
    assert "changes no more" in second.note.template


@pytest.mark.parametrize(
    ("host", "public"),
    [("trips.example.org", True), ("8.8.8.8", True), ("192.168.0.12", False), ("laptop.local", False), ("nas", False), ("[::1]", False)],
)  # fmt: skip
def test_google_is_offered_only_where_it_can_come(host: str, public: bool) -> None:
    """An address in a network at home is none for it, and a button that cannot work is none."""
    assert ("google" in [way.id for way in ways_in(f"https://{host}/x.ics")]) == public


@pytest.mark.parametrize(
    "source", [None, "", "javascript:alert(1)", "data:text/calendar,x", "//x/y", "https://[x/"]
)
def test_no_address_no_buttons(source: str | None) -> None:
    """Nor for one that a tap must not open."""
    assert list(ways_in(source)) == []


def test_a_webcal_address_is_downloaded_by_https() -> None:
    """Browsers do not fetch webcal themselves."""
    assert [way.url for way in ways_in("webcal://x.example.org/c.ics")][-1] == "https://x.example.org/c.ics"


def test_the_file_of_an_export_has_no_buttons(tmp_path: Path) -> None:
    """Unless it is told where the calendar is; one person's page names them."""
    trip, target = tmp_path / "trip.toml", tmp_path / "kim.html"
    trip.write_text(TRIP, "utf-8")

    assert tripplan("export", trip, "-o", target, "--person", "kim").status == 0
    seen = Seen(target.read_bytes())
    assert seen.links == []
    assert seen.texts["h1"] == ["The board in Calgary"]
    assert seen.texts["h3"] == ["Board", "Lunch"]
    assert "Kim" in seen.texts["p"]

    assert tripplan("export", trip, "-o", target, "--person", "kim", "--source", SOURCE).status == 0
    assert len(Seen(target.read_bytes()).links) == 3


def test_only_this_script_and_this_style_may_run() -> None:
    """The policy names their hashes, and those are the hashes of what stands on the page."""
    seen = Seen(page(trip_of(TRIP), Options(source=SOURCE)))
    told = {str(each.get("http-equiv")): each.get("content") for tag, each in seen.elements if tag == "meta"}

    assert told["Content-Security-Policy"] == policy()
    for tag in ("script", "style"):
        (text,) = seen.texts[tag]
        assert f"{tag}-src 'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in policy()
    assert policy().startswith("default-src 'none'; ")
    assert not {tag for tag, _ in seen.elements} & {"img", "link", "iframe", "object", "form", "base"}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_only_text(text: str) -> None:
    """In any place that a file fills: no element, no attribute and no link comes of it."""
    trip = trip_of(TRIP)
    said = Text.of(text)
    head, kim = trip.head, trip.people["kim"]
    assert head is not None
    told = {"title": said, "notes": said, "contact": said, "booking": said, "dress": said, "url": text}
    events = tuple(
        replace(each, table=each.table.model_copy(update=told), site=replace(each.site, name=said, address=said))
        for each in trip.events
    )  # fmt: skip
    hostile = replace(
        trip,
        head=head.model_copy(update={"title": said}),
        people={**trip.people, "kim": replace(kim, name=said)},
        events=events,
    )
    options = Options(frozenset(["kim"]), source=SOURCE, gone=(gone(text),))

    plain_, found = (Seen(page(each, options)) for each in (trip, hostile))

    assert {tag for tag, _ in found.elements} == {tag for tag, _ in plain_.elements}
    assert not [name for _, each in found.elements for name in each if name.startswith("on")]
    assert found.links == plain_.links
    assert len(found.texts["script"]) == 1
    assert not re.search("[\x00\x1b\u202e\u2066]", "".join(found.texts["h3"]))


@given(st.text(min_size=1).filter(str.strip))
def test_any_title_is_read_as_it_is_written(text: str) -> None:
    """Whatever it holds, it is in one heading, and nothing after it is lost."""
    trip = trip_of(TRIP)
    first, *others = trip.events

    seen = Seen(
        page(
            replace(
                trip,
                events=(
                    replace(first, table=first.table.model_copy(update={"title": Text.of(text)})),
                    *others,
                ),
            ),
            Options(),
        )
    )

    assert seen.texts["h3"][1:] == ["Lunch", "Tour"]
    assert len(seen.texts["h3"]) == 3


def test_an_address_of_the_event_is_a_link() -> None:
    """Where a tap may open it; it tells nobody where it stood."""
    seen = Seen(
        page(
            trip_of(edited(('title = "Board"', 'title = "Board"\nurl = "https://example.org/a b"'))),
            Options(),
        )
    )

    assert seen.links == []
    seen = Seen(
        page(
            trip_of(edited(('title = "Board"', 'title = "Board"\nurl = "https://example.org/a"'))), Options()
        )
    )
    assert [each for tag, each in seen.elements if tag == "a"] == [
        {"href": "https://example.org/a", "rel": "noreferrer noopener"}
    ]


def gone(title: str = "Dinner") -> Gone:
    """An event of Kim's that is no more."""
    start = datetime(2024, 9, 23, 18, tzinfo=UTC)
    return Gone("dinner", Text.of(title), start, start + timedelta(hours=2), ("kim",), Revision(1, start))


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_what_is_gone_is_said(lang: str) -> None:
    """To those whom it was for, in their language, so that nobody waits for it."""
    kim, park = (
        Seen(page(trip_of(TRIP), Options(frozenset([id_]), (lang,), gone=(gone(),))))
        for id_ in ("kim", "park")
    )

    assert plain(lang, "No longer taking place") in kim.texts["h2"]
    assert kim.texts["h3"][-1] == f"{plain(lang, 'Cancelled')}: Dinner"
    assert plain(lang, "No longer taking place") not in park.texts["h2"]


@pytest.mark.parametrize("options", [Options(detail=Detail.BUSY), Options(utc=True)])
def test_a_busy_page_tells_no_zone(options: Options) -> None:
    """A zone tells where somebody is: all times are in UTC, those of what is gone too."""
    text = page(trip_of(TRIP), replace(options, gone=(gone(),))).decode()

    assert set(re.findall(r'datetime="[^"]*([+-]\d\d:\d\d)"', text)) == {"+00:00"}
    assert set(re.findall(r"UTC[+−]\d+", text)) == {"UTC+0"}
    assert "18:00" in text


def test_times_stand_on_the_clocks_of_both_places() -> None:
    """A flight leaves on one clock and lands on another; where they agree the offset is said once."""
    flight = edited(
        ('kind = "tour"', 'kind = "flight"\nfrom = "calgary"\nto = "seoul"'),
        ('place = "library"\nstart = 2024-09-24T10:00\nend = 2024-09-24T12:00', "start = 2024-09-24T10:00\nend = 2024-09-25T13:00"),
    )  # fmt: skip
    seen = Seen(page(trip_of(flight), Options()))

    assert seen.texts["time"] == ["09:00", "11:00", "12:00", "13:00", "10:00", "13:00 +1"]
    assert seen.texts["span"] == ["UTC−6", "UTC−6", "UTC−6", "UTC+9"]


def test_the_page_says_when_what_is_on_it_was_last_changed() -> None:
    """Another person's change does not touch it."""
    day = datetime(2024, 9, 1, tzinfo=UTC)
    options = Options(revisions={"board": Revision(1, day), "tour": Revision(3, day + timedelta(days=1))})

    pages = [
        page(trip_of(TRIP), replace(options, people=frozenset([id_]))).decode() for id_ in ("kim", "park")
    ]

    assert ["2024-09-01T00:00:00Z" in pages[0], "2024-09-02T00:00:00Z" in pages[1]] == [True, True]


def test_a_time_that_names_no_instant_is_refused() -> None:
    """A page that guesses would be believed."""
    trip = trip_of(TRIP)
    first, *others = trip.events
    backwards = replace(first, start=first.end, end=first.start)

    with pytest.raises(ValueError, match="board"):
        page(replace(trip, events=(backwards, *others)), Options())
