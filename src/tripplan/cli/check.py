"""tripplan check."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from tripplan import __version__, when
from tripplan.cli._files import read, write_file
from tripplan.cli._language import Language, language, spoken
from tripplan.cli._mend import encoded, mended, patch
from tripplan.cli._router import router_of, tell
from tripplan.cli._terminal import ColorChoice, style_of, write
from tripplan.diagnostics import FileReport, Report, Severity
from tripplan.messages import say
from tripplan.reporters import reporter, reporter_names
from tripplan.verify import verify
from tripplan.visible import visible

if TYPE_CHECKING:
    from tripplan.places import Ways


def _format(name: str) -> str:
    if name not in reporter_names():
        message = say('there is no format "{name}": one of {names}', name=name, names=reporter_names())
        raise typer.BadParameter(spoken(message))
    return name


def check(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help="Trips to check.", show_default=False)],
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
    lang: Annotated[
        Language | None, typer.Option(help="The language of the report. Default: that of the locale.")
    ] = None,
    diff: Annotated[
        bool, typer.Option("--diff", help="Print the fixes as a patch and nothing else.")
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Put the safe fixes into the files, then report.")
    ] = False,
    router: Annotated[
        str | None, typer.Option(metavar="URL", help="Ask this OSRM or Valhalla server for roads.")
    ] = None,
) -> None:
    """Find what is wrong with trips: in the file, on the clock, on the way, overnight.

    Exit status: 0 nothing at or above --fail-on, 1 findings, 2 a file could not be read or written.
    """
    sources = {file: source for file in files if (source := read(file)) is not None}
    words = lang.value if lang else language()
    ways = router_of(router)
    reports = [verify(source, file, words, ways=ways) for file, source in sources.items()]
    if diff:
        _print_patch(reports, words, ways)
    if fix:
        reports = [_fixed(report, sources[report.file], words, ways) for report in reports]
    report = Report(tuple(reports), __version__, when.tzdata_version())
    if reports and not diff:
        write(reporter(output_format)(report, style_of(color, words)))
    tell(ways)
    if len(sources) < len(set(files)):
        raise typer.Exit(2)
    counts = report.count()
    if any(counts[severity.value] for severity in Severity if severity.rank <= fail_on.rank):
        raise typer.Exit(1)


def _print_patch(reports: list[FileReport], words: str, ways: Ways | None) -> None:
    after = [mended(report, safe_only=False, language=words, ways=ways) for report in reports]
    patches = "".join(patch(*pair) for pair in zip(reports, after, strict=True))
    # A patch for a program is exact; one for eyes must not move the cursor.
    write("".join(f"{visible(line)}\n" for line in patches.splitlines()) if sys.stdout.isatty() else patches)


def _fixed(report: FileReport, source: bytes, words: str, ways: Ways | None) -> FileReport:
    after = mended(report, safe_only=True, language=words, ways=ways)
    if after.text != report.text and not write_file(report.file, encoded(source, after.text)):
        raise typer.Exit(2)
    return after
