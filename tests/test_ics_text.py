"""Text in the calendar: what a delegate reads, in which language, and that a stranger's text stays text."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calendars import STAGE, entries, entry, event, flight, lines_of, trip_of, written
from tripplan.exporters import Options
from tripplan.exporters._prose import one_line, paragraph
from tripplan.exporters.ics import uid
from tripplan.model import Text

KO, EN = Options(languages=("ko", "en")), Options(languages=("en", "ko"))
BOTH = Options(languages=("ko", "en"), together=True)
MOVE = """booking = "ABC123"
dress = { ko = "정장", en = "Business" }
contact = "Ms Roy, +1 403"
notes = { ko = "여권을 손에\\n먼저 탑승", en = "Passport in hand.\\nBoard first." }
url = "https://example.org/1"
optional = ["lee"]
"""
FAMILY, FLAG, THUMB = "👨‍👩‍👧‍👦", "🇰🇷", "👍🏽"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (
            EN,
            """21:40 seoul (UTC+9) → 17:00 edmonton (UTC−6), 10 h 20 min
Passport in hand.
Board first.
With: Kim, Lee (optional)
Contact: Ms Roy, +1 403
Booking: ABC123
Dress: Business
https://example.org/1""",
        ),
        (
            BOTH,
            """21:40 seoul (UTC+9) → 17:00 edmonton (UTC−6), 10시간 20분
여권을 손에
먼저 탑승
참석: 김, Lee (선택)
연락처: Ms Roy, +1 403
예약: ABC123
복장: 정장
https://example.org/1

21:40 seoul (UTC+9) → 17:00 edmonton (UTC−6), 10 h 20 min
Passport in hand.
Board first.
With: Kim, Lee (optional)
Contact: Ms Roy, +1 403
Booking: ABC123
Dress: Business""",
        ),
    ],
)
def test_a_description_tells_all(options: Options, expected: str) -> None:
    """A move on both clocks, notes, people, contact, booking, dress, link; a second language adds what differs."""
    trip = trip_of(flight("seoul", "2026-05-01T21:40", "edmonton", "2026-05-01T17:00", MOVE))

    assert str(entry(trip, "flight", options)["DESCRIPTION"]) == expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (EN, "Fri 1 May 13:30 honolulu (UTC−10) → Sat 2 May 18:10 apia (UTC+13), 5 h 40 min"),
        (KO, "5월 1일 (금) 13:30 honolulu (UTC−10) → 5월 2일 (토) 18:10 apia (UTC+13), 5시간 40분"),
    ],
)
def test_a_move_that_ends_on_another_date_tells_the_dates(options: Options, expected: str) -> None:
    """Dates stand where the two clocks show different ones."""
    trip = trip_of(flight("honolulu", "2026-05-01T13:30", "apia", "2026-05-02T18:10"))

    assert str(entry(trip, "flight", options)["DESCRIPTION"]).splitlines()[0] == expected


@pytest.mark.parametrize(
    ("options", "title"),
    [(EN, "Cancelled: Talk"), (KO, "취소: 회담"), (BOTH, "취소 / Cancelled: 회담 / Talk")],
)
def test_texts_come_in_the_language_asked_for(options: Options, title: str) -> None:
    """Title, place and calendar name follow the language, our own words too."""
    place = '[places.hall]\nname = { ko = "강당", en = "Hall" }\naddress = "1 Main St"\nzone = "Asia/Seoul"\n'
    more = 'duration = "1 h"\nstatus = "cancelled"\ntitle = { ko = "회담", en = "Talk" }'
    trip = trip_of(event("a", "hall", "2026-05-01T20:00", more), stage=STAGE + place)

    found, lines = entry(trip, "a", options), lines_of(written(trip, options))

    assert str(found["SUMMARY"]) == title
    assert str(found["LOCATION"]) == f"{options.say(Text.of({'ko': '강당', 'en': 'Hall'}))}, 1 Main St"
    assert {
        f"{key}:{options.say(Text.of({'ko': '방문', 'en': 'Visit'}))}" for key in ("NAME", "X-WR-CALNAME")
    } <= set(lines)


def test_one_persons_calendar_has_their_name() -> None:
    """Two people's calendars on one phone can be told apart."""
    trip = trip_of(event("a", "seoul", "2026-05-01T20:00"))

    assert "NAME:Visit: Kim" in lines_of(written(trip, Options(people=frozenset(["kim"]))))
    assert "NAME:Visit" in lines_of(written(trip, Options(people=frozenset(["kim", "lee"]))))


