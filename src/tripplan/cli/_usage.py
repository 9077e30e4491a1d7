"""What typer says by itself, in the reader's language: the frame of the help, and what is wrong with a command line.

Its sentences come to us whole. They are known again by their templates and said anew; what is not known again stays in English.
"""

from __future__ import annotations

import re
import string
from functools import cache
from typing import TYPE_CHECKING

import typer
from typer._click import Context, HelpFormatter
from typer._click.exceptions import NoArgsIsHelpError, UsageError

from tripplan.cli._language import language
from tripplan.messages import fill, plain, say, translated
from tripplan.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typer._click import ClickException, Command

    from tripplan.messages import Message

# What typer, its copy of click, and pydantic behind them say; a hole may hold another of these.
_SAID = (
    say("[OPTIONS]"),
    say("COMMAND"),
    say("[ARGS]..."),
    say("Arguments"),
    say("Options"),
    say("Commands"),
    say("Show this message and exit."),
    say("default: {value}"),
    say("env var: {name}"),
    say("required"),
    say("Missing command."),
    say("Missing argument {name}. Choose from: {choices}"),
    say("Missing argument {name}."),
    say("Missing option {name}. Choose from: {choices}"),
    say("Missing option {name}."),
    say("No such option: {name} (Possible options: {names})"),
    say("No such option: {name}"),
    say("Option {name} requires an argument."),
    say("Option {name} does not take a value."),
    say("Got unexpected extra argument(s) ({words})"),
    say("Invalid value for {name}: {why}"),
    say("{value} is not one of {choices}."),
    say("Input should be a valid integer, unable to parse string as an integer"),
    say("Input should be greater than or equal to {least}"),
)
_PREFACE = "Value error, "  # pydantic's, before what typer says
_EXTRA = re.compile(r"(?:(?P<help>.+)  )?\[(?P<extra>.+)\]", re.DOTALL)  # "What it is.  [default: 1; x>=1]"
_ANY_TEXT = re.compile(r" <(?:list\[)?str\]?>$")  # of an argument that may be anything: no news
_FILLER = "\ufdd0"  # no character of any script: it stands for the second cell of a wide one while lines are wrapped


def help_in_language(command: Command) -> Command:
    """The command with its help in the reader's language: its docstring, its options' `help`, and what typer says around them."""
    reader = language()
    command.context_class = _Context
    if command.help:
        command.help = translated(command.help, reader)
        command.short_help = re.split(r"\n|(?<=\.) ", command.help, maxsplit=1)[0]
    for each in command.params:
        if text := getattr(each, "help", None):
            each.help = translated(text, reader)  # type: ignore[attr-defined]  # a click Parameter has none, typer's kinds do
    return command


def tell(error: ClickException) -> None:
    """Says on standard error what is wrong with a command line, and where its help is."""
    reader = language()
    if isinstance(error, NoArgsIsHelpError):
        typer.echo(error.format_message(), err=True)
        return
    if isinstance(error, UsageError) and error.ctx is not None:
        command = f"{error.ctx.command_path} {error.ctx.help_option_names[0]}"
        hint = plain(reader, "Try '{command}' for help.", command=command)
        typer.echo(f"{error.ctx.get_usage()}\n{hint}\n", err=True)
    error.message = error.message.removeprefix(_PREFACE)
    line = error.format_message().replace("\n\t", " ")  # choices come one a line
    typer.echo(plain(reader, "Error: {what}", what=visible(said_anew(line, reader))), err=True)


def said_anew(text: str, reader: str) -> str:
    """What typer says, in a language."""
    for message, form in _forms():
        if found := form.fullmatch(text):
            return fill(reader, message, **{k: said_anew(v, reader) for k, v in found.groupdict().items()})
    return text


@cache
def _forms() -> tuple[tuple[Message, re.Pattern[str]], ...]:
    return tuple((message, _form(message.template)) for message in _SAID)


def _form(template: str) -> re.Pattern[str]:
    """What a template looks like when its holes are filled."""
    parts = string.Formatter().parse(template)
    return re.compile(
        "".join(re.escape(text) + (f"(?P<{hole}>.+?)" if hole else "") for text, hole, _, _ in parts),
        re.DOTALL,
    )


class _Help(HelpFormatter):
    """Help in the reader's language, its lines measured in cells: Hangul takes two."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        pieces = " ".join(said_anew(each, language()) for each in args.split(" "))
        super().write_usage(prog, _padded(pieces), prefix or _padded(plain(language(), "Usage: ")))

    def write_heading(self, heading: str) -> None:
        super().write_heading(said_anew(heading, language()))

    def write_text(self, text: str) -> None:
        super().write_text(_padded(text))

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        told = [(_ANY_TEXT.sub("", term), _padded(_defined(text))) for term, text in rows]
        super().write_dl(told, col_max, col_spacing)

    def getvalue(self) -> str:
        return super().getvalue().replace(_FILLER, "")


class _Context(Context):
    """A run of a command whose help is ours."""

    formatter_class = _Help


def _defined(text: str) -> str:
    """What an option is, and what typer adds in brackets."""
    found = _EXTRA.fullmatch(text)
    if found is None:
        return said_anew(text, language())
    extra = "; ".join(said_anew(each, language()) for each in found["extra"].split("; "))
    return f"{found['help'] or ''}  [{extra}]".lstrip()


def _padded(text: str) -> str:
    """The text with as many characters as it takes cells."""
    if text.isascii():
        return text
    from tripplan.reporters._cells import cells  # noqa: PLC0415 - start-up: most runs show no help

    return "".join(each + _FILLER if cells(each) > 1 else each for each in text)
