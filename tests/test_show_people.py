"""What `tripplan show` says of people: who sleeps where, whom an event is for, and that in whose words."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from show_trips import AT_HOME, BACK, MEETING, OUT, PEOPLE, STAGE, STAY, event, page, read
from tripplan.cli._towns import town
from tripplan.cli._words import Voice
from tripplan.cli.show import Lang
from tripplan.model import Text
from tripplan.model.document import KINDS, MOVES, STAYS


def nights(text: str) -> list[str]:
    """The nights of a page: the day's number and what is said of it."""
    found = []
    for part in text.split("\n\n"):
        number = re.match(r"Days? (\S+) ", part)
        found += [f"{number[1]}: {night}" for night in re.findall(r"☾ (.*)", part) if number]
    return found


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
        ("05", '["kim"]', "Kim"),
        ("02", '["staff"]', "staff"),
        ("01", '["staff"]', "staff"),
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


def test_a_head_is_never_wrapped() -> None:
    """A head in Hangul is twice as wide as it is long, and may be wider than all that stands under it."""
    people = '[people]\na = { name = "A" }\nb = { name = "B" }\n'
    trip = read(STAGE, people, event(MEETING, "02T09:00", "02T10:00", 'who = ["a"]'))

    text = page(trip, lang=Lang.KO)

    assert re.search(r"^ 현지 +본국 +내용 +장소 +참석$", text, re.MULTILINE)


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


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        ("icn", "서울"),
        ("jfk", "뉴욕"),
        ("yhm", "Hamilton"),
        ("aaa", "Anaa Airport"),
        ("hall", "Boston"),
        ("room", "Boston"),
        ("seoul", "Seoul"),
    ],
)
def test_a_place_is_said_to_be_in_its_town(site: str, expected: str) -> None:
    """An airport is in the city that it serves, a venue in what the file puts around it, all else stands for itself."""
    more = """
jfk = { airport = "JFK" }
yhm = { airport = "YHM" }
aaa = { airport = "AAA" }
house = { name = "House", within = "boston", at = [42.3582, -71.0637], address = "24 Beacon Street" }
room = { name = "Room 12", within = "house" }
"""
    sites = read(STAGE, more, event(MEETING, "02T09:00", "02T10:00")).sites

    assert town(sites[site], sites).say("ko") == expected
