"""What an estimate says of itself: English text that others can say again in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterable


class Note(str):
    """An English text that remembers its template and the values in it: `template` is its key in the catalogue.

    This room knows no other language, and who reads English needs to know nothing of this.
    """

    __slots__ = ("template", "values")
    template: str
    values: tuple[tuple[str, object], ...]

    def __new__(cls, template: str, /, **values: Any) -> Self:  # noqa: ANN401 - whatever its hole can format
        """A template with its holes filled."""
        note = super().__new__(cls, template.format(**values))
        note.template, note.values = template, tuple(values.items())
        return note

    @classmethod
    def of(cls, text: str) -> Self:
        """A text of a data file, or a word of the system: the catalogue has those too."""
        return cls(text)

    @classmethod
    def joined(cls, parts: Iterable[str]) -> Self:
        """Several in one, with semicolons between."""
        values = {f"part{number}": part for number, part in enumerate(parts)}
        return cls("; ".join(f"{{{name}}}" for name in values), **values)
