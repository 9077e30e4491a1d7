"""A stranger's text made safe to show: nothing in it moves the cursor, changes colours or reverses the line."""

from __future__ import annotations

import re

# C0 and C1 controls, the marks that reorder or hide text, and halves of surrogate pairs.
_LIVE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def visible(text: str) -> str:
    r"""The text with every live character spelled out: an escape code reads \\x1b[31m, a line feed \\n."""
    return _LIVE.sub(lambda found: _spell(found[0]), text)


def _spell(character: str) -> str:
    plain = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
    code = ord(character)
    return plain.get(character) or (f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}")  # noqa: PLR2004 - one byte
