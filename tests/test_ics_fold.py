"""Folded lines: nothing is lost, and what is read as one sign stays on one line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from calendars import entry, event, trip_of
from ics_fold import fold as fold_by_signs
from ics_fold import signs
from tripplan.exporters._fold import fold
from tripplan.exporters._prose import paragraph
from tripplan.model import Text

FAMILY, FLAG, THUMB = "👨‍👩‍👧‍👦", "🇰🇷", "👍🏽"


@pytest.mark.parametrize(
    "sign", [FAMILY, FLAG, THUMB, "강", "e\u0323\u0301", "\\n", "\\\\", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "\u1112\u1161\u11ab"]
)
def test_a_fold_comes_between_signs(sign: str) -> None:
    """At every place in a line, what is read as one sign stays on one line."""
    for offset in range(60, 160):
        line = "x" * offset + sign + "y" * 80

        folded = fold(line)

        assert sign.encode() in folded
        assert folded.replace(b"\r\n ", b"") == line.encode() + b"\r\n"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), min_size=1, max_size=400))
def test_folding_loses_nothing(line: str) -> None:
    """Lines are of 75 octets at most, each by itself UTF-8, and joined again they are the line."""
    folded = fold(line)

    assert all(0 < len(part.decode().encode()) <= 75 for part in folded.removesuffix(b"\r\n").split(b"\r\n"))
    assert folded.replace(b"\r\n ", b"") == line.encode() + b"\r\n"


@pytest.mark.parametrize("line", ["e" + "\u0301" * 80, "x" * 70 + "👨" + "\u200d👨" * 30, "\\" * 200])
def test_a_sign_longer_than_a_line_is_divided(line: str) -> None:
    """Where no line holds a sign it is divided between characters, rather than not at all."""
    folded = fold(line)

    assert all(0 < len(part.decode().encode()) <= 75 for part in folded.removesuffix(b"\r\n").split(b"\r\n"))
    assert folded.replace(b"\r\n ", b"") == line.encode() + b"\r\n"


PIECES = [
    "\\",
    "\\n",
    "\\\\",
    "a",
    ";",
    "한",
    "각",
    "e\u0301",
    "\u0301",
    "\u200d",
    "\u200c",
    FAMILY,
    FLAG,
    FLAG[0],
    THUMB,
    THUMB[1],
]


@given(
    st.lists(st.one_of(st.sampled_from(PIECES), st.text("ab\\ ", min_size=60, max_size=80)), max_size=60).map(
        "".join
    )
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=400)
)
@settings(max_examples=500, deadline=None)
def test_folding_is_that_of_sign_after_sign(line: str) -> None:
    """The places at which a line is folded are, to the octet, those that are found by going through all its signs."""
    assume(all(len(sign.encode()) < 75 for sign in signs(line)))

    assert fold(line) == fold_by_signs(line)


@given(st.text(st.sampled_from(f"한국 a,;\\\n{FAMILY}{FLAG}{THUMB}\u0301\u1161"), max_size=300))
@settings(deadline=None)
@example(text=f"{';' * 10}\u1161{'🇰' * 8}\u200d;\u1161")  # an escape after a joiner, at the end of a line
@example(text=f"{';' * 10}\u1161{'🇰' * 8}\u200d,")
def test_hangul_and_emoji_survive_at_any_length(text: str) -> None:
    """Escapes, folds and composed letters together: icalendar reads what was meant."""
    plain = trip_of(event("a", "seoul", "2026-05-01T20:00"))
    table = plain.events[0].table.model_copy(update={"notes": Text.of(f"n{text}n")})

    found = entry(replace(plain, events=(replace(plain.events[0], table=table),)), "a")

    assert str(found["DESCRIPTION"]) == f"{paragraph(f'n{text}n')}\nWith: everyone"
