"""tripplan share."""

from __future__ import annotations

import re
from time import strftime
from typing import TYPE_CHECKING, Annotated

import typer

from tripplan.cli._fit import give_up
from tripplan.cli._language import spoken
from tripplan.cli.show import Lang  # noqa: TC001 - typer reads the annotations
from tripplan.messages import say
from tripplan.visible import visible

if TYPE_CHECKING:
    import socket
    from datetime import timedelta
    from http import HTTPStatus
    from ipaddress import IPv4Address, IPv6Address

    from tripplan.messages import Message
    from tripplan.share.http import Page

_AS_IT_WAS = 300  # from this status on the client has it already
_SHORT = 120  # letters of what a client calls itself


def share(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The trip.", show_default=False)],
    *,
    person: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only for this person. May be repeated.")
    ] = None,
    length: Annotated[
        str, typer.Option("--for", metavar="LENGTH", help='How long, such as 15m, "2 h" or 1d.')
    ] = "15m",
    bind: Annotated[
        str, typer.Option(metavar="ADDRESS", help="The address of this machine to listen on; 0.0.0.0 is all.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(metavar="PORT", min=0, max=65535, help="The port; 0 is any free one.")
    ] = 0,
    name: Annotated[
        str | None,
        typer.Option(metavar="HOST", help="The name by which phones know this machine, for the links."),
    ] = None,
    qr: Annotated[
        bool | None,
        typer.Option(
            "--qr/--no-qr",
            help="Print QR codes. Default: on a terminal, those of --person, or of whoever you type the number of.",
            show_default=False,
        ),
    ] = None,
    lang: Annotated[
        Lang | None, typer.Option(help="The language of texts. Default: each person's own.")
    ] = None,
) -> None:
    """Show each person their own page and calendar for a while: a small server on this machine, and QR codes for phones.

    Each person has an address of their own that nobody can guess, new each time. Their page shows their events and takes the
    calendar along; what they may not see is not in it. It shows the trip as it was last saved whole. Only those whom --bind lets in can
    reach it, at first nobody but this machine: give the address that it has in the network of the phones. Over http somebody else in that
    network can read along.

    It ends by itself, or with Ctrl-C. Exit status: 0 the time is over, 1 the trip cannot be shown as it stands, 2 could not do the job.
    """
    import asyncio  # noqa: PLC0415 - start-up: help needs none of it

    from tripplan.__main__ import apologise, described  # noqa: PLC0415 - likewise
    from tripplan.cli._asked import scope  # noqa: PLC0415 - likewise
    from tripplan.cli._codes import overview  # noqa: PLC0415 - likewise
    from tripplan.cli._edition import Edition  # noqa: PLC0415 - likewise
    from tripplan.share.server import Site, serve  # noqa: PLC0415 - likewise

    span, address = _length(length), _address(bind)
    edition = Edition(file, lang)
    people, _ = scope(edition.trip, person or [], [])
    listening = _listen(bind, port)
    with listening:
        host = name or _reached(address)
        base = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"
        edition.open(people, base)
        _warn(address)
        overview(edition.visitors, codes=qr, named=bool(person))
        _tell(say("Shown for {length}; Ctrl-C ends it earlier.", length=span))
        site = Site(edition.find, _log, [name] if name else [])
        asyncio.run(serve(site, listening, span.total_seconds(), lambda error: apologise(described(error))))


def _length(text: str) -> timedelta:
    """How long it is to last: as in a trip, or with m for minutes."""
    from tripplan import when  # noqa: PLC0415 - start-up: as above

    try:
        return when.parse_duration(re.sub(r"(?<=\d)m$", "min", text.strip()))
    except ValueError:
        give_up(say('--for: expected a length such as 15m, "2 h" or 1d, not {text}', text=text))


def _address(text: str) -> IPv4Address | IPv6Address:
    from ipaddress import ip_address  # noqa: PLC0415 - start-up: as above

    try:
        return ip_address(text)
    except ValueError:
        give_up(say("--bind: expected an address such as 192.168.0.12, not {text}", text=text))


def _listen(address: str, port: int) -> socket.socket:
    from tripplan.share.server import listen  # noqa: PLC0415 - start-up: as above

    try:
        return listen(address, port)
    except OSError as error:
        give_up(
            say(
                "it cannot listen on {address}, port {port}: {why}",
                address=address,
                port=port,
                why=error.strerror or str(error),
            )
        )


def _reached(address: IPv4Address | IPv6Address) -> str:
    """The address for the links: where it listens on all, the one that others use."""
    from tripplan.share.server import own_address  # noqa: PLC0415 - start-up: as above

    if not address.is_unspecified:
        return str(address)
    return own_address(six=address.version == 6) or ("::1" if address.version == 6 else "127.0.0.1")  # noqa: PLR2004 - IPv6


def _warn(address: IPv4Address | IPv6Address) -> None:
    """Says who can reach it."""
    from tripplan.share.server import own_address  # noqa: PLC0415 - start-up: as above

    if not address.is_loopback:
        told = say(
            "warning: everyone in this network who has a link, or listens in, can read what is behind it"
        )
    elif own := own_address():
        told = say(
            "only this machine can open these links; phones in its network with --bind {address}", address=own
        )
    else:
        told = say("only this machine can open these links")
    _tell(told)


def _log(status: HTTPStatus, page: Page | None, agent: str) -> None:
    """Says who fetched what and by what program; where is a secret."""
    if page is None:
        what: Message | str = say("refused, {status}", status=status.value)
    else:
        what = page.title if status < _AS_IT_WAS else say("{what}, as it was", what=page.title)
    _tell(say("{time} {what} ({agent})", time=strftime("%H:%M:%S"), what=what, agent=agent[:_SHORT] or "-"))


def _tell(message: Message) -> None:
    typer.echo(visible(spoken(message)), err=True)
