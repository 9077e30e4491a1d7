"""A trip full of canaries, words that stand nowhere else: what of it is in a file is found by looking."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from calendars import STAGE, event, flight, trip_of
from tripplan import when
from tripplan.exporters import Gone, Revision
from tripplan.model import Text

if TYPE_CHECKING:
    from tripplan.model import Trip

PEOPLE = {
    "kim": '[people.kim]\nname = { ko = "김", en = "Kim" }\n',
    "lee": '[people.lee]\nname = "Lee"\n',
    "may": '[people.may]\nname = "May"\n',
}
HEAD = STAGE[: STAGE.index("[people.kim]")]
PLACES = STAGE[STAGE.index("[places.") :]
GROUPS = '[groups]\ncore = ["kim", "lee"]\nouter = ["core", "may"]\nnobody = []\n'
# Where each event is, who is in it, and who may see it.
EVENTS: dict[str, tuple[str, list[str] | None, list[str] | None]] = {
    "open": ("hall", None, None),
    "kims": ("hall", ["kim"], None),
    "core": ("hall", ["core"], ["core"]),
    "surprise": ("cave", ["kim", "lee", "may"], ["lee", "may"]),
    "nested": ("hall", ["may"], ["outer"]),
    "secret": ("cave", None, []),
    "bed": ("inn", ["core"], ["core"]),
    "flight": ("hall", ["kim", "may"], None),
}
FIELDS = ("title", "notes", "contact", "booking", "dress", "url")


def canary(id_: str, field: str) -> str:
    """A word that stands nowhere else."""
    return f"Qx{id_}z{field}xQ"


def lines(id_: str, who: list[str] | None, audience: list[str] | None) -> str:
    """The keys of an event, a canary in each that a reader could read."""
    texts = "".join(f'{field} = "{canary(id_, field)}"\n' for field in FIELDS if field != "url")
    readers = "" if audience is None else f"audience = {audience}\n"
    people = "" if who is None else f"who = {who}\n"
    url = f'url = "https://example.org/{canary(id_, "url")}"\n'
    return f'{texts}{url}{people}{readers}alarm = ["1 h"]\n'


def secret_trip() -> Trip:
    """Events and places full of canaries, one after the other, each an hour long and an hour apart."""
    positions = {"hall": (51.0, -114.1), "cave": (51.1, -114.2), "inn": (51.05, -114.15)}
    places = "".join(
        f'[places.{name}]\nname = "{canary(name, "name")}"\naddress = "{canary(name, "address")}"\nat = {list(at)}\n'
        for name, at in positions.items()
    )
    written = []
    for hour, (id_, (place, who, audience)) in enumerate(EVENTS.items()):
        more = lines(id_, who, audience)
        start = f"2026-05-01T{8 + hour:02}:00"
        if id_ == "flight":
            written.append(flight("hall", start, "seoul", "2026-05-02T18:00", f'number = "QX 12"\n{more}'))
        elif id_ == "bed":
            written.append(event(id_, place, start, f"end = 2026-05-03T09:00\n{more}", "stay"))
        else:
            written.append(event(id_, place, start, f'duration = "30 min"\n{more}', "meeting"))
    return trip_of(*written, stage=HEAD + "".join(PEOPLE.values()) + GROUPS + PLACES + places)


TRIP = secret_trip()


def gone(id_: str, people: tuple[str, ...], audience: tuple[str, ...] | None) -> Gone:
    """An event that is no more, with a canary."""
    seoul = when.zone("Asia/Seoul")
    instant = TRIP.events[0].start.instant.astimezone(seoul)
    return Gone(id_, Text.of(canary(id_, "title")), instant, instant, people, Revision(1), audience)


GONE = (
    gone("gone", ("kim", "may"), None),
    gone("hush", ("kim", "may"), ("may",)),
    gone("mute", ("kim", "may"), ()),
)


MEMBERS = {"core": {"kim", "lee"}, "outer": set(PEOPLE)}


def members(names: list[str] | None) -> set[str]:
    """The people behind names."""
    return set(PEOPLE) if names is None else {id_ for name in names for id_ in MEMBERS.get(name, {name})}


def canaries(data: bytes) -> set[str]:
    """Every canary in a file, as its lines stand, joined where they were folded, and without the signs of an escape."""
    text = data.decode()
    joined = re.sub(r"\r?\n[ \t]", "", text)
    forms = (text, joined, joined.replace("\\", ""), re.sub(r"\s", "", joined))
    return {found for form in forms for found in re.findall(r"Qx\w*?xQ", form)}
