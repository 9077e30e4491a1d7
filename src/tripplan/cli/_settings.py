"""What a run is told: by its options, by the folder's own file, by default."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from tripplan.cli._configuration import configuration_in, configuration_named, is_last
from tripplan.cli._files import fail
from tripplan.diagnostics import Severity
from tripplan.messages import say
from tripplan.model import Choice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tripplan.cli._configuration import Configuration


@dataclass(frozen=True, slots=True)
class Settings:
    """What is wanted of a run.

    `select` and `ignore` are ids of checks, `choices` defaults for the trips' own [checks], `baseline` a file of findings that
    were there before, `exclude` patterns of files that are passed over in folders. `source` is the file that tells the folder's
    defaults, None where there is none. `output_format` is empty where nobody asks for any.
    """

    select: frozenset[str] | None = None
    ignore: frozenset[str] = frozenset()
    fail_on: Severity = Severity.ERROR
    output_format: tuple[str, ...] = ()
    baseline: str | None = None
    router: str | None = None
    lang: str | None = None
    exclude: tuple[str, ...] = ()
    choices: Mapping[str, Choice] = field(default_factory=dict)
    source: str | None = None


class Told:
    """What one run is told: options first, then the nearest configuration, then the defaults.

    Checks and their choices are each file's own, from the configuration nearest above it; all else is the run's, from the one
    nearest above the working folder. A configuration named by `config` serves for everything, `isolated` passes over all.
    """

    def __init__(
        self, options: Mapping[str, Any], *, config: str | None = None, isolated: bool = False
    ) -> None:
        self._options = {name: value for name, value in options.items() if value is not None}
        self._config = config
        self._isolated = isolated
        self._found: dict[Path, Configuration | None] = {}
        self._used: dict[str, Configuration] = {}

    @cached_property
    def run(self) -> Settings:
        """What holds for the run as a whole."""
        return self._with_options(self._in(Path()))

    def of(self, file: str) -> Settings:
        """What holds for one file: the run's settings with the checks that are chosen where the file stands."""
        there = self._in(Path(file).parent)
        own = replace(
            self.run, select=there.select, ignore=there.ignore, choices=there.choices, source=there.source
        )
        settings = self._with_options(own)
        # To select a check is to ask for it: one that is off by itself, or by the folder's word, runs.
        asked = {check: Choice() for check in settings.select or ()}
        choices = {
            check: each for check, each in settings.choices.items() if not each.off or check not in asked
        }
        return replace(settings, choices={**asked, **choices})

    def settle(self, files: Iterable[str]) -> None:
        """Reads every configuration of the run, so that nothing is done on the word of a bad one.

        Raises:
            Exit: one of them is bad; standard error has told all that is wrong in all of them.
        """
        self.of("")
        for file in files:
            self.of(file)
        problems = [problem for each in self._used.values() for problem in each.problems]
        for problem in problems:
            typer.echo(f"tripplan: {problem}", err=True)
        if problems:
            raise typer.Exit(2)

    def tell(self) -> None:
        """Says on standard error whose word was followed, beside the options."""
        for file, each in self._used.items():
            if each.values:
                fail(say("settings: {file}", file=file))

    def _with_options(self, settings: Settings) -> Settings:
        return replace(settings, **self._options)

    def _in(self, folder: Path) -> Settings:
        if self._isolated:
            return Settings()
        # Not resolve(): a link to a trip lies where it is, not where it leads.
        found = self._named if self._config else self._above(Path(os.path.abspath(folder)))  # noqa: PTH100 - see above
        if found is None:
            return Settings()
        self._used[found.file] = found
        return Settings(**found.values, source=found.file)

    @cached_property
    def _named(self) -> Configuration:
        return configuration_named(str(self._config))

    def _above(self, folder: Path) -> Configuration | None:
        if folder not in self._found:
            found = configuration_in(folder)
            self._found[folder] = found or (None if is_last(folder) else self._above(folder.parent))
        return self._found[folder]
