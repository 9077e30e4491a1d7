"""tripplan rules."""

from __future__ import annotations

from datetime import time
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tripplan import __version__
from tripplan.checks import check_names
from tripplan.checks._limits import defaults
from tripplan.cli._language import Language, language
from tripplan.cli._rules import rules as all_rules
from tripplan.cli._terminal import ColorChoice, style_of, write
from tripplan.messages import plain, translated
from tripplan.reporters._cells import wrapped
from tripplan.reporters._json import as_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.checks._limits import Limit
    from tripplan.diagnostics import Rule
    from tripplan.reporters import Style

# The last words of a limit's name that are a unit; a name with none of them is of a time of day, a list or a bare number.
_UNITS = (
    *("minutes", "hours", "days", "nights", "years", "people", "legs"),
    *("km-per-hour", "km", "meters", "degrees", "percent", "factor"),
)


class Form(Enum):
    """How the kinds of findings are listed."""

    TEXT = "text"
    JSON = "json"


def rules(
    output_format: Annotated[Form, typer.Option(help="A table to read, or one JSON object.")] = Form.TEXT,
    lang: Annotated[
        Language | None, typer.Option(help="The language of the titles. Default: that of the locale.")
    ] = None,
) -> None:
    """List every kind of finding: its severity, whether it is on by itself, and where it draws its lines.

    Exit status: 0 listed.
    """
    words = lang.value if lang else language()
    if output_format is Form.JSON:
        listed = [_object(rule, words) for rule in all_rules(words)]
        write(as_json({"tripplan": __version__, "rules": listed}) + "\n")
    else:
        style = style_of(ColorChoice.AUTO, words)
        write("".join(f"{line}\n" for rule in all_rules(words) for line in _lines(rule, style)))


def _limits(rule: Rule) -> dict[str, Limit]:
    return dict(sorted(defaults(rule.id).items())) if rule.id in check_names() else {}


def _object(rule: Rule, words: str) -> dict[str, Any]:
    """One kind of finding; this shape is kept."""
    limits = [
        {
            "name": name,
            "value": f"{limit.value:%H:%M}" if isinstance(limit.value, time) else limit.value,
            "unit": _unit(name, limit.value),
            "source": translated(limit.source, words),
        }
        for name, limit in _limits(rule).items()
    ]
    kind = "check" if rule.id in check_names() else "file"
    return {
        "id": rule.id,
        "kind": kind,
        "severity": rule.severity.value,
        "ready": rule.ready,
        "title": rule.title,
        "why": rule.why,
        "limits": limits,
    }


def _unit(name: str, value: object) -> str | None:
    """The unit that a limit's name ends in."""
    if isinstance(value, time):
        return "time of day"
    return next((unit for unit in _UNITS if name == unit or name.endswith(f"-{unit}")), None)


def _lines(rule: Rule, style: Style) -> Iterator[str]:
    words = style.language
    off = plain(words, " (only where [checks] or --select name it)") if not rule.ready else ""
    yield _fit(f"{rule.id} ({rule.severity.value}): {rule.title}{off}", style, "    ")
    for name, limit in _limits(rule).items():
        yield _fit(f"    {name} = {limit.said} ({translated(limit.source, words)})", style, "        ")


def _fit(line: str, style: Style, indent: str) -> str:
    return line if style.width is None else wrapped(line, style.width, indent)
