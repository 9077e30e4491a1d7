"""What the editor's server makes of text that is not TOML yet: it is never lost, and never stops."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from seeded import clean_trip, document
from toml_documents import Author
from tripplan.locate import locate
from tripplan.lsp.outline import Outline, Role
from tripplan.lsp.positions import Positions

ROOT = Path(__file__).parents[1]
FILES = ["examples/gangwon_na_2024.toml", "src/tripplan/cli/starter.toml", "tests/data/clean.toml"]
SOUND = {
    **{name: (ROOT / name).read_text("utf-8") for name in FILES},
    "seeded": document(clean_trip(1)).decode(),
    "quoted": '[places."서울 시청"]\nat = [1, 2]\n["people".\'a.b\']\nname = """x\n[y]\n"""\n',
    "lists over lines": '[groups]\na = [\n  "x", # [b]\n  "y",\n]\nc = ["z"]\n',
    "inline over lines": "[trip]\nallow = {\n  a = 'x',\n  b = 'y'\n}\nid = 'x'\n",
    "tables below elements": "[[events]]\nid = 'a'\n[events.allow]\nx = 'y'\n[[events]]\nid = 'b'\n[events.title]\nko = 'z'\n",
}
ARRAYS = {("events",), ("travel",)}  # whose keys are their elements' headers
ANY_TEXT = st.text(alphabet=st.sampled_from(list("[]{}=\"'#,.\n\r\t ab1\\한🛫\u2028")), max_size=60)
# What is written up to the cursor: what is being written there, in which table or as which value. None where nothing fits.
SPOTS = {
    "[trip]\nhome = ": (Role.VALUE, ("trip", "home"), ""),
    '[trip]\nhome = "se': (Role.VALUE, ("trip", "home"), "se"),
    '[trip]\nhome = "seoul"': None,
    '[trip]\nhome = "seoul" ': None,
    "[trip]\nho": (Role.KEY, ("trip",), "ho"),
    "[trip]\n": (Role.KEY, ("trip",), ""),
    "[tr": (Role.HEADER, (), "tr"),
    "[places.": (Role.HEADER, ("places",), ""),
    '[[events]]\n[[events]]\nwho = ["kim", ': (Role.VALUE, ("events", 1, "who", 1), ""),
    '[[events]]\nwho = ["kim"]': None,
    "[[events]]\nallow = { no-bed = 'x', ti": (Role.KEY, ("events", 0, "allow"), "ti"),
    "[checks.no-bed]\nse": (Role.KEY, ("checks", "no-bed"), "se"),
    "[checks]\nno-bed.se": (Role.KEY, ("checks", "no-bed"), "se"),
    "# [trip]": None,
    'x = "a" # b': None,
    "= 5": None,
}
# What was left open above, and what stands below all the same.
LEFT_OPEN = {
    "a list, before a key": ('[[events]]\nwho = ["kim",\nplace = "x"\n', ("events", 0, "place")),
    "a list, before a header": ('[[events]]\nwho = ["kim",\n[places.a]\nat = 1\n', ("places", "a", "at")),
    "a table, before a header": ("[trip]\nallow = { x\n[places.a]\nat = 1\n", ("places", "a", "at")),
    "a quote": ('[trip]\nid = "x\nhome = "y"\n', ("trip", "home")),
    "a header": ("[trip\nid = 1\n[places.a]\nat = 1\n", ("places", "a", "at")),
}


@pytest.mark.parametrize("name", SOUND)
def test_of_sound_text_it_knows_every_key_and_its_place(name: str) -> None:
    """The same places that the exact reading gives."""
    locations, outline = locate(SOUND[name]), Outline(SOUND[name])
    exact = {path: locations.key(path) for path in locations.paths if isinstance(path[-1], str)}
    found = {
        path: (token.start, token.end) for path, token in outline.keys.items() if isinstance(path[-1], str)
    }

    assert {path: span for path, span in exact.items() if found.get(path) != span}.keys() <= ARRAYS


@pytest.mark.parametrize(("text", "expected"), SPOTS.items())
def test_it_knows_what_is_being_written(
    text: str, expected: tuple[Role, tuple[str | int, ...], str] | None
) -> None:
    """At the end of the text, where the cursor is."""
    spot = Outline(text).spot

    assert (spot and (spot.role, spot.path, spot.word)) == expected


@pytest.mark.parametrize(("text", "path"), LEFT_OPEN.values(), ids=LEFT_OPEN)
def test_what_is_left_open_ends_where_something_new_begins(text: str, path: tuple[str | int, ...]) -> None:
    """A bracket or a quote that is still missing hides nothing below."""
    assert path in Outline(text).keys


@given(st.one_of(ANY_TEXT, st.randoms(use_true_random=False).map(lambda random: Author(random).document())))
def test_no_text_is_too_odd(text: str) -> None:
    """Tokens stand in order, none over another, each where its word is; the end has a spot or none."""
    outline = Outline(text)

    assert all(one.end <= two.start for one, two in zip(outline.tokens, outline.tokens[1:], strict=False))
    assert all(token.word in text[token.start : token.end] for token in outline.tokens)
    assert all(token.path for token in outline.tokens)
    assert outline.spot is None or outline.spot.end == len(text)


@given(ANY_TEXT, st.sampled_from(list(types.PositionEncodingKind)))
def test_a_position_leads_back_to_its_offset(text: str, encoding: types.PositionEncodingKind) -> None:
    """In any unit; only the middle of a line end, which is no place, moves to its beginning."""
    positions = Positions(text, encoding.value)

    for offset in range(len(text) + 1):
        back = positions.offset(positions.at(offset))
        assert back == offset or text[back : back + 2] == "\r\n"


def test_a_position_beyond_its_line_is_the_end_of_the_line() -> None:
    """As the protocol has it; one inside a character is its beginning, one below the text the text's end."""
    positions = Positions("a🛫\nb", "utf-16")

    assert [positions.offset(types.Position(0, each)) for each in (1, 2, 3, 99)] == [1, 1, 2, 2]
    assert positions.offset(types.Position(7, 0)) == 4
