"""The trip as it was last saved whole, and what is at the address of each person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from tripplan.cli._files import fail, read
from tripplan.cli._fit import fit
from tripplan.cli._language import spoken
from tripplan.cli._visitors import CALENDAR, shown, visitors
from tripplan.messages import say
from tripplan.release.lock import lock_path
from tripplan.share.http import Page
from tripplan.share.secrets import new_key, one_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from tripplan.cli._visitors import Visitor
    from tripplan.cli.show import Lang
    from tripplan.exporters import Options
    from tripplan.model import Trip

_FRAMED = "; frame-ancestors 'none'"
_INERT = f"default-src 'none'{_FRAMED}"


class Edition:
    """What is shown now: files are looked at anew at each request, by their bytes.

    Raises:
        Exit: the trip cannot be shown as it stands. Later it is said once, and what was there before stays.
    """

    def __init__(self, file: str, lang: Lang | None) -> None:
        self._file = file
        self._lang = lang
        self._key = new_key()
        self._seen = self._bytes()
        self.trip, self._options = self._read()
        self.visitors: list[Visitor] = []

    def open(self, people: Collection[str] | None, base: str) -> None:
        """From now on something is found: for these people, None for all, below this address."""
        self._people, self._base = people, base
        self._fill()

    def find(self, path: str) -> Page | None:
        """What is at a path."""
        self._look()
        parts = path.split("/")
        if len(parts) != 3 or parts[0] or parts[2] not in {"", CALENDAR}:  # noqa: PLR2004 - /SECRET/NAME
            return None
        found = one_of(parts[1], self._pages)
        return self._page(found, parts[2]) if found else None

    def _bytes(self) -> list[bytes | None]:
        """The trip and its lock, None for what cannot be read."""
        return [_content(self._file), _content(lock_path(self._file))]

    def _look(self) -> None:
        """Takes what has been saved since the last look, if it is whole."""
        now = self._bytes()
        if now == self._seen:
            return
        self._seen = now
        try:
            self.trip, self._options = self._read()
        except typer.Exit:
            fail(say("{file}: until that is mended, what was saved before is shown", file=self._file))
        else:
            self._fill()

    def _read(self) -> tuple[Trip, Options]:
        source = read(self._file)
        if source is None:
            raise typer.Exit(2)
        trip = fit(source, self._file)
        return trip, shown(trip, self._file, self._lang)

    def _fill(self) -> None:
        self.visitors = list(
            visitors(self.trip, self._people, self._base, self._key, self._options, self._lang)
        )
        self._pages: dict[str, dict[str, Page | None]] = {each.secret: {} for each in self.visitors}

    def _page(self, secret: str, name: str) -> Page | None:
        """A page or calendar, made when it is first asked for; None for the calendar of somebody who has none."""
        made = self._pages[secret]
        if name not in made:
            visitor = next(each for each in self.visitors if each.secret == secret)
            made[name] = self._calendar(visitor) if name else self._landing(visitor)
        return made[name]

    def _landing(self, visitor: Visitor) -> Page:
        from tripplan.exporters.html import policy  # noqa: PLC0415 - start-up: help needs none of it

        body = visitor.page(self.trip, passing=True)
        title = spoken(say("{name}: page", name=visitor.name))
        return Page(body, "text/html; charset=utf-8", policy() + _FRAMED, title)

    def _calendar(self, visitor: Visitor) -> Page | None:
        body, title = visitor.calendar(self.trip), spoken(say("{name}: calendar", name=visitor.name))
        return Page(body, "text/calendar; charset=utf-8", _INERT, title, CALENDAR) if body else None


def _content(path: str) -> bytes | None:
    try:
        return Path(path).read_bytes()
    except (OSError, ValueError):  # ValueError: a NUL in the name
        return None
