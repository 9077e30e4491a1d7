"""What changed, as tables for the terminal, one a day: on both clocks, each change on a line of its own."""

from __future__ import annotations

from io import StringIO
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tripplan.messages import People, say
from tripplan.visible import visible
from tripplan.when import say_day

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from tripplan.model import Trip
    from tripplan.release.changes import Changed
    from tripplan.reporters import Style
    from tripplan.speech import Speaker

_WIDTH = 100  # cells, where nobody says how wide the reader's page is
_ROOMY = 90  # cells from which those concerned have a column of their own
_MARGIN, _GAP = 1, 2
_COLORS = {"added": "green", "restored": "green", "removed": "red", "cancelled": "red"}


class _Column(NamedTuple):
    """A column: its place among the cells of a row, its head, its cells, and its share of the room that is left by those that have none."""

    number: int
    head: str
    width: int
    share: int


def page(changed: Sequence[Changed], trip: Trip | None, speaker: Speaker, style: Style) -> str:
    """The tables of all days, `style.width` cells wide at most."""
    width = style.width or _WIDTH
    roomy = width >= _ROOMY
    rows = {each.event.id: _row(each, trip, speaker, roomy=roomy) for each in changed}
    columns = _columns(rows.values(), speaker, width - _MARGIN, roomy=roomy)
    output = StringIO()
    console = Console(
        file=output,
        width=width,
        color_system="standard" if style.color else None,
        force_terminal=style.color,
        no_color=False,  # rich asks NO_COLOR by itself, and would not let the option come before it
        legacy_windows=False,
        highlight=False,
    )
    for number, (day, group) in enumerate(groupby(changed, key=lambda each: each.event.start.wall.date())):
        console.print(Text(("\n" if number else "") + say_day(day, speaker.language), "bold"))
        grid = Table(
            box=None, padding=(0, _GAP, 0, 0), pad_edge=False, show_header=not number, header_style="dim"
        )
        for column in columns:
            grid.add_column(column.head, width=column.width, overflow="fold")
        for each in group:
            grid.add_row(*(rows[each.event.id][column.number] for column in columns))
        console.print(Padding(grid, (0, 0, 0, _MARGIN)))
    console.print()
    return "".join(f"{line.rstrip()}\n" for line in output.getvalue().split("\n")[:-1])


def _columns(
    rows: Collection[tuple[Text, ...]], speaker: Speaker, room: int, *, roomy: bool
) -> list[_Column]:
    """The columns that say anything: times have the room that they need, the others share what is left, what changed the most."""
    heads = map(speaker.say, (say("Local"), say("Home"), say("Event"), say("What changed"), say("For whom")))
    columns = [
        _Column(number, head, max(_longest(row[number]) for row in rows), share)
        for number, (head, share) in enumerate(
            zip(heads, (0, 0, 1, 2, 1) if roomy else (0, 0, 2, 3), strict=False)
        )
    ]
    kept = [each._replace(width=max(each.width, cell_len(each.head))) for each in columns if each.width]
    room -= _GAP * (len(kept) - 1) + sum(each.width for each in kept if not each.share)
    shares = sum(each.share for each in kept)
    fitted = {}
    for each in sorted(
        kept, key=lambda each: each.width / (each.share or 1)
    ):  # who wants least first: the rest is for others
        if each.share:
            fitted[each.number] = min(each.width, max(1, room * each.share // shares))
            room, shares = room - fitted[each.number], shares - each.share
    return [each._replace(width=fitted.get(each.number, each.width)) for each in kept]


def _longest(cell: Text) -> int:
    return max(map(cell_len, cell.plain.split("\n")))


def _row(each: Changed, trip: Trip | None, speaker: Speaker, *, roomy: bool) -> tuple[Text, ...]:
    """The cells of one event; on a narrow page those concerned stand under its title."""
    start = each.event.start
    home = start.on(trip.home.zone) if trip and trip.home else start
    days = (home.wall.date() - start.wall.date()).days
    there = "" if home.wall == start.wall else f"{home.wall:%H:%M}" + (f" {days:+}" if days else "")
    color = next((_COLORS[change.what] for change in each.changes if change.what in _COLORS), "")
    told = Text("\n".join(visible(speaker.say(change.message)) for change in each.changes), color)
    title = Text(visible(each.event.title.say(*speaker.order)))
    whom = Text(visible(speaker.say(say("{people}", people=People(_by_rank(each.people, trip))))), "dim")
    times = Text(f"{start.wall:%H:%M}"), Text(there, "dim")
    return (*times, title, told, whom) if roomy else (*times, Text("\n").join([title, whom]), told)


def _by_rank(people: tuple[str, ...], trip: Trip | None) -> tuple[str, ...]:
    """The people in the order in which the trip names them."""
    order = {id_: number for number, id_ in enumerate(trip.people)} if trip else {}
    return tuple(sorted(people, key=lambda id_: (order.get(id_, len(order)), id_)))
