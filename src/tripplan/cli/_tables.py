"""A trip as tables, one a day, all with the same columns, so that the eye finds its way down the page."""

from __future__ import annotations

from functools import partial
from io import StringIO
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tripplan.cli._choose import ChoiceError
from tripplan.cli._days import Change, Row
from tripplan.cli._lines import clock_line, heading, night_line
from tripplan.messages import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.console import RenderableType

    from tripplan.cli._cells import View
    from tripplan.cli._days import Day

NARROWEST = 60  # cells: a narrower page is laid out as this
_ROOMY = 100  # cells from which the place has a column of its own, if it is said in one language
_PROSE = 24  # cells that the columns of text need at least
_GAP, _MARGIN = 2, 1


class _Column(NamedTuple):
    """A column: its head, what it says of a row, and its share of the room that is left by those that have none."""

    head: str
    say: Callable[[Row], Text]
    share: int = 1


def page(title: str, days: Sequence[Day], view: View, *, width: int, color: bool) -> str:
    """The tables of the days under a title, `width` cells wide at most, with escape codes for colours or without.

    Raises:
        ChoiceError: the columns of times leave no room for the rest.
    """
    width = max(width, NARROWEST)
    rows = [row for day in days for row in day.events]
    columns = _columns(view, roomy=width >= _ROOMY and not view.voice.both)
    widths = _widths(columns, rows, width - _MARGIN)
    output = StringIO()
    console = Console(
        file=output,
        width=width,
        color_system="standard" if color else None,
        force_terminal=color,
        no_color=False,  # rich asks NO_COLOR by itself, and would not let the option come before it
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    console.print(Text(title, "bold underline"))
    for day in days:
        console.print(Text(f"\n{heading(day, view)}", "bold"))
        for block in _blocks(day, dict(zip(columns, widths, strict=True)), view):
            console.print(Padding(block, (0, 0, 0, _MARGIN)))
    return "".join(f"{line.rstrip()}\n" for line in output.getvalue().split("\n")[:-1])


def _columns(view: View, *, roomy: bool) -> list[_Column]:
    """The columns of the page: on a narrow one the place stands under the title."""
    word = view.voice.word
    columns = [_Column(clock.head, partial(view.time, clock=clock), share=0) for clock in view.clocks]
    if roomy:
        columns += [_Column(word("what"), view.what), _Column(word("where"), view.where)]
    else:
        columns.append(_Column(f"{word('what')} · {word('where')}", partial(_stacked, view=view), share=2))
    if len(view.trip.people) > 1:
        columns.append(_Column(word("who"), view.who))
    return columns


def _stacked(row: Row, view: View) -> Text:
    return Text(" · " if row.part else "\n").join([view.what(row), view.where(row)])


def _widths(columns: Sequence[_Column], rows: Sequence[Row], room: int) -> list[int]:
    """The cells of each column: times keep theirs, the others share what is left, none getting more than it can use."""
    widths = [
        max([cell_len(column.head), *(_longest(column.say(row)) for row in rows)]) for column in columns
    ]
    room -= _GAP * (len(columns) - 1)
    room -= sum(width for width, column in zip(widths, columns, strict=True) if not column.share)
    if room < _PROSE:
        clocks = sum(not column.share for column in columns)
        raise ChoiceError(say("{number} clocks leave no room for anything else: choose fewer", number=clocks))
    sharing = [n for n, column in enumerate(columns) if column.share]
    shares = sum(column.share for column in columns)
    for n in sorted(
        sharing, key=lambda n: widths[n] / columns[n].share
    ):  # who wants least first: the rest is for others
        widths[n] = min(widths[n], room * columns[n].share // shares)
        room -= widths[n]
        shares -= columns[n].share
    return widths


def _longest(cell: Text) -> int:
    return max(map(cell_len, cell.plain.split("\n")))


def _blocks(day: Day, columns: dict[_Column, int], view: View) -> Iterator[RenderableType]:
    """What stands under the heading of a day: tables, with the changes of the clock between them, and the nights."""
    if day.rows:
        yield _table([], columns, head=True)
    for change, rows in groupby(day.rows, key=lambda row: isinstance(row, Change)):
        if change:
            yield from (Text(clock_line(row, view), "yellow") for row in rows if isinstance(row, Change))
        else:
            yield _table([row for row in rows if isinstance(row, Row)], columns, head=False)
    if not day.rows:
        yield Text(view.voice.word("nothing planned"), "dim")
    for night in day.nights:
        grid = Table.grid(padding=(0, 1, 0, 0))
        style = "magenta" if night.event else "bold red"
        grid.add_row(Text("☾", style), Text(night_line(night, view), style))
        yield grid


def _table(rows: Sequence[Row], columns: dict[_Column, int], *, head: bool) -> Table:
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, show_header=head, header_style="dim")
    for column, width in columns.items():
        table.add_column(Text(column.head), width=width, no_wrap=not column.share, overflow="fold")
    for row in rows:
        table.add_row(*(column.say(row) for column in columns))
    return table
