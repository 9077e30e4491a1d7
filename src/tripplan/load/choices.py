"""[checks]: what the trip says of single checks: a severity, "off", or limits of its own."""

from __future__ import annotations

import re
from datetime import time
from typing import TYPE_CHECKING, Any

from tripplan.diagnostics import Finding, Severity
from tripplan.load.explain import wrong_type
from tripplan.messages import say
from tripplan.model import Choice
from tripplan.nearest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tripplan.diagnostics import Path

_MOST = 100_000  # of whatever unit: more than any line that makes sense, and less than what a calendar cannot reckon with
_CODE = re.compile("[A-Z]{2,3}")
_LEVELS = ("off", *(severity.value for severity in Severity))


def read_choices(
    raw: object, checks: Mapping[str, Mapping[str, type]]
) -> tuple[dict[str, Choice], list[Finding]]:
    """What a file's [checks] say, and what is wrong with them.

    Args:
        raw: the parsed table.
        checks: the names of the limits of every check.
    """
    if not isinstance(raw, dict):
        return {}, [wrong_type(("checks",), say("a [checks] table"), raw)]
    choices: dict[str, Choice] = {}
    problems: list[Finding] = []
    for name, value in raw.items():
        wrong = list(_wrong(name, value, checks))
        problems += wrong
        if not wrong:
            choices[name] = _choice(value)
    return choices, problems


def _choice(value: str | Mapping[str, Any]) -> Choice:
    table: Mapping[str, Any] = {"severity": value} if isinstance(value, str) else value
    level = table.get("severity")
    limits = {name: each for name, each in table.items() if name != "severity"}
    return Choice(severity=None if level == "off" else level, limits=limits, off=level == "off")


def _wrong(name: str, value: object, checks: Mapping[str, Mapping[str, type]]) -> Iterator[Finding]:
    path: Path = ("checks", name)
    if name not in checks:
        message = say('there is no check "{name}"', name=name)
        yield Finding(message, path, check="unknown-reference", hint=did_you_mean(name, checks))
    elif isinstance(value, str):
        yield from _wrong_level(value, path)
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _wrong_setting(key, each, (*path, key), checks[name])
    else:
        yield wrong_type(path, say("a severity in quotes or a table of limits"), value)


def _wrong_setting(key: str, value: object, path: Path, limits: Mapping[str, type]) -> Iterator[Finding]:
    if key == "severity":
        yield from _wrong_level(value, path)
    elif key not in limits:
        message = say('the check has no limit "{name}"', name=key)
        known = say("its limits are: {names}", names=sorted(limits))
        none = say("it has none: only its severity may be set")
        hint = did_you_mean(key, limits) or (known if limits else none)
        yield Finding(message, path, check="unknown-key", hint=hint)
    elif limits[key] is time:
        if not isinstance(value, time):
            yield wrong_type(path, say("a time of day such as 22:00"), value)
    elif limits[key] is list:
        yield from _wrong_list(value, path)
    else:
        yield from _wrong_number(value, path)


def _wrong_number(value: object, path: Path) -> Iterator[Finding]:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        yield wrong_type(path, say("a number"), value)
    elif not abs(value) <= _MOST:  # nan is not, either
        message = say("expected a number from −{most} to {most}, found {value}", most=_MOST, value=value)
        yield Finding(message, path, check="bad-value")


def _wrong_list(value: object, path: Path) -> Iterator[Finding]:
    if not isinstance(value, list):
        yield wrong_type(path, say('a list of codes such as ["CA", "US"]'), value)
        return
    for place, code in enumerate(value):
        if not isinstance(code, str):
            yield wrong_type((*path, place), say('a code in quotes such as "CA"'), code)
        elif not _CODE.fullmatch(code):
            message = say(
                '"{code}" is no code of a country such as "CA", or of an airport such as "YYC"', code=code
            )
            yield Finding(message, (*path, place), check="bad-value")


def _wrong_level(value: object, path: Path) -> Iterator[Finding]:
    if value not in _LEVELS:
        message = say("expected one of {choices}", choices=[f'"{level}"' for level in _LEVELS])
        hint = did_you_mean(value, _LEVELS) if isinstance(value, str) else None
        yield Finding(message, path, check="bad-value", hint=hint)
