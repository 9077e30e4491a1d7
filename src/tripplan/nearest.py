"""The nearest right thing to a wrong word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tripplan.messages import Message

_LONGEST = 60  # characters: a longer word is no slip of the pen, and comparing it costs


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The one of `known` that `word` is most likely a slip for, or None where none is near."""
    import difflib  # noqa: PLC0415 - only where something is wrong

    if len(word) > _LONGEST:
        return None
    by_fold = {each.casefold().replace("_", "-"): each for each in known}
    found = difflib.get_close_matches(word.casefold().replace("_", "-"), by_fold, n=1, cutoff=0.6)
    return by_fold[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> Message | None:
    """A hint that names the nearest of `known`, or None."""
    found = nearest(word, known)
    return say('did you mean "{word}"?', word=found) if found else None
