"""Texts as other programs' readers give them back: Hangul and emoji wherever a line is folded, and what has a meaning elsewhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from calendars import STAGE, event, trip_of
from readers.cases import OFFSETS, SIGNS, TEXT_FAULTS, TEXTS
from readers.programs import READERS, needs, run
from tripplan.exporters import Options
from tripplan.exporters.ics import ics, uid

if TYPE_CHECKING:
    from pathlib import Path

SAID = [*("x" * offset + SIGNS for offset in OFFSETS), *TEXTS.values()]


def quoted(text: str) -> str:
    """The text as TOML has it."""
    return json.dumps(text, ensure_ascii=False)


def texts() -> bytes:
    """A calendar of texts as titles and notes, and of the first ones as names of places."""
    places = "".join(
        f"[places.p{number}]\nname = {quoted(text)}\nzone = 'UTC'\n" for number, text in enumerate(SAID)
    )
    lines = (
        event(
            f"e{number}",
            f"p{number}",
            "2026-05-01T09:00",
            f'duration = "1 h"\ntitle = {quoted(text)}\nnotes = {quoted(text)}',
        )
        for number, text in enumerate(SAID)
    )
    return ics.write(trip_of(*lines, stage=STAGE + places), Options())


@pytest.mark.parametrize("reader", READERS)
def test_texts(tmp_path: Path, reader: str) -> None:
    """Hangul and emoji come back from wherever a line is folded, as title, place and notes; so does what has a meaning elsewhere."""
    needs(READERS[reader])
    path = tmp_path / "texts.ics"
    path.write_bytes(texts())

    reading = run(READERS[reader], [path], ["UTC"])["UTC"][path.name]

    assert not isinstance(reading, str), reading
    rows = [reading[uid("t", f"e{number}")][2:] for number in range(len(SAID))]

    swept = zip(SAID[: len(OFFSETS)], rows, strict=False)
    assert [(said, row) for said, row in swept if row[:2] != [said, said] or said not in row[2]] == []
    others = zip(TEXTS, rows[len(OFFSETS) :], strict=True)
    faults = {(reader, name) for name, row in others if row[0] != TEXTS[name] or TEXTS[name] not in row[2]}
    assert faults == {fault for fault in TEXT_FAULTS if fault[0] == reader}
