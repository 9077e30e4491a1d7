"""From the text of a file to a trip, and to everything that is wrong with the file.

Nothing here raises for the user's mistakes: syntax and format errors become findings like any other, all of a file in
one go, and what could be read is checked all the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from tripplan.diagnostics import Diagnostic, Region, Related, Severity, TextEdit
from tripplan.load.choices import read_choices
from tripplan.load.references import Known, check_references
from tripplan.load.syntax import decode, parse
from tripplan.load.tables import read_tables
from tripplan.model.resolve import resolve
from tripplan.speech import Speaker

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tripplan.diagnostics import Edit, Finding, Fix, Path
    from tripplan.locate import Lines, Locations
    from tripplan.model import Trip

# Tables whose keys are names of checks, as the end of a path.
_OF_CHECKS = (("allow",), ("checks",))


@dataclass(frozen=True)
class Loaded:
    """A file after reading: the trip in it, None where there is none, and its problems.

    `readable` is the text that the parser accepted: as long as the file's, with broken tables blanked out. `ids` are those of its
    events, by their place in the file.
    """

    file: str
    text: str
    trip: Trip | None
    problems: tuple[Finding, ...]
    readable: str = field(default="", repr=False)
    ids: Mapping[int, str] = field(default_factory=dict, repr=False)

    @cached_property
    def _map(self) -> tuple[Locations, Lines]:
        from tripplan.locate import Lines, locate  # noqa: PLC0415 - only where something has to be placed

        return locate(self.readable), Lines(self.text)

    def place(self, finding: Finding, language: str = "en") -> Diagnostic:
        """The finding with its lines and columns in the text, in the reader's language."""
        tell = Speaker(language, self.trip).say
        return Diagnostic(
            check=finding.check,
            severity=finding.severity or Severity.ERROR,
            message=tell(finding.message),
            file=self.file,
            region=self.region(finding.at, about_key=_about_key(finding)),
            place=self._name(finding.at),
            hint=tell(finding.hint) if finding.hint else None,
            events=finding.events,
            people=finding.people,
            related=tuple(Related(self.region(label.path), tell(label.message)) for label in finding.related),
            allowed=finding.allowed,
        )

    def _name(self, at: Path | Region) -> str:
        """A key path in words that hold when events come and go: "events[wreath].start"."""
        if isinstance(at, Region):
            return ""
        if at[:1] == ("events",) and isinstance(index := at[1] if len(at) > 1 else None, int):
            at = (f"events[{self.ids.get(index, index)}]", *at[2:])
        return ".".join(map(str, at))

    def edits(self, fix: Fix) -> tuple[TextEdit, ...] | None:
        """The changes of a fix in the text, in its order; None where one has no place or two meet."""
        placed = sorted((self._edit(edit) for edit in fix.edits), key=lambda edit: edit.start)
        meeting = any(one.end > other.start for one, other in pairwise(placed))
        return None if meeting or any(edit.start < 0 for edit in placed) else tuple(placed)

    def _edit(self, edit: Edit) -> TextEdit:
        locations, lines = self._map
        if edit.appends:
            start = end = self._below(edit.path)
        else:
            start, end = (locations.key(edit.path) if edit.renames else locations.value(edit.path)) or (
                -1,
                -1,
            )
        region = Region(*lines.position(max(start, 0)), *lines.position(max(end, 0)))
        return TextEdit(region, start, end, edit.text)

    def _below(self, path: Path) -> int:
        """Where the last line of an event's table ends, before the blanks and comments that go with the next one."""
        locations, _ = self._map
        *section, index = path
        following = locations.value((*section, int(index) + 1))
        lines = self.readable[: following.start if following else len(self.readable)].splitlines(
            keepends=True
        )
        while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith("#")):
            lines.pop()
        return sum(map(len, lines))

    def region(self, at: Path | Region, *, about_key: bool = False) -> Region:
        """Where a key path stands in the text: its value or, where only the key is meant, its key."""
        if isinstance(at, Region):
            return at
        locations, lines = self._map
        span = locations.key(at) if about_key else None
        if span is None:
            _, span = locations.nearest(at)
        return Region(*lines.position(span.start), *lines.position(span.end))


def load(source: bytes, file: str, checks: Mapping[str, Mapping[str, type]] | None = None) -> Loaded:
    """Reads one file.

    Args:
        source: the file's bytes, which should be UTF-8; a byte order mark is passed over.
        file: its name, as diagnostics shall say it.
        checks: the names that `allow` and [checks] may use, each with its limits and their types.
    """
    checks = checks or {}
    text, unreadable = decode(source)
    if unreadable:
        return Loaded(file, text, None, (unreadable,))
    parsed = parse(text)
    if parsed.data is None:
        return Loaded(file, text, None, tuple(parsed.problems))
    tables, problems = read_tables(parsed.data, parsed.lost)
    tables.unread.update(parsed.gaps)
    tables.checks, wrong_choices = read_choices(parsed.data.get("checks", {}), checks)
    known = Known.of(parsed.data, parsed.lost, checks, opaque=parsed.opaque)
    problems += [*wrong_choices, *check_references(tables, known)]
    return Loaded(
        file, text, resolve(tables), (*parsed.problems, *problems), parsed.readable, _ids(parsed.data)
    )


def _about_key(finding: Finding) -> bool:
    """Whether a finding is about a key as such, and not about what stands behind it: it is shown there."""
    if finding.check == "unknown-reference" and not isinstance(finding.at, Region):
        return finding.at[-2:-1] in _OF_CHECKS
    return finding.check == "unknown-key"


def _ids(data: Mapping[str, object]) -> dict[int, str]:
    events = data.get("events")
    numbered = enumerate(events) if isinstance(events, list) else ()
    return {
        index: each["id"]
        for index, each in numbered
        if isinstance(each, dict) and isinstance(each.get("id"), str)
    }
