"""What the terminal is and what it wants: colours, width, and text that comes out whole."""

from __future__ import annotations

import os
import shutil
import sys
from enum import Enum

from tripplan.reporters import Style
from tripplan.streams import write

__all__ = ["ColorChoice", "style_of", "wants_color", "write"]


class ColorChoice(Enum):
    """When to use colours."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def wants_color(choice: ColorChoice) -> bool:
    """Whether standard output gets colours: the option, NO_COLOR, FORCE_COLOR or CLICOLOR_FORCE, TERM=dumb, a terminal."""
    if choice is not ColorChoice.AUTO:
        return choice is ColorChoice.ALWAYS
    if os.environ.get("NO_COLOR"):
        return False
    if _forced("FORCE_COLOR") or _forced("CLICOLOR_FORCE"):
        return True
    return os.environ.get("TERM") != "dumb" and sys.stdout.isatty()


def _forced(name: str) -> bool:
    return os.environ.get(name, "0") not in {"", "0"}


def style_of(choice: ColorChoice, language: str) -> Style:
    """The style of a report on standard output: wrapped on a terminal or to COLUMNS, in whole lines elsewhere."""
    told = os.environ.get("COLUMNS", "").isdigit() or sys.stdout.isatty()
    width = max(40, min(shutil.get_terminal_size().columns, 110)) if told else None
    return Style(color=wants_color(choice), width=width, language=language)
