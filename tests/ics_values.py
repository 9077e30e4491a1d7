"""The types of values in a calendar file (RFC 5545, 3.3; RFC 7986), each as a pattern or a test of what stands there."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_CSS = """
aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood cadetblue
chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod darkgray darkgreen darkgrey
darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen darkslateblue darkslategray
darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite forestgreen
fuchsia gainsboro ghostwhite gold goldenrod gray green greenyellow grey honeydew hotpink indianred indigo ivory khaki
lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen
lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray lightslategrey lightsteelblue lightyellow lime
limegreen linen magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue
mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive
olivedrab orange orangered orchid palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum
powderblue purple red rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue slateblue
slategray slategrey snow springgreen steelblue tan teal thistle tomato turquoise violet wheat white whitesmoke yellow
yellowgreen
"""
COLORS = frozenset(_CSS.split())  # CSS Color Module Level 3, 4.3: what COLOR may be
_CLOCK = r"([01]\d|2[0-3])[0-5]\d[0-5]\d"  # no leap second: several programs refuse it
_TIME = r"T(\d+H(\d+M(\d+S)?)?|\d+M(\d+S)?|\d+S)"
_DURATION = rf"P(\d+W|\d+D({_TIME})?|{_TIME})"
_OFFSET = r"[+-]([01]\d|2[0-3])[0-5]\d([0-5]\d)?"
_TEXT = r"([^\\;,]|\\[\\;,nN])*"
_URI = r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+"
# Outlook (MS-OXCICAL 2.1.3.1.1.19.2.2) reads a rule of one month with one BYDAY or one BYMONTHDAY. A zone like Santiago's has
# only the last form: the weekday within seven days.
_ORDER = "FREQ= UNTIL= BYMONTH= BYDAY= BYMONTHDAY="
_WEEKDAY = r"(SU|MO|TU|WE|TH|FR|SA)"
_RULE = (
    rf"FREQ=YEARLY(;UNTIL=\d{{8}}T{_CLOCK}Z)?"
    rf";BYMONTH=([1-9]|1[0-2])"
    rf";(BYDAY=([1-4]|-1){_WEEKDAY}|BYMONTHDAY=\d+|BYDAY={_WEEKDAY};BYMONTHDAY=(?P<week>\d+(,\d+){{6}}))"
)


def _is_day(text: str) -> bool:
    try:
        datetime.strptime(text, "%Y%m%d")  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return False
    return len(text) == len("YYYYMMDD")


def _is_local(text: str) -> bool:
    day, _, clock = text.partition("T")
    return _is_day(day) and re.fullmatch(_CLOCK, clock) is not None


def _is_position(text: str) -> bool:
    found = re.fullmatch(r"(-?\d{1,2}(?:\.\d+)?);(-?\d{1,3}(?:\.\d+)?)", text)
    return found is not None and abs(float(found[1])) <= 90 and abs(float(found[2])) <= 180


def _is_text(text: str) -> bool:
    parts = re.split(r"\\.", text)  # a mark after an escape does not belong to the letter of the escape
    return re.fullmatch(_TEXT, text) is not None and all(
        unicodedata.is_normalized("NFC", part) for part in parts
    )


def _is_rule(text: str) -> bool:
    """Whether it is a rule of one of the forms, its parts in any order."""
    found = re.fullmatch(
        _RULE, ";".join(sorted(text.split(";"), key=lambda part: _ORDER.find(part.partition("=")[0] + "=")))
    )
    days = [int(day) for day in found["week"].split(",")] if found and found["week"] else []
    return found is not None and days == list(range(days[0], days[0] + len(days)) if days else [])


def _matches(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern)
    return lambda text: compiled.fullmatch(text) is not None


def _one_of(words: str) -> Callable[[str], bool]:
    return frozenset(words.split()).__contains__


def _in_utc(text: str) -> bool:
    return text.endswith("Z") and _is_local(text[:-1])


IS: dict[str, Callable[[str], bool]] = {
    "text": _is_text,
    "texts": _matches(rf"{_TEXT}(,{_TEXT})*"),
    "uri": _matches(_URI),
    "geo uri": _matches(r"geo:-?\d+(\.\d+)?,-?\d+(\.\d+)?(;u=\d+)?"),
    "day": _is_day,
    "local time": _is_local,
    "time in UTC": _in_utc,
    "duration": _matches(_DURATION),
    "lead time": lambda text: _matches(rf"-?{_DURATION}")(text) or _in_utc(text),
    "offset": lambda text: _matches(_OFFSET)(text) and not _matches("-0000(00)?")(text),
    "number": _matches(r"\d{1,9}"),
    "priority": _matches(r"\d"),
    "position": _is_position,
    "rule": _is_rule,
    "status": _one_of("TENTATIVE CONFIRMED CANCELLED"),
    "transparency": _one_of("OPAQUE TRANSPARENT"),
    "busy status": _one_of("FREE TENTATIVE BUSY OOF WORKINGELSEWHERE"),
    "class": _one_of("PUBLIC PRIVATE CONFIDENTIAL"),
    "action": _one_of("DISPLAY"),
    "version": _one_of("2.0"),
    "scale": _one_of("GREGORIAN"),
    "behaviour": _one_of("AUTOMATIC DISABLED"),
    "true or false": _one_of("TRUE FALSE"),
    "colour's name": COLORS.__contains__,
    "colour's number": _matches(r"#[0-9A-F]{6}([0-9A-F]{2})?"),
    "name": _matches(r"[!-~]{1,255}"),
    "zone": _matches(r"[A-Za-z][A-Za-z0-9_+/-]*"),
}
