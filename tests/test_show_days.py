"""What `tripplan show` makes of a trip: which row stands in which day, on which clocks, for whom, and who sleeps where."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripplan.checks import check_names, run
from tripplan.cli._days import days_of
from tripplan.cli._towns import town
from tripplan.cli._words import Voice
from tripplan.cli.show import Lang, _page, _Wish
from tripplan.load import load
from tripplan.model import Text, Trip
from tripplan.model.document import KINDS, MOVES, STAYS

STAGE = """
[trip]
id = "t"
title = "T"
home = "seoul"
start = 2024-11-01
end = 2024-11-05
languages = ["en", "ko"]
[places]
seoul = { name = "Seoul", at = [37.5665, 126.978], address = "1 Sejong-daero" }
icn = { airport = "ICN" }
bos = { airport = "BOS" }
boston = { name = "Boston", at = [42.3601, -71.0589] }
hall = { name = "City Hall", within = "boston" }
inn = { name = "Inn", within = "boston" }
"""
PEOPLE = """
[people]
kim = { name = "Kim" }
lee = { name = "Lee" }
park = { name = "Park" }
choi = { name = "Choi", from = 2024-11-02 }
[groups]
staff = ["lee", "park", "choi"]
pair = ["kim", "lee"]
solo = ["kim"]
"""
MEETING = 'kind = "meeting"\nplace = "hall"'
AT_HOME = 'kind = "meeting"\nplace = "seoul"'
STAY = 'kind = "stay"\nplace = "inn"'
OUT = 'kind = "flight"\nnumber = "KE 91"\nfrom = "icn"\nto = "bos"'
BACK = 'kind = "flight"\nnumber = "KE 92"\nfrom = "bos"\nto = "icn"'


def event(what: str, start: str, end: str, more: str = "") -> str:
    """One event in November 2024."""
    key = re.sub(r"\W", "", f"{what}{start}{end}{more}")
    return f'[[events]]\nid = "{key}"\n{what}\nstart = 2024-11-{start}\nend = 2024-11-{end}\n{more}\n'


def read(*parts: str) -> Trip:
    """The trip of a file in parts, of which every event could be read."""
    loaded = load("".join(parts).encode(), "trip.toml", check_names())
    assert loaded.trip is not None
    assert len(loaded.trip.events) == "".join(parts).count("[[events]]")
    return loaded.trip


def page(trip: Trip, *people: str, clocks: str | None = None) -> str:
    """The page of a trip at 120 cells."""
    return _page(trip, run(trip)[0], _Wish([*people], [], None, Lang.EN, clocks, 120, color=False))


def under(text: str, head: str) -> str:
    """The part of a page under one heading."""
    return next(part for part in text.split("\n\n") if part.startswith(head))


def headings(text: str) -> list[str]:
    """The headings of a page."""
    return [part.split("\n")[0] for part in text.rstrip("\n").split("\n\n")[1:]]


def nights(text: str) -> list[str]:
    """The nights of a page: the day's number and what is said of it."""
    found = []
    for part in text.split("\n\n"):
        number = re.match(r"Days? (\S+) ", part)
        found += [f"{number[1]}: {night}" for night in re.findall(r"☾ (.*)", part) if number]
    return found


# ---- Times


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("02T09:30", "02T10:30", "09:30–10:30  22:30"),
        ("02T10:59", "02T12:00", "10:59–12:00  23:59"),
        ("02T11:00", "02T12:00", "11:00–12:00  00:00 +1"),
        ("02T23:00", "03T00:30", "23:00–00:30 +1  12:00 +1"),
        ("03T01:30", "03T09:00", "01:30?–09:00  14:30?  [time unclear]"),
    ],
)
def test_the_home_clock_says_when_its_date_is_another(start: str, end: str, expected: str) -> None:
    """Half past midnight at home is useless without the date, and no time is made of one that names no instant."""
    text = page(read(STAGE, event(MEETING, start, end)))

    row = re.search(r"^ (\d\d:\d\d.?–.*?) +Meeting", text, re.MULTILINE)

    assert row
    assert re.sub(r" {2,}", "  ", row[1]) == expected


