"""The trip that `init` writes: one template, whose notes are said in the reader's language."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from tripplan.messages import translated
from tripplan.reporters._cells import cells

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDTH = 120  # cells of a heading, which ends in a rule
# After TOML, or a rule's beginning, or nothing: what is said after the last "# " of a line.
_NOTE = re.compile(r"(?P<before>.*# +(?:[=-]{4} )?)(?P<note>\S.*?)(?P<rule> =+)?")


def template() -> str:
    """The starter as it is written, its notes in English."""
    return Path(__file__).with_name("starter.toml").read_text("utf-8")


def notes() -> Iterator[str]:
    """Every note of the template, as the catalogue knows it: one a line."""
    return (found["note"] for line in template().splitlines() if (found := _NOTE.fullmatch(line)))


def starter(language: str) -> str:
    """The starter with its notes in a language; what the file says to tripplan is the same in all."""
    return "".join(f"{_said(line, language)}\n" for line in template().splitlines())


def _said(line: str, language: str) -> str:
    found = _NOTE.fullmatch(line)
    if found is None:
        return line
    said = found["before"] + translated(found["note"], language)
    return f"{said} {'=' * (_WIDTH - cells(said) - 1)}" if found["rule"] else said
