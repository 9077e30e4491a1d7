"""What may stand next on a command line, for the shells' completion: asked at each press of a key, so that it imports no library.

A shell's script (`scripts/`) runs the program with its own name as `_TRIPPLAN_COMPLETE` in the environment, and the words so far, the last of them unfinished. The
answer is one candidate a line, whole words; or a line that leaves it to the shell: `:toml` for files of that ending, `:file` for any.
"""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from tripplan.complete.commands import Command, command_names, command_of
from tripplan.complete.values import in_file, values_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tripplan.complete.commands import Parameter

_ROOT = ("--help", "--version")


def script(shell: str) -> str:
    """The script that has a shell ask."""
    return Path(__file__).with_name("scripts").joinpath(f"tripplan.{shell}").read_text("utf-8")


def answer(shell: str, words: Sequence[str]) -> str:
    """The lines for a shell.

    Args:
        shell: its name: bash hands words over as they were typed, quotes and all.
        words: those after the program's name, up to the one that is being typed.
    """
    *before, current = _joined([_unquoted(each) for each in words] if shell == "bash" else words) or [""]
    found = dict.fromkeys(_candidates(before, current))
    return "".join(f"{each}\n" for each in found)


def _unquoted(word: str) -> str:
    try:
        return "".join(shlex.split(word))
    except ValueError:  # a quote that is still open
        return word


def _joined(words: Sequence[str]) -> list[str]:
    """The words with `--option`, `=`, `value` told apart as in `--option value`: bash takes them apart so."""
    kept = [word for at, word in enumerate(words) if word != "=" or at == 0]
    return [*kept, ""] if words and words[-1] == "=" else kept


def _candidates(before: Sequence[str], current: str) -> Iterator[str]:
    place = next((at for at, word in enumerate(before) if not word.startswith("-")), None)
    if place is None:
        yield from _starting(_ROOT if current.startswith("-") else command_names(), current)
        return
    command = command_of(before[place])
    if command is not None:
        yield from _of_command(command, before[place + 1 :], current)


def _of_command(command: Command, before: Sequence[str], current: str) -> Iterator[str]:
    waiting, given = _read(command, before)
    name, equals, value = current.partition("=")
    if waiting is not None:
        yield from _values(waiting, current, given)
    elif equals and (option := command.option(name)):
        yield from (
            each if each.startswith(":") else f"{name}={each}" for each in _values(option, value, given)
        )
    elif current.startswith("-"):
        yield from _starting(command.flags, current)
    elif argument := command.argument(len(given)):
        yield from _values(argument, current, given)


def _read(command: Command, before: Sequence[str]) -> tuple[Parameter | None, list[str]]:
    """The option whose value comes next, if one's does, and the arguments so far."""
    waiting: Parameter | None = None
    given: list[str] = []
    for word in before:
        if waiting is not None:
            waiting = None
        elif word.startswith("-") and word != "-":
            option = command.option(word)
            waiting = option if option and option.takes_value else None
        else:
            given.append(word)
    return waiting, given


def _values(parameter: Parameter, current: str, given: Sequence[str]) -> Iterator[str]:
    known = parameter.choices or values_of(parameter.metavar)
    if "," in parameter.metavar:  # several, with commas between
        first, comma, last = current.rpartition(",")
        new = (each for each in known if each not in first.split(","))
        yield from (f"{first}{comma}{each}" for each in _starting(new, last))
    elif known:
        yield from _starting(known, current)
    elif found := in_file(parameter.name, given):
        yield from _starting(found, current)


def _starting(words: Sequence[str] | Iterator[str], current: str) -> Iterator[str]:
    return (each for each in words if each.startswith((current, ":")))
