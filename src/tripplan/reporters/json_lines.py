"""The findings for programs that read as they come: one JSON object a line, of the shape that `json` gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan.reporters._json import as_json
from tripplan.reporters._objects import objects

if TYPE_CHECKING:
    from tripplan.diagnostics import Report
    from tripplan.reporters import Style


def json_lines(report: Report, style: Style) -> str:  # noqa: ARG001 - every reporter takes a style
    """One line a diagnostic and nothing else: no findings, no lines."""
    return "".join(f"{as_json(each, indent=None)}\n" for each in objects(report))
