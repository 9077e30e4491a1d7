"""Offsets in code points, as the rest of the program counts, and positions as the protocol counts."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import takewhile
from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from tripplan.diagnostics import Region

_LINE_ENDS = re.compile(
    r"\r\n|\n|\r"
)  # the protocol's: a bare carriage return ends a line, which TOML does not know
_BEYOND_THE_BASIC_PLANE = "\uffff"


class Positions:
    """The lines of one text, with characters counted in the units that client and server have agreed on."""

    def __init__(self, text: str, encoding: str) -> None:
        self._text = text
        self._encoding = encoding
        self._starts = [0, *(found.end() for found in _LINE_ENDS.finditer(text))]
        self._rows = [0, *(found.end() for found in re.finditer("\n", text))]

    def at(self, offset: int) -> types.Position:
        """The position of an offset."""
        line = bisect_right(self._starts, offset) - 1
        return types.Position(line, sum(map(self._width, self._text[self._starts[line] : offset])))

    def range(self, start: int, end: int) -> types.Range:
        """The stretch between two offsets."""
        return types.Range(self.at(start), self.at(end))

    def offset(self, position: types.Position) -> int:
        """The offset of a position; one past the end of its line is that end, one inside a character its start."""
        if position.line >= len(self._starts):
            return len(self._text)
        start = self._starts[position.line]
        end = self._starts[position.line + 1] if position.line + 1 < len(self._starts) else len(self._text)
        line = self._text[start:end].rstrip("\r\n")
        reached = 0
        widths = (reached := reached + self._width(character) for character in line)
        return start + sum(1 for _ in takewhile(lambda width: width <= position.character, widths))

    def offsets(self, region: Region) -> tuple[int, int]:
        """The offsets between which a diagnostic stands."""
        return self._offset(region.line, region.column), self._offset(region.end_line, region.end_column)

    def region(self, region: Region) -> types.Range:
        """Where a diagnostic stands."""
        return self.range(*self.offsets(region))

    def _offset(self, line: int, column: int) -> int:
        row = self._rows[min(line, len(self._rows)) - 1]
        return min(row + column - 1, len(self._text))

    def _width(self, character: str) -> int:
        if self._encoding == types.PositionEncodingKind.Utf16:
            return 1 + (character > _BEYOND_THE_BASIC_PLANE)
        if self._encoding == types.PositionEncodingKind.Utf8:
            return len(character.encode("utf-8", "surrogatepass"))
        return 1
