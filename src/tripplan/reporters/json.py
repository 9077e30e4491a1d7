"""The report for machines: one JSON object, whose shape DESIGN.md keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan.reporters._json import as_json
from tripplan.reporters._objects import objects

if TYPE_CHECKING:
    from tripplan.diagnostics import Report
    from tripplan.reporters import Style


def json(report: Report, style: Style) -> str:  # noqa: ARG001 - every reporter takes a style
    """The report as one object; text stands in it as it is, with what a terminal would obey escaped by JSON's own rules."""
    counted = {
        "files": len(report.files),
        "events": sum(file.events for file in report.files),
        "people": sum(file.people for file in report.files),
    }
    document = {
        "tripplan": report.tripplan,
        "tzdata": report.tzdata,
        "diagnostics": list(objects(report)),
        "coverage": [
            {
                "check": check,
                "judged": tally.judged,
                "unjudged": tally.unjudged,
                "reasons": dict(sorted(tally.reasons.items())),
            }
            for check, tally in report.coverage().items()
        ],
        "left_out": dict(sorted(report.left_out().items())),
        "unread": list(report.unread),
        "summary": {**report.count(), **counted},
    }
    return as_json(document) + "\n"
