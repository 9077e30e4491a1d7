"""What `locate` shows for each kind of key, how large and deep a text may be, and the lines of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from tripplan.locate import Lines, Span, locate

if TYPE_CHECKING:
    from collections.abc import Callable

    from tripplan.locate import Path

TRIP = """\
[places]
[places.yyc]  # an airport
at = [ 51.1, {x = 2} ]

[[events]]
"id" = "a"
title = { ko = "강원", en.us = "Gangwon" }

[[events]]
start = 2024-09-21 18:50
[events.allow]
overlap = 'why'
[people.kim]
"""
PLACES: dict[Path, tuple[str, str]] = {
    ("places",): ("places", "[places]"),
    ("places", "yyc"): ("yyc", "[places.yyc]"),
    ("places", "yyc", "at"): ("at", "[ 51.1, {x = 2} ]"),
    ("places", "yyc", "at", 0): ("51.1", "51.1"),
    ("places", "yyc", "at", 1): ("{x = 2}", "{x = 2}"),
    ("places", "yyc", "at", 1, "x"): ("x", "2"),
    ("events",): ("events", "[[events]]"),
    ("events", 0): ("[[events]]", "[[events]]"),
    ("events", 0, "id"): ('"id"', '"a"'),
    ("events", 0, "title"): ("title", '{ ko = "강원", en.us = "Gangwon" }'),
    ("events", 0, "title", "ko"): ("ko", '"강원"'),
    ("events", 0, "title", "en"): ("en", "en"),
    ("events", 0, "title", "en", "us"): ("us", '"Gangwon"'),
    ("events", 1): ("[[events]]", "[[events]]"),
    ("events", 1, "start"): ("start", "2024-09-21 18:50"),
    ("events", 1, "allow"): ("allow", "[events.allow]"),
    ("events", 1, "allow", "overlap"): ("overlap", "'why'"),
    ("people",): ("people", "people"),
    ("people", "kim"): ("kim", "[people.kim]"),
}
NEAREST: list[tuple[Path, Path, str]] = [
    ((), (), ""),
    (("nowhere",), (), ""),
    (("nowhere", 3, "x"), (), ""),
    (("events", 1, "start"), ("events", 1, "start"), "2024-09-21 18:50"),
    (("events", 0, "title"), ("events", 0, "title"), '{ ko = "강원", en.us = "Gangwon" }'),
    (("events", 1), ("events", 1), "[[events]]"),
    (("events", 1, "end"), ("events", 1), "[[events]]"),
    (("events", 9, "end"), ("events",), "[[events]]"),
    (("events", 1, "flight", "start"), ("events", 1, "start"), "2024-09-21 18:50"),
    (("events", 1, "flight", "end"), ("events", 1), "[[events]]"),
    (("events", 1, "start", "int"), ("events", 1, "start"), "start"),
    (("events", 1, "allow", "teleport"), ("events", 1, "allow"), "[events.allow]"),
    (("events", 0, "title", "fr"), ("events", 0, "title"), "title"),
    (("events", 0, "title", "en", "uk"), ("events", 0, "title", "en"), "en"),
    (("places", "yyc", "at", 1, "y"), ("places", "yyc", "at", 1), "{x = 2}"),
    (("places", "yyc", "at", 2), ("places", "yyc", "at"), "at"),
    (("places", "yyc", "name"), ("places", "yyc"), "[places.yyc]"),
    (("people", "lee"), ("people",), "people"),
]


def test_paths_are_all_those_of_the_text() -> None:
    """The paths are those of the text, each once and after the one above it."""
    paths = list(locate(TRIP).paths)
    assert sorted(map(repr, paths)) == sorted(map(repr, PLACES))
    assert all(path[:-1] in {(), *paths[:place]} for place, path in enumerate(paths))


@pytest.mark.parametrize(("path", "shown"), PLACES.items())
def test_key_and_value_are_those_of_the_path(path: Path, shown: tuple[str, str]) -> None:
    """Keys and values come as written; tables have their headers, implied tables their keys."""
    found = locate(TRIP)
    spans = found.key(path), found.value(path)
    assert tuple(TRIP[slice(*span)] for span in spans if span) == shown


def test_elements_stand_at_their_own_headers() -> None:
    """Each element of an array of tables has the header that begins it, and the array has the first."""
    found = locate(TRIP)
    first, second = TRIP.index("[[events]]"), TRIP.rindex("[[events]]")
    assert found.value(("events",)) == found.value(("events", 0)) == Span(first, first + 10)
    assert found.key(("events",)) == Span(first + 2, first + 8)
    assert found.value(("events", 1)) == Span(second, second + 10)


def test_tables_written_after_those_below_them_stand_at_their_own_headers() -> None:
    """A header of a table's own comes before the one that only implied the table."""
    text = "[a.b]\n[a]\n"
    assert locate(text).key(("a",)) == Span(7, 8)
    assert locate(text).value(("a",)) == Span(6, 9)