def test_a_home_clock_that_is_behind_says_so_too() -> None:
    """From a home in the west, the morning in the east is yesterday evening."""
    stage = STAGE.replace('home = "seoul"', 'home = "boston"')

    text = page(read(stage, event(AT_HOME, "02T09:00", "02T10:00")))

    assert re.search(r"^ 09:00–10:00  20:00 −1  Meeting", text, re.MULTILINE)


def test_a_move_leaves_and_arrives_each_on_its_own_clock() -> None:
    """By the clocks it lands an hour after it took off; how long it takes is physical."""
    lines = page(read(STAGE, event(OUT, "01T09:30", "01T10:30"))).splitlines()

    first = next(n for n, line in enumerate(lines) if "KE 91" in line)

    assert re.fullmatch(r" 09:30 +09:30 +Flight KE 91 · 14 h +ICN → BOS", lines[first])
    assert re.fullmatch(r" → 10:30 +→ 23:30", lines[first + 1])


def test_a_move_into_another_day_arrives_there_too() -> None:
    """Whoever meets them looks at the day of the landing."""
    text = page(read(STAGE, event(BACK, "03T13:30", "04T17:50")))

    assert re.search(r"→ 17:50 \+1  → 17:50 \+1", under(text, "Day 3"))
    assert re.search(r"17:50 +17:50 +Arrival · flight KE 92 +Incheon", under(text, "Day 4"))


def test_a_trip_on_one_clock_shows_it_once() -> None:
    """A home column that repeats the local one says nothing; who wants it asks for it."""
    trip = read(STAGE, event(AT_HOME, "02T09:00", "02T10:00"))

    assert "Home" not in page(trip)
    assert "Home" in page(trip, clocks="local,home")


# ---- Days


def test_an_event_belongs_to_the_date_of_its_own_place() -> None:
    """At the instant of both it is Saturday in Boston and Sunday in Seoul: each stands in the day of its own clock."""
    text = page(read(STAGE, event(MEETING, "02T20:00", "02T21:00"), event(AT_HOME, "03T09:00", "03T10:00")))

    assert "City Hall" in under(text, "Day 2 · Saturday 2 November 2024 · Boston")
    assert "09:00–10:00" in under(text, "Day 3 · Sunday 3 November 2024 · Seoul")


def test_a_day_lived_twice_is_shown_twice_in_the_order_of_the_trip() -> None:
    """A flight after midnight over the date line lands on the evening before; what follows must not stand before it."""
    text = page(
        read(
            STAGE,
            event(AT_HOME, "02T20:00", "02T21:00"),
            event(OUT, "03T00:30", "02T23:30"),
            event(MEETING, "02T23:45", "02T23:55"),
            event(MEETING, "03T09:00", "03T10:00"),
        )
    )

    assert headings(text) == [
        "Day 1 · Friday 1 November 2024",
        "Day 2 · Saturday 2 November 2024 · Seoul",
        "Day 3 · Sunday 3 November 2024 · Seoul, Boston",
        "Day 2 · Saturday 2 November 2024 · Boston · again, across the date line",
        "Day 3 · Sunday 3 November 2024 · Boston · again, across the date line",
        "Days 4–5 · Monday 4 November 2024 – Tuesday 5 November 2024",
    ]


def test_days_without_events_are_told_together() -> None:
    """A gap in the plan is seen, and a year mistyped does not fill a thousand pages."""
    stage = STAGE.replace("end = 2024-11-05", "end = 2124-11-05")

    text = page(read(stage, event(MEETING, "02T09:00", "02T10:00")))

    assert [head.split(" · ")[0] for head in headings(text)] == ["Day 1", "Day 2", "Days 3–36529"]
    assert text.count("nothing planned") == 2


def test_a_day_outside_the_trip_has_no_number() -> None:
    """It is shown, since it is in the file, and its missing number says that something is off."""
    assert "\nMonday 11 November 2024 · Boston\n" in page(read(STAGE, event(MEETING, "11T09:00", "11T10:00")))


