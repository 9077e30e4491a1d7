"""The compiler's front: the bytes of a file in, everything that is wrong with it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan.checks import check_names, run
from tripplan.diagnostics import FileReport, Tally
from tripplan.load import load

if TYPE_CHECKING:
    from tripplan.diagnostics import Diagnostic


def verify(source: bytes, file: str, language: str = "en") -> FileReport:
    """Reads one file and judges its trip.

    Args:
        source: the file's bytes.
        file: its name, as diagnostics shall say it.
        language: in which they shall say the rest.
    """
    loaded = load(source, file, check_names())
    findings, coverage = list(loaded.problems), dict[str, Tally]()
    if loaded.trip is not None:
        found, coverage = run(loaded.trip)
        findings += found
    diagnostics = [loaded.place(finding, language) for finding in findings]
    return FileReport(
        file=file,
        text=loaded.text,
        diagnostics=tuple(sorted(diagnostics, key=_order)),
        coverage=coverage,
        events=len(loaded.trip.events) if loaded.trip else 0,
        people=len(loaded.trip.people) if loaded.trip else 0,
    )


def _order(diagnostic: Diagnostic) -> tuple[object, ...]:
    return (diagnostic.region, diagnostic.check, diagnostic.message)
