"""The positions that `locate` gives, judged by the parser: what stands at a span must mean what the path says."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path as File
from typing import TYPE_CHECKING

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from toml_documents import Author
from tripplan.locate import Path, Span, locate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CORPUS = sorted((File(__file__).parent / "data" / "toml").glob("*.toml"))
FRAGMENTS = [
    *"[]{}\"'\\#=., \n\ta1-:_e한",
    "\r\n",
    '"""',
    "'''",
    "[[",
    "]]",
    "[a]\n",
    "a = 1\n",
    "07:32",
    "{a = 1}",
]
FRESH, FRESH_KEY = "\0", '"\\u0000"'  # a string that no document has, and how to write it


def below(value: object) -> list[tuple[str | int, object]]:
    """What lies directly below a value of the parser."""
    if isinstance(value, dict):
        return list(value.items())
    return list(enumerate(value)) if isinstance(value, list) else []


def walk(value: object) -> Iterator[tuple[Path, object]]:
    """Every path below a value of the parser, and what is there."""
    open_: list[tuple[Path, object]] = [((), value)]
    while open_:
        path, value = open_.pop()
        found = [((*path, part), child) for part, child in below(value)]
        yield from found
        open_ += found


def parsed(text: str) -> object:
    """The data of a text, or None where the parser refuses it (too long an integer is a plain ValueError)."""
    try:
        return tomli.loads(text)
    except (ValueError, RecursionError):
        return None


def edited(data: object, path: Path, edit: Callable[[str | int, object], tuple[str | int, object]]) -> object:
    """The data with the key and the value at `path` put through `edit`."""
    items = []
    for part, child in below(data):
        if part != path[0]:
            items.append((part, child))
        elif path[1:]:
            items.append((part, edited(child, path[1:], edit)))
        else:
            items.append(edit(part, child))
    return dict(items) if isinstance(data, dict) else [child for _, child in items]


def replaced(text: str, span: Span, new: str) -> str:
    """The text with something else at a span."""
    return text[: span.start] + new + text[span.end :]


def check(text: str) -> None:
    """The law: the paths are the parser's own, and each span holds the key or the value of its path."""
    data, found = tomli.loads(text), locate(text)
    values = dict(walk(data))
    assert sorted(map(repr, found.paths)) == sorted(map(repr, values))
    for path, value in values.items():
        key, span = found.key(path), found.value(path)
        assert key is not None
        assert span is not None
        assert all(part == part.strip() for part in (text[slice(*key)], text[slice(*span)]))
        if isinstance(path[-1], int):
            assert key == span
        else:
            check_key(text, path, key)
        if repr(parsed(f"v = {text[slice(*span)]}")) == repr({"v": value}):
            check_value(text, data, path, key, span)
        elif key != span or isinstance(path[-1], int):
            check_header(text, path, value, key, span)
        else:
            assert isinstance(value, dict), "only a table may be implied"


def check_key(text: str, path: Path, key: Span) -> None:
    """The span holds the key and no more; written otherwise, it makes another key in the same table."""
    written = text[slice(*key)]
    assert tomli.loads(f"{written} = 0") == {path[-1]: 0}
    renamed = parsed(replaced(text, key, FRESH_KEY))  # refused where `[a.b]` no longer lies below `[[a]]`
    assert renamed is None or (*path[:-1], FRESH) in dict(walk(renamed))


def check_value(text: str, data: object, path: Path, key: Span, span: Span) -> None:
    """Something else at the span of a value, or of its key, changes that value, or its key, and nothing else."""
    other = tomli.loads(replaced(text, span, FRESH_KEY))
    assert repr(other) == repr(edited(data, path, lambda part, _: (part, FRESH)))
    if key != span:
        other = tomli.loads(replaced(text, key, FRESH_KEY))
        assert repr(other) == repr(edited(data, path, lambda _, child: (FRESH, child)))


def check_header(text: str, path: Path, value: object, key: Span, span: Span) -> None:
    """The span holds the header that makes the table, the array of tables or the element of one."""
    written = text[slice(*span)]
    names = [part for part in path if isinstance(part, str)]
    assert [part for part in list(walk(tomli.loads(written)))[-1][0] if isinstance(part, str)] == names
    before, after = (dict(walk(tomli.loads(text[:end]))) for end in span)
    if isinstance(path[-1], int):
        assert path not in before
        assert after[path] == {}
    else:
        assert span.start < key.start < key.end < span.end
        assert path in after
        assert path not in before or isinstance(value, dict), "an array of tables begins at its first header"


def mutated(source: random.Random, texts: list[str]) -> str:
    """One of the texts with a few pieces of it lost, copied, or replaced by what means something in TOML."""
    text = source.choice(texts)
    for _ in range(source.randint(1, 3)):
        start = source.randint(0, len(text))
        span = Span(start, min(len(text), start + source.choice([0, 0, 1, 1, 2, 8, 30])))
        donor = source.choice([text, text, source.choice(texts)])
        piece = source.randint(0, len(donor))
        copied = donor[piece : piece + source.choice([1, 5, 20])]
        text = replaced(text, span, source.choice(["", copied, *source.choices(FRAGMENTS, k=4)]))
    return text


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.stem)
def test_corpus_is_located_as_the_parser_reads_it(file: File) -> None:
    """For each feature of TOML 1.0 and 1.1, all paths are found and their spans hold their keys and values."""
    check(file.read_bytes().decode())


def test_corpus_is_all_there() -> None:
    """The corpus is not silently lost, nor is its Windows half turned into Unix files."""
    assert len(CORPUS) >= 79
    assert sum(b"\r\n" in file.read_bytes() for file in CORPUS) >= 4


@given(st.randoms(use_true_random=False))
@settings(deadline=None)
def test_random_documents_are_located_as_the_parser_reads_them(source: random.Random) -> None:
    """However a valid document is laid out, all paths are found and their spans hold their keys and values."""
    check(Author(source).document())


def test_damaged_documents_are_located_as_the_parser_reads_them() -> None:
    """Whatever the parser accepts of thousands of damaged documents, no path and no span of it is wrong."""
    source = random.Random(20240921)  # noqa: S311 - the same documents in each run; nothing here is a secret
    texts = [file.read_bytes().decode() for file in CORPUS] + [Author(source).document() for _ in range(100)]
    accepted = [text for text in (mutated(source, texts) for _ in range(20_000)) if parsed(text) is not None]
    assert len(accepted) >= 2000
    for text in accepted:
        check(text)


@given(st.text(alphabet=list("[]{}\"'\\#=., \n\ra1-é"), max_size=30))
def test_a_text_that_is_not_toml_ends_at_most_in_a_value_error(text: str) -> None:
    """Outside its contract the scanner still ends, with some answer or with a ValueError."""
    with contextlib.suppress(ValueError):
        paths = list(locate(text).paths)
        assert len(set(paths)) == len(paths)
