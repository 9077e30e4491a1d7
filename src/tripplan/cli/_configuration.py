"""A folder's own settings: `tripplan.toml`, or `[tool.tripplan]` in pyproject.toml, the nearest above a file.

The search ends at the folder that holds `.git`: what a check says of a repository does not depend on what lies above it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from tripplan.cache import looked_at, looked_for
from tripplan.cli._files import fail, read
from tripplan.cli._language import language, spoken
from tripplan.messages import say
from tripplan.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tripplan.load import Loaded

_OWN, _PROJECT = "tripplan.toml", "pyproject.toml"
_TABLE = ("tool", "tripplan")  # of a pyproject.toml
# A line that only a trip has: a file of that content and our name is a trip.
_TRIP = re.compile(r"^\s*(?:\[\[?\s*)?(?:trip|places|people|groups|resources|travel|events)\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Configuration:
    """What a file says: `values` by the names of the settings, and what is wrong with it, one line each."""

    file: str
    values: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def configuration_in(folder: Path) -> Configuration | None:
    """The configuration that stands in a folder itself; None where there is none."""
    for name in (_OWN, _PROJECT):
        path = folder / name
        looked_at(str(path))
        if path.is_file() and (found := _read(path)) is not None:
            return found
    return None


def is_last(folder: Path) -> bool:
    """Whether the search upwards ends in a folder."""
    looked_for(str(folder / ".git"))
    return (folder / ".git").exists() or folder.parent == folder


def configuration_named(name: str) -> Configuration:
    """The configuration that a command line names.

    Raises:
        Exit: it cannot be read, or holds none; standard error has told why.
    """
    found = _read(Path(name))
    if found is None:
        fail(say("{file}: this is no configuration of tripplan", file=name))
        raise typer.Exit(2)
    return found


def _read(path: Path) -> Configuration | None:
    """What stands in one file; None where it is a trip, or another program's alone.

    Raises:
        Exit: it cannot be read.
    """
    name = _shown(path)
    source = read(name)
    if source is None:
        raise typer.Exit(2)
    prefix = _TABLE if path.name == _PROJECT else ()
    if prefix and _TABLE[-1].encode() not in source:
        return None
    return _parsed(source, name, path.parent, prefix)


def _shown(path: Path) -> str:
    """The file's name from the working folder, or whole where it lies elsewhere."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_posix()


def _parsed(source: bytes, name: str, folder: Path, prefix: tuple[str, ...]) -> Configuration | None:
    from tripplan.cli._keys import KEYS, keys_read  # noqa: PLC0415 - start-up: most folders have no configuration
    from tripplan.load import Loaded  # noqa: PLC0415 - likewise
    from tripplan.load.syntax import decode, parse  # noqa: PLC0415 - likewise

    text, unreadable = decode(source)
    if unreadable:
        return Configuration(name, problems=tuple(_said(Loaded(name, text, None, (unreadable,)))))
    parsed = parse(text)
    if not prefix and _TRIP.search(text):
        both = sorted((KEYS.keys() - {"checks"}) & (parsed.data or {}).keys())
        return _two_in_one(name, both) if both else None
    table = _inner(parsed.data, prefix)
    if (
        table is None
        and _inner(parsed.lost, prefix) is None
        and parsed.data is not None
        and not parsed.opaque
    ):
        return None
    values, wrong = keys_read(table or {}, prefix, folder)
    problems = (*parsed.problems, *wrong)
    return Configuration(name, values, tuple(_said(Loaded(name, text, None, problems, parsed.readable))))


def _inner(data: Mapping[str, Any] | None, keys: tuple[str, ...]) -> Mapping[str, Any] | None:
    """The table of these keys; None where there is none."""
    inner: Any = data
    for key in keys:
        inner = inner.get(key) if isinstance(inner, dict) else None
    return inner if isinstance(inner, dict) else None


def _two_in_one(name: str, keys: list[str]) -> Configuration:
    message = say(
        "{file}: a trip cannot hold settings too ({keys}): put them into pyproject.toml, or name the trip otherwise",
        file=name,
        keys=keys,
    )
    return Configuration(name, problems=(visible(spoken(message)),))


def _said(loaded: Loaded) -> Iterator[str]:
    """The problems of a file, each at its line and column."""
    for problem in loaded.problems:
        it = loaded.place(problem, language())
        hint = f" ({it.hint})" if it.hint else ""
        yield visible(f"{it.file}:{it.region.line}:{it.region.column}: {it.message}{hint}")
