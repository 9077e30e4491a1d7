"""What raises the SEQUENCE of an event: whatever any calendar shows of it, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from release_trips import trip_of
from tripplan.exporters import Detail, Options, Reminders, Stays
from tripplan.exporters._shown import shown
from tripplan.exporters.ics import ics, uid
from tripplan.release.changes import changes
from tripplan.release.snapshot import snapshots

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.model import Trip

TRIP = """\
[trip]
id = "law"
title = { en = "Law", ko = "법" }
home = "seoul"
start = 2024-10-31
end = 2024-11-08
languages = ["en", "ko"]
[places.seoul]
name = { en = "Seoul", ko = "서울" }
at = [37.5665, 126.978]
[places.icn]
airport = "ICN"
[places.jfk]
airport = "JFK"
[places.city]
name = "New York"
at = [40.7128, -74.006]
[places.hall]
name = { en = "City Hall", ko = "시청" }
at = [40.7127, -74.0059]
address = "City Hall Park"
within = "city"
[places.un]
name = "United Nations"
at = [40.7489, -73.9680]
address = "405 E 42nd St"
[places.hotel]
name = "Hotel"
at = [40.7550, -73.9750]
address = "Lexington Ave"
[people.kim]
name = { en = "Kim", ko = "김" }
[people.lee]
name = "Lee"
[people.park]
name = "Park"
tags = ["interpreter:ko-en"]
[groups]
core = ["kim", "lee"]
[resources.bus]
name = "Bus"
seats = 20
[[events]]
id = "out"
kind = "flight"
number = "KE 81"
from = "icn"
to = "jfk"
start = 2024-11-01T10:00
end = 2024-11-01T11:00
booking = "X7Y"
[[events]]
id = "bed"
kind = "stay"
place = "hotel"
start = 2024-11-01T15:00
end = 2024-11-06T11:00
[[events]]
id = "hall"
kind = "meeting"
title = { en = "Mayor", ko = "시장" }
place = "hall"
start = 2024-11-02T09:00
duration = "1 h"
who = ["core"]
notes = "Bring the seal"
contact = "Ms. Day"
dress = "Dark suit"
url = "https://example.org/"
alarm = ["15 min"]
[[events]]
id = "night"
kind = "other"
title = "Watch"
place = "un"
start = 2024-11-03T01:30:00-04:00
duration = "20 min"
who = ["kim", "park"]
[[events]]
id = "un"
kind = "visit"
title = "Visit"
place = "un"
start = 2024-11-02T12:00
duration = "2 h"
resources = ["bus"]
needs = ["interpreter:ko-en"]
tags = ["outdoor"]
audience = ["core", "park"]
[[events]]
id = "walk"
kind = "tour"
title = "Walk"
place = "hall"
start = 2024-11-04T12:00
duration = "2 h"
status = "tentative"
who = ["core", "park"]
optional = ["lee"]
"""
# What is changed, and the events of which a calendar then shows something else. Times to get to the next event are among it.
CHANGES: list[tuple[str, str, str]] = [
    ('title = { en = "Mayor", ko = "시장" }', 'title = { en = "Mayor", ko = "시장님" }', "hall"),
    ('title = { en = "Mayor", ko = "시장" }', 'title = { ko = "시장", en = "Mayor" }', ""),
    ('title = "Watch"', 'title = { en = "Watch" }', ""),
    ('title = "Watch"', 'title = "Watch  "', ""),
    ('title = "Watch"', 'title = { en = "Watch", ko = "구경" }', "night"),
    ('title = "Watch"', 'title = { en = "Watch", de = "Wache" }', ""),
    ("T01:30:00-04:00", "T01:30:00-05:00", "night"),
    ("start = 2024-11-02T09:00", "start = 2024-11-02T08:30", "hall"),
    ('start = 2024-11-02T09:00\nduration = "1 h"', "start = 2024-11-02T09:00\nend = 2024-11-02T10:00", ""),
    ("start = 2024-11-02T09:00", "start = 2024-11-02T09:00:00-04:00", ""),
    ("end = 2024-11-06T11:00", "end = 2024-11-06T11:30", "bed"),
    ('kind = "visit"', 'kind = "tour"', "un"),
    ('number = "KE 81"', 'number = "KE 85"', "out"),
    ('booking = "X7Y"', 'booking = "X7Z"', "out"),
    ('notes = "Bring the seal"', 'notes = "Bring the deal"', "hall"),
    ('notes = "Bring the seal"\n', "", "hall"),
    ('contact = "Ms. Day"', 'contact = "Mr. Day"', "hall"),
    ('dress = "Dark suit"', 'dress = "Casual"', "hall"),
    ("https://example.org/", "https://example.org/2", "hall"),
    ('alarm = ["15 min"]', 'alarm = ["15 min", "1 h"]', "hall"),
    ('alarm = ["15 min"]', 'alarm = ["15 min", "15 min"]', ""),
    ('alarm = ["15 min"]', "alarm = []", "hall"),
    ('status = "tentative"', 'status = "confirmed"', "walk"),
    ('status = "tentative"', 'status = "cancelled"', "walk"),
    ('optional = ["lee"]', "optional = []", "walk"),
    ('optional = ["lee"]', 'optional = ["core"]', "walk"),
    ('who = ["core", "park"]', 'who = ["lee", "kim", "park"]', "walk"),
    ('who = ["core", "park"]', 'who = ["kim", "lee", "park"]', ""),
    ('who = ["core", "park"]\n', "", ""),
    ('who = ["kim", "park"]', 'who = ["kim"]', "night"),
    ('core = ["kim", "lee"]', 'core = ["kim", "lee", "park"]', "hall"),
    ('audience = ["core", "park"]', 'audience = ["core"]', ""),
    ('audience = ["core", "park"]\n', "", ""),
    ('resources = ["bus"]\n', "", ""),
    ('needs = ["interpreter:ko-en"]\n', "", ""),
    ('tags = ["outdoor"]', 'tags = ["outdoor", "motorcade"]', ""),
    ("seats = 20", "seats = 30", ""),
    ('name = "Bus"', 'name = "Coach"', ""),
    ('name = "Lee"', 'name = "Li"', "hall walk"),
    ('name = { en = "Kim", ko = "김" }', 'name = { en = "Kim", ko = "김진태" }', "hall night walk"),
    ('name = "Park"', 'name = "Park"\nrole = "Interpreter"', ""),
    ('name = "Park"', 'name = "Park"\nlanguage = "ko"', ""),
    ("[people.park]", '[people.choi]\nname = "Choi"\nfrom = 2024-11-08\n[people.park]', "un out bed"),
    ('ko = "시청"', 'ko = "뉴욕시청"', "hall walk"),
    ('address = "City Hall Park"', 'address = "Broadway"', "hall walk"),
    ('address = "405 E 42nd St"\n', "", "night un"),
    ("at = [40.7127, -74.0059]", "at = [40.6427, -74.0059]", "hall walk un"),
    ("at = [40.7489, -73.9680]", "at = [40.7589, -73.9780]", "night un"),
    ('place = "un"\nstart = 2024-11-02T12:00', 'place = "hall"\nstart = 2024-11-02T12:00', "un"),
    ('to = "jfk"', 'to = "city"', "out"),
    ("[resources.bus]", '[[travel]]\nfrom = "hall"\nto = "un"\nminutes = 95\n[resources.bus]', "un"),
    ('title = { en = "Law", ko = "법" }', 'title = "Law"', ""),
    ('languages = ["en", "ko"]', 'languages = ["ko", "en"]', "out bed hall"),
    ('home = "seoul"', 'home = "city"', ""),
]
VIEWS = [
    Options(),
    Options(audience=frozenset()),
    Options(languages=("ko", "en"), audience=frozenset()),
    Options(languages=("ko", "en"), together=True, audience=frozenset(), stays=Stays.TIMED, utc=True),
    Options(reminders=Reminders.EVENTS, detail=Detail.SHARED, languages=("ko", "en")),
    Options(detail=Detail.BUSY, alarms=False),
    *(Options(people=frozenset([id_])) for id_ in ("kim", "lee", "park")),
]
COUNTER = re.compile(r"^(SEQUENCE|DTSTAMP|LAST-MODIFIED):.*\r\n", re.MULTILINE)


def views(trip: Trip) -> dict[str, dict[tuple[int, str], str]]:
    """The VEVENTs of each event by file and UID, without what merely counts; files that name no language are in the trip's first."""
    assert trip.head is not None
    found: dict[str, dict[tuple[int, str], str]] = {event.id: {} for event in trip.events}
    whose = dict(_uids(trip))
    for number, options in enumerate(VIEWS):
        own = options if len(options.languages) > 1 else replace(options, languages=trip.languages)
        text = COUNTER.sub("", re.sub(r"\r\n[ \t]", "", ics.write(trip, own).decode()))
        for block in re.findall(r"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", text, re.DOTALL):
            uid_ = block.split("\r\nUID:")[1].split("\r\n")[0]
            found[whose[uid_]][number, uid_] = block
    return found