@pytest.mark.parametrize(
    "path", [("nowhere",), ("events", 2), ("events", "0"), ("events", 0, "id", 0), ("places", 0)]
)
def test_what_the_text_lacks_has_no_place(path: Path) -> None:
    """A path that the text does not have has neither key nor value."""
    assert locate(TRIP).key(path) is None
    assert locate(TRIP).value(path) is None


@pytest.mark.parametrize(("path", "known", "shown"), NEAREST)
def test_nearest_shows_what_should_hold_the_missing(path: Path, known: Path, shown: str) -> None:
    """The nearest place is the value, or else the header or key of what should hold it; tags are stepped over."""
    found, span = locate(TRIP).nearest(path)
    assert found == known
    assert TRIP[slice(*span)] == shown


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment", TRIP])
def test_the_whole_text_stands_at_its_beginning(text: str) -> None:
    """The empty path, and what is near nothing, stands at the very beginning, even of an empty file."""
    found = locate(text)
    assert found.nearest(()) == found.nearest(("nowhere", 0)) == ((), Span(0, 0))
    assert found.key(()) == found.value(()) == Span(0, 0)


def test_a_long_itinerary_is_located_to_its_end() -> None:
    """A text of two million characters is no different from a short one."""
    text = (
        TRIP.partition("[[events]]")[0]
        + '[[events]]\nid = "a"  # c\ntitle = { ko = "강원" }\nwho = ["b", "c"]\n' * 35_000
    )
    found = locate(text)
    assert len(text) > 2_000_000
    assert len(tomli.loads(text)["events"]) == 35_000
    assert sum(1 for _ in found.paths) == 6 + 1 + 35_000 * 7
    assert found.value(("events", 34_999, "who", 1)) == Span(len(text) - 5, len(text) - 2)


@pytest.mark.parametrize(
    "value",
    [
        '"""' + '""x' * 50_000 + '"""',
        '"""' + "'" * 100_000 + '"""""',
        "'''" + "''x" * 50_000 + "'''",
        "'" + '"' * 100_000 + "'",
        '"' + '\\"' * 100_000 + '"',
        '"' + "\\\\" * 100_000 + '"',
        '"""' + '\\"""' * 50_000 + '"""',
        '"""' + "\\\n" * 100_000 + '"""',
        "[" + "#'\"]\n" * 50_000 + "]",
        "[" + "1," * 100_000 + "]",
        "[" + "{}, # }\n" * 50_000 + "]",
        "[" + "\r\n" * 100_000 + "]",
        " " * 100_000 + "1",
    ],
    ids=range(13),
)
def test_long_tokens_are_stepped_over(value: str) -> None:
    """Runs of quotes, backslashes, comments and blanks, however long, are read once and to their end."""
    text = f"a = {value}\nb = 1"
    tomli.loads(text)
    found = locate(text)
    assert found.value(("a",)) == Span(len(text) - 6 - len(value.lstrip(" ")), len(text) - 6)
    assert found.key(("b",)) == Span(len(text) - 5, len(text) - 4)


