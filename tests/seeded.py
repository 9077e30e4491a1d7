"""Clean trips made from a seed, and single mistakes put into them: what a coordinator plans, and how it goes wrong."""

from __future__ import annotations

import datetime as dt
import json
import random
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from tripplan import places, when

if TYPE_CHECKING:
    from collections.abc import Callable

Data = dict[str, Any]
HOME = {"airport": "ICN", "at": [37.5663, 126.9779]}
CITIES = {
    "calgary": ("YYC", (51.0447, -114.0719)),
    "boston": ("BOS", (42.3601, -71.0589)),
    "london": ("LHR", (51.5072, -0.1276)),
    "paris": ("CDG", (48.8566, 2.3522)),
    "singapore": ("SIN", (1.2897, 103.8501)),
    "sydney": ("SYD", (-33.8688, 151.2093)),
    "vancouver": ("YVR", (49.2827, -123.1207)),
}
FAR = ("calgary", "boston", "london", "paris", "vancouver")  # half a day from home by the clock
DAY = dt.timedelta(days=1)
# A day's programme: kind, venue (0 is the hotel), start, minutes.
PROGRAMME = [
    ("meeting", 1, dt.time(9, 30), 90),
    ("visit", 2, dt.time(12, 0), 60),
    ("meal", 2, dt.time(13, 0), 60),
    ("conference", 3, dt.time(15, 0), 90),
    ("meal", 0, dt.time(18, 30), 90),
]