def _uids(trip: Trip) -> Iterator[tuple[str, str]]:
    for event in trip.events:
        own = uid("law", event.id)
        yield own, event.id
        yield from ((str(uuid5(UUID(own), f"reminder {number}")), event.id) for number in range(1, 5))


@cache
def looks(text: str) -> tuple[dict[str, dict[tuple[int, str], str]], dict[str, str]]:
    """What calendars show of the events of a trip, and the digests."""
    trip = trip_of(text)
    return views(trip), shown(trip)


def compared(before: str, after: str) -> tuple[set[str], set[str], set[str]]:
    """The events that read otherwise in some file, those that are in other files than before, and those whose digest is another one."""
    (shown_before, old), (shown_after, new) = looks(before), looks(after)
    read, moved = set(), set()
    for id_ in old.keys() & new.keys():
        files = {key[0] for key in shown_before[id_]}, {key[0] for key in shown_after[id_]}
        both = files[0] & files[1]
        was, is_ = (
            {key: block for key, block in found[id_].items() if key[0] in both}
            for found in (shown_before, shown_after)
        )
        read |= {id_} if was != is_ else set()
        moved |= {id_} if files[0] != files[1] else set()
    return read, moved, {id_ for id_ in old.keys() & new.keys() if old[id_] != new[id_]}


