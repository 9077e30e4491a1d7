"""The keys of a configuration: what each may hold, and all that is wrong with what it holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tripplan.checks import settings
from tripplan.cli._choice import refusal
from tripplan.diagnostics import Finding, Severity
from tripplan.load.choices import read_choices
from tripplan.load.explain import wrong_type
from tripplan.messages import LANGUAGES, say
from tripplan.nearest import did_you_mean
from tripplan.reporters import reporter_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import TypeAlias

    from tripplan.diagnostics import Path as At

    Read: TypeAlias = Callable[[object, At, Path], tuple[Any, list[Finding]]]


def keys_read(table: Mapping[str, Any], at: At, folder: Path) -> tuple[dict[str, Any], list[Finding]]:
    """The settings that a table tells, by their names, and what is wrong with it.

    Args:
        table: the parsed table.
        at: where it stands in its file.
        folder: that of the file: from there the names of files in it are read.
    """
    values: dict[str, Any] = {}
    problems: list[Finding] = []
    for key, value in table.items():
        if key in KEYS:
            name, read = KEYS[key]
            values[name], wrong = read(value, (*at, key), folder)
            problems += wrong
        else:
            message = say('there is no setting "{key}"', key=key)
            hint = did_you_mean(key, KEYS) or say("one of {choices}", choices=sorted(KEYS))
            problems.append(Finding(message, (*at, key), check="unknown-key", hint=hint))
    return values, problems


def _texts(value: object, at: At, _: Path) -> tuple[tuple[str, ...], list[Finding]]:
    if not isinstance(value, list):
        return (), [wrong_type(at, say('a list such as ["double-booked", "no-bed"]'), value)]
    wrong = [
        wrong_type((*at, index), say("text in quotes"), each)
        for index, each in enumerate(value)
        if not isinstance(each, str)
    ]
    return tuple(each for each in value if isinstance(each, str)), wrong


def _checks(value: object, at: At, folder: Path) -> tuple[frozenset[str], list[Finding]]:
    names, wrong = _texts(value, at, folder)
    refused = [
        Finding(why, (*at, index), check="unknown-reference")
        for index, name in enumerate(names)
        if not wrong and (why := refusal(name))
    ]
    return frozenset(names), [*wrong, *refused]


def _text(value: object, at: At, _: Path) -> tuple[str, list[Finding]]:
    return str(value), [] if isinstance(value, str) else [wrong_type(at, say("text in quotes"), value)]


def _one_of(choices: Iterable[str], make: Callable[[str], Any]) -> Read:
    known = tuple(choices)

    def read(value: object, at: At, _: Path) -> tuple[Any, list[Finding]]:
        if value in known:
            return make(str(value)), []
        return None, [_not_one_of(value, at, known)]

    return read


def _not_one_of(value: object, at: At, known: tuple[str, ...]) -> Finding:
    message = say("expected one of {choices}", choices=[f'"{each}"' for each in known])
    hint = did_you_mean(value, known) if isinstance(value, str) else None
    return Finding(message, at, check="bad-value", hint=hint)


def _formats(value: object, at: At, folder: Path) -> tuple[tuple[str, ...], list[Finding]]:
    one = isinstance(value, str)
    texts, wrong = _texts([value] if one else value, at, folder)
    wrong += [] if wrong else _wrong_formats(texts, at, folder, one=one)
    return tuple(_placed(text, folder) for text in texts), wrong


def _wrong_formats(texts: tuple[str, ...], at: At, folder: Path, *, one: bool) -> Iterator[Finding]:
    for index, text in enumerate(texts):
        place = at if one else (*at, index)
        form, _, file = text.partition("=")
        if form not in reporter_names():
            yield _not_one_of(form, place, reporter_names())
        # The settings come with somebody's files: they may not have a run write anywhere else.
        elif file and not (folder / file).resolve().is_relative_to(folder.resolve()):
            message = say('"{file}" lies outside the folder of the settings', file=file)
            yield Finding(message, place, check="bad-value")


def _placed(text: str, folder: Path) -> str:
    form, equals, file = text.partition("=")
    return f"{form}={folder / file}" if equals else form


def _file(value: object, at: At, folder: Path) -> tuple[str, list[Finding]]:
    name, wrong = _text(value, at, folder)
    return str(folder / name), wrong


def _choices(value: object, at: At, _: Path) -> tuple[Any, list[Finding]]:
    choices, problems = read_choices(value, settings())
    # Its problems stand at ("checks", …), as in a trip.
    return choices, [_moved(each, at[:-1]) for each in problems]


def _moved(finding: Finding, under: At) -> Finding:
    return replace(finding, at=(*under, *finding.at)) if isinstance(finding.at, tuple) else finding


# Key: the name of its setting, and how its value is read.
KEYS: Mapping[str, tuple[str, Read]] = {
    "select": ("select", _checks),
    "ignore": ("ignore", _checks),
    "checks": ("choices", _choices),
    "fail-on": ("fail_on", _one_of((each.value for each in Severity), Severity)),
    "output-format": ("output_format", _formats),
    "baseline": ("baseline", _file),
    "router": ("router", _text),
    "lang": ("lang", _one_of(LANGUAGES, str)),
    "exclude": ("exclude", _texts),
}
