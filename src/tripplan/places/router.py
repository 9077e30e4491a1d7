"""Ways by road from a routing server that the user names: OSRM or Valhalla, whichever answers there. Never asked unless named.

Answers are kept in the user's cache folder for a while, one small file each. Where a server does not answer, or answers nonsense, that is a note
and no error: an estimate serves.
"""

from __future__ import annotations

import http.client
import json
import re
import time
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from tripplan.places.estimate import Road
from tripplan.places.notes import Note
from tripplan.places.route_cache import RouteCache, cache_folder
from tripplan.places.sphere import distance_km

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from tripplan.places.estimate import Point
    from tripplan.places.route_cache import Way

_DECIMALS = 4  # of a degree: 11 m, nearer than any address
_LARGEST = 1_000_000  # bytes of an answer: one without geometry has a few hundred
_LARGEST_NUMBER = 1e9  # of seconds, metres or km
_LONGEST = 7 * 24 * 3600.0  # seconds: nothing drives longer
_FASTEST = 200.0  # km/h
_SLACK_KM = 1.0  # by which a way may seem shorter than the straight line, as its ends are moved to roads
_AGENT = "tripplan"


class Router:
    """A routing server, asked once for each way.

    Called with two points (latitude, longitude) it gives the way by road, or None; `notes` then say why. It gives up after the first
    failure to connect: a report does not wait for one timeout after another.
    """

    def __init__(self, url: str, now: datetime, *, timeout: float = 5.0, cache: Path | None = None) -> None:
        """Names a server; nothing is sent yet.

        Args:
            url: where it answers, such as http://localhost:5000, with a path where it has one.
            now: the time (aware): by it kept answers are new or too old.
            timeout: seconds that one answer may take.
            cache: the folder for its answers; None for `tripplan` in the user's cache folder.

        Raises:
            ValueError: this is no http or https address, or it has a name, a password or a query in it: those may be secret,
                and reports repeat the address.
        """
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
            raise ValueError(url)
        if parts.username is not None or parts.port == 0 or re.search(r"[^!-~]", url):
            raise ValueError(url)
        self.name = parts.netloc
        self.notes: list[Note] = []
        self._url = url.rstrip("/")
        self._timeout = timeout
        self._cache = RouteCache((cache or cache_folder()) / "routes", self._url, now)
        self._known: dict[Way, Road | None] = {}
        self._gone = False
        self._opener = build_opener(_NoRedirect)

    def __call__(self, a: Point, b: Point) -> Road | None:
        """The way from one point to another by road, without traffic."""
        way = _rounded(a), _rounded(b)
        if way not in self._known:
            kept = self._cache.read(way)
            self._known[way] = self._road(way, kept) or self._asked(way)
        return self._known[way]

    def _asked(self, way: Way) -> Road | None:
        if self._gone:
            return None
        try:
            found = _osrm(self._json(self._osrm_request(way)))
            found = found or _valhalla(self._json(self._valhalla_request(way)))
        except (OSError, http.client.HTTPException) as error:
            self._gone = True
            self._note(Note("it does not answer ({why})", why=Note.of(_reason(error))))
            return None
        road = self._road(way, found)
        if road is None or found is None:
            self._note(Note("it has no way by road between some places"))
            return None
        self._cache.write(way, found)
        return road

    def _road(self, way: Way, found: tuple[float, float] | None) -> Road | None:
        """Seconds and km as a road; None where no car drives so: then the ends were moved to a road far away."""
        if found is None:
            return None
        seconds, km = found
        drivable = distance_km(*way) - _SLACK_KM <= km <= seconds / 3600 * _FASTEST
        if not (drivable and 0 < seconds <= _LONGEST):
            return None
        return Road(seconds / 60, km, Note("routing server {name}", name=self.name))

    def _osrm_request(self, way: Way) -> Request:
        points = ";".join(f"{lon:.{_DECIMALS}f},{lat:.{_DECIMALS}f}" for lat, lon in way)
        url = f"{self._url}/route/v1/driving/{points}?overview=false"
        return Request(url, headers={"User-Agent": _AGENT})  # noqa: S310 - http or https, as __init__ demands

    def _valhalla_request(self, way: Way) -> Request:
        wish = {
            "locations": [{"lat": lat, "lon": lon} for lat, lon in way],
            "costing": "auto",
            "units": "kilometers",
            "directions_type": "none",
        }
        headers = {"Content-Type": "application/json", "User-Agent": _AGENT}
        return Request(f"{self._url}/route", json.dumps(wish).encode(), headers)  # noqa: S310 - http or https, as __init__ demands

    def _json(self, request: Request) -> Any:  # noqa: ANN401 - whatever the server says
        """What the server answers; None where that is not JSON, or an error that is not worth giving up for."""
        deadline = time.monotonic() + self._timeout
        try:
            with self._opener.open(request, timeout=self._timeout) as answer:
                return json.loads(_body(answer, deadline))
        except HTTPError as error:
            error.close()
        except (ValueError, RecursionError):
            pass
        return None

    def _note(self, what: Note) -> None:
        note = Note("routing server {name}: {what}; the estimate serves instead", name=self.name, what=what)
        if note not in self.notes:
            self.notes.append(note)


class _NoRedirect(HTTPRedirectHandler):
    """A server that the user did not name is not asked: a redirection is an error."""

    def redirect_request(self, *_: Any) -> None:  # noqa: ANN401 - the signature is the library's
        """Nowhere."""


def _rounded(point: Point) -> Point:
    # Adding zero turns -0.0 into 0.0: one place, one key.
    return round(point[0], _DECIMALS) + 0.0, round(point[1], _DECIMALS) + 0.0


def _body(answer: http.client.HTTPResponse, deadline: float) -> bytes:
    """The whole answer.

    Raises:
        ValueError: it is too long.
        TimeoutError: it trickles in past the deadline.
    """
    found = b""
    while part := answer.read1(_LARGEST):
        found += part
        if len(found) > _LARGEST:
            raise ValueError(len(found))
        if time.monotonic() > deadline:
            raise TimeoutError("timed out")
    return found


def _osrm(answer: Any) -> tuple[float, float] | None:  # noqa: ANN401 - whatever the server says
    """Seconds and km of an OSRM answer."""
    routes = answer.get("routes") if isinstance(answer, dict) else None
    best = routes[0] if isinstance(routes, list) and routes else None
    seconds, metres = _number(best, "duration"), _number(best, "distance")
    return None if seconds is None or metres is None else (seconds, metres / 1000)


def _valhalla(answer: Any) -> tuple[float, float] | None:  # noqa: ANN401 - whatever the server says
    """Seconds and km of a Valhalla answer."""
    trip = answer.get("trip") if isinstance(answer, dict) else None
    summary = trip.get("summary") if isinstance(trip, dict) else None
    seconds, km = _number(summary, "time"), _number(summary, "length")
    return None if seconds is None or km is None else (seconds, km)


def _number(table: Any, key: str) -> float | None:  # noqa: ANN401 - whatever the server says
    """A number of zero or more; None for anything else."""
    found = table.get(key) if isinstance(table, dict) else None
    if isinstance(found, bool) or not isinstance(found, int | float):
        return None
    return float(found) if 0 <= found <= _LARGEST_NUMBER else None


def _reason(error: BaseException) -> str:
    """What went wrong, in the system's words, without addresses."""
    inner = getattr(error, "reason", error)
    if isinstance(inner, TimeoutError):
        return "timed out"
    return str(getattr(inner, "strerror", None) or type(inner).__name__)
