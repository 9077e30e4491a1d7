"""Text that a person reads: one string, or one by language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Text:
    """A text in one or more languages.

    `forms` holds (language, text) pairs in the file's order; the language is "" where the file gives a plain
    string, which is good for every reader.
    """

    forms: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, written: str | Mapping[str, str]) -> Text:
        """The text of a string or of a table by language."""
        return cls((("", written),) if isinstance(written, str) else tuple(written.items()))

    def say(self, *languages: str) -> str:
        """The text in the first of `languages` that it has, else the form written first."""
        known = dict(self.forms)
        return next((known[language] for language in languages if language in known), self.forms[0][1])

    def both(self, *languages: str, separator: str = " / ") -> str:
        """The text in each of `languages`, each wording once."""
        return separator.join(dict.fromkeys(self.say(language) for language in languages))

    def __str__(self) -> str:
        return self.forms[0][1]
