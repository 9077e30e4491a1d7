"""Where each key of a TOML 1.1 text stands.

The parser (tomli) judges the text and gives its data, and no library gives the positions as well. So this module
reads the text a second time, only once the parser has accepted it and only when something must be placed. What is
valid is settled by then: the scanner just steps over tokens, and has no rules to get wrong. It takes linear time,
and keeps a stack of its own, so that it takes any depth that the parser takes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import tomli

if TYPE_CHECKING:
    from collections.abc import Iterator

Path: TypeAlias = tuple[str | int, ...]


class Span(NamedTuple):
    """A stretch of a text in code points, the end exclusive."""

    start: int
    end: int


class _Node:
    """A table, array or value: where it is written, and what lies below it."""

    __slots__ = ("below", "key", "value")

    def __init__(self, key: Span | None, value: Span) -> None:
        self.key = key
        self.value = value
        self.below: dict[str | int, _Node] = {}

    @property
    def head(self) -> Span:
        """The key, or the whole of an array's element, which has none."""
        return self.key or self.value

    def step(self, part: str, key: Span) -> _Node:
        """The node at `part`, new if need be; the way below an array of tables leads through its last element."""
        table = self.below.get(len(self.below) - 1, self)
        node = table.below.get(part)
        if node is None:
            node = table.below[part] = _Node(key, key)
        return node

    def append(self, value: Span) -> _Node:
        """A new last element of this array."""
        node = self.below[len(self.below)] = _Node(None, value)
        return node


class Locations:
    """The places of all key paths of one text.

    The empty path is the text itself, and stands at its very beginning.
    """

    def __init__(self, root: _Node) -> None:
        self._root = root

    def key(self, path: Path) -> Span | None:
        """The key as written, quotes included; None where the text has no such path.

        A table or array of tables has its part of its own header, or of the first header or dotted key that
        implies it. An element of an array has no key: its value serves, `[[events]]` for one of an array of tables.
        """
        node = self._find(path)
        return None if node is None else node.head

    def value(self, path: Path) -> Span | None:
        """The value as written; None where the text has no such path.

        A table made by a header has the whole header, an array of tables its first one; a table that is only
        implied (by the dots in `a.b = 1` or `[a.b]`) has its key.
        """
        node = self._find(path)
        return None if node is None else node.value

    def nearest(self, path: Path) -> tuple[Path, Span]:
        """The part of `path` that the text has, and the span to show for it.

        Parts that the text lacks are stepped over, wherever they stand: validators put tags of their own into
        paths. The span is the value's if the last part is there, else the header or key of what should hold it.
        """
        node, known, found = self._root, list[str | int](), True
        for part in path:
            found = part in node.below
            if found:
                node = node.below[part]
                known.append(part)
        # A header begins before the key in it, an inline value after its key: the earlier is the one to show.
        return tuple(known), node.value if found else min(node.head, node.value)

    @property
    def paths(self) -> Iterator[Path]:
        """All paths but the empty one, each before those below it."""
        open_: list[tuple[Path, _Node]] = [((), self._root)]
        while open_:
            above, node = open_.pop()
            for part, child in node.below.items():
                yield (*above, part)
                open_.append(((*above, part), child))

    def _find(self, path: Path) -> _Node | None:
        node = self._root
        for part in path:
            if part not in node.below:
                return None
            node = node.below[part]
        return node


# No pattern can read the same characters in two ways, so time is linear. A possessive group here fails at its first
# character or not at all: before 3.11.5, `re` loses its place where one fails further in (python/cpython#106052).
_BLANK = re.compile(r"[ \t\r\n]*+(?:#[^\n]*+[ \t\r\n]*+)*+")  # with comments, between statements
_COMMA = re.compile(r"[ \t\r\n,]*+(?:#[^\n]*+[ \t\r\n,]*+)*+")  # with blanks and comments, between elements
_OPEN = re.compile(r"\[{1,2}+[ \t]*+")
_CLOSE = re.compile(r"\]{1,2}+")
_DOT = re.compile(r"[ \t]*+\.?+[ \t]*+")  # or only the blanks behind a key
_EQUALS = re.compile(r"=[ \t]*+")
_LITERAL = r"'[^']*+'"
_BASIC = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_LONG_LITERAL = r"'''.*?'{3,5}+"  # one or two quotes of the text may touch the last three
_LONG_BASIC = r'"""[^\\]*?(?:\\.[^\\]*?)*?"{3,5}+'
_PLAIN = r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2} )?[^ \t\r\n,\]}#]++"  # a blank may stand between date and time
_PART = re.compile(rf"[A-Za-z0-9_-]++|{_LITERAL}|{_BASIC}")
_VALUE = re.compile(rf"[\[{{]|{_LONG_BASIC}|{_BASIC}|{_LONG_LITERAL}|{_LITERAL}|{_PLAIN}", re.DOTALL)


