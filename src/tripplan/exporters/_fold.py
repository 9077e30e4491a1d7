"""Content lines of RFC 5545 (3.1): at most 75 octets, the rest on lines that begin with a space.

A line may be folded anywhere between two characters, but some programs decode each line before they join them: so not
between the parts of what is read as one sign (a letter and its accent, a family of emoji) and not within an escape.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import category

if TYPE_CHECKING:
    from collections.abc import Iterator

_LIMIT = 75  # octets in a line, without its end
_JOINER = "\u200d"
_FLAG_LETTERS = ("\U0001f1e6", "\U0001f1ff")
# Later parts of a sign that are no marks by category: Hangul vowels and finals, skin tones, tags; the joiners.
_PARTS = (
    ("\u1160", "\u11ff"),
    ("\U0001f3fb", "\U0001f3ff"),
    ("\U000e0020", "\U000e007f"),
    ("\u200c", _JOINER),
)


def fold(line: str) -> bytes:
    """The line in UTF-8, folded, with its CRLF."""
    if len(line.encode()) <= _LIMIT:
        return line.encode() + b"\r\n"
    folded, room = [bytearray()], _LIMIT
    for piece in _pieces(line):
        if len(piece) > room:
            folded.append(bytearray(b" "))
            room = _LIMIT - 1
        folded[-1] += piece
        room -= len(piece)
    return b"\r\n".join(folded) + b"\r\n"


def _pieces(line: str) -> Iterator[bytes]:
    """The signs of a line; one too long for a line comes in characters."""
    for sign in _signs(line):
        octets = sign.encode()
        yield from [octets] if len(octets) < _LIMIT else (character.encode() for character in sign)


def _signs(line: str) -> Iterator[str]:
    sign = ""
    for character in line:
        if sign and not _belongs(sign, character):
            yield sign
            sign = ""
        sign += character
    yield sign


def _belongs(sign: str, character: str) -> bool:
    """Whether the character is one more part of the sign before it."""
    low, high = _FLAG_LETTERS
    return (
        sign == "\\"
        or sign[-1] == _JOINER
        or (len(sign) == 1 and low <= sign <= high and low <= character <= high)
        or category(character).startswith("M")
        or any(first <= character <= last for first, last in _PARTS)
    )
