"""The lines of a calendar that is read back: unfolded, taken apart, nested."""

from __future__ import annotations

import re
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CONTENT = re.compile(r'([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]+))*):([^\x00-\x08\x0a-\x1f\x7f]*)')
_READING = re.compile(r"[0-9]{8}T[0-9]{6}")
_DAY = re.compile(r"[0-9]{8}")
_LIMIT = 75  # octets in a line
_END = b"\r\n"


class Line(NamedTuple):
    """A content line, unfolded."""

    name: str
    parameters: dict[str, str]
    value: str


class Component(NamedTuple):
    """What stands between a BEGIN and its END."""

    name: str
    lines: list[Line]
    parts: list[Component]

    def one(self, name: str) -> Line:
        """The only line of that name."""
        found = [line for line in self.lines if line.name == name]
        if len(found) != 1:
            raise ValueError(f"{len(found)} lines {name} in a {self.name}")
        return found[0]


def parts_of(data: bytes) -> Iterator[Component]:
    """What is within the one VCALENDAR of the bytes, one component after the other: all of them at once would fill the memory.

    Raises:
        ValueError: they are not one VCALENDAR, or a line or the nesting is wrong.
    """
    lines = map(_line, _unfolded(data))
    begin = next(lines, None)
    if begin is None or (begin.name, begin.value) != ("BEGIN", "VCALENDAR"):
        raise ValueError("this is no VCALENDAR")
    yield from _nested(lines)
    if next(lines, None) is not None:
        raise ValueError("something follows the VCALENDAR")


def _nested(lines: Iterable[Line]) -> Iterator[Component]:
    """The parts of a VCALENDAR that has begun, up to its end."""
    stack = [Component("VCALENDAR", [], [])]
    for line in lines:
        if line.name == "BEGIN":
            stack.append(Component(line.value, [], []))
            continue
        if line.name != "END":
            stack[-1].lines.append(line)
            continue
        closed = stack.pop()
        if closed.name != line.value:
            raise ValueError(f"END:{line.value} closes something else")
        if not stack:
            return
        if len(stack) == 1:
            yield closed
        else:
            stack[-1].parts.append(closed)
    raise ValueError(f"the {stack[-1].name} has no end")


def _unfolded(data: bytes) -> Iterator[str]:
    """The content lines. Each line is decoded by itself: no fold may be within a character."""
    pieces: list[str] = []
    for physical in BytesIO(data):
        if not physical.endswith(_END) or len(physical) > _LIMIT + len(_END):
            raise ValueError("a line is too long, or does not end in CRLF")
        text = physical[: -len(_END)].decode()
        if pieces and text.startswith(" "):
            pieces.append(text[1:])
            continue
        if pieces:
            yield "".join(pieces)
        pieces = [text]
    yield "".join(pieces)


def _line(text: str) -> Line:
    found = _CONTENT.fullmatch(text)
    if found is None:
        raise ValueError(f"this is no content line: {text!r}")
    parameters = (each.partition("=") for each in found[2].split(";")[1:])
    return Line(found[1], {name: value.strip('"') for name, _, value in parameters}, found[3])


def reading(text: str) -> datetime:
    """The reading of a clock, naive: the zone stands beside it, or it is UTC."""
    if _READING.fullmatch(text) is None:
        raise ValueError(f"this is no time: {text!r}")
    return datetime.fromisoformat(text)


def day(text: str) -> date:
    """The day that is written "20260501"."""
    if _DAY.fullmatch(text) is None:
        raise ValueError(f"this is no day: {text!r}")
    return date.fromisoformat(text)
