"""A diagnostic as a JSON object, in the shape that DESIGN.md keeps."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.diagnostics import Diagnostic, Repair, Report


def objects(report: Report) -> Iterator[dict[str, Any]]:
    """Every diagnostic of the report, in its order: lines and columns from 1, columns in code points, ends exclusive."""
    for file in report.files:
        for each, fingerprint in zip(file.diagnostics, file.fingerprints(), strict=True):
            yield _object(each, fingerprint)


def _object(each: Diagnostic, fingerprint: str) -> dict[str, Any]:
    return {
        "check": each.check,
        "severity": each.severity.value,
        "message": each.message,
        "hint": each.hint,
        "file": each.file,
        **asdict(each.region),
        "place": each.place,
        "fingerprint": fingerprint,
        "events": list(each.events),
        "people": list(each.people),
        "related": [{"file": each.file, **asdict(it.region), "message": it.message} for it in each.related],
        "allowed": each.allowed,
        "known": each.known,
        "fix": _fix(each.repair) if each.repair else None,
    }


def _fix(repair: Repair) -> dict[str, Any]:
    edits = [{**asdict(edit.region), "text": edit.text} for edit in repair.edits]
    return {"message": repair.message, "safe": repair.safe, "edits": edits}
