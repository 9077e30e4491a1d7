"""What single calendar programs read beyond the standard: Apple's pins and ways, colours, what a subscription tells."""

from __future__ import annotations

import re

import pytest

from calendars import STAGE, event, lines_of, properties, trip_of, written
from tripplan.exporters import Options
from tripplan.exporters._kinds import kinds
from tripplan.exporters.ics import uid
from tripplan.model.document import KINDS

TOWN = """
[places.town]
name = "Calgary"
at = [51.0447, -114.0719]
[places.hall]
name = 'The "Hall" ^1'
address = "1 Main St,\\nCalgary"
at = [51.0140, -114.1170]
[places.park]
name = { ko = "공원", en = "Park" }
at = [51.0797, -114.2158]
address = "88 Road"
[places.yyc]
airport = "YYC"
"""
AT_NINE = "2026-05-01T09:00"


def whole(*events: str, more: str = "", options: Options | None = None) -> bytes:
    """The calendar of these events in Calgary."""
    return written(trip_of(*events, stage=STAGE + TOWN + more), options)


def way(data: bytes, id_: str) -> str | None:
    """The time before an event that it takes to get there, as Apple's calendars read it."""
    return properties(data, uid("t", id_)).get("X-APPLE-TRAVEL-DURATION")


@pytest.mark.parametrize(
    ("place", "location", "pin"),
    [
        (
            "hall",
            "The 'Hall' '1\\n1 Main St\\, Calgary",
            ';VALUE=URI;X-ADDRESS="1 Main St, Calgary";X-APPLE-RADIUS=100;X-TITLE="The \'Hall\' \'1":geo:51.014000,-114.117000',
        ),
        (
            "yyc",
            "Calgary International Airport (YYC)",
            ';VALUE=URI;X-APPLE-RADIUS=1000;X-TITLE="Calgary International Airport (YYC)":geo:51.113900,-114.020000',
        ),
        ("town", "Calgary", None),
        ("seoul", "seoul", None),
    ],
)
def test_apple_finds_a_place_on_the_map(place: str, location: str, pin: str | None) -> None:
    """The pin's title and address are LOCATION's two lines to the letter, without signs that a parameter cannot hold."""
    found = properties(whole(event("a", place, AT_NINE)), uid("t", "a"))

    assert found["LOCATION"] == location
    assert found.get("X-APPLE-STRUCTURED-LOCATION") == pin
    assert ("GEO" in found) == (pin is not None)


@pytest.mark.parametrize(
    ("first", "second", "more", "expected"),
    [
        ("hall", "park", "", r"PT[12]\dM|PT[12][05]M"),
        ("hall", "hall", "", None),
        ("hall", "town", "", None),
        ("hall", "seoul", "", None),
        ("hall", "park", '[[travel]]\nfrom = "park"\nto = "hall"\nminutes = 33\n', "PT35M"),
        ("hall", "park", '[[travel]]\nfrom = "park"\nto = "hall"\nminutes = 4\n', None),
        ("hall", "park", '[[travel]]\nfrom = "park"\nto = "hall"\nminutes = 600\n', None),
        ("town", "seoul", '[[travel]]\nfrom = "town"\nto = "seoul"\nminutes = 60\n', "PT1H"),
    ],
)
def test_the_way_to_an_event_is_told_where_nobody_wrote_it(
    first: str, second: str, more: str, expected: str | None
) -> None:
    """A way of the day, known by the trip's own word or by estimate, stands before the event; a rough or unknown place has none."""
    stage = more.replace("[[travel]]", "\n[[travel]]")
    start = "2026-05-01T14:00" if second != "seoul" else "2026-05-02T07:00+09:00"
    same_day = "2026-05-01T06:00" if second == "seoul" and expected else None
    before = event("a", first, same_day or AT_NINE)
    after = event("b", second, "2026-05-01T23:00" if same_day else start)

    data = whole(before, after, more=stage)

    found = way(data, "b")
    assert way(data, "a") is None
    if expected is None:
        assert found is None
    else:
        assert found is not None
        assert re.fullmatch(f";VALUE=DURATION:({expected})", found)
        assert "X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC" in lines_of(data)


def test_a_way_that_is_written_or_overnight_is_not_told_twice() -> None:
    """A transfer of its own stands for itself, and nobody sets out in the evening for the morning."""
    transfer = 'id = "c"\nkind = "drive"\nfrom = "hall"\nto = "park"\nstart = 2026-05-01T11:00\nduration = "30 min"\n'
    later = event("b", "park", "2026-05-01T14:00")

    assert way(whole(event("a", "hall", AT_NINE), transfer, later), "b") is None
    assert way(whole(event("a", "hall", AT_NINE), event("b", "park", "2026-05-02T14:00")), "b") is None


def test_the_way_is_that_of_the_people_of_the_file() -> None:
    """One comes from the hall, the other is there: each file tells its own person, that of all the one who comes from farther."""
    trip = trip_of(
        event("a", "hall", AT_NINE, 'duration = "1 h"\nwho = ["kim"]'),
        event("b", "park", AT_NINE, 'duration = "1 h"\nwho = ["lee"]'),
        event("c", "park", "2026-05-01T14:00"),
        stage=STAGE + TOWN,
    )
    kim, lee, both = (
        way(written(trip, Options(people=people)), "c")
        for people in (frozenset(["kim"]), frozenset(["lee"]), None)
    )

    assert kim == both
    assert kim is not None
    assert lee is None


def test_every_kind_has_its_row() -> None:
    """Each kind has a colour that CSS 3 names, at most two alarms, the longest first, and a reason."""
    colors = {
        *(
            "royalblue",
            "seagreen",
            "teal",
            "steelblue",
            "slategray",
            "mediumpurple",
            "firebrick",
            "darkorange",
        ),
        *(
            "goldenrod",
            "crimson",
            "olivedrab",
            "darkcyan",
            "limegreen",
            "deeppink",
            "lightsteelblue",
            "darkgray",
        ),
    }

    assert tuple(kinds()) == KINDS
    for kind in kinds().values():
        assert kind.color in colors
        assert len(kind.alarms) <= 2
        assert list(kind.alarms) == sorted(kind.alarms, reverse=True)
        assert kind.reason


@pytest.mark.parametrize("kind", ["meeting", "meal", "stay"])
def test_a_kind_is_a_category_and_a_colour(kind: str) -> None:
    """Programs group by the one and paint by the other."""
    found = properties(whole(event("a", "hall", AT_NINE, kind=kind)), uid("t", "a"))

    assert (found["CATEGORIES"], found["COLOR"]) == (kind, kinds()[kind].color)


def test_a_subscription_is_told_when_to_ask_again() -> None:
    """In the standard's words and in Outlook's; the home zone is Google's clock; the address is there where it is known."""
    plain = lines_of(whole(event("a", "hall", AT_NINE)))
    told = lines_of(
        whole(event("a", "hall", AT_NINE), options=Options(source="https://example.org/강/t.ics"))
    )

    assert {"REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"} <= set(plain)
    assert "X-WR-TIMEZONE:Asia/Seoul" in plain
    assert not any(line.startswith(("SOURCE", "URL")) for line in plain)
    address = "https://example.org/%EA%B0%95/t.ics"
    assert {f"SOURCE;VALUE=URI:{address}", f"URL:{address}"} <= set(told)


def test_no_other_address_is_given_for_the_source() -> None:
    """What a program would open is one of the web."""
    data = whole(event("a", "hall", AT_NINE), options=Options(source="javascript:alert(1)"))

    assert b"javascript" not in data
