"""The form under which a name is stored and looked up: one rule for both sides."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 100  # characters: no form in the gazetteer is longer

# Latin letters that Unicode does not take apart into a letter and a mark.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ə": "e", "æ": "ae", "œ": "oe", "þ": "th"}
)
_APOSTROPHES = re.compile("['`´‘’ʻʼʽʾʿ]")
# 춘천 and 춘천시 ("Chuncheon City") are one city.
_KOREAN_CITY = re.compile(r"(?<=[가-힣]{2})(?: ?(?:특별자치시|특별시|광역시|시))+$")


def key(text: str) -> str:
    """The look-up form of a name: case, accents, punctuation and the Korean word for "city" set aside.

    Hangul comes out in whole syllables, as it went in. The result holds letters, digits and single spaces only, so no
    wildcard, quote, control character or lone surrogate survives; taking the key of a key changes nothing.
    """
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(character for character in folded if unicodedata.category(character) != "Mn")
    plain = _APOSTROPHES.sub("", unicodedata.normalize("NFC", bare).translate(_LETTERS))
    return _KOREAN_CITY.sub("", " ".join(re.sub(r"[\W_]+", " ", plain).split()))
