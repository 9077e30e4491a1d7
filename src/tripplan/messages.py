"""Sentences with holes: written in English where they arise, said in the reader's language at the end.

A template's text is its key in the catalogue (gettext, `locale/`). What fills the holes stays what it is, a moment, a
length, an event, until `speech` says it in that language.
"""

from __future__ import annotations

import gettext
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "ko")


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence: its English template, and the values for its holes by name."""

    template: str
    values: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class People:
    """Those whom a sentence speaks of, by id."""

    ids: tuple[str, ...]


def say(template: str, /, **values: object) -> Message:
    """The message of a template; `{start:clock}` says the value `start` in the form `clock` (see `speech`)."""
    return Message(template, tuple(values.items()))


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The translations into a language; English, which the code is written in, has none of them."""
    return gettext.translation("tripplan", Path(__file__).with_name("locale"), [language], fallback=True)


def translated(template: str, language: str) -> str:
    """A template in a language; in English where nobody has translated it."""
    return catalogue(language).gettext(template)


def plain(language: str, template: str, /, **values: object) -> str:
    """A sentence whose values need no language of their own: ids, numbers, other sentences."""
    return fit_particles(translated(template, language).format(**values), language)


# A particle in the catalogue is written with both its forms, [은/는]; the sound before it chooses.
_PARTICLE = re.compile(r"(?P<sound>\w)(?P<between>[\"')\]]*)\[(?P<closed>[가-힣]+)/(?P<open>[가-힣]+)\]")
_CLOSED_DIGITS = frozenset("013678")  # 영 일 삼 육 칠 팔 end in a consonant


def fit_particles(text: str, language: str) -> str:
    """The text with each doubled particle in the form that follows the sound before it; only Korean has them."""
    return _PARTICLE.sub(_fitted, text) if language == "ko" else text


def _fitted(found: re.Match[str]) -> str:
    sound = found["sound"]
    if "가" <= sound <= "힣":
        rest = (ord(sound) - ord("가")) % 28
        # ㄹ (8) takes 로, not 으로
        closed = rest != 0 and not (rest == 8 and found["closed"] == "으로")  # noqa: PLR2004 - Unicode's order of finals
    elif sound in "0123456789":
        closed = sound in _CLOSED_DIGITS and not (sound in "178" and found["closed"] == "으로")
    else:
        return f"{sound}{found['between']}{found['closed']}({found['open']})"
    return f"{sound}{found['between']}{found['closed'] if closed else found['open']}"
