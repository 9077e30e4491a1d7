"""tripplan explain."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Annotated

import typer

from tripplan import __version__, when
from tripplan.checks import all_checks
from tripplan.checks._examples import explanation, on_stage
from tripplan.cli._files import fail
from tripplan.cli._language import spoken
from tripplan.cli._terminal import ColorChoice, style_of, write
from tripplan.diagnostics import Report
from tripplan.messages import say
from tripplan.nearest import did_you_mean
from tripplan.reporters import reporter
from tripplan.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tripplan.checks import Check
    from tripplan.reporters import Style

_WIDTH = 80  # cells, where nobody says how wide the reader's page is
# Problems of the file as such, which `check` reports under these names. Their messages say all, so one line does here.
_OF_THE_FILE = {
    "bad-value": "A value of the right type that the format does not allow.",
    "cycle": "Places within each other, or groups of each other, that go round in a circle.",
    "duplicate-id": "An id that two events have, or a person and a group.",
    "missing-key": "A key that the table cannot do without.",
    "syntax": "Text that is no TOML. The table around it is passed over, the others are checked.",
    "unknown-key": "A key that the format does not have, most often misspelt.",
    "unknown-reference": "A name that the file, the airport list or the zone data do not have.",
    "wrong-type": "Text where a date belongs, a number where a list belongs, and so on.",
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
    style = style_of(ColorChoice.AUTO)
    if check is None:
        write("".join(f"{line}\n" for line in _list(checks.values(), style)))
    elif check in checks:
        write(_page(checks[check], style))
    elif check in _OF_THE_FILE:
        write(f"{check} (error): {_OF_THE_FILE[check]}\n")
    else:
        near = spoken(did_you_mean(check, [*checks, *_OF_THE_FILE]) or say('"tripplan explain" lists all'))
        fail(f'there is no check "{check}": {near}')
        raise typer.Exit(2)


def _list(checks: Iterable[Check], style: Style) -> Iterator[str]:
    rows = [(each.id, each.severity.value, explanation(each).title) for each in checks]
    of_the_file = [(name, "error", title) for name, title in _OF_THE_FILE.items()]
    wide = max(len(name) for name, _, _ in rows + of_the_file)
    yield from (_row(*row, wide, style) for row in rows)
    yield "\nProblems of the file itself:\n"
    yield from (_row(*row, wide, style) for row in of_the_file)


def _row(name: str, severity: str, title: str, wide: int, style: Style) -> str:
    start = f"{name:{wide}}  {severity:7}  "
    if style.width is None:
        return start + title
    return textwrap.fill(start + title, style.width, subsequent_indent=" " * len(start))


def _page(check: Check, style: Style) -> str:
    told = explanation(check)
    width = style.width or _WIDTH
    paragraphs = [f"{check.id} ({check.severity.value}): {told.title}", *told.why.split("\n\n")]
    report = Report((verify(on_stage(told.bad).encode(), "bad.toml"),), __version__, when.tzdata_version())
    return "\n".join(
        [
            *(textwrap.fill(paragraph, width, break_on_hyphens=False) + "\n" for paragraph in paragraphs),
            f"Bad:\n\n{textwrap.indent(told.bad, '    ')}",
            f'"tripplan check" says of it:\n\n{reporter("full")(report, style)}',
            f"Good:\n\n{textwrap.indent(told.good, '    ')}",
            "The places and people of the examples are those of a trip that is not shown.\n",
        ]
    )
