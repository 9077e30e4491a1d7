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
_FIRST_MARK = "\u0300"  # before it no character is part of a sign that has begun
# Later parts of a sign that are no marks by category: Hangul vowels and finals, skin tones, tags; the joiners.
_PARTS = (
    ("\u1160", "\u11ff"),
    ("\U0001f3fb", "\U0001f3ff"),
    ("\U000e0020", "\U000e007f"),
    ("\u200c", _JOINER),
)


def fold(line: str) -> bytes:
    """The line in UTF-8, folded, with its CRLF."""
    left = len(line.encode())
    parts, begin, room = [], 0, _LIMIT
    while left > room:
        fitting = line[begin : begin + room].encode()[:room].decode(errors="ignore")
        end = _between_signs(line, begin, begin + len(fitting))
        parts.append(line[begin:end].encode())
        left -= len(parts[-1])
        begin, room = end, _LIMIT - 1
    return b"\r\n ".join([*parts, line[begin:].encode()]) + b"\r\n"


def _between_signs(line: str, begin: int, end: int) -> int:
    """The last place up to `end` at which a sign begins; `end` itself where that is all one sign from `begin` on."""
    if _begins_sign(line, end):
        return end
    start = next((place for place in range(end - 1, begin, -1) if _begins_sign(line, place)), begin)
    place = start
    for sign in _signs(line[start : end + 1]):
        if place + len(sign) > end:
            break
        place += len(sign)
    return place if place > begin else end


def _begins_sign(line: str, place: int) -> bool:
    """Whether a sign begins at a place, as far as the two characters around it tell: often, and at once."""
    before, after = line[place - 1], line[place]
    return before not in ("\\", _JOINER) and (after < _FIRST_MARK or not (_is_part(after) or _is_flag(after)))


def _signs(text: str) -> Iterator[str]:
    sign = ""
    for character in text:
        if sign and not _belongs(sign, character):
            yield sign
            sign = ""
        sign += character
    yield sign


def _belongs(sign: str, character: str) -> bool:
    """Whether the character is one more part of the sign before it."""
    return (
        sign == "\\"
        or (sign[-1] == _JOINER and character != "\\")  # which begins an escape, and is no part of an emoji
        or (len(sign) == 1 and _is_flag(sign) and _is_flag(character))
        or _is_part(character)
    )


def _is_part(character: str) -> bool:
    return category(character).startswith("M") or any(first <= character <= last for first, last in _PARTS)


def _is_flag(character: str) -> bool:
    """Whether it is one of the letters of which two are a flag."""
    low, high = _FLAG_LETTERS
    return low <= character <= high
