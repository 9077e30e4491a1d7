"""Findings that were there before: written down once, so that only new ones count from then on.

A baseline is lines of JSON, sorted: what it is, then one finding a line. git merges it as it merges any list. A finding is known by
its fingerprint, which holds while the file keeps its name and the finding its event and key, on whatever line. Files are named from
the folder of the baseline, so that it means the same wherever the program runs.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from tripplan.cache import looked_for
from tripplan.cli._files import fail, read, write_file
from tripplan.messages import plural, say
from tripplan.reporters._json import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tripplan.diagnostics import FileReport
    from tripplan.messages import Message

_HEAD = "tripplan-baseline"
_FORM = 1  # of the lines; another number is refused


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a baseline holds: the file of each finding, by its fingerprint."""

    folder: Path
    entries: Mapping[str, str]

    def known(self, report: FileReport) -> FileReport:
        """The report with those of its findings marked that are in the baseline."""
        marked = (
            replace(each, known=print_ in self.entries)
            for each, print_ in zip(report.diagnostics, self._named(report).fingerprints(), strict=True)
        )
        return replace(report, diagnostics=tuple(marked))

    def gone(self, reports: Iterable[FileReport]) -> int:
        """How many of its findings do not occur any more, in files that were judged whole or that are gone themselves."""
        judged = [self._named(report) for report in reports]
        found = {print_ for report in judged for print_ in report.fingerprints()}
        whole = {report.file for report in judged if report.coverage}
        torn = {report.file for report in judged} - whole
        return sum(
            print_ not in found and file not in torn and (file in whole or not _is_there(self.folder / file))
            for print_, file in self.entries.items()
        )

    def _named(self, report: FileReport) -> FileReport:
        return replace(report, file=_from(self.folder, report.file))


def _is_there(path: Path) -> bool:
    looked_for(str(path))
    return path.exists()


def _from(folder: Path, file: str) -> str:
    """A file's name from a folder, with forward slashes; whole where it lies on another drive."""
    try:
        return Path(os.path.relpath(file, folder)).as_posix()
    except ValueError:
        return Path(file).as_posix()


def written(name: str, reports: Iterable[FileReport]) -> bool:
    """Writes the findings of a run as a baseline, whole or not at all; those that a file accepts with a reason are none."""
    folder = Path(name).parent
    named = [replace(report, file=_from(folder, report.file)) for report in reports]
    rows = sorted(row for report in named for row in _rows(report))
    lines = [{_HEAD: _FORM}, *(dict(row) for row in rows)]
    return write_file(name, "".join(f"{as_json(line, indent=None)}\n" for line in lines).encode())


def _rows(report: FileReport) -> Iterator[tuple[tuple[str, str], ...]]:
    for each, print_ in zip(report.diagnostics, report.fingerprints(), strict=True):
        if each.allowed is None:
            # In the order in which they sort: by file, thing and check.
            row = {"file": report.file, "place": each.place, "check": each.check}
            yield tuple({**row, "message": each.message, "fingerprint": print_}.items())


def compared(name: str, reports: Iterable[FileReport], words: str) -> list[FileReport]:
    """The reports with what the baseline of a name knows marked; standard error is told what in it has gone.

    Raises:
        Exit: it cannot be read, or is none; standard error has told why.
    """
    baseline = baseline_of(name)
    marked = [baseline.known(report) for report in reports]
    if gone := baseline.gone(marked):
        number = plural(
            words, gone, "{number:,} of its findings is gone", "{number:,} of its findings are gone"
        )
        fail(say("{file}: {gone}: write the baseline anew with --write-baseline", file=name, gone=number))
    return marked


def baseline_of(name: str) -> Baseline:
    """Reads a baseline.

    Raises:
        Exit: it cannot be read, or is none; standard error has told why.
    """
    source = read(name)
    if source is None:
        raise typer.Exit(2)
    try:
        head, *lines = source.split(b"\n")
        _check_head(_object(1, head), name)
        entries = [
            _entry(_object(number, line), number) for number, line in enumerate(lines, 2) if line.strip()
        ]
    except _UnfitError as error:
        fail(say("{file}: {why}", file=name, why=error.args[0]))
        raise typer.Exit(2) from None
    return Baseline(Path(name).parent, dict(entries))


class _UnfitError(ValueError):
    """A line is none of a baseline's; its argument is the message."""


def _object(number: int, line: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, dict):
        return found
    message: Message = say("line {number} is no finding: is it left over from a merge?", number=number)
    raise _UnfitError(message if number > 1 else say("this is no baseline of tripplan"))


def _check_head(head: Mapping[str, Any], name: str) -> None:
    if _HEAD not in head:
        raise _UnfitError(say("this is no baseline of tripplan"))
    if head[_HEAD] != _FORM:
        again = say(
            "this baseline is of another version of tripplan: write it anew with --write-baseline {file}",
            file=name,
        )
        raise _UnfitError(again)


def _entry(row: Mapping[str, Any], number: int) -> tuple[str, str]:
    print_, file = row.get("fingerprint"), row.get("file")
    if not isinstance(print_, str) or not isinstance(file, str):
        raise _UnfitError(say("line {number} is no finding: is it left over from a merge?", number=number))
    return print_, file