NESTS: dict[str, Callable[[int], tuple[str, Path]]] = {
    "arrays": lambda depth: ("a = " + "[" * depth + "]" * depth, ("a", *[0] * (depth - 1))),
    "inline tables": lambda depth: ("a = " + "{a = " * depth + "1" + "}" * depth, ("a",) * (depth + 1)),
    "both": lambda depth: ("a = " + "[{a = " * depth + "1" + "}]" * depth, ("a", *(0, "a") * depth)),
    "dotted key": lambda depth: ("a" + ".a" * depth + " = 1", ("a",) * (depth + 1)),
    "header": lambda depth: ("[a" + ".a" * depth + "]", ("a",) * (depth + 1)),
    "header and key": lambda depth: (
        "[a" + ".a" * depth + "]\na" + ".a" * depth + " = 1",
        ("a",) * (2 * depth + 2),
    ),
}


@pytest.mark.parametrize("nest", NESTS.values(), ids=list(NESTS))
def test_depth_has_no_limit(nest: Callable[[int], tuple[str, Path]]) -> None:
    """What the parser takes is located, and far deeper nesting than it takes neither: there is no recursion here."""
    text, path = nest(190)
    tomli.loads(text)
    for depth in (190, 20_000):
        text, path = nest(depth)
        found = locate(text)
        assert found.value(path) is not None
        assert found.nearest((*path, "nowhere"))[0] == path


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("a", ["a"]),
        ("a\n", ["a", ""]),
        ("a\nb", ["a", "b"]),
        ("a\r", ["a\r"]),
        ("a\r\r\n", ["a\r", ""]),
        ("a\r\nb\r\n", ["a", "b", ""]),
        ("a\r\n\r\n\nb", ["a", "", "", "b"]),
        ("a\rb\x0b\x0c\x85\u2028\n", ["a\rb\x0b\x0c\x85\u2028", ""]),
    ],
)
def test_lines_end_with_line_feeds_only(text: str, lines: list[str]) -> None:
    r"""A line ends with `\n` or `\r\n` and nothing else, and what follows the last end is a line too."""
    found = Lines(text)
    assert [found.line(number) for number in range(1, len(found) + 1)] == lines


@pytest.mark.parametrize(
    ("text", "offset", "position"),
    [
        ("", 0, (1, 1)),
        ("ab", 0, (1, 1)),
        ("ab", 1, (1, 2)),
        ("ab", 2, (1, 3)),
        ("ab\n", 2, (1, 3)),
        ("ab\n", 3, (2, 1)),
        ("ab\r\ncd", 2, (1, 3)),
        ("ab\r\ncd", 3, (1, 4)),
        ("ab\r\ncd", 4, (2, 1)),
        ("\n\n", 1, (2, 1)),
        ("\n\n", 2, (3, 1)),
        ("강🛫e\u0301x", 4, (1, 5)),
    ],
)
def test_positions_count_code_points_from_one(text: str, offset: int, position: tuple[int, int]) -> None:
    """Lines and columns count from 1, and a column is one code point; the end of the text has a position too."""
    assert Lines(text).position(offset) == position


@given(st.text(alphabet=list("ab강🛫\r\n")))
def test_positions_lead_back_to_their_characters(text: str) -> None:
    """At the line and column of an offset stands the character of that offset, unless it ends the line."""
    lines = Lines(text)
    for offset, char in enumerate(text):
        number, column = lines.position(offset)
        rest = lines.line(number)[column - 1 :]
        assert text.startswith(rest, offset)
        assert rest or char in "\r\n"
    assert lines.position(len(text))[0] == len(lines)


@pytest.mark.parametrize("number", [-1, 0, 3])
def test_a_line_that_is_not_there_is_an_error(number: int) -> None:
    """No line is taken for another one."""
    with pytest.raises(IndexError):
        Lines("a\nb").line(number)
