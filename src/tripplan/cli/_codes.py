"""Whose page is where: a line for each person, and QR codes for phones."""

from __future__ import annotations

import sys
from threading import Thread
from typing import TYPE_CHECKING

import typer

from tripplan.cli._language import spoken
from tripplan.cli._terminal import ColorChoice, wants_color
from tripplan.messages import say
from tripplan.share.qr import lines
from tripplan.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tripplan.cli._visitors import Visitor


def overview(found: list[Visitor], *, codes: bool | None, named: bool) -> None:
    """Prints where the page of each person is, and QR codes.

    Args:
        found: those who have a page.
        codes: whether the codes of all are wanted; None where nobody says. Then it is so on a terminal, for one or where they are
            `named`; else a person's code comes when their number is typed.
        named: whether the command line names them.
    """
    for number, each in enumerate(found, 1):
        typer.echo(f"{number}. {visible(spoken(each.name))}: {visible(each.url)}")
    talks = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
    if codes or (codes is None and talks and (named or len(found) == 1)):
        for each in found:
            _print(each)
    elif codes is None and talks:
        typer.echo(spoken(say("Type the number of a person for their QR code.")), err=True)
        Thread(target=_on_demand, args=(sys.stdin, found), daemon=True).start()


def _on_demand(typed: Iterable[str], found: list[Visitor]) -> None:
    for line in typed:
        number = line.strip()
        if number.isascii() and number.isdigit() and 0 < int(number) <= len(found):
            _print(found[int(number) - 1])


def _print(visitor: Visitor) -> None:
    """The code of a person's page, and whose it is."""
    drawn = lines(visitor.url, color=wants_color(ColorChoice.AUTO))
    typer.echo("\n".join(["", *drawn, visible(spoken(visitor.name)), ""]))
