"""tripplan check."""

from __future__ import annotations

import sys
from contextlib import nullcontext, redirect_stdout
from functools import partial
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from tripplan import __version__, when
from tripplan.cli import _baseline, _rules, _statistics
from tripplan.cli._batch import Pool, verified
from tripplan.cli._choice import checks_of, chosen
from tripplan.cli._files import write_file
from tripplan.cli._inputs import Excluded, Input, gather
from tripplan.cli._language import Language, language
from tripplan.cli._mend import encoded, mended, patch
from tripplan.cli._outputs import deliver, targets_of, usual_targets
from tripplan.cli._published import published
from tripplan.cli._router import router_of, tell
from tripplan.cli._settings import Settings, Told
from tripplan.cli._terminal import ColorChoice, write
from tripplan.diagnostics import FileReport, Report, Severity
from tripplan.timeline import Given
from tripplan.verify import verify
from tripplan.visible import visible

if TYPE_CHECKING:
    from tripplan.places.router import Router


def check(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE",
            help="Trips, and folders with trips in them; - is standard input. Default: the working folder.",
            show_default=False,
        ),
    ] = None,
    output_format: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FORMAT[=FILE]",
            envvar="TRIPPLAN_OUTPUT_FORMAT",
            help="full (the default), concise, github, gitlab, json, json-lines, junit, rdjson or sarif. "
            "May be repeated, for several reports of one run.",
        ),
    ] = None,
    select: Annotated[
        list[str] | None, typer.Option(metavar="ID,ID…", help="Only these checks. May be repeated.")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="ID,ID…", help="Not these checks. May be repeated.")
    ] = None,
    fail_on: Annotated[
        Severity | None,
        typer.Option(help="The mildest severity that makes the exit status 1. Default: error."),
    ] = None,
    exit_zero: Annotated[
        bool,
        typer.Option(
            "--exit-zero", help="Make the exit status 0 whatever is found, not where the job failed."
        ),
    ] = False,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="Print numbers by check in place of the findings.")
    ] = False,
    baseline: Annotated[
        str | None, typer.Option(metavar="FILE", help="Count only findings that are not in this baseline.")
    ] = None,
    write_baseline: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write what is found as a baseline, and go by it.")
    ] = None,
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
    config: Annotated[
        str | None, typer.Option(metavar="FILE", help="Take the settings of this file, not the folders' own.")
    ] = None,
    isolated: Annotated[
        bool, typer.Option("--isolated", help="Take no settings but those of the command line.")
    ] = False,
    stdin_filename: Annotated[
        str | None, typer.Option(metavar="NAME", help="How standard input is called in the report.")
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            metavar="N", min=1, help="Judge in so many processes. Default: all cores, for many files."
        ),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="Judge on the Dask cluster of this scheduler (tcp://HOST:PORT)."
        ),
    ] = None,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Judge anew what has been judged before.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", "-w", help="Check again whenever a file is saved, until Ctrl-C.")
    ] = False,
) -> None:
    """Find what is wrong with trips: in the file, on the clock, on the way, overnight.

    Exit status: 0 nothing at or above --fail-on, 1 findings, 2 a file could not be read or written.
    """
    if watch:
        again = {**locals(), "watch": False}
        from tripplan.cli._watch import watch as forever  # noqa: PLC0415 - start-up: most runs end

        forever(partial(check, **again))
    options = {
        "select": checks_of(select, "--select"),
        "ignore": checks_of(ignore, "--ignore"),
        "fail_on": fail_on,
        "output_format": tuple(output_format) if output_format else None,
        "baseline": baseline,
        "router": router,
        "lang": lang.value if lang else None,
    }
    targets_of(output_format or ())  # a slip there is told before anything is read
    told = Told(options, config=config, isolated=isolated)
    inputs, unread = gather(files or ["."], stdin_filename, Excluded.by(told.run))
    told.settle(each.name for each in inputs)
    settings = told.run
    words = settings.lang or language()
    targets = targets_of(settings.output_format)
    printed = _statistics.wanted_of(targets) if statistics and not diff else ()
    ways = router_of(settings.router)
    run = _Run(told, ways, words)
    reports, failed = verified(inputs, words, told.of, ways, Pool(jobs, scheduler))
    unread += failed
    if diff:
        run.print_patch(reports)
    if fix:
        named = {each.name: each for each in inputs}
        reports = [run.fixed(report, named[report.file]) for report in reports]
    reports = run.settled(reports, write_baseline)
    report = Report(tuple(reports), __version__, when.tzdata_version(), unread, lambda: _rules.rules(words))
    targets = tuple(each for each in targets if each.file) if printed else targets or usual_targets()
    # What came by standard input goes mended to standard output: the report steps aside.
    aside = fix and any(each.streamed for each in inputs)
    with redirect_stdout(sys.stderr) if aside else nullcontext():
        _statistics.print_numbers(report, printed, words)
        done = diff or deliver(report, targets, color, words)
    tell(ways)
    told.tell()
    raise typer.Exit(2 if unread or not done else 0 if exit_zero else _status(report, settings))


def _status(report: Report, settings: Settings) -> int:
    """1 where something is found that counts."""
    counts = report.count()
    return int(any(counts[each.value] for each in Severity if each.rank <= settings.fail_on.rank))


class _Run(NamedTuple):
    """What holds for every file of a run."""

    told: Told
    ways: Router | None
    words: str

    def given(self, file: str) -> Given:
        """What the checks of a file know beside it."""
        return Given(self.ways, self.told.of(file).choices, published(file))

    def chosen(self, report: FileReport) -> FileReport:
        """The report with what the run is about."""
        return chosen(report, self.told.of(report.file))

    def mended(self, report: FileReport, *, safe_only: bool) -> FileReport:
        """The report on the file after its fixes, or after the safe ones."""
        return mended(
            report,
            safe_only=safe_only,
            language=self.words,
            given=self.given(report.file),
            chosen=self.chosen,
        )

    def print_patch(self, reports: list[FileReport]) -> None:
        """Prints all fixes as a patch."""
        after = [self.mended(report, safe_only=False) for report in reports]
        patches = "".join(patch(*pair) for pair in zip(reports, after, strict=True))
        # A patch for a program is exact; one for eyes must not move the cursor.
        write(
            "".join(f"{visible(line)}\n" for line in patches.splitlines()) if sys.stdout.isatty() else patches
        )

    def fixed(self, report: FileReport, came: Input) -> FileReport:
        """The report on the file after its safe fixes, which are written into it; what came by standard input goes to standard output."""
        text = self.mended(report, safe_only=True).text
        if came.streamed:
            write(encoded(came.source, text))
        if text == report.text:
            return report
        if not came.streamed and not write_file(report.file, encoded(came.source, text)):
            raise typer.Exit(2)
        return verify(text.encode(), report.file, self.words, self.given(report.file))

    def settled(self, reports: list[FileReport], write_baseline: str | None) -> list[FileReport]:
        """The reports as they are told: what a baseline knows is marked, what nobody wants to hear is left out."""
        if write_baseline and not _baseline.written(write_baseline, map(self.chosen, reports)):
            raise typer.Exit(2)
        if known := write_baseline or self.told.run.baseline:
            reports = _baseline.compared(known, reports, self.words)
        return [self.chosen(report) for report in reports]
