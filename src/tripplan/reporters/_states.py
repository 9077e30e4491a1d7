"""What nobody counts, said as what it is: accepted by the file, or known from a baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan.messages import plain

if TYPE_CHECKING:
    from tripplan.diagnostics import Diagnostic


def excuse(diagnostic: Diagnostic, language: str) -> str | None:
    """Why a diagnostic does not count, "allowed: police escort"; None for one that does."""
    if diagnostic.allowed is not None:
        return f"{plain(language, 'allowed')}: {diagnostic.allowed}"
    return plain(language, "known (baseline)") if diagnostic.known else None


def excused(diagnostic: Diagnostic, language: str) -> str:
    """The message of a diagnostic, closed by what excuses it."""
    why = excuse(diagnostic, language)
    return diagnostic.message if why is None else f"{diagnostic.message} ({why})"