@pytest.mark.parametrize("number", range(len(CHANGES)))
def test_one_change_counts_where_a_calendar_shows_it_and_nowhere_else(number: int) -> None:
    """The digests of just those events differ of which some file differs, the ones that anybody would name among them."""
    old, new, expected = CHANGES[number]
    assert old in TRIP

    read, moved, counted = compared(TRIP, TRIP.replace(old, new))

    assert read <= counted <= read | moved, CHANGES[number]
    assert set(expected.split()) <= counted
    assert expected or counted <= moved


@settings(max_examples=8, deadline=None)
@given(st.lists(st.sampled_from(CHANGES), min_size=2, max_size=5, unique=True))
def test_the_law_holds_between_any_two_trips(several: list[tuple[str, str, str]]) -> None:
    """Changes upon changes: what calendars show and what is counted stay the same thing."""
    text = TRIP
    for old, new, _ in several:
        before, text = text, text.replace(old, new)
        read, moved, counted = compared(before, text)
        assert read <= counted <= read | moved


@pytest.mark.parametrize("number", range(len(CHANGES)))
def test_no_change_of_an_event_goes_without_a_word(number: int) -> None:
    """What a lock keeps of an event differs exactly where something is said of it."""
    old, new, _ = CHANGES[number]
    before, after = (snapshots(trip_of(text)) for text in (TRIP, TRIP.replace(old, new)))

    for languages in (("en", "ko"), ("ko", "en"), ()):
        told = {each.event.id for each in changes(before, after, languages)}
        assert told == {id_ for id_ in after if after[id_] != before.get(id_)}, CHANGES[number]
