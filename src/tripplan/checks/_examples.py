"""What a check says of itself: its docstring taken apart, and its examples made whole trips.

The docstring is a title line and prose, then `Bad:` and `Good:`, each with a fenced example in the file format. A line of Bad on
which a finding must be ends in a mark: `# error: overlap`. Examples hold what matters to the check and nothing else; the rest of the
trip in which they stand is `stage.toml`. An event that has been published says so behind its start, `# released as 2026-12-01T16:00Z by
America/Edmonton`, and where it was published with another reading of the clock, `# released as 2026-12-01T10:00 = …`.
"""

from __future__ import annotations

import importlib
import inspect
import re
import textwrap
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli

from tripplan import when
from tripplan.messages import translated
from tripplan.timeline import Given

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tripplan.checks import Check

_FENCE = r"\n    ```toml\n(?P<{}>.+?\n)    ```"
_DOCSTRING = re.compile(
    rf"(?P<title>[^\n]+)\n\n(?P<why>.+?)\n\nBad:{_FENCE.format('bad')}\n\nGood:{_FENCE.format('good')}",
    re.DOTALL,
)
_RELEASED = re.compile(
    r'^id = "(?P<id>[^"]+)"$(?:(?!^\[).)*?^start = (?P<start>\S+)  # released as (?:(?P<wall>\S+) = )?(?P<instant>\S+) by (?P<zone>\S+)'
    r"(?:(?!^\[).)*?^end = (?P<end>\S+)",
    re.DOTALL | re.MULTILINE,
)
_BEFORE_TABLE = re.compile(r"^(?=\[)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Explanation:
    """A check's docstring: `title` is one line, `why` paragraphs of one line each, `bad` and `good` examples as they stand in it."""

    title: str
    why: str
    bad: str
    good: str


def explanation(check: Check, language: str = "en") -> Explanation:
    """What the docstring of a check's module says; its examples stay as they are in any language.

    Raises:
        ValueError: the docstring is not a title, prose, Bad and Good.
    """
    told = taken_apart(importlib.import_module(check.module).__doc__, check.module)
    why = (translated(paragraph, language) for paragraph in told.why.split("\n\n"))
    return replace(told, title=translated(told.title, language), why="\n\n".join(why))


def taken_apart(docstring: str | None, module: str) -> Explanation:
    """A docstring's title, prose and examples. The prose loses its line breaks, so that its translations outlive a new wrapping.

    Raises:
        ValueError: it is not a title, prose, Bad and Good; the message names the module.
    """
    found = _DOCSTRING.fullmatch(inspect.cleandoc(docstring or ""))
    if found is None:
        raise ValueError(f"{module}: the docstring is not a title, why it matters, Bad and Good")
    why = "\n\n".join(" ".join(paragraph.split()) for paragraph in found["why"].split("\n\n"))
    return Explanation(found["title"], why, textwrap.dedent(found["bad"]), textwrap.dedent(found["good"]))


def on_stage(example: str) -> str:
    """The whole trip of an example: the example first, so that its lines keep their numbers, the stage below it.

    A table of the stage that the example has itself, such as its own `[trip]`, is left out, and so is a place that it does not use.

    Raises:
        tomli.TOMLDecodeError: the example is no TOML.
    """
    own = tomli.loads(example)
    kept = {keys: table for keys, table in _stage() if not _holds(own, keys)}
    while unused := [keys for keys in kept if keys[0] == "places" and not _named(keys[1], example, kept)]:
        for keys in unused:
            del kept[keys]
    return "\n".join([example, *kept.values()])


def given_with(example: str) -> Given:
    """What a run on an example knows beside it: the release that its comments speak of, if they do."""
    return Given(published=dict(map(_released, _RELEASED.finditer(example))) or None)


def _released(found: re.Match[str]) -> tuple[str, tuple[when.Moment, when.Moment]]:
    """The id of an event, and its start and end as they were published."""
    zone = when.zone(found["zone"])
    if zone is None:
        raise ValueError(f"there is no zone {found['zone']}")
    start, end, instant = (datetime.fromisoformat(found[name]) for name in ("start", "end", "instant"))
    wall = datetime.fromisoformat(found["wall"]) if found["wall"] else start
    length = end - start
    return found["id"], (when.Moment(wall, zone, instant), when.Moment(wall + length, zone, instant + length))


def _named(id_: str, example: str, kept: Mapping[tuple[str, ...], str]) -> bool:
    return any(f'"{id_}"' in text for text in (example, *kept.values()))


@cache
def _stage() -> tuple[tuple[tuple[str, ...], str], ...]:
    """The tables of the stage, each with the keys of its header."""
    text = Path(__file__).with_name("stage.toml").read_text("utf-8")
    tables = _BEFORE_TABLE.split(text)[1:]  # what comes before the first is a comment
    return tuple((tuple(table[1 : table.index("]")].split(".")), table) for table in tables)


def _holds(data: Mapping[str, Any], keys: tuple[str, ...]) -> bool:
    first, *rest = keys
    return first in data and (not rest or _holds(data[first], tuple(rest)))
