"""How a calendar comes from an address onto a phone: one link a kind of phone."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit, urlunsplit

from tripplan.exporters._links import safe
from tripplan.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.messages import Message


class Way(NamedTuple):
    """A link for a button: an id for the page, the address, what the button says, and what must be said with it."""

    id: str
    url: str
    label: Message
    note: Message


def ways_in(source: str | None, *, passing: bool = False) -> Iterator[Way]:
    """The links to a calendar that is fetched from `source` (http, https or webcal), the best first; none where there is no source.

    An address that stays is for subscribing. One that is `passing` will soon answer no more: from there a copy is taken, and Google,
    which fetches hours later, is not offered at all; nor is it where the address is one of a network at home or in an office.
    """
    address = safe(source, ("http", "https", "webcal"))
    if address is None:
        return
    try:
        parts = urlsplit(address)
    except ValueError:  # brackets that hold no address
        return
    webcal = urlunsplit(parts._replace(scheme="webcal"))
    plain = urlunsplit(parts._replace(scheme="https")) if parts.scheme == "webcal" else address
    if passing:
        yield Way("download", plain, say("Add to the calendar"), _COPY)
        yield Way("apple", webcal, _SUBSCRIBE, _WHILE_IT_LASTS)
        return
    yield Way("apple", webcal, _SUBSCRIBE, _FOLLOWS)
    if _public(parts.hostname or ""):
        google = f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}"
        yield Way("google", google, say("Google Calendar: subscribe"), _SLOWLY)
    yield Way("download", plain, say("Other phones: download"), _COPY)


_SUBSCRIBE = say("iPhone, iPad, Mac: subscribe")
_FOLLOWS = say(
    "It follows the trip by itself. Allow its alarms in the subscription's settings: they are off at first."
)
_SLOWLY = say(
    "Opens in the browser. Google asks for changes only every 8 to 24 hours, and leaves out the alarms."
)
_COPY = say("A copy: it does not change with the trip. Put it into a calendar made for the trip.")
_WHILE_IT_LASTS = say("This address will soon be closed: what is there stays, but it changes no more.")


def _public(host: str) -> bool:
    """Whether a name or an address may be reached from elsewhere."""
    try:
        return ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith((".local", ".lan", ".internal"))
