"""The commands and what they take, read off their source: to import one costs more than a person waits for at a key."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_PACKAGE = Path(__file__).parents[1]
_COMMANDS = _PACKAGE / "cli"
_HELP = ("--help", "-h")


class Parameter(NamedTuple):
    """An option or argument: `name` is the function's for it, `flags` those of an option, `metavar` what its value is called.

    `choices` are the values that it may have where they are a fixed few.
    """

    name: str
    flags: tuple[str, ...]
    metavar: str
    choices: tuple[str, ...]
    takes_value: bool
    repeats: bool


class Command(NamedTuple):
    """What a command takes."""

    parameters: tuple[Parameter, ...]

    @property
    def flags(self) -> list[str]:
        """Every option that it has, as it is written."""
        return [*(flag for each in self.parameters for flag in each.flags), *_HELP]

    def option(self, flag: str) -> Parameter | None:
        """The option that is written so."""
        return next((each for each in self.parameters if flag in each.flags), None)

    def argument(self, index: int) -> Parameter | None:
        """The argument in a place, counted from 0."""
        arguments = [each for each in self.parameters if not each.flags]
        if index < len(arguments):
            return arguments[index]
        return arguments[-1] if arguments and arguments[-1].repeats else None


def command_names() -> list[str]:
    """The names of all commands, sorted."""
    return sorted(file.stem for file in _COMMANDS.glob("*.py") if not file.stem.startswith("_"))


def command_of(name: str) -> Command | None:
    """What a command takes; None where there is none of that name."""
    if name not in command_names():
        return None
    module = ast.parse((_COMMANDS / f"{name}.py").read_text("utf-8"))
    function = next(node for node in module.body if isinstance(node, ast.FunctionDef) and node.name == name)
    arguments = [*function.args.args, *function.args.kwonlyargs]
    return Command(tuple(_parameter(each.arg, each.annotation, module) for each in arguments))


def _parameter(name: str, annotation: ast.expr | None, module: ast.Module) -> Parameter:
    """One parameter, from `Annotated[TYPE, typer.Option("--flag", metavar="WORD")]`.

    Raises:
        TypeError: it is written otherwise.
    """
    match annotation:
        case ast.Subscript(
            value=ast.Name(id="Annotated"),
            slice=ast.Tuple(elts=[type_, ast.Call(func=ast.Attribute(attr=kind)) as call]),
        ):
            word, repeats = _word(type_)
            flags = tuple(_flags(name, call, word)) if kind == "Option" else ()
            metavar = next(
                (ast.literal_eval(each.value) for each in call.keywords if each.arg == "metavar"), ""
            )
            return Parameter(name, flags, metavar, _choices(word, module), word != "bool", repeats)
    raise TypeError(f"{name}: neither an option nor an argument")


def _word(type_: ast.expr) -> tuple[str, bool]:
    """The name of a type without `| None` and `list[…]`, and whether it was a list."""
    match type_:
        case ast.BinOp(left=left):
            return _word(left)
        case ast.Subscript(value=ast.Name(id="list"), slice=inner):
            return _word(inner)[0], True
    return ast.unparse(type_), False


def _flags(name: str, call: ast.Call, word: str) -> Iterator[str]:
    written = [str(ast.literal_eval(each)) for each in call.args]
    if written:
        yield from (flag for each in written for flag in each.split("/"))
        return
    long = name.replace("_", "-")
    yield f"--{long}"
    if word == "bool":
        yield f"--no-{long}"


def _choices(word: str, module: ast.Module) -> tuple[str, ...]:
    """The values of an enumeration that a module has or imports; none where the type is something else."""
    for node in module.body:
        if isinstance(node, ast.ClassDef) and node.name == word:
            values = (each.value for each in node.body if isinstance(each, ast.Assign))
            return tuple(
                each.value
                for each in values
                if isinstance(each, ast.Constant) and isinstance(each.value, str)
            )
        if isinstance(node, ast.ImportFrom) and word in {alias.name for alias in node.names}:
            file = _PACKAGE.parent.joinpath(*str(node.module).split("."))
            found = next(
                (each for each in (file.with_suffix(".py"), file / "__init__.py") if each.is_file()), None
            )
            return _choices(word, ast.parse(found.read_text("utf-8"))) if found else ()
    return ()
