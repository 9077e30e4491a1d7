"""Reports of single files as bytes: for the cache, and from one process to another. Neither end trusts the other with code."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import fields, is_dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from tripplan.cache.store import digest
from tripplan.diagnostics import (
    Diagnostic,
    FileReport,
    Region,
    Related,
    Repair,
    Severity,
    Tally,
    TextEdit,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tripplan.cache.runs import Run

_TYPES = (Diagnostic, Region, Related, Repair, TextEdit)


class Reports:
    """The reports of files that a run's store holds."""

    def __init__(self, run: Run, language: str) -> None:
        self._run = run
        self._language = language.encode()

    def get(self, name: str, source: bytes, given: object) -> FileReport | None:
        """What was found in a file of this name and these bytes, judged with what is given beside it; None where nobody knows."""
        kept = self._run.store.get(self._key(name, source, given))
        return unpacked(kept[0], source) if kept else None

    def put(self, name: str, source: bytes, given: object, report: FileReport) -> None:
        """Keeps what was found in a file."""
        self._run.store.put(self._key(name, source, given), [packed(report, source)])

    def _key(self, name: str, source: bytes, given: object) -> bytes:
        told = repr((name, given)).encode(
            "utf-8", "surrogatepass"
        )  # plain values, whose repr says all of them
        return digest(b"file", self._run.program, self._language, told, source)


def packed(report: FileReport, source: bytes) -> bytes:
    """A report as bytes; the file's text is left out where its bytes say it."""
    plain = {each.name: _plain(getattr(report, each.name)) for each in fields(FileReport)}
    if report.text == _text(source):
        plain["text"] = None
    # Of some fifty checks in each report: short.
    plain["coverage"] = {check: (tally.judged, tally.reasons) for check, tally in report.coverage.items()}
    return json.dumps(plain, separators=(",", ":")).encode()


def unpacked(data: bytes, source: bytes) -> FileReport | None:
    """The report that was packed; None where these bytes hold none."""
    try:
        plain = json.loads(data)
        told = {name: _built(value) for name, value in plain.items() if name not in {"text", "coverage"}}
        text = _text(source) if plain["text"] is None else plain["text"]
        coverage = {
            check: Tally(judged, Counter(reasons)) for check, (judged, reasons) in plain["coverage"].items()
        }
        return FileReport(text=text, coverage=coverage, **told)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None


def _text(source: bytes) -> str:
    return source.decode("utf-8", "replace").removeprefix("\ufeff")


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever stands in a report
    """A value in what JSON has: a tuple is a list, anything of ours an object of one key, its type."""
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Severity):
        return {"Severity": value.value}
    if isinstance(value, Counter):
        return {"Counter": dict(value)}
    if is_dataclass(value):
        return {type(value).__name__: [_plain(getattr(value, each.name)) for each in fields(value)]}
    return value


def _built(plain: Any) -> Any:  # noqa: ANN401 - likewise
    if isinstance(plain, list):
        return tuple(map(_built, plain))
    if not isinstance(plain, dict):
        return plain
    ((kind, value),) = plain.items()
    return _BUILDERS[kind](value)


def _object(kind: Callable[..., Any], values: list[Any]) -> Any:  # noqa: ANN401 - likewise
    return kind(*map(_built, values))


_BUILDERS: dict[str, Callable[[Any], Any]] = {
    "Severity": Severity,
    "Counter": Counter,
    **{each.__name__: partial(_object, each) for each in _TYPES},
}
