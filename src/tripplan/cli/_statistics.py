"""How much each check has found and judged: a table for people, an object for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from tripplan.cli._language import spoken
from tripplan.cli._outputs import Target
from tripplan.cli._terminal import write
from tripplan.diagnostics import Severity, Tally
from tripplan.messages import plain, say
from tripplan.reporters import FOR_PEOPLE
from tripplan.reporters._cells import cells
from tripplan.reporters._json import as_json
from tripplan.reporters._summary import summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tripplan.diagnostics import Diagnostic, Report


def wanted_of(targets: Iterable[Target]) -> tuple[Target, ...]:
    """The targets of a run that prints numbers: those of standard output, which get them, the table where there is none.

    Raises:
        BadParameter: one of them is a format that has no numbers.
    """
    printed = tuple(each for each in targets if each.file is None) or (Target("full", None),)
    for each in printed:
        if each.form not in {*FOR_PEOPLE, "json"}:
            message = say(
                'there are no statistics in the format "{name}": one of {names}',
                name=each.form,
                names=sorted([*FOR_PEOPLE, "json"]),
            )
            raise typer.BadParameter(spoken(message), param_hint="--statistics")
    return printed


def print_numbers(report: Report, targets: Iterable[Target], language: str) -> None:
    """Writes the numbers to standard output, for each of the targets."""
    for each in targets:
        write(as_object(report) if each.form == "json" else as_table(report, language))


def as_object(report: Report) -> str:
    """The numbers of every check that ran or was found, as one JSON object."""
    document = {
        "tripplan": report.tripplan,
        "tzdata": report.tzdata,
        "checks": [{"check": check, **row} for check, row in _rows(report).items()],
        "summary": {**report.count(), "files": len(report.files)},
    }
    return as_json(document) + "\n"


def as_table(report: Report, language: str) -> str:
    """The numbers of the checks that found something, the most first, closed by the summary of any report."""
    rows = {check: row for check, row in _rows(report).items() if _found(row)}
    ordered = sorted(rows.items(), key=lambda item: (-_found(item[1]), item[0]))
    lines = [
        [plain(language, "check"), *_heads(language)],
        *([check, *map(str, row.values())] for check, row in ordered),
    ]
    table = list(_aligned(lines)) if rows else []
    return "".join(f"{line}\n" for line in [*table, *([""] if table else []), *summary(report, language)])


def _rows(report: Report) -> dict[str, dict[str, int]]:
    """The numbers of each check, by id, in one order of columns."""
    coverage, left_out = report.coverage(), report.left_out()
    found: dict[str, list[Diagnostic]] = {}
    for each in report.diagnostics():
        found.setdefault(each.check, []).append(each)
    return {
        check: _row(found.get(check, []), left_out[check], coverage.get(check, Tally()))
        for check in sorted({*found, *coverage, *left_out})
    }


def _row(found: list[Diagnostic], left_out: int, tally: Tally) -> dict[str, int]:
    counting = [each for each in found if each.counts]
    return {
        **{level.value: sum(each.severity is level for each in counting) for level in Severity},
        "allowed": sum(each.allowed is not None for each in found),
        "known": sum(each.allowed is None and each.known for each in found),
        "left_out": left_out,
        "fixable": sum(each.repair is not None for each in found),
        "judged": tally.judged,
        "unjudged": tally.unjudged,
    }


def _found(row: Mapping[str, int]) -> int:
    return sum(number for name, number in row.items() if name not in {"fixable", "judged", "unjudged"})


def _heads(language: str) -> list[str]:
    return [
        plain(language, "errors"),
        plain(language, "warnings"),
        plain(language, "infos"),
        plain(language, "allowed"),
        plain(language, "known"),
        plain(language, "left out"),
        plain(language, "fixable"),
        plain(language, "judged"),
        plain(language, "unjudged"),
    ]


def _aligned(lines: list[list[str]]) -> Iterator[str]:
    """Columns of cells: the first flush left, numbers flush right."""
    wide = [max(map(cells, column)) for column in zip(*lines, strict=True)]
    for first, *numbers in lines:
        padded = (" " * (width - cells(each)) + each for each, width in zip(numbers, wide[1:], strict=True))
        yield "  ".join([first + " " * (wide[0] - cells(first)), *padded])