class _Scanner:
    """A walk over one text, from its start to its end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.pos = 0
        self.root = _Node(Span(0, 0), Span(0, 0))

    def take(self, pattern: re.Pattern[str]) -> str:
        """The token here; the walk goes on behind it."""
        match = pattern.match(self.text, self.pos)
        if match is None:
            raise ValueError(f"not TOML at offset {self.pos}")
        self.pos = match.end()
        return match[0]

    def document(self) -> None:
        """Reads all statements."""
        table = self.root
        self.take(_BLANK)
        while self.pos < len(self.text):
            if self.text[self.pos] == "[":
                table = self.header()
            else:
                self.pair(table)
            self.take(_BLANK)

    def header(self) -> _Node:
        """Reads `[table]` or `[[array]]`; the table that it opens."""
        start = self.pos
        in_array = self.take(_OPEN).startswith("[[")
        node, key = self.walk(self.root)
        self.take(_CLOSE)
        span = Span(start, self.pos)
        if not (in_array and node.below):  # an array keeps its first header
            node.key, node.value = key, span
        return node.append(span) if in_array else node

    def pair(self, table: _Node) -> None:
        """Reads `key = value`, with all that is nested in the value."""
        open_: list[_Node] = []
        self.begin(self.name(table), open_)
        while open_:
            container = open_[-1]
            self.take(_COMMA)
            if self.text.startswith(("]", "}"), self.pos):
                self.pos += 1
                open_.pop().value = Span(container.value.start, self.pos)
            elif self.text[container.value.start] == "{":
                self.begin(self.name(container), open_)
            else:
                self.begin(container.append(Span(self.pos, self.pos)), open_)

    def name(self, table: _Node) -> _Node:
        """Reads `key =`; the node that the value behind it belongs to."""
        node, _ = self.walk(table)
        self.take(_EQUALS)
        return node

    def begin(self, node: _Node, open_: list[_Node]) -> None:
        """Reads the value of `node`, or of an array or inline table the opening bracket."""
        start = self.pos
        if self.take(_VALUE) in {"[", "{"}:
            open_.append(node)
        node.value = Span(start, self.pos)

    def walk(self, node: _Node) -> tuple[_Node, Span]:
        """Reads a key and follows it down from `node`: where it leads, and its last part."""
        while True:
            start = self.pos
            part = self.take(_PART)
            span = Span(start, self.pos)
            node = node.step(_decoded(part), span)
            if "." not in self.take(_DOT):
                return node, span


def _decoded(part: str) -> str:
    """What a part of a key says."""
    if "\\" in part:
        return str(tomli.loads(f"{part} = 0").popitem()[0])
    return part[1:-1] if part[0] in "\"'" else part


def locate(text: str) -> Locations:
    """The places of all key paths of `text`, a TOML 1.1 text that tomli has accepted.

    Raises:
        ValueError: the text is not TOML. Do not rely on it: most errors pass unseen.
    """
    scanner = _Scanner(text)
    scanner.document()
    return Locations(scanner.root)


class Lines:
    r"""The lines of a text, and the line and column of its offsets: both from 1, columns in code points.

    Lines end with `\n` or `\r\n`. The last line has no end: a text that ends with one has an empty last line.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def position(self, offset: int) -> tuple[int, int]:
        """The line and column of an offset from 0 to the length of the text."""
        number = bisect_right(self._starts, offset)
        return number, offset - self._starts[number - 1] + 1

    def line(self, number: int) -> str:
        """The line of that number, without its end.

        Raises:
            IndexError: there is no such line.
        """
        if not 1 <= number <= len(self):
            raise IndexError(f"line {number} of {len(self)}")
        end = self._starts[number] if number < len(self) else None
        return self._text[self._starts[number - 1] : end].removesuffix("\r\n").removesuffix("\n")

    def __len__(self) -> int:
        return len(self._starts)
