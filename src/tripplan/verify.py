"""The compiler's front: the bytes of a file in, everything that is wrong with it out.

What a finding proposes is tried here: the change is made in memory, the whole file is judged again, and only a change
that removes the finding and adds none is shown.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from tripplan.checks import run, settings
from tripplan.diagnostics import Diagnostic, FileReport, Finding, Repair, Severity, Tally, TextEdit
from tripplan.load import Loaded, load
from tripplan.speech import Speaker
from tripplan.timeline import NOTHING_GIVEN, Given

if TYPE_CHECKING:
    from collections.abc import Iterable

# Events judged in trying fixes, all trials of one file together: on a large file a fix is worth less than an answer at once.
_TRIALS = 20_000

Judged: TypeAlias = tuple[Loaded, list[Finding], dict[str, Tally]]


def verify(source: bytes, file: str, language: str = "en", given: Given = NOTHING_GIVEN) -> FileReport:
    """Reads one file and judges its trip.

    Args:
        source: the file's bytes.
        file: its name, as diagnostics shall say it.
        language: in which they shall say the rest.
        given: what the run knows beside the file.
    """
    loaded, findings, coverage = _judge(source, file, given)
    events = len(loaded.trip.events) if loaded.trip else 0
    repairs = _Repairs(loaded, findings, language, trials=_TRIALS // max(events, 1), given=given)
    diagnostics = [replace(loaded.place(each, language), repair=repairs.of(each)) for each in findings]
    return FileReport(
        file=file,
        text=loaded.text,
        diagnostics=tuple(sorted(diagnostics, key=_order)),
        coverage=coverage,
        events=events,
        people=len(loaded.trip.people) if loaded.trip else 0,
    )


def applied(text: str, edits: Iterable[TextEdit]) -> str:
    """The text with the changes made, from its end, so that every place holds."""
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def _judge(source: bytes, file: str, given: Given) -> Judged:
    loaded = load(source, file, settings())
    if loaded.trip is None:
        return loaded, list(loaded.problems), {}
    found, coverage = run(loaded.trip, given)
    return loaded, [*loaded.problems, *found], coverage


class _Repairs:
    """The fixes of one file's findings, tried."""

    def __init__(
        self, loaded: Loaded, findings: list[Finding], language: str, *, trials: int, given: Given
    ) -> None:
        self._loaded = loaded
        self._given = given
        self._say = Speaker(language, loaded.trip).say
        self._before = _kinds(findings)
        self._trials = trials

    def of(self, finding: Finding) -> Repair | None:
        """The first fix of a finding that does what it says."""
        for fix in finding.fixes if finding.allowed is None else ():
            edits = self._loaded.edits(fix)
            if edits is not None and self._trials > 0 and self._mends(finding, edits):
                return Repair(self._say(fix.message), edits, fix.safe)
        return None

    def _mends(self, finding: Finding, edits: tuple[TextEdit, ...]) -> bool:
        self._trials -= 1
        _, findings, _ = _judge(applied(self._loaded.text, edits).encode(), self._loaded.file, self._given)
        after = _kinds(findings)
        return not after - self._before and after[_kind(finding)] < self._before[_kind(finding)]


def _kinds(findings: Iterable[Finding]) -> Counter[tuple[object, ...]]:
    """What is wrong, apart from how it is said and where it stands; mere information does not count."""
    return Counter(
        _kind(each) for each in findings if each.severity is not Severity.INFO and each.allowed is None
    )


def _kind(finding: Finding) -> tuple[object, ...]:
    # Not by its path: a block that is added moves the places of the events below it.
    return (finding.check, finding.events or repr(finding.message))


def _order(diagnostic: Diagnostic) -> tuple[object, ...]:
    return (diagnostic.region, diagnostic.check, diagnostic.message)
