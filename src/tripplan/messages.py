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
    return fill(language, Message(template), **values)


def fill(language: str, message: Message, /, **values: object) -> str:
    """As `plain`, where the sentence was written elsewhere and its values come only now."""
    return fit_particles(translated(message.template, language).format(**values), language)


def plural(language: str, number: int, one: str, many: str) -> str:
    """A number with its noun, "1 event" or "2 events"; each template has a hole `number`."""
    template = catalogue(language).ngettext(one, many, number)
    return fit_particles(template.format(number=number), language)


# A particle in the catalogue is written with both its forms, [은/는]. The sound before it chooses, whatever stands between:
# quotes, other marks, and brackets with all that is in them, as in 밴프(Banff)는.
_PARTICLE = re.compile(
    r"(?:(?P<sound>\w)(?P<between>(?: ?\([^()]*\)|[^\w\s\[(])*))?\[(?P<closed>[가-힣]+)/(?P<open>[가-힣]+)\]"
)
_RIEUL = 8  # ㄹ, after which it is 로 and not 으로
_DIGITS = (21, 8, 0, 16, 0, 0, 1, 8, 8, 0)  # 영 일 이 삼 사 오 육 칠 팔 구, by their finals


def fit_particles(text: str, language: str) -> str:
    """The text with each doubled particle in the form that follows the sound before it; only Korean has them."""
    return _PARTICLE.sub(_fitted, text) if language == "ko" else text


def _fitted(found: re.Match[str]) -> str:
    sound, between = found["sound"] or "", found["between"] or ""
    closed, open_ = found["closed"], found["open"]
    final = _final(sound)
    if final is None:  # nobody knows how the reader says it
        return f"{sound}{between}{closed}({open_})"
    takes_open = final == 0 or (final == _RIEUL and closed.startswith("으로"))
    return f"{sound}{between}{open_ if takes_open else closed}"


def _final(sound: str) -> int | None:
    """The consonant that a letter or digit ends in when said in Korean, in Unicode's order of finals; 0 is none."""
    if "가" <= sound <= "힣":
        return (ord(sound) - ord("가")) % 28
    return _DIGITS[int(sound)] if sound in tuple("0123456789") else None