def test_everyone_is_a_word() -> None:
    """A long list of all says nothing; of some it names each."""
    whole = entry(trip_of(event("a", "seoul", "2026-05-01T20:00")), "a")
    some = entry(trip_of(event("a", "seoul", "2026-05-01T20:00", 'duration = "1 h"\nwho = ["lee"]')), "a")

    assert str(whole["DESCRIPTION"]) == "With: everyone"
    assert str(some["DESCRIPTION"]) == "With: Lee"


def test_an_event_of_which_nothing_is_known_has_no_description() -> None:
    """An empty property is an error to strict programs."""
    alone = STAGE[: STAGE.index("[people.kim]")] + STAGE[STAGE.index("[places.") :]

    assert "DESCRIPTION" not in entry(trip_of(event("a", "seoul", "2026-05-01T20:00"), stage=alone), "a")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?b=c,d;e#f", "https://example.org/a?b=c,d;e#f"),
        ("https://example.org/강 원", "https://example.org/%EA%B0%95%20%EC%9B%90"),
        ("HTTPS://example.org/%20", "HTTPS://example.org/%20"),
        ("tel:+82-33-1234", "tel:+82-33-1234"),
        ("https://example.org/\\r\\nBEGIN:VEVENT", "https://example.org/%0D%0ABEGIN:VEVENT"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("example.org", None),
    ],
)
def test_a_link_is_safe_to_open(url: str, expected: str | None) -> None:
    """URL holds what a phone may open, in ASCII; whatever it is, the description tells it."""
    trip = trip_of(event("a", "seoul", "2026-05-01T20:00", f'duration = "1 h"\nurl = "{url}"'))

    found = entry(trip, "a")

    assert found.get("URL") == expected
    assert url.partition("\\")[0] in str(found["DESCRIPTION"])


HOSTILE = [
    "BEGIN:VEVENT",
    "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:0",
    "\x1b[31mred\x1b[0m \x07\x00",
    'a; b, c: d \\ e "q" ^n^\'',
    "C:\\new\\Name\\",
    "\u202egnp.exe\u2066",
    "../../etc/passwd",
    "one\u2028two\x85three\x0bfour\ttab",
    "한강\u1112\u1161\u11ab e\u0301",
    "=HYPERLINK(1)",
    "긴 제목 " * 40,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_strangers_text_stays_text(text: str) -> None:
    """Whatever a text holds, it adds no line and no event, and nothing in it is alive; the lint sees to the bytes."""
    plain = trip_of(event("a", "seoul", "2026-05-01T20:00"), event("b", "seoul", "2026-05-02T20:00"))
    words = Text.of(text)
    table = plain.events[0].table.model_copy(
        update={"title": words, "notes": words, "contact": words, "booking": words, "dress": words}
    )
    site = replace(plain.events[0].site, name=words, address=words)
    trip = replace(
        plain, events=(replace(plain.events[0], table=table, origin=site, site=site), plain.events[1])
    )

    data = written(trip)

    assert entries(data).keys() == {uid("t", "a"), uid("t", "b")}
    found = entries(data)[uid("t", "a")]
    assert str(found["SUMMARY"]) == one_line(text)
    assert str(found["DESCRIPTION"]).startswith(paragraph(text) + "\nWith: everyone\nContact: ")
    assert not set(data.decode()) & set("\x00\x07\x0b\x1b\x85\u2028\u202e\u2066\t")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("\x1b[31mred\x1b[0m \x07\x00", "[31mred[0m"),
        ("\u202egnp.exe\u2066", "gnp.exe"),
        ("\u1112\u1161\u11ab e\u0301", "한 é"),
        ("one\r\ntwo\tthree", "one two three"),
        ("\x07", "\\x07"),
        (FAMILY, FAMILY),
    ],
)
def test_a_text_is_composed_and_still(text: str, read: str) -> None:
    """Signs that a terminal obeys are gone: on a phone they would be read. A text of nothing else is spelled out."""
    assert one_line(text) == read


@given(st.text(min_size=1).filter(str.strip))
@settings(max_examples=200, deadline=None)
def test_any_title_survives(text: str) -> None:
    """A title comes back as it was: composed, in one line, with live characters spelled out."""
    plain = trip_of(event("a", "seoul", "2026-05-01T20:00"))
    table = plain.events[0].table.model_copy(update={"title": Text.of(text)})

    found = entry(replace(plain, events=(replace(plain.events[0], table=table),)), "a")

    assert str(found["SUMMARY"]) == one_line(text)
    rest = iter(str(found["SUMMARY"]))
    shown = [each for each in unicodedata.normalize("NFC", text) if each.isprintable() and not each.isspace()]
    assert all(each in rest for each in shown)  # in their order: an iterator is used up
