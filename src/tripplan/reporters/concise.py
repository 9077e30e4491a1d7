"""One line a finding, as compilers write it: file:line:column: severity[check] message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan.reporters._summary import summary
from tripplan.visible import visible

if TYPE_CHECKING:
    from tripplan.diagnostics import Diagnostic, Report
    from tripplan.reporters import Style


def concise(report: Report, style: Style) -> str:  # noqa: ARG001 - every reporter takes a style
    """The report in one line a finding, closed by the summary."""
    lines = [*map(_line, report.diagnostics()), *summary(report)]
    return "".join(f"{line}\n" for line in lines)


def _line(diagnostic: Diagnostic) -> str:
    place = f"{diagnostic.file}:{diagnostic.region.line}:{diagnostic.region.column}"
    allowed = f" (allowed: {diagnostic.allowed})" if diagnostic.allowed is not None else ""
    return visible(f"{place}: {diagnostic.severity.value}[{diagnostic.check}] {diagnostic.message}{allowed}")
