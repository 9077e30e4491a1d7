"""What was checked and what could not be: what nobody checked is never called clean."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.diagnostics import Report


def summary(report: Report) -> Iterator[str]:
    """The closing lines of a report for people."""
    events = sum(file.events for file in report.files)
    people = sum(file.people for file in report.files)
    counts = report.count()
    allowed = f" ({counts['allowed']} allowed, with reasons)" if counts["allowed"] else ""
    found = [plural(number, name) for name, number in counts.items() if number and name != "allowed"]
    coverage = report.coverage()
    judged = sum(tally.judged for tally in coverage.values())
    checked = f"{plural(events, 'event')}, {plural(people, 'person')}, {plural(len(coverage), 'check')}"
    if len(report.files) > 1:
        checked = f"{len(report.files)} files, {checked}"
    yield f"{', '.join(found) if found else 'No conflicts found'}{allowed}. Checked: {checked}, {judged} judgements."
    for reason, checks in _reasons(report).items():
        those = ", ".join(f"{check} {number}" for check, number in sorted(checks.items()))
        yield f"Not judged: {those} ({reason})."


def _reasons(report: Report) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for check, tally in report.coverage().items():
        for reason, number in tally.reasons.items():
            found.setdefault(reason, Counter())[check] += number
    return dict(sorted(found.items()))


def plural(number: int, noun: str) -> str:
    """A number with its noun: "1 event", "2 people"."""
    plurals = {"person": "people"}
    if noun == "info":
        return f"{number} info"
    return f"{number:,} {noun if number == 1 else plurals.get(noun, noun + 's')}"
