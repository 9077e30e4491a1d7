"""What a calendar says of releases: how often an event was changed, and which are no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from calendars import (
    event,
    lines_of,
    properties,
    trip_of,
    written,
)
from tripplan import when
from tripplan.exporters import Gone, Options, Reminders, Revision
from tripplan.exporters.ics import uid
from tripplan.model import Text

AT_NINE = "2026-05-01T09:00"


def test_a_revision_is_that_of_its_event() -> None:
    """SEQUENCE, DTSTAMP and LAST-MODIFIED are the release's; an event without one has never been changed."""
    revised = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)
    options = Options(
        revised=datetime(2026, 1, 1, tzinfo=UTC),
        revisions={"a": Revision(3, revised)},
        reminders=Reminders.EVENTS,
    )
    data = written(trip_of(event("a", "seoul", AT_NINE), event("b", "seoul", AT_NINE)), options)

    def told(id_: str) -> tuple[str, ...]:
        found = properties(data, uid("t", id_))
        return found["SEQUENCE"], found["DTSTAMP"], found["LAST-MODIFIED"]

    assert told("a") == ("3", "20260203T040506Z", "20260203T040506Z")
    assert told("b") == ("0", "20260101T000000Z", "20260101T000000Z")


SEOUL = when.zone("Asia/Seoul")
GONE = Gone(
    id="old",
    title=Text.of({"en": "Dinner, with\nthe Mayor", "ko": "시장과\n만찬"}),
    start=datetime(2026, 5, 1, 18, 0, tzinfo=SEOUL),
    end=datetime(2026, 5, 1, 20, 0, tzinfo=SEOUL),
    people=("kim", "lee"),
    revision=Revision(2, datetime(2026, 4, 1, tzinfo=UTC)),
)


def test_an_event_that_is_no_more_is_told_as_cancelled() -> None:
    """Under its old UID, at its old time, with the word in its title: programs that drop it without a word leave people waiting."""
    data = written(trip_of(event("a", "boston", AT_NINE)), Options(gone=(GONE,), languages=("ko", "en")))

    found = properties(data, uid("t", "old"))

    assert found == {
        "UID": uid("t", "old"),
        "SUMMARY": "취소: 시장과 만찬",
        "DTSTART": ";TZID=Asia/Seoul:20260501T180000",
        "DTEND": ";TZID=Asia/Seoul:20260501T200000",
        "DTSTAMP": "20260401T000000Z",
        "LAST-MODIFIED": "20260401T000000Z",
        "SEQUENCE": "2",
        "STATUS": "CANCELLED",
        "TRANSP": "TRANSPARENT",
        "X-MICROSOFT-CDO-BUSYSTATUS": "FREE",
    }


@pytest.mark.parametrize(
    ("changes", "options", "there"),
    [
        ({}, Options(), True),
        ({"people": ("kim",)}, Options(people=frozenset(["kim"])), True),
        ({"people": ("kim",)}, Options(people=frozenset(["lee"])), False),
        ({"audience": ("kim",)}, Options(), False),
        ({"audience": ()}, Options(people=frozenset(["kim"])), False),
        ({"audience": ("party",)}, Options(people=frozenset(["kim"])), True),
        ({"audience": ("nobody", "long gone")}, Options(people=frozenset(["kim"])), False),
        ({"audience": ("kim",)}, Options(audience=frozenset()), True),
        ({"id": "a"}, Options(), False),
        ({"id": "b", "people": ("lee",)}, Options(people=frozenset(["lee"])), True),
    ],
)
def test_what_is_gone_is_told_to_those_who_knew_of_it(
    changes: dict[str, Any], options: Options, *, there: bool
) -> None:
    """Those whom it was for and who might see it; never where the event is in the file after all."""
    trip = trip_of(
        event("a", "boston", AT_NINE), event("b", "boston", AT_NINE, 'duration = "1 h"\nwho = ["kim"]')
    )
    each = replace(GONE, **changes)

    data = written(trip, Options(people=options.people, audience=options.audience, gone=(each,)))

    assert any(line.startswith("SUMMARY:Cancelled") for line in lines_of(data)) is there
