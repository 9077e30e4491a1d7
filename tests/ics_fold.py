"""Folding sign by sign, from the begin of a line to its end: slow, plain, and what the exporter's folding must equal."""

from __future__ import annotations

from unicodedata import category

LIMIT = 75  # octets
PARTS = [range(0x1160, 0x1200), range(0x1F3FB, 0x1F400), range(0xE0020, 0xE0080), range(0x200C, 0x200E)]
FLAG_LETTERS = range(0x1F1E6, 0x1F200)


def signs(line: str) -> list[str]:
    """What is read as one sign each, and escapes."""
    found: list[str] = []
    for character in line:
        if found and belongs(found[-1], character):
            found[-1] += character
        else:
            found.append(character)
    return found


def belongs(sign: str, character: str) -> bool:
    """Whether a character goes on with a sign."""
    flag = len(sign) == 1 and ord(sign) in FLAG_LETTERS and ord(character) in FLAG_LETTERS
    part = category(character).startswith("M") or any(ord(character) in each for each in PARTS)
    joined = sign.endswith("\u200d") and character != "\\"  # that begins an escape
    return sign == "\\" or joined or flag or part


def fold(line: str) -> bytes:
    """The line folded between signs, each of which is shorter than a line."""
    lines = [b""]
    for sign in map(str.encode, signs(line)):
        if len(lines[-1]) + len(sign) > LIMIT:
            lines.append(b" ")
        lines[-1] += sign
    return b"\r\n".join(lines) + b"\r\n"
