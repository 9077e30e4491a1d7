"""What may stand in the components of a calendar file: which properties, how often, of which type, with which parameters."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

# What may stand in a component, at most once each: the type of its value, after the type that VALUE= must name if any.
# A "!" marks what must be there, a "*" what may come again. METHOD, ORGANIZER and ATTENDEE would make an import an invitation;
# DURATION in place of DTEND and RRULE in events are read differently by different programs.
PROPERTIES = {
    "VCALENDAR": """
        VERSION! version | PRODID! text | CALSCALE scale | NAME text | DESCRIPTION text | UID name | URL uri | COLOR colour's name
        LAST-MODIFIED time in UTC | REFRESH-INTERVAL DURATION:duration | SOURCE URI:uri | CATEGORIES* texts | IMAGE* URI:uri
        X-WR-CALNAME text | X-WR-CALDESC text | X-WR-TIMEZONE zone | X-PUBLISHED-TTL duration
        X-APPLE-CALENDAR-COLOR colour's number
    """,
    "VTIMEZONE": "TZID! zone | LAST-MODIFIED time in UTC | TZURL uri | X-LIC-LOCATION zone",
    "STANDARD": "DTSTART! local time | TZOFFSETFROM! offset | TZOFFSETTO! offset | TZNAME text | RRULE rule | RDATE* local time",
    "DAYLIGHT": "DTSTART! local time | TZOFFSETFROM! offset | TZOFFSETTO! offset | TZNAME text | RRULE rule | RDATE* local time",
    "VEVENT": """
        UID! name | DTSTAMP! time in UTC | DTSTART! when | DTEND! when | SUMMARY! text | DESCRIPTION text | LOCATION text | URL uri
        SEQUENCE number | CREATED time in UTC | LAST-MODIFIED time in UTC | STATUS status | TRANSP transparency | CLASS class
        PRIORITY priority | GEO position | COLOR colour's name | CATEGORIES* texts | COMMENT* text | CONTACT* text
        IMAGE* URI:uri | CONFERENCE* URI:uri | X-MICROSOFT-CDO-BUSYSTATUS busy status | X-MICROSOFT-CDO-ALLDAYEVENT true or false
        X-APPLE-STRUCTURED-LOCATION URI:geo uri | X-APPLE-TRAVEL-DURATION DURATION:duration
        X-APPLE-TRAVEL-ADVISORY-BEHAVIOR behaviour | X-KDE-KITINERARY-RESERVATION text
    """,
    "VALARM": """
        ACTION! action | TRIGGER! lead time | DESCRIPTION! text | UID name | REPEAT number | DURATION duration
        X-WR-ALARMUID name | ACKNOWLEDGED time in UTC
    """,
}
PARTS = {
    "": ["VCALENDAR"],
    "VCALENDAR": ["VTIMEZONE", "VEVENT"],
    "VTIMEZONE": ["STANDARD", "DAYLIGHT"],
    "VEVENT": ["VALARM"],
}
PARAMETERS = {
    "text": {"LANGUAGE", "ALTREP"},
    "texts": {"LANGUAGE"},
    "when": {"VALUE", "TZID"},
    "lead time": {"VALUE", "RELATED"},
    "uri": {"VALUE", "DISPLAY", "FEATURE", "LABEL", "FMTTYPE", "LANGUAGE"},
    "geo uri": {"VALUE", "X-ADDRESS", "X-APPLE-RADIUS", "X-APPLE-REFERENCEFRAME", "X-TITLE"},
    "duration": {"VALUE"},
}


class Property(NamedTuple):
    """What PROPERTIES says of one property."""

    kind: str
    declared: str | None
    required: bool
    repeated: bool


@cache
def properties(component: str) -> dict[str, Property]:
    """What PROPERTIES says of a component, by the names of properties."""
    found = {}
    for entry in re.split(r"\||\n", PROPERTIES[component]):
        name, _, kind = entry.strip().partition(" ")
        declared, _, rest = kind.rpartition(":")
        if name:
            found[name.rstrip("!*")] = Property(
                rest, declared or None, name.endswith("!"), name.endswith("*")
            )
    return found
