"""A CalDAV server (RFC 4791). Only importer of caldav.

What is written is written on condition that the server still has the state that was read (RFC 9110, If-Match): of two who change
an event at once, neither loses their change in silence.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from caldav.davclient import DAVClient
from caldav.elements import dav
from caldav.lib.error import AuthorizationError

from tripplan.sync.address import is_private, without_secrets
from tripplan.sync.plan import There
from tripplan.sync.resource import Resource

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from caldav.calendarobjectresource import Event
    from caldav.collection import Calendar
    from caldav.response import DAVResponse

    from tripplan.sync.plan import Step

_ETAG = "{DAV:}getetag"
_CHANGED = 412  # Precondition Failed: not the state that was read
_DONE = range(200, 300)
_PATIENCE = 30  # seconds until a server that says nothing is given up
_LONGEST = 200  # characters of a reason
# The library's methods may also be coroutines, for its asynchronous clients: ours is none, hence the casts.


class ServerError(Exception):
    """The server does not do what it is asked; the text is its reason, without any credentials."""


class DeniedError(ServerError):
    """The server does not accept the name and the password."""


class OpenError(ServerError):
    """The server names an address that could be read on the way; the text is the address."""


class MovedError(ServerError):
    """The server sends elsewhere; the text is the address."""


class _Client(DAVClient):
    """A client that sends nothing in the open, wherever a server's answer leads it."""

    def request(
        self,
        url: str,
        method: str = "GET",
        body: str = "",
        headers: Mapping[str, str] | None = None,
        rate_limit_time_slept: float = 0,
    ) -> DAVResponse:
        address = str(url)
        if "://" in address and not is_private(address):
            raise OpenError(without_secrets(address))
        return super().request(url, method, body, headers or {}, rate_limit_time_slept)


class Collection:
    """One calendar of an account, made where it is not there yet."""

    def __init__(self, url: str, user: str | None, password: str | None) -> None:
        """Takes an account.

        Args:
            url: of the server or of the account: where its calendars are, it is asked itself.
            user: the name of the account.
            password: its password.
        """
        for library in (
            "caldav",
            "niquests",
            "urllib3",
            "urllib3_future",
        ):  # their warnings quote what the server sent
            logger = logging.getLogger(library)
            logger.propagate, logger.handlers = False, [logging.NullHandler()]
        self._client = _Client(
            url, username=user, password=password, timeout=_PATIENCE, enable_rfc6764=False, require_tls=False
        )
        # What is sent on is not written: of a PUT that is answered so, a GET would be made.
        self._client.session.max_redirects = 0
        self._calendar: Calendar | None = None

    def open(self, id_: str, name: str, *, make: bool) -> bool:
        """Finds the calendar of an id or, if asked to, makes it under a name; whether it is there now.

        Raises:
            ServerError: the server refuses.
        """
        with _refusals():
            principal = self._client.get_principal()
            calendars = cast("list[Calendar]", principal.get_calendars())
            self._calendar = next(
                (each for each in calendars if str(each.url).rstrip("/").endswith(f"/{id_}")), None
            )
            if make and self._calendar is None:
                made = principal.make_calendar(
                    name=name, cal_id=id_, supported_calendar_component_set=["VEVENT"]
                )
                self._calendar = cast("Calendar", made)
        return self._calendar is not None

    def rename(self, name: str) -> bool:
        """Gives the calendar a name; False where it has it already.

        Raises:
            ServerError: the server refuses.
        """
        with _refusals():
            if self._calendar is None or self._calendar.get_display_name() == name:
                return False
            self._calendar.set_properties([dav.DisplayName(name)])
        return True

    def present(self) -> dict[str, There]:
        """The events that are there, by UID; of two with one UID, the one that has a mark.

        Raises:
            ServerError: the server refuses.
        """
        if self._calendar is None:
            return {}
        with _refusals():
            events = cast("list[Event]", self._calendar.get_events())
            found = [
                There(Resource(each.data or ""), str(each.url), each.props.get(_ETAG) or "")
                for each in events
            ]
        return {each.resource.uid: each for each in sorted(found, key=lambda each: each.resource.trip)}

    def put(self, step: Step) -> bool:
        """Writes what a step says; False where the server has another state by now than was read.

        Raises:
            ServerError: the server refuses.
        """
        there = step.there
        condition = (
            {"If-Match": there.etag} if there and there.etag else {} if there else {"If-None-Match": "*"}
        )
        headers = {"Content-Type": "text/calendar; charset=utf-8", **condition}
        own = f"{str(self._calendar.url).rstrip('/')}/{step.resource.uid}.ics" if self._calendar else ""
        with _refusals():
            answer = self._client.put(there.url if there else own, step.resource.text, headers)
        if answer.status == _CHANGED:
            return False
        if answer.status not in _DONE:
            raise ServerError(f"{answer.status} {answer.reason}"[:_LONGEST])
        return True

    def close(self) -> None:
        """Ends the connection."""
        self._client.close()


@contextmanager
def _refusals() -> Iterator[None]:
    """Lets out nothing but a ServerError, whatever the library, the connection or the parser of a strange answer raises."""
    try:
        yield
    except ServerError:
        raise
    except AuthorizationError as error:
        reason = _reason(error)
        raise (ServerError if "forbidden" in reason.lower() else DeniedError)(reason) from None
    except Exception as error:  # noqa: BLE001 - libraries under the library raise what they like on a strange answer
        answer = getattr(error, "response", None)
        location = (getattr(answer, "headers", None) or {}).get("Location")
        if location:
            raise MovedError(without_secrets(str(location))) from None
        raise ServerError(_reason(error)) from None


def _reason(error: Exception) -> str:
    """What went wrong in a line, without what a library adds of itself."""
    reason = getattr(error, "reason", None) or str(error) or type(error).__name__
    return " ".join(str(reason).split())[:_LONGEST]
