"""What `tripplan show` makes of a trip: which row stands in which day, and on which clocks."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from show_trips import AT_HOME, BACK, MEETING, OUT, PEOPLE, STAGE, STAY, event, headings, page, read, under
from tripplan.cli._days import days_of

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


@pytest.mark.parametrize(
    ("what", "start", "end", "expected"),
    [
        ('kind = "drive"\nfrom = "hall"\nto = "bos"', "02T09:00", "02T09:30", "Drive · 30 min"),
        (BACK, "02T09:00", "03T13:00", "Flight KE 92 · 15 h"),
        (f'{BACK}\ntitle = "Charter"', "02T09:00", "03T13:00", "Charter · flight KE 92 · 15 h"),
        (BACK, "03T01:30", "04T06:00", "[time unclear] Flight KE 92"),
        (BACK, "02T23:00", "02T23:30", "[time unclear] Flight KE 92"),
        (MEETING, "02T09:00", "02T10:00", "Meeting"),
        (f'{MEETING}\ntitle = "Talk"', "02T09:00", "02T10:00", "Talk · meeting"),
        (f'{MEETING}\ntitle = "Board Meeting"', "02T09:00", "02T10:00", "Board Meeting"),
        ('kind = "other"\nplace = "hall"\ntitle = "Talk"', "02T09:00", "02T10:00", "Talk"),
        (f'{MEETING}\nstatus = "tentative"', "02T09:00", "02T10:00", "[tentative] Meeting"),
    ],
)
def test_a_row_says_what_it_is_and_no_word_twice(what: str, start: str, end: str, expected: str) -> None:
    """Title, number, kind and length, as far as there are such; no length where the times make none."""
    text = page(read(STAGE, event(what, start, end)))

    rows = [line for line in text.splitlines() if re.match(r" \d\d:\d\d", line)]

    assert re.search(rf"  {re.escape(expected)}  ", rows[0])


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


def test_a_cancelled_flight_brings_no_day_back() -> None:
    """Nobody has crossed the date line."""
    text = page(
        read(
            STAGE,
            event(OUT, "03T00:30", "02T23:30", 'status = "cancelled"'),
            event(AT_HOME, "03T09:00", "03T10:00"),
        )
    )

    assert "again" not in text


def test_days_without_events_are_told_together() -> None:
    """A gap in the plan is seen, and a year mistyped does not fill a thousand pages."""
    stage = STAGE.replace("end = 2024-11-05", "end = 2124-11-05")

    text = page(read(stage, event(MEETING, "02T09:00", "02T10:00")))

    assert [head.split(" · ")[0] for head in headings(text)] == ["Day 1", "Day 2", "Days 3–36529"]
    assert text.count("nothing planned") == 2


def test_days_whose_nights_differ_are_told_apart() -> None:
    """Whoever joins between two free days is seen to have a bed from then on, and not before."""
    people = PEOPLE.replace("from = 2024-11-02", "from = 2024-11-03")

    text = page(read(STAGE, people, event(STAY, "01T15:00", "05T08:00")))

    assert [head.split(" · ")[0] for head in headings(text)] == ["Day 1", "Day 2", "Days 3–4", "Day 5"]
    assert "everyone" in under(text, "Days 3–4")


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
