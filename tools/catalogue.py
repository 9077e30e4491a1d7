"""Keeps the catalogue of sentences: `locale/ko/LC_MESSAGES/tripplan.po`, which people edit, and the .mo made of it.

`python tools/catalogue.py` brings both up to date with the source: new sentences come in empty, old ones go. `--check`
changes nothing and fails where a sentence is missing, left over, empty or fuzzy, or where a file is not what this writes.
"""

from __future__ import annotations

import ast
import inspect
import sys
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import tomli
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tripplan.checks._examples import taken_apart
from tripplan.cli._starter import notes

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(__file__).parents[1] / "src" / "tripplan"
PO = SOURCE / "locale" / "ko" / "LC_MESSAGES" / "tripplan.po"
MO = PO.with_suffix(".mo")
# Tables whose texts are shown, and the keys of those texts.
TABLES = {"checks/limits/*.toml": {"source"}, "places/data/travel.toml": {"source", "label", "name"}}
# What says sentences: where among the arguments the templates stand. A tally's reasons are sentences too.
KEYWORDS = {"say": (0,), "plain": (1,), "plural": (2, 3), "skip": (0,), "Note": (0,)}
# Keywords whose text is shown: of a command's option, of an exporter, of a key of the format.
TOLD = {"help", "advice", "description"}
# What others say and this program passes on: the TOML parser, files, the network, holidays, the gazetteer. One a line.
FOREIGN = Path(__file__).with_name("data") / "foreign.txt"

Sentence: TypeAlias = str | tuple[str, ...]


class Korean(Catalog):
    """A catalogue whose header says what programs need, and not when, where and by whom it was written."""

    def __init__(self) -> None:
        super().__init__(locale="ko", fuzzy=False, header_comment="# The sentences of tripplan in Korean.")

    mime_headers = [  # noqa: RUF012 - Babel's is a property that names dates and people
        ("Language", "ko"),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Plural-Forms", "nplurals=1; plural=0;"),
    ]


def main() -> int:
    """Writes both files or, with --check, tells what is wrong with them; 1 where something was."""
    if sys.argv[1:] == ["--check"]:
        found = [*faults(), *stale()]
        print(*found, sep="\n", end="\n" if found else "")
        return 1 if found else 0
    catalogue = updated()
    PO.write_bytes(po_bytes(catalogue))
    MO.write_bytes(mo_bytes(catalogue))
    empty = [message.id for message in catalogue if message.id and not korean(message)]
    print(*(f"not translated: {each}" for each in empty), sep="\n", end="\n" if empty else "")
    return 0


def sentences() -> list[Sentence]:
    """Everything that there is to translate, sorted; a template with a plural is a pair."""
    spoken = (each for file in SOURCE.rglob("*.py") for each in _of_file(file))
    foreign = FOREIGN.read_text("utf-8").splitlines()
    return sorted({*spoken, *foreign, *_of_tables(), *_of_checks(), *notes()}, key=str)


def _of_tables() -> Iterator[str]:
    """The texts of tables, which sentences cite."""
    for pattern, keys in TABLES.items():
        for file in SOURCE.glob(pattern):
            yield from _under(keys, tomli.loads(file.read_text("utf-8")))


def _under(keys: set[str], value: object) -> Iterator[str]:
    """Every text that stands under one of the keys, however deep."""
    if isinstance(value, dict):
        yield from (each for key, each in value.items() if key in keys and isinstance(each, str))
        value = list(value.values())
    if isinstance(value, list):
        yield from chain.from_iterable(_under(keys, each) for each in value)


def _of_checks() -> Iterator[str]:
    """The explanations of checks: titles, and paragraph by paragraph why they matter. Their examples stay as they are."""
    for file in (SOURCE / "checks").glob("[!_]*.py"):
        told = taken_apart(ast.get_docstring(ast.parse(file.read_text("utf-8"))), file.stem)
        yield from (told.title, *told.why.split("\n\n"))


def _of_file(file: Path) -> Iterator[Sentence]:
    tree = ast.parse(file.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _of_call(node)
        elif isinstance(node, ast.FunctionDef) and file.parent.name == "cli" and _is_command(node, file):
            yield inspect.cleandoc(ast.get_docstring(node) or "")


def _is_command(node: ast.FunctionDef, file: Path) -> bool:
    """Whether a function of `cli/` is a command, whose docstring is its help, or the program itself."""
    return node.name == "_root" or (node.name == file.stem and not node.name.startswith("_"))


def _of_call(node: ast.Call) -> Iterator[Sentence]:
    for keyword in node.keywords:
        if keyword.arg in TOLD:
            yield from _literals(keyword.value)
    places = KEYWORDS.get(_called(node), ())
    if len(places) > 1:
        yield tuple(text for place in places for text in _literals(node.args[place]))
    elif places and node.args:
        yield from _literals(node.args[places[0]])


def _called(node: ast.Call) -> str:
    """The name of the function that is called; of methods only `skip`, for others of these names say something else."""
    if isinstance(node.func, ast.Name):
        return node.func.id
    return "skip" if isinstance(node.func, ast.Attribute) and node.func.attr == "skip" else ""


def _literals(node: ast.expr) -> Iterator[str]:
    """The texts that an argument may be: one, or either of two.

    Raises:
        TypeError: the argument is put together at run time, so that nobody can translate it.
    """
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)
    elif not (
        isinstance(node, ast.Attribute) and node.attr == "template"
    ):  # of a message: it was said elsewhere
        raise TypeError(f"a template that is put together at run time: {ast.unparse(node)}")


def updated() -> Catalog:
    """The catalogue of today's sentences with yesterday's translations."""
    known = read()
    catalogue = Korean()
    for sentence in sentences():
        message = known.get(sentence)
        catalogue.add(sentence, message.string if message else "", flags=message.flags if message else ())
    return catalogue


def read() -> Catalog:
    """The catalogue as it is on disk; an empty one where there is none."""
    return read_po(BytesIO(PO.read_bytes()), locale="ko") if PO.exists() else Catalog(locale="ko")


def korean(message: Message) -> str:
    """What a message is in Korean, which has one form for any number; "" where nobody has said it yet."""
    return message.string if isinstance(message.string, str) else "".join(message.string or ())


def faults() -> Iterator[str]:
    """What a translator has still to do."""
    wanted, known = set(sentences()), {message.id: message for message in read() if message.id}
    yield from (f"missing: {each}" for each in wanted if each not in known)
    for sentence, message in known.items():
        if sentence not in wanted:
            yield f"obsolete: {sentence}"
        if message.fuzzy:
            yield f"fuzzy: {sentence}"
        if not korean(message):
            yield f"empty: {sentence}"


def stale() -> Iterator[str]:
    """The files that are not what the source and the translations make."""
    catalogue = updated()
    for path, data in ((PO, po_bytes(catalogue)), (MO, mo_bytes(catalogue))):
        if not path.exists() or path.read_bytes() != data:
            yield f"{path.relative_to(SOURCE)}: stale: run tools/catalogue.py"


def po_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as people edit it."""
    output = BytesIO()
    write_po(output, catalogue, width=0, no_location=True, sort_output=True, ignore_obsolete=True)
    return output.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as the program reads it."""
    output = BytesIO()
    write_mo(output, catalogue)
    return output.getvalue()


if __name__ == "__main__":
    sys.exit(main())