class _Plan:
    """A trip while it is being planned: the clock of the plan is an instant."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - the same trip for the same seed
        # Days without a public holiday in any of the cities.
        self.first = (
            self.random.choice((dt.date(2025, 2, 3), dt.date(2025, 9, 8))) + self.random.randint(0, 3) * DAY
        )
        self.data: Data = {
            "trip": {"id": f"seed-{seed}", "title": "Seeded trip", "home": "office"},
            "places": {
                "office": {"name": "Office", "at": HOME["at"], "address": "110 Sejong-daero, Seoul"},
                "icn": {"airport": HOME["airport"]},
            },
            "people": {
                "lead": {"name": "Lead", "tags": ["principal"]},
                "aide": {"name": "Aide"},
                "voice": {"name": "Voice", "tags": ["interpreter:ko-en"]},
            },
            "events": [],
        }

    def zone(self, place: str) -> Any:  # noqa: ANN401 - a ZoneInfo
        """The zone of a place of the plan."""
        table = self.data["places"][place]
        airport = places.airport(table.get("airport", ""))
        name = airport.zone if airport else places.zone_at(*table["at"])
        return when.zone(name or "")

    def add(self, id_: str, kind: str, start: dt.datetime, end: dt.datetime, **keys: object) -> None:
        """An event from instant to instant, written on the clocks of its places."""
        origin, site = str(keys.get("from", keys.get("place"))), str(keys.get("to", keys.get("place")))
        walls = (start.astimezone(self.zone(origin)), end.astimezone(self.zone(site)))
        times = {key: wall.replace(tzinfo=None) for key, wall in zip(("start", "end"), walls, strict=True)}
        self.data["events"].append({"id": id_, "kind": kind, **keys, **times})

    def local(self, place: str, day: dt.date, clock: dt.time) -> dt.datetime:
        """The instant of a wall reading at a place."""
        return dt.datetime.combine(day, clock, tzinfo=self.zone(place))

    def drive(self, id_: str, origin: str, site: str, start: dt.datetime, minutes: int) -> dt.datetime:
        """A written drive; gives its end."""
        end = start + dt.timedelta(minutes=minutes)
        self.add(id_, "drive", start, end, **{"from": origin, "to": site})
        return end

    def fly(self, id_: str, origin: str, site: str, start: dt.datetime) -> dt.datetime:
        """A flight of the usual length; gives its end."""
        a, b = (self.position(place) for place in (origin, site))
        minutes = 46 + 60 * places.distance_km(a, b) / 850
        end = start + dt.timedelta(minutes=round(minutes / 5) * 5)
        self.add(id_, "flight", start, end, **{"from": origin, "to": site})
        return end

    def position(self, place: str) -> tuple[float, float]:
        """Where a place of the plan is."""
        table = self.data["places"][place]
        airport = places.airport(table.get("airport", ""))
        return (airport.lat, airport.lon) if airport else tuple(table["at"])


def clean_trip(seed: int) -> Data:
    """A trip to two cities that has nothing wrong with it."""
    plan = _Plan(seed)
    first = plan.random.choice(FAR)
    cities = [first, plan.random.choice([city for city in CITIES if city != first])]
    origin, day, came = "icn", plan.first, "office"
    for city in cities:
        _add_places(plan, city)
        day = _travel(plan, came, origin, city, day)
        nights = plan.random.randint(2, 3)
        for number in range(nights):
            day += DAY
            _programme(plan, city, day, number)
        origin, came = f"{city}-airport", f"{city}-hotel"
        day += DAY
    _home(plan, came, origin, day)
    events = plan.data["events"]
    plan.data["trip"]["start"] = plan.first
    plan.data["trip"]["end"] = events[-1]["end"].date()
    return plan.data


def _add_places(plan: _Plan, city: str) -> None:
    code, (lat, lon) = CITIES[city]
    plan.data["places"][f"{city}-airport"] = {"airport": code}
    for name, north, east in (
        ("hotel", 0.004, 0.004),
        ("v1", 0.02, 0.01),
        ("v2", -0.015, 0.03),
        ("v3", 0.01, -0.03),
    ):
        at = [round(lat + north, 4), round(lon + east, 4)]
        plan.data["places"][f"{city}-{name}"] = {
            "name": f"{city} {name}",
            "at": at,
            "address": f"{name}, {city}",
        }


def _travel(plan: _Plan, came: str, origin: str, city: str, day: dt.date) -> dt.date:
    """The way to a city, so that it ends in the afternoon there; gives the day of arrival. The hotel waits until the city is left."""
    airport, hotel = f"{city}-airport", f"{city}-hotel"
    leaves = _departure(plan, origin, airport, day)
    plan.drive(f"to-{city}", came, origin, leaves - dt.timedelta(hours=4, minutes=30), 90)
    _check_out(plan, came, leaves - dt.timedelta(hours=4, minutes=30))
    lands = plan.fly(f"fly-{city}", origin, airport, leaves)
    there = plan.drive(f"from-{city}-airport", airport, hotel, lands + dt.timedelta(minutes=100), 75)
    plan.add(f"stay-{city}", "stay", there, there + DAY, place=hotel)
    return there.astimezone(plan.zone(hotel)).date()


def _departure(plan: _Plan, origin: str, airport: str, day: dt.date) -> dt.datetime:
    """A departure on a day, not at night, that lands between late morning and evening."""
    for hour in (13, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22):
        leaves = plan.local(origin, day, dt.time(hour))
        a, b = plan.position(origin), plan.position(airport)
        lands = leaves + dt.timedelta(minutes=46 + 60 * places.distance_km(a, b) / 850)
        if 11 <= lands.astimezone(plan.zone(airport)).hour <= 16:
            return leaves
    return plan.local(origin, day, dt.time(13))


def _check_out(plan: _Plan, hotel: str, instant: dt.datetime) -> None:
    for event in plan.data["events"]:
        if event["kind"] == "stay" and event["place"] == hotel:
            event["end"] = instant.astimezone(plan.zone(hotel)).replace(tzinfo=None)


def _programme(plan: _Plan, city: str, day: dt.date, number: int) -> None:
    names, where = ("hotel", "v1", "v2", "v3"), 0
    for index, (kind, venue, clock, minutes) in enumerate(PROGRAMME):
        if number == 0 and clock < dt.time(11):
            continue  # the evening before was the arrival's
        site = f"{city}-{names[venue]}"
        start = plan.local(site, day, clock)
        if venue != where:
            plan.drive(
                f"{city}-{number}-drive-{index}",
                f"{city}-{names[where]}",
                site,
                start - dt.timedelta(minutes=45),
                35,
            )
            where = venue
        needs = {"needs": ["interpreter:ko-en"]} if kind == "meeting" else {}
        plan.add(
            f"{city}-{number}-{kind}-{index}",
            kind,
            start,
            start + dt.timedelta(minutes=minutes),
            place=site,
            **needs,
        )


def _home(plan: _Plan, came: str, origin: str, day: dt.date) -> None:
    leaves = plan.local(origin, day, dt.time(13))
    plan.drive("to-home", came, origin, leaves - dt.timedelta(hours=4, minutes=30), 90)
    _check_out(plan, came, leaves - dt.timedelta(hours=4, minutes=30))
    lands = plan.fly("fly-home", origin, "icn", leaves)
    plan.drive("from-icn", "icn", "office", lands + dt.timedelta(minutes=100), 90)


def written(value: object) -> str:
    """A value as TOML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {written(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    return value.isoformat() if isinstance(value, (dt.datetime, dt.date, dt.time)) else json.dumps(value)


def document(data: Data) -> bytes:
    """A trip as a file."""
    lines = [f"{key} = {written(value)}" for key, value in data.items() if key != "events"]
    for event in data["events"]:
        lines += ["[[events]]", *(f"{json.dumps(key)} = {written(value)}" for key, value in event.items())]
    return "\n".join(lines).encode()


def _pick(data: Data, rng: random.Random, want: Callable[[Data], bool]) -> Data:
    return rng.choice([event for event in data["events"] if want(event)])


def _business(event: Data) -> bool:
    return event["kind"] in ("meeting", "visit", "conference")


def _shift(event: Data, by: dt.timedelta) -> None:
    event["start"] += by
    event["end"] += by


def shifted_hours(data: Data, rng: random.Random) -> None:
    """An event three quarters of an hour late: it runs into the next."""
    _shift(_pick(data, rng, lambda event: event["kind"] == "visit"), dt.timedelta(minutes=45))


def overlapping(data: Data, rng: random.Random) -> None:
    """Another meeting entered over one that stands."""
    event = deepcopy(_pick(data, rng, _business))
    event |= {"id": "extra", "title": "Another", "kind": "press"}
    _shift(event, dt.timedelta(minutes=20))
    data["events"].append(event)


def codeshare(data: Data, rng: random.Random) -> None:
    """A flight entered again under its partner's number."""
    flight = _pick(data, rng, lambda event: event["kind"] == "flight")
    data["events"].append({**flight, "id": "partner", "number": "AC 6950"})
    flight["number"] = "KE 71"


def twelve_hours(data: Data, rng: random.Random) -> None:
    """Evening for morning at the end of an event."""
    event = _pick(data, rng, lambda event: event["kind"] == "conference")
    event["end"] -= dt.timedelta(hours=12)


def dropped_flight(data: Data, rng: random.Random) -> None:
    """A flight that nobody booked."""
    data["events"].remove(_pick(data, rng, lambda event: event["kind"] == "flight"))


def dropped_drive(data: Data, rng: random.Random) -> None:
    """A transfer from the airport that nobody ordered."""
    data["events"].remove(
        _pick(data, rng, lambda event: event["id"].startswith("from-") and event["id"] != "from-icn")
    )


def late_by_a_day(data: Data, rng: random.Random) -> None:
    """A flight's arrival a day late."""
    event = _pick(data, rng, lambda event: event["kind"] == "flight")
    event["end"] += DAY


def home_clock(data: Data, rng: random.Random) -> None:
    """A flight's arrival on the clock that it left from."""
    event = _pick(data, rng, lambda event: event["kind"] == "flight" and _far_apart(data, event))
    zones = [when.zone(str(_zone(data, event[key]))) for key in ("from", "to")]
    assert all(zones)
    event["end"] = event["end"].replace(tzinfo=zones[1]).astimezone(zones[0]).replace(tzinfo=None)


def _far_apart(data: Data, flight: Data) -> bool:
    """Whether its two clocks differ by so much that no flight of that length could be meant."""
    offsets = [
        flight["end"].replace(tzinfo=when.zone(str(_zone(data, flight[key])))).utcoffset()
        for key in ("from", "to")
    ]
    return bool(abs(offsets[0] - offsets[1]) >= dt.timedelta(hours=5))


def _zone(data: Data, place: str) -> str | None:
    airport = places.airport(data["places"][place].get("airport", ""))
    return airport.zone if airport else places.zone_at(*data["places"][place]["at"])


def wrong_zone(data: Data, rng: random.Random) -> None:
    """A venue on another city's clock."""
    used = {event["place"] for event in data["events"] if _business(event)}
    data["places"][rng.choice(sorted(used))]["zone"] = "Africa/Nairobi"


def wrong_offset(data: Data, rng: random.Random) -> None:
    """A time pasted with an offset that holds nowhere there."""
    event = _pick(data, rng, _business)
    event["start"] = event["start"].replace(tzinfo=dt.timezone(dt.timedelta(hours=-11, minutes=-30)))


def wrong_month(data: Data, rng: random.Random) -> None:
    """An event in the month before."""
    _shift(_pick(data, rng, _business), -28 * DAY)


def removed_night(data: Data, rng: random.Random) -> None:
    """A hotel left a night early."""
    _pick(data, rng, lambda event: event["kind"] == "stay")["end"] -= DAY


def removed_stay(data: Data, rng: random.Random) -> None:
    """A hotel that nobody booked."""
    data["events"].remove(_pick(data, rng, lambda event: event["kind"] == "stay"))


def removed_interpreter(data: Data, rng: random.Random) -> None:
    """A meeting without the one who understands."""
    _pick(data, rng, lambda event: event["kind"] == "meeting")["who"] = ["lead", "aide"]


def alone(data: Data, rng: random.Random) -> None:
    """A flight with the head of delegation and nobody else."""
    _pick(data, rng, lambda event: event["kind"] == "visit")["who"] = ["lead"]


def misspelt_place(data: Data, rng: random.Random) -> None:
    """A slip in a place's id."""
    _pick(data, rng, _business)["place"] += "x"


def misspelt_key(data: Data, rng: random.Random) -> None:
    """A slip in a key."""
    _pick(data, rng, _business)["titel"] = "A title"


def early_meeting(data: Data, rng: random.Random) -> None:
    """Four in the morning for four in the afternoon."""
    event = _pick(data, rng, lambda event: event["kind"] == "meeting")
    _shift(event, dt.timedelta(hours=-5))


def late_at_the_airport(data: Data, rng: random.Random) -> None:
    """The drive to the airport so late that the counter has closed."""
    flights = [event for event in data["events"] if event["kind"] == "flight"]
    flight = rng.choice(flights)
    before = data["events"][data["events"].index(flight) - 1]
    before = (
        before
        if before["kind"] == "drive"
        else next(e for e in data["events"] if e.get("to") == flight["from"])
    )
    gap = flight["start"] - before["end"]
    _shift(before, gap - dt.timedelta(minutes=25))


def rushed_arrival(data: Data, rng: random.Random) -> None:
    """Off the plane and into the car in ten minutes."""
    drive = _pick(data, rng, lambda event: event["id"].startswith("from-") and event["id"] != "from-icn")
    drive["start"] -= dt.timedelta(minutes=90)


# Mistake: how it is made, and the checks of which one must tell of it.
FAULTS: dict[Callable[[Data, random.Random], None], set[str]] = {
    shifted_hours: {"double-booked", "tight-transfer", "impossible-connection", "duplicate-booking"},
    overlapping: {"double-booked", "duplicate-booking"},
    codeshare: {"duplicate-booking"},
    twelve_hours: {"ends-before-start"},
    dropped_flight: {"teleport", "wrong-terminus"},
    dropped_drive: {"missing-leg", "tight-transfer"},
    late_by_a_day: {"implausible-speed", "implausible-duration", "double-booked", "impossible-connection"},
    home_clock: {
        "implausible-speed",
        "ends-before-start",
        "double-booked",
        "impossible-connection",
        "implausible-duration",
    },
    wrong_zone: {"zone-mismatch"},
    wrong_offset: {"wrong-offset"},
    wrong_month: {"outside-trip"},
    removed_night: {"no-bed"},
    removed_stay: {"no-bed"},
    removed_interpreter: {"missing-role"},
    alone: {"alone"},
    misspelt_place: {"unknown-reference"},
    misspelt_key: {"unknown-key"},
    early_meeting: {
        "odd-hour",
        "short-rest",
        "long-day",
        "missing-leg",
    },  # nor does its drive fit it any more
    late_at_the_airport: {"late-for-departure"},
    rushed_arrival: {"slow-exit", "implausible-speed"},
}


def faulty_trip(seed: int, fault: Callable[[Data, random.Random], None]) -> Data:
    """The clean trip of a seed with one mistake in it."""
    data = clean_trip(seed)
    fault(data, random.Random(seed))  # noqa: S311 - the same mistake for the same seed
    return data
