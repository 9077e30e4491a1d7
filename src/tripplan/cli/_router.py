"""The routing server that the user names on a command line, and what went wrong with it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from tripplan.cache import unrepeatable
from tripplan.cli._language import spoken
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

    unrepeatable()  # what the server says tomorrow is another matter

    try:
        return Router(url, datetime.now(UTC))
    except ValueError:
        wish = say(
            "expected an address such as http://localhost:5000/osrm, without a name, password or query: "
            "reports repeat the address, and would give such secrets away"
        )
        raise typer.BadParameter(spoken(wish), param_hint="--router") from None


def tell(router: Router | None) -> None:
    """Says on standard error what went wrong with the server, if anything did."""
    for note in router.notes if router else ():
        typer.echo(visible(f"tripplan: {spoken(note)}"), err=True)
