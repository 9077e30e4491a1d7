"""Text on a grid of cells, as terminals show it: Hangul takes two cells, a combining mark none."""

from __future__ import annotations


def cells(text: str) -> int:
    """How many cells a text takes."""
    from rich.cells import cell_len  # noqa: PLC0415 - start-up: a clean check measures nothing

    return cell_len(text)


def wrapped(text: str, width: int, indent: str) -> str:
    """The text in lines of at most `width` cells, all but the first after `indent`. A word is never broken."""
    first, *words = text.split(" ")
    lines = [first]
    for word in words:
        longer = f"{lines[-1]} {word}"
        if cells(longer) > width:
            lines.append(indent + word)
        else:
            lines[-1] = longer
    return "\n".join(line.rstrip() for line in lines)
