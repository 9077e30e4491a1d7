"""The commands: one a file, found by its name and imported only when it is called.

A command's file holds a function of its own name; its docstring is the help. It reads files, calls, prints, and leaves
with `raise typer.Exit(status)`: 0 clean, 1 findings, 2 could not do the job.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from typer._click import ClickException
from typer.core import TyperGroup

from tripplan.cli._language import spoken
from tripplan.cli._usage import help_in_language, tell
from tripplan.messages import say
from tripplan.nearest import did_you_mean

if TYPE_CHECKING:
    from typer._click import Command, Context  # typer's own copy of click: there is no public name for it


class _Commands(TyperGroup):
    """A group that knows its commands by the names of the files here."""

    def list_commands(self, ctx: Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        return sorted(
            module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_")
        )

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"{__name__}.{cmd_name}")
        app = _app()
        app.command(cmd_name)(getattr(module, cmd_name))
        return help_in_language(typer.main.get_command(app))

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """As ever, but an unknown command names the nearest."""
        known = self.list_commands(ctx)
        if args and not args[0].startswith("-") and args[0] not in known:
            hint = did_you_mean(args[0], known) or say("one of {choices}", choices=known)
            ctx.fail(spoken(say('there is no command "{name}": {hint}', name=args[0], hint=hint)))
        return super().resolve_command(ctx, args)


def _app(**settings: object) -> typer.Typer:
    return typer.Typer(
        rich_markup_mode=None,  # start-up: rich would be imported for every --help
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        **settings,  # type: ignore[arg-type]
    )


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - an option's callback takes its value
    if wanted:
        from tripplan.__main__ import version  # noqa: PLC0415 - only where it is asked for

        typer.echo(version())
        raise typer.Exit


def _root(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", "-V", is_eager=True, callback=_print_version, help="Show the version and its data."
        ),
    ] = False,
) -> None:
    """The compiler for trips: one TOML file in, conflicts, tables and calendars out."""


def run(arguments: list[str]) -> NoReturn:
    """Runs one command line and leaves with its exit status."""
    app = _app(cls=_Commands, no_args_is_help=True)
    app.callback()(_root)
    command = help_in_language(typer.main.get_command(app))
    try:
        status = command.main(arguments, prog_name="tripplan", standalone_mode=False)
    except ClickException as error:
        tell(error)
        status = error.exit_code
    sys.exit(status)
