"""The schema of the format beside a trip, where editors find it."""

from __future__ import annotations

from pathlib import Path

from tripplan.cli._files import write_file
from tripplan.schema import DIRECTIVE, NAME, text


def naming_schema(trip: str) -> str:
    """The text of a trip that names the schema beside it."""
    return DIRECTIVE + trip


def write_schema(trip: str, language: str) -> bool:
    """Writes the schema beside a trip; one that is there is left as it is. False, with a word on standard error, where it cannot be."""
    beside = Path(trip).with_name(NAME)
    return beside.exists() or write_file(str(beside), text(language).encode())
