"""Which files in a folder are trips."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tripplan.cli._inputs import _is_trip

TRIPS = [
    (b"[trip]\n", True),
    (b"\xef\xbb\xbf# c\r\n  [ trip ]\r\n", True),
    (b'["trip"]\n', True),
    (b"[trip.allow]\n", True),
    (b"trip = { id = 't' }\n", True),
    (b"trip.id = 't'\n", True),
    (b"[trip]\nid = \n", True),
    (b"[trips]\n", False),
    (b"[tool.trip]\n", False),
    (b"# [trip]\n", False),
    (b"x = '''\n[trip]\n'''\n", False),
    (b'x = """\n"""\n[trip]\n', True),
    (b"x = '''\n[trip]\n", True),
    (b"", False),
]


@pytest.mark.parametrize(("source", "is_trip"), TRIPS)
def test_a_trip_is_known_by_its_table(source: bytes, is_trip: bool) -> None:
    """However it is written, and where a slip hides it from the parser; not by the word alone."""
    assert _is_trip(source) == is_trip


@given(st.binary(max_size=200))
def test_whatever_a_file_holds_it_is_a_trip_or_not(source: bytes) -> None:
    """No bytes break the search."""
    assert _is_trip(source) in {True, False}
    assert _is_trip(b"'''\n[trip]\n" + source) in {True, False}