@given(
    st.lists(
        st.tuples(st.integers(0, 23), st.integers(1, 8), st.sampled_from([MEETING, AT_HOME])), min_size=1
    )
)
def test_every_event_stands_once_in_the_day_of_its_start(written: list[tuple[int, int, str]]) -> None:
    """However places and hours mix, nothing is lost and nothing doubled, and dates come in order."""
    parts = [
        event(what, f"{d:02}T{h:02}:15", f"{d:02}T{h:02}:45", f'title = "n{n}"')
        for n, (h, d, what) in enumerate(written)
    ]

    days = days_of(read(STAGE, PEOPLE, *parts), [])

    rows = [(day.date, row) for day in days for row in day.events]
    assert sorted(row.event.index for _, row in rows) == list(range(len(written)))
    assert all(row.event.start.wall.date() == day for day, row in rows)
    assert [day.date for day in days] == sorted({day.date for day in days})
    assert {date(2024, 11, 1) + timedelta(days=n) for n in range(5)} <= {day.date for day in days}


# ---- Clocks


def test_a_row_says_where_the_clock_changes() -> None:
    """Watches are set back thirteen hours on the way, and one more in the night that ends summer time."""
    text = page(
        read(
            STAGE,
            event(OUT, "02T09:30", "02T10:30"),
            event(MEETING, "02T14:00", "02T15:00"),
            event(MEETING, "03T09:00", "03T10:00"),
        )
    )

    assert re.findall("— .* —", text) == [
        "— clocks: UTC+9 → UTC−4 (Seoul → Boston time): 13 h back —",
        "— clocks: UTC−4 → UTC−5 (Boston time): 1 h back —",
    ]
    assert text.index("KE 91") < text.index("13 h back") < text.index("14:00–15:00")


def test_what_is_cancelled_changes_no_clock() -> None:
    """Nobody sets a watch for it; it is still shown, and said to be off."""
    text = page(
        read(
            STAGE,
            event(AT_HOME, "02T09:00", "02T10:00"),
            event(MEETING, "03T09:00", "03T10:00", 'status = "cancelled"'),
            event(AT_HOME, "04T09:00", "04T10:00"),
        )
    )

    assert "clocks:" not in text
    assert "[cancelled] Meeting" in text
    assert "Boston" not in headings(text)[2]


# ---- Nights


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        pytest.param(
            [event(MEETING, "01T10:00", "01T11:00"), event(STAY, "01T15:00", "03T08:00")],
            ["1: night in Boston: Inn · everyone", "2: night in Boston: Inn · everyone"],
            id="in bed",
        ),
        pytest.param(
            [event(STAY, "01T15:00", "02T08:00", 'title = "Suite"\nstatus = "tentative"\nwho = ["pair"]')],
            ["1: night in Boston: Suite · tentative · pair"],
            id="perhaps in bed",
        ),
        pytest.param([event(STAY, "01T10:00", "01T18:00")], [], id="a day room"),
        pytest.param(
            [event(STAY, "01T15:00", "02T08:00", 'status = "cancelled"')], [], id="a bed that was cancelled"
        ),
        pytest.param(
            [event(BACK, "03T13:30", "04T17:50")],
            ["3: in the air: KE 92 BOS → ICN · everyone"],
            id="in the air",
        ),
        pytest.param([event(OUT, "01T09:30", "01T10:30")], [], id="a flight by day"),
        pytest.param(
            [event(OUT, "01T21:30", "01T22:30"), event(STAY, "01T23:00", "02T08:00")],
            ["1: night in Boston: Inn · everyone"],
            id="in the air, then in bed on the same date",
        ),
        pytest.param(
            [
                event(MEETING, "02T10:00", "02T11:00"),
                event(STAY, "02T15:00", "03T08:00", 'who = ["pair"]'),
                event(MEETING, "03T10:00", "03T11:00"),
            ],
            ["2: no bed in Boston · Park, Choi", "2: night in Boston: Inn · pair"],
            id="a bed for some",
        ),
        pytest.param(
            [
                event(
                    MEETING, "02T10:00", "02T11:00", 'who = ["kim"]\nallow = { no-bed = "at her aunt\'s" }'
                ),
                event(MEETING, "03T10:00", "03T11:00", 'who = ["kim"]'),
            ],
            ["2: no bed in Boston · Kim (at her aunt's)"],
            id="no bed, and that is all right",
        ),
        pytest.param(
            [event(AT_HOME, "02T10:00", "02T11:00"), event(AT_HOME, "03T10:00", "03T11:00")], [], id="at home"
        ),
        pytest.param(
            [event(STAY, "01T15:00", "03T08:00", 'who = ["choi"]')],
            ["2: night in Boston: Inn · Choi"],
            id="whoever joins on the second day",
        ),
    ],
)
def test_each_night_says_who_sleeps_where(events: list[str], expected: list[str]) -> None:
    """In a bed, on the way, or nowhere though the day ends far from home: by the check's own judgement."""
    assert nights(page(read(STAGE, PEOPLE, *events))) == expected


