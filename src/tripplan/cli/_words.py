"""The words of the tables, and how a reader hears the texts of a trip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tripplan import when
from tripplan.messages import LANGUAGES, fill, say
from tripplan.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, timedelta

    from tripplan.messages import Message
    from tripplan.model import Text

# What each word is in English; the catalogue has it in other languages. Braces are filled in by whoever asks.
_WORDS: dict[str, Message] = {
    "local": say("Local"),
    "home": say("Home"),
    "what": say("What"),
    "where": say("Where"),
    "who": say("Who"),
    "tentative": say("tentative"),
    "cancelled": say("cancelled"),
    "unclear": say("time unclear"),
    "flight": say("flight"),
    "train": say("train"),
    "bus": say("bus"),
    "ferry": say("ferry"),
    "drive": say("drive"),
    "walk": say("walk"),
    "meeting": say("meeting"),
    "visit": say("visit"),
    "ceremony": say("ceremony"),
    "conference": say("conference"),
    "meal": say("meal"),
    "tour": say("tour"),
    "sport": say("sport"),
    "press": say("press"),
    "rest": say("rest"),
    "other": say("other"),
    "check-in": say("check-in"),
    "check-out": say("check-out"),
    "arrival": say("arrival"),
    "everyone": say("everyone"),
    "everyone but": say("everyone but {names}"),
    "nobody": say("nobody"),
    "nothing planned": say("nothing planned"),
    "again": say("again, across the date line"),
    "day": say("Day {first}"),
    "days": say("Days {first}–{last}"),
    "clocks": say("clocks: {before} → {after} ({places} time): {length} {way}"),
    "forward": say("forward"),
    "back": say("back"),
    "night in": say("night in {town}: {bed}"),
    "no bed": say("no bed in {town}"),
    "night flight": say("in the air: {move}"),
    "night train": say("on the train: {move}"),
    "night bus": say("on the bus: {move}"),
    "night ferry": say("on the ferry: {move}"),
    "night drive": say("on the road: {move}"),
    "night walk": say("on foot: {move}"),
}


@dataclass(frozen=True, slots=True)
class Voice:
    """A reader's languages.

    A text is said in the first of `languages` that it has or, where `both` is set, in each of the first two. Words of our own
    come in the first language that has them, dates and lengths too.
    """

    languages: tuple[str, ...]
    both: bool = False

    @property
    def own(self) -> str:
        """The language of words, dates and lengths."""
        return self.languages[0] if self.languages[0] in LANGUAGES else "en"

    def word(self, key: str, **parts: str) -> str:
        """A word of our own, filled in."""
        return fill(self.own, _WORDS[key], **parts)

    def text(self, text: Text) -> str:
        """A text of the trip, safe to show."""
        return self.each(text.say)

    def each(self, tell: Callable[..., str]) -> str:
        """What `tell` makes of the languages, most wanted first, safe to show: each wording once."""
        first = self.languages[:2] if self.both else self.languages[:1]
        return visible(" / ".join(dict.fromkeys(tell(each, *self.languages) for each in first)))

    def date(self, day: date) -> str:
        """A day in full."""
        return when.say_date(day, self.own)

    def length(self, length: timedelta) -> str:
        """A length: "10 h 20 min", "10시간 20분"."""
        return when.say_duration(length, self.own)
