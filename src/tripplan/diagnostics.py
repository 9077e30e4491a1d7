"""What is wrong: first placed by key path (Finding), then by line and column (Diagnostic).

A check speaks of `("events", 3, "start")`; only `load` knows where that stands in the text. Every problem,
of syntax, of the format or of the trip, ends as the same Diagnostic, and reporters know nothing else.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tripplan.messages import Message

Path: TypeAlias = tuple[str | int, ...]


class Severity(Enum):
    """How much a finding matters; declared from worst to mildest."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return list(Severity).index(self)

    def softened(self) -> Severity:
        """One step milder; info stays info."""
        return list(Severity)[min(self.rank + 1, len(Severity) - 1)]


@dataclass(frozen=True, slots=True, order=True)
class Region:
    """A stretch of a text: lines and columns from 1, columns in code points, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Label:
    """A second place that a finding speaks of, and what happens there."""

    path: Path
    message: Message


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of the file, by key path: new TOML for a value or, with `renames`, for a key; `appends` puts a block below a table."""

    path: Path
    text: str
    renames: bool = False
    appends: bool = False


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that may mend a finding; it is shown only after a second run has found that it does, and adds nothing.

    A `safe` one changes what was written by a slip and nothing that was meant: it may be applied without asking.
    """

    message: Message
    edits: tuple[Edit, ...]
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One conflict as a check sees it: one cause, all people it hits.

    It stands at a key path, for `load` to place in the text, or where the parser itself has placed it.
    """

    message: Message
    at: Path | Region
    events: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    related: tuple[Label, ...] = ()
    hint: Message | None = None
    fixes: tuple[Fix, ...] = ()
    severity: Severity | None = None  # the check's own where left out
    check: str = ""  # stamped by the runner
    allowed: str | None = None  # likewise: the reason for which the file accepts it


@dataclass(frozen=True, slots=True)
class Related:
    """A second place of a diagnostic, in the text."""

    region: Region
    message: str


@dataclass(frozen=True, slots=True)
class TextEdit:
    """A change at its place in the text; `start` and `end` are the region's offsets in code points."""

    region: Region
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Repair:
    """A fix that has been tried: it removes the finding and adds none."""

    message: str
    edits: tuple[TextEdit, ...]
    safe: bool


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem at its place in one file, in the reader's language.

    `place` is where it stands apart from lines, "events[wreath].start": it holds when something above is edited. A `known` one is in
    the baseline: it was there before, and does not count.
    """

    check: str
    severity: Severity
    message: str
    file: str
    region: Region
    place: str = ""
    hint: str | None = None
    events: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    allowed: str | None = None
    known: bool = False
    repair: Repair | None = None

    @property
    def counts(self) -> bool:
        """Whether it counts among what is wrong: the file does not accept it, and no baseline knows it."""
        return self.allowed is None and not self.known


@dataclass(slots=True)
class Tally:
    """What one check looked at, and what it could not judge and why. Filled while the check runs."""

    judged: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    def skip(self, reason: str) -> None:
        """Counts one thing that could not be judged."""
        self.reasons[reason] += 1

    @property
    def unjudged(self) -> int:
        """How many things could not be judged."""
        return self.reasons.total()


@dataclass(frozen=True, slots=True)
class FileReport:
    """All that is known of one file after checking it; `left_out` counts what was found by checks that nobody wanted to hear."""

    file: str
    text: str
    diagnostics: tuple[Diagnostic, ...]
    coverage: dict[str, Tally] = field(default_factory=dict)
    events: int = 0
    people: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    def fingerprints(self) -> tuple[str, ...]:
        """One for each diagnostic, in their order: the same as long as it stands at the same thing, on whatever line.

        A hash of check, file, place and events; of several alike, the second and further also count.
        """
        seen: Counter[str] = Counter()
        found = []
        for each in self.diagnostics:
            alike = "\0".join([each.check, self.file.replace("\\", "/"), each.place, *each.events])
            seen[alike] += 1
            found.append(blake2b(f"{alike}\0{seen[alike]}".encode(), digest_size=16).hexdigest())
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Rule:
    """What there is to know of one kind of finding, a check or a problem of the file, in the reader's language.

    `title` is one line, `why` its paragraphs; one that is not `ready` runs only where somebody asks for it.
    """

    id: str
    severity: Severity
    title: str
    why: str
    ready: bool = True


@dataclass(frozen=True, slots=True)
class Report:
    """All files of one run, and what they were judged with.

    `unread` are the files that could not be read: they are in no other field. `rules` tells of every kind of finding there is.
    """

    files: tuple[FileReport, ...]
    tripplan: str
    tzdata: str
    unread: tuple[str, ...] = ()
    rules: Callable[[], tuple[Rule, ...]] = tuple

    def count(self) -> dict[str, int]:
        """How many diagnostics there are of each severity; those that do not count are apart, as "allowed" or "known"."""
        counts = dict.fromkeys([*(severity.value for severity in Severity), "allowed", "known"], 0)
        for each in self.diagnostics():
            counts[
                "allowed" if each.allowed is not None else "known" if each.known else each.severity.value
            ] += 1
        return counts

    def left_out(self) -> Counter[str]:
        """How many findings there are, by check, of those that nobody wanted to hear."""
        return sum((file.left_out for file in self.files), Counter())

    def diagnostics(self) -> Iterator[Diagnostic]:
        """Every diagnostic, file by file, in the order of the text."""
        for file in self.files:
            yield from file.diagnostics

    def coverage(self) -> dict[str, Tally]:
        """What each check judged and could not judge in all files together."""
        total: dict[str, Tally] = {}
        for file in self.files:
            for check, tally in file.coverage.items():
                into = total.setdefault(check, Tally())
                into.judged += tally.judged
                into.reasons += tally.reasons
        return total
