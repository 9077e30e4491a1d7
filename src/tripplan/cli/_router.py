"""The routing server that the user names on a command line, and what went wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from tripplan.messages import say
from tripplan.visible import visible

if TYPE_CHECKING:
    from tripplan.places.router import Router


def router_of(url: str | None) -> Router | None:
    """The server at an address; None where none is named.

    Raises:
        BadParameter: this is no address of a server.
    """
    if url is None:
        return None
    from tripplan.places.router import Router  # noqa: PLC0415 - start-up: no other run touches the network

    try:
        return Router(url)
    except ValueError:
        from tripplan.cli._language import spoken  # noqa: PLC0415 - start-up

        wish = say("expected an address such as http://localhost:5000, without a name, password or query")
        raise typer.BadParameter(spoken(wish), param_hint="--router") from None


def tell(router: Router | None) -> None:
    """Says on standard error what went wrong with the server, if anything did."""
    for note in router.notes if router else ():
        typer.echo(visible(f"tripplan: {note}"), err=True)
