"""TOML syntax: a broken table is reported and passed over, so that it hides nothing in the others."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import tomli

from tripplan.diagnostics import Diagnostic, Region, Severity

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
    diagnostics: list[Diagnostic] = field(default_factory=list)
    lost: dict[str, Any] = field(default_factory=dict)
    opaque: bool = False
    gaps: list[float] = field(default_factory=list)


def decode(source: bytes, file: str) -> tuple[str, Diagnostic | None]:
    """The text of a file's bytes, without a byte order mark, and what is wrong where they are not UTF-8."""
    if source.startswith((b"\xff\xfe", b"\xfe\xff")):
        region = Region(1, 1, 1, 1)
        hint = 'save it again as "UTF-8"'
        return "", Diagnostic(
            "syntax", Severity.ERROR, "the file is in UTF-16, expected UTF-8", file, region, hint
        )
    source = source.removeprefix(b"\xef\xbb\xbf")
    try:
        return source.decode("utf-8"), None
    except UnicodeDecodeError as error:
        before = source[: error.start].decode("utf-8")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        region = Region(line, column, line, column + 1)
        message = f"byte 0x{source[error.start]:02x} is not UTF-8 text"
        hint = 'a trip is a text file, saved as "UTF-8"'
        text = source.decode("utf-8", "replace")
        return text, Diagnostic("syntax", Severity.ERROR, message, file, region, hint)


def parse(text: str, file: str) -> Parsed:
    """Parses TOML 1.1, passing over tables that hold a syntax error."""
    parsed = Parsed(text)
    cuts: list[int] = []
    try:
        while parsed.data is None:
            try:
                parsed.data = tomli.loads(parsed.readable)
            except tomli.TOMLDecodeError as error:
                parsed.diagnostics.append(_diagnostic(error, file))
                if len(parsed.diagnostics) > _MOST or (cut := _cut(parsed, error)) is None:
                    return parsed
                cuts.append(cut)
    except RecursionError:
        message = "arrays or tables are nested too deeply to be read"
        parsed.diagnostics.append(Diagnostic("syntax", Severity.ERROR, message, file, Region(1, 1, 1, 1)))
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
    except tomli.TOMLDecodeError:
        return False
    return True


def _diagnostic(error: tomli.TOMLDecodeError, file: str) -> Diagnostic:
    region = Region(error.lineno, error.colno, error.lineno, error.colno + 1)
    message = f"not valid TOML: {error.msg[:1].lower()}{error.msg[1:]}"
    hint = None
    if "statement" in error.msg or "value" in error.msg:
        hint = "text stands in quotes, a date and time reads 2024-09-21T18:50"
    return Diagnostic("syntax", Severity.ERROR, message, file, region, hint)
