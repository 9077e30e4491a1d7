"""Changes of the file that checks propose: times and blocks as the format writes them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tripplan.diagnostics import Edit

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from tripplan.model import Event


def written(wall: datetime) -> str:
    """A wall time as the file writes it."""
    return f"{wall:%Y-%m-%dT%H:%M}"


def quoted(text: str) -> str:
    """A text as the file writes it."""
    return json.dumps(text, ensure_ascii=False)


def moved(event: Event, by: timedelta) -> tuple[Edit, ...]:
    """An event moved as it is: its start and, where it has one, its written end."""
    return tuple(
        Edit(("events", event.index, key), written(moment.on(event.site_at(key).zone).wall + by))
        for key, moment in event.written
    )
