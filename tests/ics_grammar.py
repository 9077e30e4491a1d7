"""From the bytes of a calendar file to its components: lines, folds and nesting, and what is wrong with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_LIMIT = 75  # octets in a line, without its end
_CONTENT = re.compile(r'([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]+))*):(.*)')
_PARAMETER = re.compile(r';([A-Z0-9-]+)=("[^"]*"|[^";:,]+)')


class Line(NamedTuple):
    """A content line, unfolded; `number` is that of its first line in the file, from 1."""

    number: int
    name: str
    parameters: dict[str, str]
    value: str


class Component(NamedTuple):
    """What stands between a BEGIN and its END."""

    number: int
    name: str
    lines: list[Line]
    parts: list[Component]

    def values(self, name: str) -> list[str]:
        """The values of the lines of that name."""
        return [line.value for line in self.lines if line.name == name]


def octets(data: bytes) -> Iterator[str]:
    """The rules for lines as they are transported."""
    if data.startswith(b"\xef\xbb\xbf"):
        yield "line 1: a byte order mark"
    *physical, rest = data.split(b"\r\n")
    if rest:
        yield f"line {len(physical) + 1}: the last line does not end in CRLF"
    for number, line in enumerate(physical, 1):
        try:
            text = line.decode()
        except UnicodeDecodeError:
            yield f"line {number}: not UTF-8, or folded within a character"
            continue
        if len(line) > _LIMIT:
            yield f"line {number}: {len(line)} octets"
        if not text.strip(" "):
            yield f"line {number}: an empty line"
        if re.search(r"[\x00-\x1f\x7f-\x9f\ufeff]", text):
            yield f"line {number}: a control character, or a line end that is not CRLF"
        if re.search(r"(?<!\\)(?:\\\\)*\\$", text):
            yield f"line {number}: folded within an escape"


def tree(text: str, root: Component) -> Iterator[str]:
    """Hangs the components below the root, and says where they are not well nested."""
    stack = [root]
    for line, fault in _content(text):
        if line is None:
            yield fault
        elif line.name == "BEGIN":
            stack.append(Component(line.number, line.value, [], []))
            stack[-2].parts.append(stack[-1])
        elif line.name != "END":
            stack[-1].lines.append(line)
        elif len(stack) == 1 or stack.pop().name != line.value:
            yield f"line {line.number}: END:{line.value} closes something else"
            return
    if len(stack) > 1:
        yield f"line {stack[-1].number}: {stack[-1].name} is not closed"


def _content(text: str) -> Iterator[tuple[Line | None, str]]:
    """The content lines, each with nothing; or nothing with the fault of a line that is none."""
    number = 1
    for logical in re.split(r"\r\n(?! )", text.removesuffix("\r\n")):
        unfolded = logical.replace("\r\n ", "")
        found = _CONTENT.fullmatch(unfolded)
        parameters = _PARAMETER.findall(found[2]) if found else []
        if found is None:
            yield None, f"line {number}: no content line: {unfolded[:40]!r}"
        elif len({name for name, _ in parameters}) < len(parameters):
            yield None, f"line {number}: a parameter twice"
        else:
            yield Line(number, found[1], {name: value.strip('"') for name, value in parameters}, found[3]), ""
        number += logical.count("\r\n") + 1
