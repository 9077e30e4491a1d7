"""TOML syntax: a broken table is reported and passed over, so that it hides nothing in the others."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import tomli

from tripplan.diagnostics import Finding, Region
from tripplan.messages import say

_HEADER = re.compile(r"^\[", re.MULTILINE)
_EVENT_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*events[ \t]*\]\]", re.MULTILINE)
_MOST = 50  # broken tables: past that the text is no trip with slips but something else


@dataclass(slots=True)
class Parsed:
    """What the parser made of a text.

    `data` is None where nothing could be saved. `readable` is the text that the parser accepted: the original with broken
    tables blanked out, each character by a space, so that every offset holds. `lost` is what the headers of
    those tables say, in the shape of the data, `opaque` says that one of them could not even be named. `gaps` are the places among the events where one was lost:
    2.5 is between the third and the fourth.
    """

    readable: str
    data: dict[str, Any] | None = None
    problems: list[Finding] = field(default_factory=list)
    lost: dict[str, Any] = field(default_factory=dict)
    opaque: bool = False
    gaps: list[float] = field(default_factory=list)


def decode(source: bytes) -> tuple[str, Finding | None]:
    """The text of a file's bytes, without a byte order mark, and what is wrong where they are not UTF-8."""
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        region = Region(1, 1, 1, 1)
        hint = say('save it again as "UTF-8"')
        return "", Finding(say("the file is in UTF-16, expected UTF-8"), region, check="syntax", hint=hint)
    source = source.removeprefix(b"\xef\xbb\xbf")
    try:
        return source.decode("utf-8"), None
    except UnicodeDecodeError as error:
        before = source[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        region = Region(line, column, line, column + 1)
        message = say("byte {byte} is not UTF-8 text", byte=f"0x{source[error.start]:02x}")
        hint = say('a trip is a text file, saved as "UTF-8"')
        text = source.decode("utf-8", "replace")
        return text, Finding(message, region, check="syntax", hint=hint)


def parse(text: str) -> Parsed:
    """Parses TOML 1.1, passing over tables that hold a syntax error."""
    parsed = Parsed(text)
    cuts: list[int] = []
    try:
        while parsed.data is None:
            try:
                parsed.data = tomli.loads(parsed.readable)
            except tomli.TOMLDecodeError as error:
                parsed.problems.append(_problem(error))
                if len(parsed.problems) > _MOST or (cut := _cut(parsed, error)) is None:
                    return parsed
                cuts.append(cut)
    except (RecursionError, ValueError) as error:  # ValueError: an integer of thousands of digits
        deep = isinstance(error, RecursionError)
        message = (
            say("arrays or tables are nested too deeply to be read")
            if deep
            else say("a number has too many digits")
        )
        parsed.problems.append(Finding(message, Region(1, 1, 1, 1), check="syntax"))
        return parsed
    parsed.gaps = [len(_EVENT_HEADER.findall(parsed.readable, 0, cut)) - 0.5 for cut in cuts]
    return parsed


def _cut(parsed: Parsed, error: tomli.TOMLDecodeError) -> int | None:
    """Blanks out the table with the error and says where it stood; None where that would not help."""
    text = parsed.readable
    if not _HEADER.search(text):
        return None
    line_end = _line_end(text, error.lineno)
    start = max((found.start() for found in _HEADER.finditer(text, 0, line_end)), default=0)
    following = _HEADER.search(text, line_end)
    end = following.start() if following else len(text)
    without = text[:start] + re.sub(r"[^\r\n]", " ", text[start:end]) + text[end:]
    # An error at the end of the text may be due to a quote or bracket left open anywhere before.
    if error.pos >= len(error.doc.rstrip()) and not _accepted(without):
        return None
    header = text[start:].partition("\n")[0]
    if _accepted(header):
        _merge(parsed.lost, tomli.loads(header))
    else:
        parsed.opaque = True
    parsed.readable = without
    return start


def _merge(into: dict[str, Any], other: dict[str, Any]) -> None:
    for key, value in other.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value


def _line_end(text: str, line: int) -> int:
    end = -1
    for _ in range(line):
        end = text.find("\n", end + 1)
        if end < 0:
            return len(text)
    return end


def _accepted(text: str) -> bool:
    try:
        tomli.loads(text)
    except ValueError:
        return False
    return True


def _problem(error: tomli.TOMLDecodeError) -> Finding:
    region = Region(error.lineno, error.colno, error.lineno, error.colno + 1)
    message = say("not valid TOML: {why:word}", why=f"{error.msg[:1].lower()}{error.msg[1:]}")
    hint = None
    if "statement" in error.msg or "value" in error.msg:
        hint = say("text stands in quotes, a date and time reads 2024-09-21T18:50")
    return Finding(message, region, check="syntax", hint=hint)
