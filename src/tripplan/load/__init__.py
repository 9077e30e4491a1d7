"""From the text of a file to a trip, and to everything that is wrong with the file.

Nothing here raises for the user's mistakes: syntax and format errors become findings like any other, all of a file in
one go, and what could be read is checked all the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from tripplan.diagnostics import Diagnostic, Region, Related, Severity
from tripplan.load.references import Known, check_references
from tripplan.load.syntax import decode, parse
from tripplan.load.tables import read_tables
from tripplan.model.resolve import resolve
from tripplan.speech import Speaker

if TYPE_CHECKING:
    from collections.abc import Collection

    from tripplan.diagnostics import Finding, Path
    from tripplan.locate import Lines, Locations, Span
    from tripplan.model import Trip

# Findings of these kinds are about a key as such, so they are shown at the key and not at its value.
_ABOUT_KEYS = frozenset({"unknown-key"})


@dataclass(frozen=True)
class Loaded:
    """A file after reading: the trip in it, None where there is none, and its problems.

    `readable` is the text that the parser accepted: as long as the file's, with broken tables blanked out.
    """

    file: str
    text: str
    trip: Trip | None
    problems: tuple[Finding, ...]
    readable: str = field(default="", repr=False)

    @cached_property
    def _map(self) -> tuple[Locations, Lines]:
        from tripplan.locate import Lines, locate  # noqa: PLC0415 - only where something has to be placed

        return locate(self.readable), Lines(self.text)

    def place(self, finding: Finding, language: str = "en") -> Diagnostic:
        """The finding with its lines and columns in the text, in the reader's language."""
        say = Speaker(language, self.trip).say
        return Diagnostic(
            check=finding.check,
            severity=finding.severity or Severity.ERROR,
            message=say(finding.message),
            file=self.file,
            region=self.region(finding.at, about_key=finding.check in _ABOUT_KEYS),
            hint=say(finding.hint) if finding.hint else None,
            events=finding.events,
            people=finding.people,
            related=tuple(Related(self.region(label.path), say(label.message)) for label in finding.related),
            allowed=finding.allowed,
        )

    def region(self, at: Path | Region, *, about_key: bool = False) -> Region:
        """Where a key path stands in the text: its value or, where only the key is meant, its key."""
        if isinstance(at, Region):
            return at
        locations, lines = self._map
        span: Span | None = locations.key(at) if about_key else None
        if span is None:
            _, span = locations.nearest(at)
        return Region(*lines.position(span.start), *lines.position(span.end))


def load(source: bytes, file: str, checks: Collection[str] = ()) -> Loaded:
    """Reads one file.

    Args:
        source: the file's bytes, which should be UTF-8; a byte order mark is passed over.
        file: its name, as diagnostics shall say it.
        checks: the names that `allow` may use.
    """
    text, unreadable = decode(source)
    if unreadable:
        return Loaded(file, text, None, (unreadable,))
    parsed = parse(text)
    if parsed.data is None:
        return Loaded(file, text, None, tuple(parsed.problems))
    tables, problems = read_tables(parsed.data, parsed.lost)
    tables.unread.update(parsed.gaps)
    known = Known.of(parsed.data, parsed.lost, checks, opaque=parsed.opaque)
    problems += check_references(tables, known)
    return Loaded(file, text, resolve(tables), (*parsed.problems, *problems), parsed.readable)
