"""One event as a CalDAV server keeps it (RFC 4791, 4.1): a calendar of its own, with the zones that it names and our mark."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_EVENT = re.compile(r"^BEGIN:VEVENT\r\n.*?^END:VEVENT\r\n", re.DOTALL | re.MULTILINE)
_ZONE = re.compile(r"^BEGIN:VTIMEZONE\r\n.*?^END:VTIMEZONE\r\n", re.DOTALL | re.MULTILINE)
_ALARM = re.compile(r"^BEGIN:VALARM\r\n.*?^END:VALARM\r\n", re.DOTALL | re.MULTILINE)
_FOLD = re.compile(r"\r?\n[ \t]")
_LINE = re.compile(r'([^:;]+)((?:;[^=:;]+=(?:"[^"]*"|[^":;,]|,)*)*):(.*)', re.DOTALL)
_TZID = re.compile(r';TZID="?([^";:]+)')
# What people see of an event: whoever changes one of these on the server has changed the event.
_SEEN = ("DTSTART", "DTEND", "SUMMARY", "LOCATION", "DESCRIPTION", "STATUS")
# What changes from one release to the next without anything else.
_COUNTERS = ("SEQUENCE", "DTSTAMP", "LAST-MODIFIED")
_TRIP, _PUSHED = "X-TRIPPLAN-TRIP", "X-TRIPPLAN-PUSHED"


@dataclass(frozen=True, slots=True)
class Resource:
    """The text of one event's calendar."""

    text: str

    @property
    def uid(self) -> str:
        """The UID of its event."""
        return self.value("UID")

    @property
    def title(self) -> str:
        """Its SUMMARY in one line."""
        return _meant(self.value("SUMMARY"))

    @property
    def cancelled(self) -> bool:
        """Whether it says that the event does not take place."""
        return self.value("STATUS") == "CANCELLED"

    @property
    def sequence(self) -> int:
        """How often it was changed: 0 where it does not say."""
        written = self.value("SEQUENCE")
        return int(written) if re.fullmatch("[0-9]{1,9}", written) else 0

    @property
    def trip(self) -> str:
        """The mark of the trip that it was pushed for; "" where it has none."""
        return self.value(_TRIP)

    @property
    def pushed(self) -> tuple[str, str]:
        """The hashes of all of it and of what people see, as they were when it was pushed."""
        content, _, seen = self.value(_PUSHED).partition(".")
        return content, seen

    def value(self, name: str) -> str:
        """The value of a property of its event; "" where it has none."""
        return next((value for own, _, value in self._properties() if own == name), "")

    def hashes(self) -> tuple[str, str]:
        """The hashes of all of it, but for our marks and what merely counts, and of what people see.

        Servers write texts anew, with other folds and escapes: of what people see only the meaning counts.
        """
        apart = (_TRIP, _PUSHED, *_COUNTERS)
        lines = [line for line in self._lines() if not line.startswith(tuple(f"{name}:" for name in apart))]
        seen = sorted(
            (name, zone, _meant(value)) for name, zone, value in self._properties() if name in _SEEN
        )
        return _hash(lines), _hash(["\0".join(each) for each in seen])

    def marked(self, trip: str) -> Resource:
        """The same with our mark, which is how it is known again."""
        mark = f"{_TRIP}:{trip}\r\n{_PUSHED}:{'.'.join(self.hashes())}\r\n"
        return Resource(_within(self._without((_TRIP, _PUSHED)), mark))

    def counting(self, sequence: int) -> Resource:
        """The same with a SEQUENCE."""
        return Resource(_within(self._without(("SEQUENCE",)), f"SEQUENCE:{sequence}\r\n"))

    def withdrawn(self, word: str) -> Resource:
        """The event as cancelled, for one that the trip no longer has: a word before its title, and nothing rings."""
        title = f"SUMMARY:{word}: {self.value('SUMMARY')}\r\n"
        text = _ALARM.sub("", self._without(("STATUS", "SUMMARY", "TRANSP")))
        cancelled = Resource(_within(text, f"{title}STATUS:CANCELLED\r\nTRANSP:TRANSPARENT\r\n"))
        return cancelled.counting(self.sequence + 1)

    def _without(self, names: Collection[str]) -> str:
        """The text, unfolded and with line ends as they should be, without these properties of the event."""
        kept = (line for line in self._lines() if re.split("[:;]", line, maxsplit=1)[0] not in names)
        return "".join(f"{line}\r\n" for line in kept)

    def _lines(self) -> list[str]:
        return [line for line in re.split(r"\r?\n", _FOLD.sub("", self.text)) if line]

    def _properties(self) -> Iterator[tuple[str, str, str]]:
        """Name, TZID and value of each property of the event itself, not of its alarms."""
        stack: list[str] = []
        for line in self._lines():
            found = _LINE.fullmatch(line)
            name, parameters, value = found.groups() if found else ("", "", "")
            if name == "BEGIN":
                stack.append(value)
            elif name == "END":
                if stack and stack.pop() == "VEVENT":
                    return
            elif stack[-1:] == ["VEVENT"]:
                zone = _TZID.search(parameters)
                yield name, zone[1] if zone else "", value


def _meant(value: str) -> str:
    """The text of a value: its escapes undone, in one line, composed."""
    said = re.sub(r"\\(.)", lambda found: " " if found[1] in "nN" else found[1], value)
    return " ".join(normalize("NFC", said).split())


def _within(text: str, lines: str) -> str:
    """The text with lines at the head of its event."""
    return re.sub("^BEGIN:VEVENT\r\n", lambda found: found[0] + lines, text, count=1, flags=re.MULTILINE)


def _hash(lines: list[str]) -> str:
    return blake2b("\n".join(lines).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def resources(calendar: bytes) -> dict[str, Resource]:
    """The events of a whole calendar, each as a calendar of its own, by UID."""
    text = calendar.decode()
    head = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//tripplan//tripplan//EN\r\n"
    events = _EVENT.findall(text)
    parts = (Resource(f"{head}{_zones(text, [event])}{event}END:VCALENDAR\r\n") for event in events)
    return {each.uid: each for each in parts}


def only(calendar: bytes, uids: Collection[str]) -> bytes:
    """The calendar with the events of these UIDs only, and the zones that they name."""
    text = calendar.decode()
    kept = [event for event in _EVENT.findall(text) if Resource(event).uid in uids]
    head = text[: min(found.start() for found in (_EVENT.search(text), _ZONE.search(text)) if found)]
    return f"{head}{_zones(text, kept)}{''.join(kept)}END:VCALENDAR\r\n".encode()


def _zones(text: str, events: Collection[str]) -> str:
    """The rules of the zones that events name, as they stand in the calendar."""
    named = {name for event in events for name in _TZID.findall(_FOLD.sub("", event))}
    rules = {_FOLD.sub("", zone).split("TZID:")[1].split("\r\n")[0]: zone for zone in _ZONE.findall(text)}
    return "".join(rule for name, rule in sorted(rules.items()) if name in named)
