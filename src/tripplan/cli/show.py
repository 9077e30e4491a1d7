"""tripplan show."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Annotated

import typer

from tripplan.cli._files import fail, read
from tripplan.cli._language import language
from tripplan.cli._terminal import ColorChoice, wants_color, write
from tripplan.diagnostics import Severity
from tripplan.messages import plural, say
from tripplan.visible import visible

if TYPE_CHECKING:
    from tripplan.cli._words import Voice
    from tripplan.diagnostics import Finding
    from tripplan.load import Loaded
    from tripplan.model import Trip

_PIPED = 100  # cells of a line that goes to no terminal


class Lang(Enum):
    """In which language texts are shown."""

    KO = "ko"
    EN = "en"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the command line asks for."""

    people: list[str]
    groups: list[str]
    day: str | None
    lang: Lang | None
    clocks: str | None
    width: int
    color: bool


def show(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The trip.", show_default=False)],
    person: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only the events of this person. May be repeated.")
    ] = None,
    group: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only the events of this group. May be repeated.")
    ] = None,
    day: Annotated[
        str | None, typer.Option(metavar="DAY", help="Only this day: its date, or its number from 1.")
    ] = None,
    lang: Annotated[
        Lang | None, typer.Option(help="The language of texts. Default: the trip's first.")
    ] = None,
    clock: Annotated[
        str | None,
        typer.Option(
            metavar="CLOCKS",
            help="Which clocks, in this order: local, home, utc, or zones such as Asia/Seoul, with commas between. "
            "Default: local,home.",
        ),
    ] = None,
    color: Annotated[ColorChoice, typer.Option(help="When to use colours.")] = ColorChoice.AUTO,
) -> None:
    """Show a trip as tables, one a day, on local and home clocks.

    "00:30 +1" is half past midnight on the day after. The tables are as wide as the terminal or as COLUMNS says; where
    there is neither, 100 cells.

    Exit status: 0 shown, 2 there was nothing to show, or an option names nothing.
    """
    from tripplan.checks import run, settings  # noqa: PLC0415 - start-up: help needs none of it
    from tripplan.cli._choose import ChoiceError  # noqa: PLC0415 - likewise
    from tripplan.load import load  # noqa: PLC0415 - likewise

    source = read(file)
    if source is None:
        raise typer.Exit(2)
    loaded = load(source, file, settings())
    trip = loaded.trip
    if trip is None or not trip.events:
        fail(say("{file}: there is no event to show; {command} may say why", file=file, command=_check(file)))
        raise typer.Exit(2)
    findings, _ = run(trip)
    wish = _Wish(person or [], group or [], day, lang, clock, _width(), wants_color(color))
    try:
        write(_page(trip, findings, wish))
    except ChoiceError as error:
        fail(error.message)
        raise typer.Exit(2) from None
    _warn(loaded, findings)


def _page(trip: Trip, findings: list[Finding], wish: _Wish) -> str:
    """The part of a trip that is asked for.

    Raises:
        ChoiceError: nothing answers to what is asked for.
    """
    from tripplan.cli._cells import View  # noqa: PLC0415 - start-up: rich
    from tripplan.cli._choose import clocks_of, on_day, scope_of  # noqa: PLC0415 - likewise
    from tripplan.cli._days import days_of, merged  # noqa: PLC0415 - likewise
    from tripplan.cli._nights import nights_of  # noqa: PLC0415 - likewise
    from tripplan.cli._tables import page  # noqa: PLC0415 - likewise
    from tripplan.timeline import Timeline  # noqa: PLC0415 - likewise

    scope = scope_of(trip, wish.people, wish.groups)
    voice = _voice(trip, wish.lang)
    days = days_of(trip, nights_of(Timeline(trip), findings), scope)
    if wish.day is not None:
        days = on_day(days, wish.day, trip)
    view = View(trip, voice, clocks_of(wish.clocks, trip, voice), alone=scope is not None and len(scope) == 1)
    title = [voice.text(trip.head.title)] if trip.head else []
    title += [voice.text(trip.people[id_].name) for id_ in wish.people] + [
        visible(id_) for id_ in wish.groups
    ]
    return page(" · ".join(title), merged(days), view, width=wish.width, color=wish.color)


def _voice(trip: Trip, lang: Lang | None) -> Voice:
    from tripplan.cli._words import Voice  # noqa: PLC0415 - start-up: only tables need it

    if lang is None:
        return Voice(trip.languages)
    if lang is Lang.BOTH:
        return Voice(tuple(dict.fromkeys([*trip.languages, "ko", "en"])), both=True)
    return Voice(tuple(dict.fromkeys([lang.value, *trip.languages])))


def _width() -> int:
    """The cells of a line."""
    if sys.stdout.isatty():
        return shutil.get_terminal_size().columns
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdecimal() and int(columns) else _PIPED


def _warn(loaded: Loaded, findings: list[Finding]) -> None:
    """Says in one line how much there is wrong with what was shown."""
    problems = [*loaded.problems, *findings]
    severities = [each.severity or Severity.ERROR for each in problems if each.allowed is None]
    if total := sum(each is not Severity.INFO for each in severities):
        values = {
            "command": _check(loaded.file),
            "problems": plural(language(), total, "{number:,} problem", "{number:,} problems"),
        }
        whole = say("{command} finds {problems}", **values)
        partly = say("{command} finds {problems}; what could not be read is missing here", **values)
        fail(partly if loaded.trip and loaded.trip.unread else whole)


def _check(file: str) -> str:
    return f"`tripplan check {shlex.quote(file)}`"
