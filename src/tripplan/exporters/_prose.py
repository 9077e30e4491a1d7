"""An event in words for people: title, place and description, in one language or more."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from tripplan import when
from tripplan.messages import LANGUAGES, plain
from tripplan.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.exporters import Options
    from tripplan.model import Event, Site, Trip
    from tripplan.when import Moment


def one_line(text: str) -> str:
    """The text in one line, composed (NFC), with nothing alive in it."""
    return " ".join(_lines(text))


def paragraph(text: str) -> str:
    """The text with its own lines, composed (NFC), with nothing else alive in it."""
    return "\n".join(_lines(text))


def _lines(text: str) -> Iterator[str]:
    composed = unicodedata.normalize("NFC", text)
    return (visible(line.replace("\t", " ")) for line in composed.splitlines())


def title(event: Event, options: Options) -> str:
    """The event's title; of a cancelled one it says so, for programs that show no status."""
    said = options.say(event.title)
    if event.cancelled:
        words = dict.fromkeys(plain(_own(each), "Cancelled") for each in options.apart())
        said = f"{' / '.join(words)}: {said}"
    return one_line(said)


def location(event: Event, options: Options) -> str:
    """Where it begins: name, airport code and address in one line."""
    site = event.origin
    name = options.say(site.name)
    if site.airport and site.airport not in name:
        name = f"{name} ({site.airport})"
    return one_line(", ".join([name, *([options.say(site.address)] if site.address else [])]))


def description(event: Event, trip: Trip, options: Options) -> str:
    """All that the other properties do not say or that programs do not show, one thing a line.

    Languages come one after the other, and what reads the same in two of them comes once.
    """
    blocks: list[list[str]] = []
    for each in options.apart():
        said = {line for block in blocks for line in block}
        blocks.append([line for line in _details(event, trip, each) if line not in said])
    return paragraph("\n\n".join("\n".join(block) for block in blocks if block))


def _details(event: Event, trip: Trip, options: Options) -> Iterator[str]:
    own, table = _own(options), event.table
    if event.moves:
        yield _journey(event, options)
    if table.notes:
        yield options.say(table.notes)
    if event.people:
        yield plain(own, "With: {names}", names=_people(event, trip, options))
    if table.contact:
        yield plain(own, "Contact: {text}", text=options.say(table.contact))
    if table.booking:
        yield plain(own, "Booking: {text}", text=options.say(table.booking))
    if table.dress:
        yield plain(own, "Dress: {text}", text=options.say(table.dress))
    if table.url:
        yield table.url


def _journey(event: Event, options: Options) -> str:
    """A move on both clocks: "21:40 ICN (UTC+9) → 17:00 YYC (UTC−6), 10 h 20 min"."""
    dated = event.start.wall.date() != event.end.wall.date()

    def call(moment: Moment, site: Site) -> str:
        day = f"{when.say_day(moment.wall.date(), options.languages[0])} " if dated else ""
        offset = when.say_offset(moment.offset)
        return f"{day}{moment.wall:%H:%M} {site.label(*options.languages)} ({offset})"

    length = when.say_duration(when.elapsed(event.start, event.end), _own(options))
    return f"{call(event.start, event.origin)} → {call(event.end, event.site)}, {length}"


def _people(event: Event, trip: Trip, options: Options) -> str:
    own = _own(options)
    if len(event.people) == len(trip.people) > 1 and not event.optional:
        return plain(own, "everyone")
    names = ((id_, options.say(trip.people[id_].name)) for id_ in event.people)
    return ", ".join(
        plain(own, "{name} (optional)", name=name) if id_ in event.optional else name for id_, name in names
    )


def _own(options: Options) -> str:
    """The language of our own words: the first that we have."""
    return next((each for each in options.languages if each in LANGUAGES), LANGUAGES[0])
