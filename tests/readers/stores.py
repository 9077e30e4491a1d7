"""Imports calendars one after the other into one that keeps them: `stores.py STORE FILE...`.

Prints one JSON object: by the name of each file the calendars that the store gave out after its import.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from icalendar import Calendar

if TYPE_CHECKING:
    from collections.abc import Iterator

_KHAL = """
[calendars]
[[trip]]
path = {folder}/trip
[sqlite]
path = {folder}/index
[locale]
local_timezone = UTC
default_timezone = UTC
[default]
default_calendar = trip
"""


class Khal:
    """A folder of one file an event, as khal and vdirsyncer keep it."""

    def __init__(self, folder: Path) -> None:
        self.trip, self.configuration = folder / "trip", folder / "khal.conf"
        self.trip.mkdir()
        self.configuration.write_text(_KHAL.format(folder=folder), "utf-8")

    def take(self, path: str) -> None:
        """Imports without questions."""
        khal = [sys.executable, "-m", "khal", "-c", str(self.configuration), "import", "--batch", path]
        subprocess.run(khal, check=True, capture_output=True)

    def held(self) -> Iterator[bytes]:
        """What is kept, in files."""
        yield from (path.read_bytes() for path in self.trip.glob("*.ics"))


class Radicale:
    """A CalDAV server, spoken to without a network; each event is put as a resource of its own, as CalDAV has it."""

    def __init__(self, folder: Path) -> None:
        settings = import_module("radicale.config").load()
        storage = {"filesystem_folder": str(folder)}
        settings.update({"storage": storage, "auth": {"type": "none"}, "logging": {"level": "error"}}, "here")
        self.application = import_module("radicale.app").Application(settings)
        self._ask("MKCALENDAR", "/kim/trip/")

    def _ask(self, method: str, path: str, body: bytes = b"") -> bytes:
        status: list[str] = []
        request = {
            "REQUEST_METHOD": method, "PATH_INFO": path, "SCRIPT_NAME": "", "SERVER_PROTOCOL": "HTTP/1.1",
            "CONTENT_TYPE": "text/calendar", "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body),
            "wsgi.errors": sys.stderr, "REMOTE_ADDR": "127.0.0.1", "HTTP_AUTHORIZATION": "Basic a2ltOmtpbQ==",
        }  # fmt: skip
        answer = b"".join(self.application(request, lambda line, _: status.append(line)))
        if not status[0].startswith("2"):
            raise RuntimeError(f"{method} {path}: {status[0]}")
        return answer

    def take(self, path: str) -> None:
        """Puts every event with the zones of the calendar."""
        calendar = Calendar.from_ical(Path(path).read_bytes())
        zones = calendar.walk("VTIMEZONE")
        for event in calendar.walk("VEVENT"):
            single = Calendar({name: calendar[name] for name in ("VERSION", "PRODID")})
            single.subcomponents = [*zones, event]
            self._ask("PUT", f"/kim/trip/{event['UID']}.ics", single.to_ical())

    def held(self) -> Iterator[bytes]:
        """The whole calendar, as a client that subscribes gets it."""
        yield self._ask("GET", "/kim/trip/")


STORES: dict[str, Any] = {"khal": Khal, "radicale": Radicale}


if __name__ == "__main__":
    name, *files = sys.argv[1:]
    import_module(name)  # before any file: so a store that is missing shows
    with tempfile.TemporaryDirectory() as folder:
        store, found = STORES[name](Path(folder)), {}
        for file in files:
            store.take(file)
            found[Path(file).name] = [data.decode() for data in store.held()]
    json.dump(found, sys.stdout)
