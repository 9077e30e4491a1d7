"""tripplan explain."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Annotated

import typer

from tripplan import __version__, when
from tripplan.checks import all_checks
from tripplan.checks._examples import explanation, on_stage
from tripplan.checks._limits import defaults
from tripplan.cli._files import fail
from tripplan.cli._language import language, spoken
from tripplan.cli._terminal import ColorChoice, style_of, write
from tripplan.diagnostics import Report
from tripplan.messages import say
from tripplan.nearest import did_you_mean
from tripplan.reporters import reporter
from tripplan.reporters._cells import wrapped
from tripplan.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tripplan.checks import Check
    from tripplan.reporters import Style

_WIDTH = 80  # cells, where nobody says how wide the reader's page is
# Problems of the file as such, which `check` reports under these names. Their messages say all, so one line does here.
_OF_THE_FILE = {
    "bad-value": say("A value of the right type that the format does not allow."),
    "cycle": say("Places within each other, or groups of each other, that go round in a circle."),
    "duplicate-id": say("An id that two events have, or a person and a group."),
    "missing-key": say("A key that the table cannot do without."),
    "syntax": say("Text that is no TOML. The table around it is passed over, the others are checked."),
    "unknown-key": say("A key that the format does not have, most often misspelt."),
    "unknown-reference": say("A name that the file, the airport list or the zone data do not have."),
    "wrong-type": say("Text where a date belongs, a number where a list belongs, and so on."),
}


def explain(
    check: Annotated[
        str | None, typer.Argument(help="The check to explain; all are listed where it is left out.")
    ] = None,
) -> None:
    """Say what a check looks for and why, with an example and what `tripplan check` says of it.

    Exit status: 0 explained, 2 there is no such check.
    """
    checks = {each.id: each for each in all_checks()}
    style = style_of(ColorChoice.AUTO, language())
    if check is None:
        write("".join(f"{line}\n" for line in _list(checks.values(), style)))
    elif check in checks:
        write(_page(checks[check], style))
    elif check in _OF_THE_FILE:
        write(f"{check} (error): {spoken(_OF_THE_FILE[check])}\n")
    else:
        hint = did_you_mean(check, [*checks, *_OF_THE_FILE]) or say('"tripplan explain" lists all')
        fail(say('there is no check "{name}": {hint}', name=check, hint=hint))
        raise typer.Exit(2)


def _list(checks: Iterable[Check], style: Style) -> Iterator[str]:
    rows = [(each.id, each.severity.value, explanation(each).title) for each in checks]
    of_the_file = [(name, "error", spoken(title)) for name, title in _OF_THE_FILE.items()]
    wide = max(len(name) for name, _, _ in rows + of_the_file)
    yield from (_row(*row, wide, style) for row in rows)
    yield f"\n{spoken(say('Problems of the file itself:'))}\n"
    yield from (_row(*row, wide, style) for row in of_the_file)


def _row(name: str, severity: str, title: str, wide: int, style: Style) -> str:
    start = f"{name:{wide}}  {severity:7}  "
    if style.width is None:
        return start + title
    return wrapped(start + title, style.width, " " * len(start))


def _page(check: Check, style: Style) -> str:
    told = explanation(check)
    width = style.width or _WIDTH
    paragraphs = [f"{check.id} ({check.severity.value}): {told.title}", *told.why.split("\n\n")]
    report = Report(
        (verify(on_stage(told.bad).encode(), "bad.toml", style.language),), __version__, when.tzdata_version()
    )
    bad, says = spoken(say("Bad:")), spoken(say('"tripplan check" says of it:'))
    good = spoken(say("Good:"))
    stage = spoken(say("The places and people of the examples are those of a trip that is not shown."))
    return "\n".join(
        [
            *(textwrap.fill(paragraph, width, break_on_hyphens=False) + "\n" for paragraph in paragraphs),
            f"{bad}\n\n{textwrap.indent(told.bad, '    ')}",
            f"{says}\n\n{reporter('full')(report, style)}",
            f"{good}\n\n{textwrap.indent(told.good, '    ')}",
            *_lines_drawn(check, width),
            f"{stage}\n",
        ]
    )


def _lines_drawn(check: Check, width: int) -> Iterator[str]:
    """The limits of a check, each with its value and its source."""
    limits = defaults(check.id, shared=False)
    if limits:
        yield spoken(say("Its limits, which [checks.{check}] may overrule:", check=check.id)) + "\n"
    for name, limit in limits.items():
        yield textwrap.fill(
            f"{name} = {limit.said} ({limit.source})",
            width,
            initial_indent="    ",
            subsequent_indent="        ",
        )
    if limits:
        yield ""
