"""Whole command lines: an answer that rests on files which are all unchanged is given again."""

from __future__ import annotations

import os
import sys

from tripplan.cache import stamps
from tripplan.cache.seen import Seen, state
from tripplan.cache.store import Store, digest, open_store

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self, TypeAlias

    Part: TypeAlias = tuple[bytes, str | bytes]

OUT, ERR = b"1", b"2"  # the streams; a Part is one of them and what was written there
_STATUSES = {b"0": 0, b"1": 1}  # a run that could not do its job is done again


class Run:
    """One command line in its surroundings. While it is entered, what it looks at and writes is noted, and at the end kept."""

    def __init__(self, store: Store, arguments: list[str]) -> None:
        self.store = store
        self.program = stamps.program()
        told = [os.fsencode(argument) for argument in arguments]
        self._key = digest(b"run", self.program, stamps.surroundings(), *told)
        self._seen = Seen()

    def answer(self) -> tuple[int, list[Part]] | None:
        """The exit status and what was written when all was as it is now; None where nobody knows."""
        try:
            status, number, *rest = self.store.get(self._key) or [b"", b""]
            written, there = rest[: int(number)], rest[int(number) :]
            pairs = list(zip(there[::2], there[1::2], strict=True))
            answer = _STATUSES[status], [_said(part) for part in written]
        except (ValueError, KeyError):  # there is none, or somebody else's
            return None
        whole = len(written) == int(number) and pairs
        return answer if whole and all(state(os.fsdecode(look)) == then for look, then in pairs) else None

    def __enter__(self) -> Self:
        self._streams = (sys.stdout, sys.stderr)
        self._written: list[Part | None] = []
        sys.stdout = _Heard(sys.stdout, OUT, self._written)
        sys.stderr = _Heard(sys.stderr, ERR, self._written)
        self._seen.__enter__()
        _entered.append(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _entered.remove(self)
        self._seen.__exit__(kind, error, trace)
        sys.stdout, sys.stderr = self._streams
        status = str(error.code or 0).encode() if isinstance(error, SystemExit) else b""
        if status in _STATUSES and self._seen.repeatable and self._seen.states:
            self._keep(status)
        self.store.tidy()

    def _keep(self, status: bytes) -> None:
        written = [_kept(*part) for part in self._written if part is not None]
        if len(written) < len(self._written):
            return
        there = [part for look, then in self._seen.states.items() for part in (os.fsencode(look), then)]
        self.store.put(self._key, [status, b"%d" % len(written), *written, *there])


_entered: list[Run] = []


def begin(arguments: list[str]) -> Run | None:
    """The run of a command line whose answer may be kept; None where it may not, or nobody wants that."""
    store = open_store() if arguments[:1] == ["check"] and "--no-cache" not in arguments else None
    try:
        return Run(store, arguments) if store else None
    except (OSError, ValueError, AttributeError):  # no working folder, no standard output
        return None


def entered() -> Run | None:
    """The run that is under way, with the store that it uses; None where nothing is to be kept."""
    return _entered[-1] if _entered else None


class _Heard:
    """A stream that passes everything on, and notes what is written, and by None that something went wrong."""

    def __init__(self, stream: object, name: bytes, written: list[Part | None]) -> None:
        self._stream = stream
        self._name = name
        self._written = written

    @property
    def buffer(self) -> _Heard:
        """The stream of bytes below one of text."""
        return _Heard(self.__getattr__("buffer"), self._name, self._written)

    def write(self, data: str | bytes) -> object:
        """Writes, and notes it."""
        self._written.append((self._name, data if isinstance(data, str) else bytes(data)))
        return self._called("write", data)

    def flush(self) -> None:
        """Flushes."""
        self._called("flush")

    def _called(self, name: str, *values: object) -> object:
        try:
            return getattr(self._stream, name)(*values)
        except BaseException:
            self._written.append(None)
            raise

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


def _kept(stream: bytes, data: str | bytes) -> bytes:
    if isinstance(data, str):
        return stream + b"t" + data.encode("utf-8", "surrogatepass")
    return stream + b"b" + data


def _said(part: bytes) -> Part:
    data = part[2:]
    return part[:1], data.decode("utf-8", "surrogatepass") if part[1:2] == b"t" else data
