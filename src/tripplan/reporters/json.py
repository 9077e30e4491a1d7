"""The report for machines: one JSON object, whose shape DESIGN.md keeps."""

from __future__ import annotations

import json as codec
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tripplan.diagnostics import Diagnostic, Repair, Report
    from tripplan.reporters import Style


def json(report: Report, style: Style) -> str:  # noqa: ARG001 - every reporter takes a style
    """The report as one object; text stands in it as it is, with controls escaped by JSON's own rules."""
    counted = {
        "files": len(report.files),
        "events": sum(file.events for file in report.files),
        "people": sum(file.people for file in report.files),
    }
    document = {
        "tripplan": report.tripplan,
        "tzdata": report.tzdata,
        "diagnostics": [_diagnostic(each) for each in report.diagnostics()],
        "coverage": [
            {
                "check": check,
                "judged": tally.judged,
                "unjudged": tally.unjudged,
                "reasons": dict(sorted(tally.reasons.items())),
            }
            for check, tally in report.coverage().items()
        ],
        "summary": {**report.count(), **counted},
    }
    return codec.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _diagnostic(each: Diagnostic) -> dict[str, Any]:
    return {
        "check": each.check,
        "severity": each.severity.value,
        "message": each.message,
        "hint": each.hint,
        "file": each.file,
        **asdict(each.region),
        "events": list(each.events),
        "people": list(each.people),
        "related": [{"file": each.file, **asdict(it.region), "message": it.message} for it in each.related],
        "allowed": each.allowed,
        "fix": _fix(each.repair) if each.repair else None,
    }


def _fix(repair: Repair) -> dict[str, Any]:
    edits = [{**asdict(edit.region), "text": edit.text} for edit in repair.edits]
    return {"message": repair.message, "safe": repair.safe, "edits": edits}
