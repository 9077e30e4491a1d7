"""An event in words for people: title, place and description, in one language or more."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from tripplan.exporters import _clocks
from tripplan.messages import LANGUAGES, plain
from tripplan.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.exporters._options import Options
    from tripplan.model import Event, Site, Trip

_QUOTING = str.maketrans(
    {'"': "'", "^": "'"}
)  # no parameter can hold the one, and not all programs undo what stands for it


def one_line(text: str) -> str:
    """The text in one line, composed (NFC), with nothing alive in it; never empty where the text is not."""
    return " ".join(_lines(text)).strip() or visible(text)


def paragraph(text: str) -> str:
    """The text with its own lines, composed (NFC), with nothing else alive in it."""
    return "\n".join(_lines(text))


def _lines(text: str) -> Iterator[str]:
    composed = unicodedata.normalize("NFC", text)
    return (_still(line.replace("\t", " ")) for line in composed.splitlines())


def _still(line: str) -> str:
    """The line without what moves a cursor, reverses or hides text: on a phone it would be read as letters."""
    if visible(line) == line:
        return line
    return "".join(character for character in line if visible(character) == character)


def title(event: Event, options: Options) -> str:
    """The event's title; of a cancelled one it says so."""
    said = one_line(options.say(event.title))
    return cancelled(said, options) if event.cancelled else said


def cancelled(said: str, options: Options) -> str:
    """The title of an event that does not take place: it says so, for programs that show no status."""
    words = dict.fromkeys(plain(own(each), "Cancelled") for each in options.apart())
    return f"{' / '.join(words)}: {one_line(said)}"


def departure(event: Event, options: Options) -> str:
    """The title of what reminds of a departure: "Departs 13:30: BOS → ICN"."""
    words = dict.fromkeys(
        plain(own(each), "Departs {time}", time=f"{event.start.wall:%H:%M}") for each in options.apart()
    )
    return f"{' / '.join(words)}: {one_line(options.say(event.title))}"


def both_clocks(event: Event, options: Options) -> str:
    """When it is, in words, in each language."""
    lines = (line for each in options.apart() for line in _clocks.times(event, each, own(each)))
    return paragraph("\n".join(dict.fromkeys(lines)))


def name(site: Site, options: Options) -> str:
    """What a place is called, with the code of an airport; "" for a place that is not told."""
    said = options.say(site.name)
    if site.airport and site.airport not in said:
        said = f"{said} ({site.airport})"
    return one_line(said).translate(_QUOTING)


def address(site: Site, options: Options) -> str:
    """Its address in one line, "" where there is none."""
    return one_line(options.say(site.address)).translate(_QUOTING) if site.address else ""


def location(site: Site, options: Options) -> str:
    """A place's name and address; on two lines where it has a pin on the map, as Apple compares them with that pin's."""
    between = ", " if site.position is None or site.rough else "\n"
    return between.join(filter(None, (name(site, options), address(site, options))))


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
    language, table = own(options), event.table
    yield from _clocks.times(event, options, language)
    if table.notes:
        yield options.say(table.notes)
    if event.people:
        yield plain(language, "With: {names}", names=_people(event, trip, options))
    if table.contact:
        yield plain(language, "Contact: {text}", text=options.say(table.contact))
    if table.booking:
        yield plain(language, "Booking: {text}", text=options.say(table.booking))
    if table.dress:
        yield plain(language, "Dress: {text}", text=options.say(table.dress))
    if table.url:
        yield table.url


def _people(event: Event, trip: Trip, options: Options) -> str:
    language = own(options)
    if len(event.people) == len(trip.people) > 1 and not event.optional:
        return plain(language, "everyone")
    names = ((id_, options.say(trip.people[id_].name)) for id_ in event.people)
    return ", ".join(
        plain(language, "{name} (optional)", name=said) if id_ in event.optional else said
        for id_, said in names
    )


def own(options: Options) -> str:
    """The language of our own words: the first that we have."""
    return next((each for each in options.languages if each in LANGUAGES), LANGUAGES[0])