@pytest.mark.parametrize("kind", sorted(MOVES))
def test_a_night_on_the_way_is_said_for_every_kind_of_move(kind: str) -> None:
    """A night train is no night in the air."""
    move = f'kind = "{kind}"\nfrom = "boston"\nto = "bos"'

    (night,) = nights(page(read(STAGE, event(move, "02T22:00", "03T06:00"))))

    assert night.endswith(": Boston → BOS")
    assert ("in the air" in night) == (kind == "flight")


def test_a_person_alone_is_not_named_at_night() -> None:
    """On one's own page one's own name at each night is noise."""
    trip = read(STAGE, PEOPLE, event(STAY, "01T15:00", "02T08:00"))

    assert nights(page(trip, "kim")) == ["1: night in Boston: Inn"]


# ---- Who


@pytest.mark.parametrize(
    ("day", "who", "expected"),
    [
        ("02", '["kim", "lee", "park", "choi"]', "everyone"),
        ("01", '["kim", "lee", "park"]', "everyone"),
        ("02", '["staff"]', "staff"),
        ("02", '["lee", "kim"]', "pair"),
        ("02", '["solo"]', "Kim"),
        ("02", '["kim", "park"]', "Kim, Park"),
        ("02", '["kim", "lee", "choi"]', "pair, Choi"),
        ("02", "[]", "nobody"),
    ],
)
def test_people_are_told_in_the_fewest_letters(day: str, who: str, expected: str) -> None:
    """Everyone and groups are those on the trip that day; a group of one is a person; names are the last resort."""
    text = page(read(STAGE, PEOPLE, event(MEETING, f"{day}T09:00", f"{day}T10:00", f"who = {who}")))

    assert re.search(rf"City Hall +{expected}$", text, re.MULTILINE)


def test_all_but_a_few_are_told_by_who_is_missing() -> None:
    """Nobody reads nineteen names to find the twentieth absent."""
    people = "[people]\n" + "".join(f'p{n} = {{ name = "Person {n}" }}\n' for n in range(20))
    who = ", ".join(f'"p{n}"' for n in range(19))

    text = page(read(STAGE, people, event(MEETING, "02T09:00", "02T10:00", f"who = [{who}]")))

    assert "everyone but Person 19" in text


def test_where_nobody_is_named_there_is_no_column_for_it() -> None:
    """A trip for one needs no list of people."""
    assert "Who" not in page(read(STAGE, event(MEETING, "02T09:00", "02T10:00")))


# ---- Words and towns


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in STAYS])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_kind_of_event_has_its_word(language: str, kind: str) -> None:
    """A kind without one would end the program."""
    assert Voice((language,)).word(kind).strip()


@pytest.mark.parametrize(
    ("minutes", "english", "korean"),
    [(45, "45 min", "45분"), (620, "10 h 20 min", "10시간 20분"), (60 * 27, "1 d 3 h", "1일 3시간")],
)
def test_lengths_come_in_the_readers_language(minutes: int, english: str, korean: str) -> None:
    """Words of ours in the first language, lengths among them."""
    length = timedelta(minutes=minutes)

    assert (Voice(("en",)).length(length), Voice(("ko",)).length(length)) == (english, korean)


def test_a_text_in_one_language_is_said_once() -> None:
    """Both languages of "KHIDI" are "KHIDI"."""
    both = Voice(("ko", "en"), both=True)

    assert both.text(Text.of("KHIDI")) == "KHIDI"
    assert both.text(Text.of({"en": "Boston", "ko": "보스턴"})) == "보스턴 / Boston"


@pytest.mark.parametrize(("site", "expected"), [("icn", "서울"), ("hall", "Boston"), ("seoul", "Seoul")])
def test_a_place_is_said_to_be_in_its_town(site: str, expected: str) -> None:
    """An airport is in the city that it serves, a venue in what the file puts around it, all else stands for itself."""
    sites = read(STAGE, event(MEETING, "02T09:00", "02T10:00")).sites

    assert town(sites[site], sites).say("ko") == expected
