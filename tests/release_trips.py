"""A small trip to be released, changed and released again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan.load import load

if TYPE_CHECKING:
    from tripplan.model import Trip

TRIP = """\
[trip]
id = "board"
title = { en = "The board in Calgary", ko = "캘거리 이사회" }
home = "seoul"
start = 2024-09-21
end = 2024-09-25
languages = ["en", "ko"]

[places.seoul]
name = { en = "Seoul", ko = "서울" }
at = [37.5665, 126.978]

[places.calgary]
name = { en = "Calgary", ko = "캘거리" }
at = [51.0447, -114.0719]

[places.hall]
name = "City Hall"
within = "calgary"

[places.library]
name = "Central Library"
within = "calgary"

[people.kim]
name = { en = "Kim", ko = "김" }

[people.lee]
name = "Lee"
language = "ko"

[people.park]
name = "Park"

[[events]]
id = "board"
kind = "meeting"
title = "Board"
place = "hall"
start = 2024-09-23T09:00
duration = "2 h"
who = ["kim", "lee"]

[[events]]
id = "lunch"
kind = "meal"
title = "Lunch"
place = "hall"
start = 2024-09-23T12:00
duration = "1 h"
who = ["kim", "lee"]

[[events]]
id = "tour"
kind = "tour"
title = "Tour"
place = "library"
start = 2024-09-24T10:00
end = 2024-09-24T12:00
status = "tentative"
who = ["lee", "park"]
"""


def trip_of(text: str) -> Trip:
    """The trip of a text that has nothing wrong with it."""
    loaded = load(text.encode(), "trip.toml", {})
    assert loaded.trip is not None, loaded.problems
    assert not loaded.problems
    return loaded.trip


def edited(*changes: tuple[str, str], text: str = TRIP) -> str:
    """The text with changes made to it; each must find what it changes."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def without(id_: str, text: str = TRIP) -> str:
    """The text without one of its events."""
    head, *events = text.split("[[events]]\n")
    kept = [event for event in events if f'id = "{id_}"' not in event]
    assert len(kept) == len(events) - 1
    return "[[events]]\n".join([head, *kept])
