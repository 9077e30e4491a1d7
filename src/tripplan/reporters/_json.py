"""JSON as every report writes it: text as it is, but nothing in it that a terminal would obey."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tripplan.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator


def as_json(document: object, indent: int | None = 1) -> str:
    """The document with Hangul as Hangul; controls, direction marks and halves of pairs stand as escapes, and say the same."""
    return "\n".join(map(_calm, json.dumps(document, ensure_ascii=False, indent=indent).split("\n")))


def _calm(line: str) -> str:
    return line if visible(line) == line else "".join(_escaped(line))


def _escaped(line: str) -> Iterator[str]:
    for each in line:
        if visible(each) == each:
            yield each
        else:  # half a pair is no character, and many readers refuse it
            yield "\\ufffd" if "\ud800" <= each <= "\udfff" else f"\\u{ord(each):04x}"
