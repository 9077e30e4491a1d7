"""A QR code in a terminal, two rows of it in a line."""

from __future__ import annotations

from itertools import zip_longest

import segno

_BORDER = 2  # modules of light around it; four are the rule, two are enough for phones and leave room
_HALVES = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}
_COLORS = "\x1b[38;5;231m\x1b[48;5;16m"  # white on black, whatever the colours of the terminal
_PLAIN = "\x1b[0m"


def lines(text: str, *, color: bool) -> list[str]:
    """The code of a text; without `color` it counts on a dark terminal, and on a light one most phones still read it."""
    code = segno.make_qr(text, error="m", boost_error=True)
    light = [[not module for module in row] for row in code.matrix_iter(border=_BORDER)]
    rows = zip_longest(light[::2], light[1::2], fillvalue=[False] * len(light[0]))
    drawn = ("".join(_HALVES[pair] for pair in zip(*pair_of_rows, strict=True)) for pair_of_rows in rows)
    return [f"{_COLORS}{line}{_PLAIN}" if color else line for line in drawn]
