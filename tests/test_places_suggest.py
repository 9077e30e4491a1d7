"""Did you mean: suggestions for names and codes that are not known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripplan import places
from tripplan.places.suggest import edits

WORDS = st.text(alphabet="abc", max_size=6)


@pytest.mark.parametrize(
    ("code", "first"),
    [
        ("YCY", "YYC"),
        ("ycy", "YYC"),
        ("YYX", "YXY"),
        ("ICM", "ICN"),
        ("CYYC", "YYC"),  # its ICAO code
        ("KBOS", "BOS"),
        ("Calgary", "YYC"),
        ("Calgery", "YYC"),
        ("캘거리", "YYC"),
        ("Edmonton", "YEG"),
        ("Boston Logan", "BOS"),
        ("LON", "LHR"),
        ("SEL", "ICN"),
        ("NYC", "JFK"),
    ],
)
def test_an_unknown_code_is_answered_with_the_likeliest(code: str, first: str) -> None:
    """A slip, the name of a city, a metropolitan code: each leads to the airport that was meant."""
    assert places.nearest_airports(code)[0] == first


@pytest.mark.parametrize("code", ["", " ", "1", "123456", "qqqqqqqqqqqq", "Y" * 10_000])
def test_nothing_like_a_code_gets_no_suggestion(code: str) -> None:
    """No suggestion is better than a wild one."""
    assert places.nearest_airports(code) == []


@given(st.text(max_size=8))
def test_every_suggested_code_exists_and_is_another(code: str) -> None:
    """A suggestion can be used as it stands."""
    found = places.nearest_airports(code)

    assert all(places.airport(near) for near in found)
    assert code.upper() not in found
    assert len(found) <= 3


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Calgery", "Calgary"),
        ("Edmontan", "Edmonton"),
        ("Cambrigde, MA", "Cambridge"),
        ("aclgary", "Calgary"),
        ("Chunchon", "Chuncheon"),
        ("보스톤", "보스턴"),
        ("토론도", "토론토"),
        ("YCY", "YYC"),
    ],
)
def test_a_misspelt_name_is_answered_with_the_likeliest(query: str, first: str) -> None:
    """A slip or two lead to the bigger city, in the language of the question."""
    assert places.nearest_names(query)[0] == first


def test_a_name_of_colonial_times_is_never_suggested() -> None:
    """It may match, but what is said is the city's name."""
    found = places.nearest_names("경숭", 20)

    assert "서울" in found
    assert "경성" not in found


@pytest.mark.parametrize("limit", [-1, 0, 1, 5])
def test_no_more_is_suggested_than_asked_for(limit: int) -> None:
    """A limit is a limit."""
    assert len(places.nearest_names("San Josee", limit)) <= max(0, limit)
    assert len(places.nearest_airports("LON", limit)) == max(0, limit)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("", "", 0),
        ("calgary", "calgary", 0),
        ("calgery", "calgary", 1),
        ("aclgary", "calgary", 1),  # neighbours swapped are one slip
        ("calgry", "calgary", 1),
        ("callgary", "calgary", 1),
        ("kalgari", "calgary", 2),
        ("보스톤", "보스턴", 1),
        ("boston", "calgary", 3),  # farther than asked: not told how far
    ],
)
def test_slips_are_counted(a: str, b: str, expected: int) -> None:
    """Letters wrong, missing, too many, neighbours swapped: one each."""
    assert edits(a, b, 2) == expected


@given(WORDS, WORDS)
def test_slips_count_the_same_both_ways(a: str, b: str) -> None:
    """Symmetric, and zero for the same word alone."""
    assert edits(a, b, 9) == edits(b, a, 9)
    assert (edits(a, b, 9) == 0) is (a == b)


@given(WORDS, WORDS, st.integers(0, 3))
def test_giving_up_early_changes_no_near_answer(a: str, b: str, most: int) -> None:
    """The bound saves time, and only past it is the count not exact."""
    assert min(edits(a, b, most), most + 1) == min(edits(a, b, 99), most + 1)
