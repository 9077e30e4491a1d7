"""Looking places up by name: everything that a query may mean, and nothing picked in silence."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tripplan import places
from tripplan.places import Airport, City
from tripplan.places.forms import LONGEST, key

ODD_QUERIES = [
    "",
    " ",
    "%",
    "_",
    "%%%",
    "'",
    '"',
    "'; DROP TABLE city; --",
    "\x00",
    "Cal\x00gary",
    "\x1b[31m",
    "\ud800",
    "\u202e",
    ",",
    ",,,",
    "ma,",
    ",ma",
    "../..",
    "Calgary, of one two three four five six seven",
    "a" * 10_000,
    "시" * 10_000,
    "ﷺ" * 100,
    "a " * 5_000,
    "a, " * 5_000,
]


def say(place: Airport | City) -> str:
    """A place in a few letters."""
    return place.iata if isinstance(place, Airport) else f"{place.name}/{place.region or place.country}"


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("YYC", ["YYC"]),
        ("yyc", ["YYC"]),
        ("Calgary", ["Calgary/AB", "YYC"]),
        ("CALGARY", ["Calgary/AB", "YYC"]),
        ("캘거리", ["Calgary/AB", "YYC"]),
        ("춘천", ["Chuncheon/Gangwon"]),
        ("춘천시", ["Chuncheon/Gangwon"]),
        (unicodedata.normalize("NFD", "춘천시"), ["Chuncheon/Gangwon"]),
        ("서울특별시", ["Seoul/Seoul", "ICN", "GMP"]),
        ("경성", ["Seoul/Seoul"]),
        ("Banff", ["Banff/AB", "YBA"]),
        ("cambridge, ma", ["Cambridge/MA"]),
        ("Cambridge MA US", ["Cambridge/MA"]),
        ("Cambridge, MA, USA", ["Cambridge/MA"]),
        ("Cambridge, Massachusetts", ["Cambridge/MA"]),
        ("Cambridge, UK", ["Cambridge/ENG", "CBG"]),
        ("London, ON", ["London/ON"]),
        ("London Ontario Canada", ["London/ON"]),
        ("보스턴, 매사추세츠", ["Boston/MA"]),
        ("Worcester, MA", ["Worcester/MA"]),
        ("Billerica", ["Billerica/MA"]),
        ("montreal", ["Montréal/QC", "YUL"]),
        ("Montréal", ["Montréal/QC", "YUL"]),
        ("LODZ", ["Łódź/PL", "LCJ"]),
        ("Manchester New Hampshire United States", ["Manchester/NH"]),
        ("창원, 경남, 대한민국", ["Changwon/South Gyeongsang"]),
        ("Boston Logan", ["BOS"]),
        ("New York", ["New York City/NY", "JFK", "EWR", "LGA"]),
        ("Cologne", ["Köln/DE"]),
        ("보스턴 공항", ["BOS"]),
        ("보스턴 로건 국제공항", ["BOS"]),
        ("calgary international airport", ["YYC"]),
        ("Edmonton Airport", ["YEG"]),
        ("Heathrow", ["Heathrow/FL", "LHR"]),
        ("인천공항", ["ICN"]),
        ("SEL", ["Seoul/Seoul", "ICN", "GMP"]),
        ("고성", ["Goseong/Gangwon", "Goseong/South Gyeongsang"]),
        ("calg", ["Calgary/AB", "YYC"]),
        ("캘거", ["Calgary/AB", "YYC"]),
    ],
)
def test_a_query_finds_what_it_means(query: str, first: list[str]) -> None:
    """Codes, English and Korean names, with and without a region, in any case and with any accents."""
    assert [say(place) for place in places.search(query)][: len(first)] == first


def test_all_namesakes_are_offered() -> None:
    """Cambridge is in England first by population: whoever means Massachusetts must see that there is a choice."""
    found = [say(place) for place in places.search("Cambridge")]

    assert found[:4] == ["Cambridge/ENG", "Cambridge/ON", "Cambridge/MA", "Cambridge/NZ"]


@pytest.mark.parametrize("name", ["Boston", "Worcester", "Edmonton", "Vancouver", "Lexington", "Bedford"])
def test_cities_of_one_name_come_by_population(name: str) -> None:
    """The order is one that a reader can foresee."""
    people = [place.population for place in places.search(name) if isinstance(place, City)]

    assert len(people) > 1
    assert people == sorted(people, reverse=True)


@pytest.mark.parametrize("query", ["Seoul", "서울", "경성", "한양", "seoul, kr"])
def test_seoul_is_always_shown_by_its_name(query: str) -> None:
    """A name of colonial times finds the city and is never shown."""
    seoul = places.search(query)[0]

    assert seoul.name_ko == "서울"
    assert not any("경성" in str(field) for place in places.search(query) for field in place)


def test_beginnings_are_offered_only_where_no_name_is_exact() -> None:
    """Banff is Banff, and no place whose name goes on from there."""
    assert {place.name for place in places.search("Banff") if isinstance(place, City)} == {"Banff"}
    assert {"Springfield"} < {place.name for place in places.search("Springf") if isinstance(place, City)}


def test_a_code_comes_before_cities_of_that_name() -> None:
    """Three letters are a code first."""
    assert [say(place) for place in places.search("ULM", 2)] == ["ULM", "Ulm/DE"]


@pytest.mark.parametrize("limit", [-1, 0, 1, 3])
def test_no_more_than_the_limit_is_found(limit: int) -> None:
    """A limit is a limit, for exact names and for beginnings."""
    for query in ("San Jose", "san j", "s"):
        assert len(places.search(query, limit)) == max(0, limit)


@pytest.mark.parametrize("query", ODD_QUERIES, ids=lambda query: ascii(query[:12]))
def test_an_odd_query_is_harmless(query: str) -> None:
    """Wildcards are no wildcards, quotes no quotes, and length no burden."""
    assert places.airport(query) is None
    assert places.nearest_airports(query) == places.nearest_airports(query)
    assert len(places.nearest_names(query)) <= 3
    assert len(places.search(query)) <= 20
    assert not places.is_city([query], (51.05, -114.08))
    assert places.search("Calgary")


@given(st.text(max_size=30))
@example("Calgary%")
@example("ma, ma, ma, ma, ma, ma")
@settings(deadline=None)
def test_any_text_may_be_asked_for(query: str) -> None:
    """No text raises, and the answer is of places only."""
    assert all(isinstance(place, Airport | City) for place in places.search(query))


@given(st.text(max_size=40))
@example("서울특별시시")
@example("가시 시")
@example("İstanbul")
@example("ᾳ\u0345")
def test_a_key_is_its_own_key(text: str) -> None:
    """Folding twice folds no further: both sides of a look-up agree."""
    assert key(key(text)) == key(text)
    key(text).encode("utf-8")


@given(st.text(alphabet=st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=8))
def test_hangul_stays_whole(text: str) -> None:
    """Syllables come out as they went in, composed or not; only the word for "city" may go."""
    folded = key(unicodedata.normalize("NFD", text))

    assert text.startswith(folded)
    assert set(text[len(folded) :]) <= set("특별자치광역시")


@pytest.mark.parametrize("code", ["YY", "YYCC", "Y1C", "ＹＹＣ", "ıcn", " YYC", "Calgary", "ZZZ"])
def test_a_code_is_three_letters_and_exact(code: str) -> None:
    """`airport` guesses nothing."""
    assert places.airport(code) is None


def test_an_airport_is_told_in_full() -> None:
    """What a place of the trip file takes from its code."""
    yyc = places.airport("yyc")

    assert yyc is not None
    assert (yyc.iata, yyc.name, yyc.name_ko) == ("YYC", "Calgary International Airport", "캘거리 국제공항")
    assert (yyc.city, yyc.country, yyc.zone) == ("Calgary", "CA", "America/Edmonton")
    assert (yyc.lat, yyc.lon) == pytest.approx((51.1139, -114.0200), abs=0.01)


@pytest.mark.parametrize(
    ("names", "at", "expected"),
    [
        (["캘거리", "Calgary"], (51.0447, -114.0719), True),
        (["Calgary, AB"], (51.0447, -114.0719), True),
        (["Calgary"], (53.5461, -113.4938), False),  # the name of one city, the position of another
        (["The Military Museums"], (51.0140, -114.1170), False),
        (["Edmonton"], (53.5461, -113.4938), True),
        (["춘천시"], (37.8813, 127.7300), True),
        (["강원도청"], (37.8854, 127.7298), False),
        (["Boston Logan International Airport"], (42.3629, -71.0064), False),
        ([], (51.0447, -114.0719), False),
        (["x" * (LONGEST + 1), ""], (51.0447, -114.0719), False),
    ],
)
def test_a_city_is_known_by_name_and_position(
    names: list[str], at: tuple[float, float], *, expected: bool
) -> None:
    """Coordinates of a city under the city's own name say no more than the city."""
    assert places.is_city(names, at) is expected
