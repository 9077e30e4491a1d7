"""The lines that checks draw, from `thresholds.toml`, where each has its source."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import tomli


@cache
def thresholds() -> dict[str, dict[str, Any]]:
    """Each row of the table by its name."""
    return tomli.loads(Path(__file__).with_name("thresholds.toml").read_text("utf-8"))
