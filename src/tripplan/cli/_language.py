"""The language of what this program says by itself: the reader's locale, where no --lang tells."""

from __future__ import annotations

import os
from enum import Enum
from typing import TYPE_CHECKING

from tripplan.messages import LANGUAGES

if TYPE_CHECKING:
    from tripplan.messages import Message


class Language(Enum):
    """A language that the program speaks."""

    KO = "ko"
    EN = "en"


def language() -> str:
    """The first of LC_ALL, LC_MESSAGES and LANG that is set decides; English where it names no language of ours."""
    told = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return next((each for each in LANGUAGES if told.lower().startswith(each)), LANGUAGES[0])


def spoken(message: Message | str) -> str:
    """A message or a note in the reader's language."""
    from tripplan.speech import Speaker  # noqa: PLC0415 - start-up: most runs say nothing by themselves

    return Speaker(language()).say(message)
