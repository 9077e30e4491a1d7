"""The words of the tables in English and Korean, and how a reader hears the texts of a trip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tripplan import when
from tripplan.visible import visible

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, timedelta

    from tripplan.model import Text

# Word: in English, in Korean. Braces are filled in by whoever asks.
_WORDS: dict[str, tuple[str, str]] = {
    "local": ("Local", "현지"),
    "home": ("Home", "본국"),
    "what": ("What", "내용"),
    "where": ("Where", "장소"),
    "who": ("Who", "참석"),
    "tentative": ("tentative", "잠정"),
    "cancelled": ("cancelled", "취소"),
    "unclear": ("time unclear", "시각 불명"),
    "flight": ("flight", "항공"),
    "train": ("train", "열차"),
    "bus": ("bus", "버스"),
    "ferry": ("ferry", "여객선"),
    "drive": ("drive", "차량"),
    "walk": ("walk", "도보"),
    "meeting": ("meeting", "회의"),
    "visit": ("visit", "방문"),
    "ceremony": ("ceremony", "행사"),
    "conference": ("conference", "콘퍼런스"),
    "meal": ("meal", "식사"),
    "tour": ("tour", "시찰"),
    "sport": ("sport", "경기"),
    "press": ("press", "언론"),
    "rest": ("rest", "휴식"),
    "other": ("other", "기타"),
    "check-in": ("check-in", "체크인"),
    "check-out": ("check-out", "체크아웃"),
    "arrival": ("arrival", "도착"),
    "everyone": ("everyone", "전원"),
    "everyone but": ("everyone but {names}", "{names} 제외 전원"),
    "nobody": ("nobody", "없음"),
    "nothing planned": ("nothing planned", "일정 없음"),
    "again": ("again, across the date line", "날짜변경선을 넘어 다시"),
    "day": ("Day {first}", "{first}일차"),
    "days": ("Days {first}–{last}", "{first}–{last}일차"),
    "clocks": (
        "clocks: {before} → {after} ({places} time): {length} {way}",
        "시계: {before} → {after} ({places} 시간): {length} {way}",
    ),
    "forward": ("forward", "앞으로"),
    "back": ("back", "뒤로"),
    "night in": ("night in {town}: {bed}", "{town} 숙박: {bed}"),
    "no bed": ("no bed in {town}", "{town} 숙소 없음"),
    "night flight": ("in the air: {move}", "비행 중: {move}"),
    "night train": ("on the train: {move}", "열차 이동 중: {move}"),
    "night bus": ("on the bus: {move}", "버스 이동 중: {move}"),
    "night ferry": ("on the ferry: {move}", "선박 이동 중: {move}"),
    "night drive": ("on the road: {move}", "차량 이동 중: {move}"),
    "night walk": ("on foot: {move}", "도보 이동 중: {move}"),
}
_LANGUAGES = ("en", "ko")
_UNITS_KO = {" d": "일", " h": "시간", " min": "분"}


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
        return self.languages[0] if self.languages[0] in _LANGUAGES else "en"

    def word(self, key: str, **parts: str) -> str:
        """A word of our own, filled in."""
        return _WORDS[key][_LANGUAGES.index(self.own)].format(**parts)

    def text(self, text: Text) -> str:
        """A text of the trip, safe to show."""
        return self.each(text.say)

    def each(self, say: Callable[..., str]) -> str:
        """What `say` makes of the languages, most wanted first, safe to show: each wording once."""
        first = self.languages[:2] if self.both else self.languages[:1]
        return visible(" / ".join(dict.fromkeys(say(each, *self.languages) for each in first)))

    def date(self, day: date) -> str:
        """A day in full."""
        return when.say_date(day, self.own)

    def length(self, length: timedelta) -> str:
        """A length: "10 h 20 min", "10시간 20분"."""
        said = when.say_duration(length)
        if self.own == "ko":
            for unit, korean in _UNITS_KO.items():
                said = said.replace(unit, korean)
        return said
