"""`tripplan places`: what it finds, what it refuses to pick, and that its blocks are good to paste."""

from __future__ import annotations

import re
import unicodedata

import pytest
import tomli
from hypothesis import example, given
from hypothesis import strategies as st

from commands import tripplan
from tripplan import places
from tripplan.verify import verify


def found(*arguments: str) -> dict[str, dict[str, object]]:
    """The tables that a look-up prints, by id."""
    result = tripplan("places", *arguments)
    assert (result.status, result.err) == (0, "")
    tables: dict[str, dict[str, object]] = tomli.loads(result.out)["places"]
    return tables


CALGARY = {"name": {"ko": "캘거리", "en": "Calgary"}, "at": [51.0501, -114.0853]}
CHUNCHEON = {"name": {"ko": "춘천", "en": "Chuncheon"}, "at": [37.8747, 127.7342]}
BOSTON = {"name": {"ko": "보스턴", "en": "Boston"}, "at": [42.3584, -71.0598]}
LOOK_UPS = {
    "YYC": {"yyc": {"airport": "YYC"}},
    "yyc": {"yyc": {"airport": "YYC"}},
    "ＹＹＣ": {"yyc": {"airport": "YYC"}},
    "calgary": {"calgary": CALGARY, "yyc": {"airport": "YYC"}},
    "캘거리": {"calgary": CALGARY, "yyc": {"airport": "YYC"}},
    "춘천": {"chuncheon": CHUNCHEON},
    "춘천시": {"chuncheon": CHUNCHEON},
    unicodedata.normalize("NFD", "춘천"): {"chuncheon": CHUNCHEON},
    "boston, ma": {"boston": BOSTON},
}


@pytest.mark.parametrize(("query", "tables"), LOOK_UPS.items())
def test_a_code_or_a_name_in_either_language_is_found(
    query: str, tables: dict[str, dict[str, object]]
) -> None:
    """In capitals or not, wide or composed letters, with the region or without: the same place comes out."""
    assert found(query) == tables


def test_the_words_of_a_name_need_no_quotes() -> None:
    """`tripplan places new york city` asks for one city."""
    assert found("new", "york", "city") == found("new york city")


def test_an_ambiguous_name_lists_all_and_picks_none() -> None:
    """Nine places may be meant by Cambridge: the output says so, and gives each an id of its own."""
    result = tripplan("places", "Cambridge")
    tables = tomli.loads(result.out)["places"]

    assert {"cambridge-ma", "cambridge-gb", "cambridge-ca", "cambridge-nz"} < tables.keys()
    assert result.out.startswith(f'# {len(tables)} places fit "Cambridge", and none was picked')


def test_a_single_place_is_not_called_ambiguous() -> None:
    """What leaves no choice is not announced as one."""
    assert "picked" not in tripplan("places", "YYC").out


def test_everything_that_tells_two_places_apart_is_shown() -> None:
    """Both names, kind, region and country, zone, coordinates."""
    lines = tripplan("places", "Cambridge", "MA").out.split("\n")

    assert lines[0] == "# Cambridge (케임브리지)"
    assert re.fullmatch(r"# city of [\d,]+ in MA, US; America/New_York; 42\.3751, -71\.1056", lines[1])


def test_the_zone_that_is_shown_is_the_one_that_the_trip_will_have() -> None:
    """Where gazetteer and borders disagree, as on the ridge between Myanmar and India, the borders decide, as they do for a trip."""
    at = found("Longwa")["longwa"]["at"]
    assert isinstance(at, list)
    zone = places.zone_at(*at)

    assert f"; {zone};" in tripplan("places", "Longwa").out


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_a_limit_shows_so_many_and_says_that_there_are_more(limit: int) -> None:
    """The first of them, and how many there are in all."""
    result = tripplan("places", "Cambridge", "--limit", str(limit))
    shown, every = tomli.loads(result.out)["places"].values(), found("Cambridge").values()

    assert list(shown) == list(every)[:limit]
    assert result.out.startswith("# 9 places fit")
    assert "--limit shows more" in result.out


# Namesakes, an airport called like a city, a name in Cyrillic, two cities at no land, one whose zone is in dispute.
MANY = [
    "Cambridge",
    "San Jose",
    "seoul",
    "ayr",
    "london",
    "s",
    "Арачиново",
    "La Aguada",
    "Liberpolis",
    "Longwa",
]


@pytest.mark.parametrize("query", MANY)
def test_every_block_is_good_to_paste(query: str) -> None:
    """All blocks of one answer in one trip, an event at each: no diagnostic of any kind."""
    printed = tripplan("places", query).out
    ids = list(tomli.loads(printed)["places"])
    people = "".join(f'[people.p{n}]\nname = "P"\n' for n in range(len(ids)))
    events = "".join(
        f'[[events]]\nid = "e{n}"\nkind = "rest"\nplace = "{id_}"\nwho = ["p{n}"]\n'
        'start = 2024-09-23T10:00\nduration = "1 h"\n'
        for n, id_ in enumerate(ids)
    )
    head = f'[trip]\nid = "t"\ntitle = "T"\nhome = "{ids[0]}"\nstart = 2024-09-23\nend = 2024-09-23\n'

    assert verify((head + printed + people + events).encode(), "trip.toml").diagnostics == ()


@pytest.mark.parametrize("query", MANY)
def test_the_output_fits_eighty_columns(query: str) -> None:
    """Hangul takes two cells; only a name that is long itself, in its own line of the block, may be longer."""
    for line in tripplan("places", query).out.split("\n"):
        cells = sum(1 + (unicodedata.east_asian_width(each) in "WF") for each in line)
        assert cells <= 80 or line.startswith("name = ")


NOTHING = [
    ("calgari", "Calgary"),
    ("캘거라", "캘거리"),
    ("YYCC", "no airport"),
    ("xyzzy", "coordinates"),
    ("", "coordinates"),
    ("!?", "coordinates"),
]


@pytest.mark.parametrize(("query", "hint"), NOTHING)
def test_an_unknown_name_is_answered_with_the_nearest(query: str, hint: str) -> None:
    """Status 1, nothing on standard output, one sentence on standard error."""
    result = tripplan("places", query)

    assert (result.status, result.out) == (1, "")
    assert hint in result.err
    assert result.err.count("\n") == 1


@pytest.mark.parametrize("arguments", [[], ["seoul", "--limit", "0"], ["seoul", "--limit", "x"]])
def test_a_wrong_command_line_is_status_two(arguments: list[str]) -> None:
    """As for every command."""
    assert tripplan("places", *arguments).status == 2


@given(st.text(max_size=30))
@example("\x1b[31m")
@example("new\nyork")
@example("\u202eseoul")
@example("\udc80")
@example("%_'\"")
@example("--")
def test_whatever_is_asked_the_answer_is_toml_or_a_word(query: str) -> None:
    """No query breaks the output open: what is printed parses, and no live character comes through."""
    result = tripplan("places", "--", query)

    assert result.status in {0, 1}
    assert not any(
        unicodedata.category(each) in {"Cc", "Cs"} for each in (result.out + result.err).replace("\n", "")
    )
    if result.status == 0:
        assert tomli.loads(result.out)["places"]
