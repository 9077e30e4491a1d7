"""Random TOML 1.1 documents, valid by the way they are written, with all the freedom of layout that the format gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

BARE = ["a", "b", "id", "A-b_c", "1", "-", "true"]
NAMES = [*BARE, "", "a b", "a.b", "강원", "🛫", '"', "'", "\\", "#", "]", "= 1", "é\t", "\x1b"]
NUMBERS = ["0", "-17", "+1_000", "0xDEAD_beef", "0o755", "0b1101", "1.5", "-0.0", "6.626E-34", "-inf", "nan"]
DATES = [
    "1979-05-27",
    "1979-05-27T07:32:00Z",
    "1979-05-27t07:32:00.9-07:00",
    "1979-05-27 07:32:00",
    "07:32:00",
]
SHORT_DATES = ["1979-05-27T07:32", "1979-05-27 07:32+09:00", "07:32"]
ATOMS = [*NUMBERS, *DATES, *SHORT_DATES, "true", "false", '""', "''", '""""""', "''''''"]
SAFE = list("a 한🛫é#]}[,=.\t\u2028")  # these mean nothing in any string
ESCAPES = ["\\\\", '\\"', "\\n", "\\e", "\\x41", "\\uAC15", "\\U0001F6EB"]
# In a long string, a backslash swallows the line end and the blanks behind it.
FOLDS = ["\\\n", "\\  \n \t\n  "]
STRINGS = {
    '"': [*SAFE, *ESCAPES, "'", "'''"],
    "'": [*SAFE, "\\", '"', '"""'],
    '"""': [*SAFE, *ESCAPES, *FOLDS, "\n", "'''", '"a', '""\n', '""\\"'],
    "'''": [*SAFE, "\\", "\n", '"""', "'a", "''\n", "''\""],
}


class Author:
    """Writes documents; each choice is drawn from `random`, so that one source gives one document."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def document(self) -> str:
        """A whole document, with either kind of line end."""
        own, below = self.section(depth=2)
        text = "".join([own, *below])
        if self.coin():
            text = text.removesuffix("\n")
        return text.replace("\n", "\r\n") if self.coin() else text

    def coin(self) -> bool:
        """A yes or a no."""
        return self.random.random() < 0.5

    def names(self) -> list[str]:
        """Different names for the keys of one table."""
        return self.random.sample(NAMES, self.random.choice([0, 1, 1, 2, 3]))

    # --- blanks

    def blank(self) -> str:
        """What may stand between two tokens of a line."""
        return self.random.choice(["", " ", " ", "\t", "  "])

    def end(self) -> str:
        """The end of a statement, and perhaps lines that say nothing."""
        comment = self.random.choice(["", "", "# c", "# \"'[{=", "#"])
        return self.blank() + comment + self.random.choice(["\n", "\n", "\n\n", "\n  # [a]\n", "\n \t\n"])

    def gap(self) -> str:
        """What may stand between the elements of an array or an inline table."""
        return self.random.choice(["", "", " ", "\n", "\n\t", " # , ] }\n", "\n\n #\n  "])

    # --- keys and values

    def key(self, *names: str) -> str:
        """A key, dotted where there are several names, each part quoted in one of the ways that it allows."""
        return (self.blank() + "." + self.blank()).join(map(self.part, names))

    def part(self, name: str) -> str:
        """One part of a key."""
        ways = ['"' + "".join(f"\\U{ord(char):08x}" for char in name) + '"']
        ways.append('"' + name.replace("\\", "\\\\").replace('"', '\\"').replace("\x1b", "\\e") + '"')
        if not set(name) & set("'\x1b"):
            ways.append(f"'{name}'")
        if re.fullmatch(r"[A-Za-z0-9_-]+", name):
            ways += [name] * 3
        return self.random.choice(ways)

    def value(self, depth: int) -> str:
        """A value of any kind."""
        if depth > 0 and self.coin():
            return self.array(depth - 1) if self.coin() else self.inline(depth - 1)
        return self.string() if self.coin() else self.random.choice(ATOMS)

    def string(self) -> str:
        """A string of one of the four kinds; one or two quotes of its own may touch the end of a long one."""
        quote, pieces = self.random.choice(list(STRINGS.items()))
        body = "".join(self.random.choices(pieces, k=self.random.randint(0, 6)))
        return quote + body + quote[0] * self.random.randint(0, len(quote) - 1) + quote

    def array(self, depth: int) -> str:
        """An array, over one line or several."""
        return self.listed("[", [self.value(depth) for _ in range(self.random.randint(0, 3))], "]")

    def inline(self, depth: int) -> str:
        """An inline table, over one line or several."""
        return self.listed("{", self.pairs(self.names(), depth), "}")

    def listed(self, opening: str, elements: list[str], closing: str) -> str:
        """Elements between brackets, perhaps with a comma at the end."""
        comma = "," if elements and self.coin() else ""
        inside = ",".join(self.gap() + element + self.gap() for element in elements)
        return opening + inside + comma + self.gap() + closing

    def pairs(self, names: list[str], depth: int, *above: str) -> list[str]:
        """Pairs of key and value; some tables among them are written with dotted keys, in any order."""
        pairs = []
        for name in names:
            dotted = self.pairs(self.names(), depth - 1, *above, name) if depth > 0 and self.coin() else []
            plain = [self.key(*above, name) + self.blank() + "=" + self.blank() + self.value(depth)]
            pairs += dotted or plain
        self.random.shuffle(pairs)
        return pairs

    # --- statements

    def header(self, opening: str, *path: str, closing: str) -> str:
        """The header of a table or of an element."""
        return self.blank() + opening + self.blank() + self.key(*path) + self.blank() + closing + self.end()

    def section(self, *path: str, depth: int) -> tuple[str, list[str]]:
        """The pairs of the table at `path`, and the tables below it, in any order and mixed with each other."""
        names, below = self.names(), list[str]()
        own = names if not depth else [name for name in names if self.coin()]
        body = [self.blank() + pair + self.end() for pair in self.pairs(own, 2)]
        families = [self.family(*path, name, depth=depth - 1) for name in names if name not in own]
        while families := [family for family in families if family]:
            below.append(self.random.choice(families).pop(0))
        return "".join(body), below

    def family(self, *path: str, depth: int) -> list[str]:
        """A table and those below it, or the elements of an array of tables, each with those below it."""
        if self.coin():
            return [self.element(*path, depth=depth) for _ in range(self.random.randint(1, 3))]
        body, below = self.section(*path, depth=depth)
        own = self.header("[", *path, closing="]") + body
        return self.random.choice([[own, *below], [*below, own], below or [own]])

    def element(self, *path: str, depth: int) -> str:
        """One element of an array of tables, with all below it."""
        body, below = self.section(*path, depth=depth)
        return "".join([self.header("[[", *path, closing="]]"), body, *below])
