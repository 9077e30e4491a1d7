"""What may stand at a key path: the format's own account of itself, asked from inside a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from tripplan.schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.lsp.outline import Path

Schema: TypeAlias = dict[str, Any]


class Format:
    """The format, its descriptions in a language. `kind` is that of the event asked about; None asks about all kinds."""

    def __init__(self, language: str) -> None:
        self._root = schema(language)

    def keys(self, path: Path, kind: str | None) -> dict[str, Schema]:
        """The keys that the table at a path may hold, each with what is said of it."""
        return {
            key: each for node in self._at(path, kind) for key, each in node.get("properties", {}).items()
        }

    def required(self, path: Path, kind: str | None) -> set[str]:
        """The keys that it must hold."""
        return {key for node in self._at(path, kind) for key in node.get("required", ())}

    def choices(self, path: Path) -> list[str]:
        """The words that a value must be one of; none where it is free."""
        return list(dict.fromkeys(word for node in self._at(path, None) for word in node.get("enum", ())))

    def description(self, path: Path, kind: str | None) -> str:
        """What a key is for; "" for what nobody has described."""
        return next((node["description"] for node in self._at(path, kind) if "description" in node), "")

    def _at(self, path: Path, kind: str | None) -> list[Schema]:
        nodes = list(self._spread(self._root, kind))
        for part in path:
            nodes = [
                each for node in nodes for below in _step(node, part) for each in self._spread(below, kind)
            ]
        return nodes

    def _spread(self, node: Schema, kind: str | None) -> Iterator[Schema]:
        """A schema and all that it refers to: what holds of one place together, and its alternatives."""
        yield node
        if "$ref" in node:
            yield from self._spread(self._root["definitions"][node["$ref"].rpartition("/")[2]], kind)
        for each in (*node.get("allOf", ()), *node.get("anyOf", ())):
            if "if" not in each:
                yield from self._spread(each, kind)
            elif kind in {None, each["if"]["properties"]["kind"]["const"]}:
                yield from self._spread(each["then"], kind)


def _step(node: Schema, part: str | int) -> Iterator[Schema]:
    """What a schema says of a key or of an element."""
    if isinstance(part, int):
        found = node.get("items")
    else:
        found = node.get("properties", {}).get(part) or node.get("additionalProperties")
    if isinstance(found, dict):
        yield found
