"""Which keys name other tables: places, people, groups, resources."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tripplan.lsp.outline import Path

_PLACES, _PEOPLE, _RESOURCES = ("places",), ("people", "groups"), ("resources",)
SECTIONS = (*_PLACES, *_PEOPLE, *_RESOURCES)
# Key path, ids and numbers as stars: the sections whose ids the value names.
_NAMES: dict[tuple[str, ...], tuple[str, ...]] = {
    ("trip", "home"): _PLACES,
    ("places", "*", "within"): _PLACES,
    **dict.fromkeys((("travel", "*", key) for key in ("from", "to")), _PLACES),
    **dict.fromkeys((("events", "*", key) for key in ("place", "from", "to")), _PLACES),
    **dict.fromkeys((("events", "*", key, "*") for key in ("who", "optional", "audience")), _PEOPLE),
    ("groups", "*", "*"): _PEOPLE,
    ("events", "*", "resources", "*"): _RESOURCES,
}


def named_by(path: Path) -> tuple[str, ...]:
    """The sections of which the value at a path is an id; none where it is something else."""
    return _NAMES.get(shape(path), ())


def shape(path: Path) -> tuple[str, ...]:
    """A path with a star for whatever the file's author chose: `("events", 3, "who", 0)` is `("events", "*", "who", "*")`."""
    own = path[:1] not in {("trip",), ("checks",)}
    return tuple(
        "*" if isinstance(part, int) or (own and number == 1) else part for number, part in enumerate(path)
    )
