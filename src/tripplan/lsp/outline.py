"""What stands where in a text that is being typed: it need not be TOML yet, and mostly is not.

The parser and `locate` want whole files. This reads tokens and guesses on: a bracket left open ends where the next header or key
begins. So it knows, anywhere in any text, which table and which key it is in, and which ids the text gives.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from enum import Enum
from typing import NamedTuple, TypeAlias

Path: TypeAlias = tuple[str | int, ...]


class Role(Enum):
    """What a token does."""

    HEADER = "header"
    KEY = "key"
    VALUE = "value"


class Token(NamedTuple):
    """One word of the text, between two offsets in code points; `path` leads to the key, table or value that it is of.

    `word` is what it says without its quotes; escapes stay as they are.
    """

    start: int
    end: int
    path: Path
    role: Role
    word: str
    quote: str = ""
    closed: bool = True


_TOKEN = re.compile(
    r"""(?P<blank>[ \t\r]+) | (?P<newline>\n) | (?P<comment>\#[^\n]*) | (?P<mark>[\[\]{}=,]) | (?P<long>\"{3}|'{3})
    | (?P<quoted>"(?:[^"\\\n]|\\[^\n])*"? | '[^'\n]*'?)
    | (?P<bare>[^\s\[\]{}=,"'#]+) | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_HEADER = re.compile(r"[ \t]*\[{1,2}[^\[\]{},=\n#]+\]{1,2}[ \t\r]*(?:#|\n|\Z)")
_STATEMENT = re.compile(r"[ \t]*(?:[A-Za-z0-9_.-]+|\"[^\"\n]*\"|'[^'\n]*')[ \t]*=")
# What may end a long string, by its quotes; an escape is stepped over.
_LONG_ENDS = {'"""': re.compile(r'\\.|"{3,5}', re.DOTALL), "'''": re.compile("'{3,5}")}
_DEEPEST = 20  # brackets and parts of a key: the format needs four, and what is deeper is no trip


class _Open(NamedTuple):
    """A bracket that is open: an array with the number of its element, or an inline table."""

    path: Path
    element: int | None


class Outline:
    """The tokens of a text in their order, and where the reading stands at its end."""

    def __init__(self, text: str) -> None:
        self.tokens: list[Token] = []
        self.keys: dict[Path, Token] = {}
        self.values: dict[Path, Token] = {}
        self.headers: list[tuple[int, Path]] = []
        self.table: Path = ()
        self.mode: Role = Role.KEY
        self.silent = False  # in a comment, where nothing fits
        self._parts: list[str] = []
        self._header: list[Token] = []
        self._open: list[_Open] = []
        self._path: Path = ()
        self._arrays: dict[Path, int] = {}
        self._doubled = False
        self._ended = False  # the value that is being read
        self._text = text
        position = 0
        while found := _TOKEN.match(text, position):
            position = self._take(found)

    @property
    def spot(self) -> Token | None:
        """What is being written at the end of the text, as far as it goes; None where nothing more fits, as in a comment.

        Its path leads to the value or, for a key, to the table that the key would be in.
        """
        if self.silent:
            return None
        end = len(self._text)
        written = self._header if self.mode is Role.HEADER else self.tokens
        last = written[-1] if written and written[-1].end == end and written[-1].role is self.mode else None
        if self.mode is Role.VALUE:
            done = last.quote and last.closed if last else self._ended
            if done or not self._value_path:
                return None
            return last or Token(end, end, self._value_path, Role.VALUE, "")
        base = () if self.mode is Role.HEADER else self._base
        path = (*base, *self._parts[: -1 if last else None])
        return last._replace(path=path) if last else Token(end, end, path, self.mode, "")

    def token_at(self, offset: int) -> Token | None:
        """The token that an offset is in or touches."""
        number = bisect_right(self.tokens, offset, key=lambda token: token.start) - 1
        token = self.tokens[number] if number >= 0 else None
        return token if token and offset <= token.end else None

    def ids(self, section: str) -> list[str]:
        """The ids that the text gives in a section such as "places", in its order."""
        return [str(path[1]) for path in self.keys if len(path) == 2 and path[0] == section]  # noqa: PLR2004 - section and id

    def below(self, path: Path) -> set[str]:
        """The keys that the table at a path has."""
        return {str(each[-1]) for each in self.keys if each[:-1] == path}

    def listed_with(self, path: Path) -> set[str]:
        """What else stands in the list that the element at a path is in."""
        beside = (each for each in self.values if each[:-1] == path[:-1] and each != path)
        return {self.values[each].word for each in beside} if isinstance(path[-1], int) else set()

    # --- reading

    @property
    def _base(self) -> Path:
        return self._open[-1].path if self._open else self.table

    @property
    def _value_path(self) -> Path:
        if self._open and (element := self._open[-1].element) is not None:
            return (*self._open[-1].path, element)
        return self._path

    def _take(self, found: re.Match[str]) -> int:
        """Reads one token and says where the next begins."""
        kind, end = found.lastgroup, found.end()
        self.silent = kind == "comment"
        if kind == "newline":
            self._line(end)
        elif kind == "mark":
            self._mark(found[0], found.start())
        elif kind == "long":
            end = self._end_of_long(found[0], end)
            self._word(found.start(), end, found[0])
        elif kind == "quoted":
            self._word(found.start(), end, found[0][0])
        elif kind == "bare":
            self._word(found.start(), end, "")
        return end

    def _end_of_long(self, quote: str, start: int) -> int:
        """Where a long string ends; one that nobody has closed yet takes the rest of the text."""
        ends = (
            found.end() for found in _LONG_ENDS[quote].finditer(self._text, start) if found[0][0] == quote[0]
        )
        return next(ends, len(self._text))

    def _line(self, start: int) -> None:
        unclosed = self._open and (
            _HEADER.match(self._text, start)
            or (self._open[-1].element is not None and _STATEMENT.match(self._text, start))
        )
        if unclosed:
            self._open.clear()
        if not self._open:
            self._close_header()
            self._parts, self.mode = [], Role.KEY

    def _mark(self, mark: str, start: int) -> None:
        if self.mode is Role.HEADER:
            self._doubled |= mark == "["
        elif mark == "=":
            self._path = (*self._base, *self._parts)
            self._parts, self.mode, self._ended = [], Role.VALUE, False
        elif mark in "[{" and self.mode is Role.VALUE:
            if len(self._open) == _DEEPEST:
                return
            self._open.append(_Open(self._value_path, 0 if mark == "[" else None))
            self.mode = Role.VALUE if mark == "[" else Role.KEY
        elif mark == "[" and not self._open and not self._parts:
            self.mode, self._doubled = Role.HEADER, False
            self.headers.append((start, ()))
        elif mark in "]}" and self._open:
            self._path = self._open.pop().path
            self._parts, self.mode, self._ended = [], Role.VALUE, True
        elif mark == "," and self._open:
            self._comma()

    def _comma(self) -> None:
        path, element = self._open[-1]
        if element is None:
            self._parts, self.mode = [], Role.KEY
        else:
            self._open[-1] = _Open(path, element + 1)
            self._ended = False

    def _word(self, start: int, end: int, quote: str) -> None:
        word = self._text[start:end]
        closed = len(word) >= 2 * len(quote) and word.endswith(quote)
        inner = word[len(quote) : -len(quote) if quote and closed else None]
        if self.mode is Role.VALUE and not self._value_path:
            return  # an equals sign without a key
        if self.mode is Role.VALUE:
            token = Token(start, end, self._value_path, Role.VALUE, inner, quote, closed)
            self.tokens.append(token)
            self.values.setdefault(token.path, token)
            self._ended = True
            return
        for part in [inner] if quote else word.split("."):
            last = end if quote else start + len(part)
            if (part or quote) and len(self._parts) < _DEEPEST:
                self._key(Token(start, last, (), self.mode, part, quote, closed))
            start = last + 1

    def _key(self, token: Token) -> None:
        self._parts.append(token.word)
        if self.mode is Role.HEADER:
            self._header.append(token)
        else:
            self._record(token._replace(path=(*self._base, *self._parts)))

    def _record(self, token: Token) -> None:
        self.tokens.append(token)
        self.keys.setdefault(token.path, token)

    def _close_header(self) -> None:
        if self.mode is not Role.HEADER:
            return
        path: Path = ()
        for number, token in enumerate(self._header):
            path = (*path, token.word)
            if self._doubled and number == len(self._header) - 1:
                self._arrays[path] = self._arrays.get(path, -1) + 1
            if path in self._arrays:
                path = (*path, self._arrays[path])
            self._record(token._replace(path=path))
        self.table, self._header = path, []
        self.headers[-1] = (self.headers[-1][0], path)
