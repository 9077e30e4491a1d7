"""tripplan check."""

from __future__ import annotations

from typing import Annotated

import typer

from tripplan import __version__, when
from tripplan.cli._files import read
from tripplan.cli._terminal import ColorChoice, style_of, write
from tripplan.diagnostics import FileReport, Report, Severity
from tripplan.reporters import reporter, reporter_names
from tripplan.verify import verify


def _format(name: str) -> str:
    if name not in reporter_names():
        raise typer.BadParameter(f'there is no format "{name}": one of {", ".join(reporter_names())}')
    return name


def check(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="Trips to check.", show_default=False)
    ],
    output_format: Annotated[
        str,
        typer.Option(
            metavar="FORMAT", envvar="TRIPPLAN_OUTPUT_FORMAT", callback=_format, help="full, concise or json."
        ),
    ] = "full",
    fail_on: Annotated[
        Severity, typer.Option(help="The mildest severity that makes the exit status 1.")
    ] = Severity.ERROR,
    color: Annotated[ColorChoice, typer.Option(help="When to use colours.")] = ColorChoice.AUTO,
) -> None:
    """Find what is wrong with trips: in the file, on the clock, on the way, overnight.

    Exit status: 0 nothing at or above --fail-on, 1 findings, 2 a file could not be read.
    """
    reports: list[FileReport] = []
    for file in files:
        source = read(file)
        if source is not None:
            reports.append(verify(source, file))
    report = Report(tuple(reports), __version__, when.tzdata_version())
    if reports:
        write(reporter(output_format)(report, style_of(color)))
    if len(reports) < len(files):
        raise typer.Exit(2)
    counts = report.count()
    if any(counts[severity.value] for severity in Severity if severity.rank <= fail_on.rank):
        raise typer.Exit(1)
