"""tripplan explain."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Annotated

import typer

from tripplan import __version__, when
from tripplan.checks import all_checks
from tripplan.checks._examples import explanation, given_with, on_stage
from tripplan.checks._limits import defaults
from tripplan.cli._files import fail
from tripplan.cli._language import language, spoken
from tripplan.cli._rules import OF_THE_FILE
from tripplan.cli._terminal import ColorChoice, style_of, write
from tripplan.diagnostics import Report
from tripplan.messages import say, translated
from tripplan.nearest import did_you_mean
from tripplan.reporters import reporter
from tripplan.reporters._cells import wrapped
from tripplan.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tripplan.checks import Check
    from tripplan.reporters import Style

_WIDTH = 80  # cells, where nobody says how wide the reader's page is


def explain(
    check: Annotated[
        str | None,
        typer.Argument(metavar="CHECK", help="The check to explain; all are listed where it is left out."),
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
    elif check in OF_THE_FILE:
        write(f"{check} (error): {spoken(OF_THE_FILE[check])}\n")
    else:
        hint = did_you_mean(check, [*checks, *OF_THE_FILE]) or say('"tripplan explain" lists all')
        fail(say('there is no check "{name}": {hint}', name=check, hint=hint))
        raise typer.Exit(2)


def _list(checks: Iterable[Check], style: Style) -> Iterator[str]:
    rows = [(each.id, each.severity.value, explanation(each, style.language).title) for each in checks]
    of_the_file = [(name, "error", spoken(title)) for name, title in OF_THE_FILE.items()]
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
    told = explanation(check, style.language)
    width = style.width or _WIDTH
    paragraphs = [f"{check.id} ({check.severity.value}): {told.title}", *told.why.split("\n\n")]
    found = verify(on_stage(told.bad).encode(), "bad.toml", style.language, given_with(told.bad))
    report = Report((found,), __version__, when.tzdata_version())
    bad, says = spoken(say("Bad:")), spoken(say('"tripplan check" says of it:'))
    good = spoken(say("Good:"))
    stage = spoken(say("The places and people of the examples are those of a trip that is not shown."))
    return "\n".join(
        [
            *(wrapped(paragraph, width, "") + "\n" for paragraph in paragraphs),
            f"{bad}\n\n{textwrap.indent(told.bad, '    ')}",
            f"{says}\n\n{reporter('full')(report, style)}",
            f"{good}\n\n{textwrap.indent(told.good, '    ')}",
            *_lines_drawn(check, width, style.language),
            wrapped(stage, width, "") + "\n",
        ]
    )


def _lines_drawn(check: Check, width: int, language: str) -> Iterator[str]:
    """The limits of a check, each with its value and its source."""
    limits = defaults(check.id)
    if limits:
        yield spoken(say("Its limits, which [checks.{check}] may overrule:", check=check.id)) + "\n"
    for name, limit in limits.items():
        row = f"    {name} = {limit.said} ({translated(limit.source, language)})"
        yield wrapped(row, width, " " * 8)
    if limits:
        yield ""
