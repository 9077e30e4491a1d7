"""The file as it is written: pydantic tables, frozen, unknown keys refused.

These say what a file may hold, one table at a time, so that one bad event hides no other. What the tables mean
together is `trip.py`.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

from tripplan import when
from tripplan.messages import Message, say
from tripplan.model.text import Text

AnyDate = TypeVar("AnyDate", bound=dt.date)

Moving: TypeAlias = Literal["flight", "train", "bus", "ferry", "drive", "walk"]
Staying: TypeAlias = Literal["stay"]
Doing: TypeAlias = Literal[
    "meeting", "visit", "ceremony", "conference", "meal", "tour", "sport", "press", "rest", "other"
]
Status: TypeAlias = Literal["confirmed", "tentative", "cancelled"]


def _bad(message: Message) -> PydanticCustomError:
    # The message travels whole: `load` says it, and braces in the file's text are no template.
    return PydanticCustomError("bad_value", "{reason}", {"reason": message})


def _visible(text: str) -> str:
    if not text.strip():
        raise _bad(say("expected some text, and this is empty"))
    return text


def _length(written: Any) -> dt.timedelta:  # noqa: ANN401 - whatever the file holds
    if not isinstance(written, str):
        raise PydanticCustomError("wrong_type", "a length stands in quotes")
    try:
        return when.parse_duration(written)
    except ValueError:
        raise _bad(
            say('expected a length such as "45 min", "1 h 30 min" or "PT90M", more than zero')
        ) from None


def _in_range(written: AnyDate) -> AnyDate:
    if not when.EARLIEST <= written.year <= when.LATEST:
        raise _bad(say("expected a year from {first} to {last}", first=when.EARLIEST, last=when.LATEST))
    return written


def _coordinates(written: tuple[float, float]) -> tuple[float, float]:
    latitude, longitude = written
    if not -90 <= latitude <= 90:  # noqa: PLR2004 - degrees
        if -90 <= longitude <= 90:  # noqa: PLR2004
            raise _bad(say("expected [latitude, longitude], in this order, with a latitude from -90 to 90"))
        raise _bad(say("expected [latitude, longitude] with a latitude from -90 to 90"))
    if not -180 <= longitude <= 180:  # noqa: PLR2004
        raise _bad(say("expected [latitude, longitude] with a longitude from -180 to 180"))
    return written


def _form(written: Any) -> str:  # noqa: ANN401 - whatever the file holds
    return "by language" if isinstance(written, dict) else "plain"


Line: TypeAlias = Annotated[str, AfterValidator(_visible)]
Language: TypeAlias = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
if TYPE_CHECKING:
    Words: TypeAlias = Text
else:
    Words = Annotated[
        Annotated[Line, Tag("plain")]
        | Annotated[dict[Language, Line], Field(min_length=1), Tag("by language")],
        Discriminator(_form),
        AfterValidator(Text.of),
    ]
Names: TypeAlias = Annotated[tuple[Line, ...], Field(strict=False)]  # TOML arrays are lists
Length: TypeAlias = Annotated[dt.timedelta, BeforeValidator(_length)]
Time: TypeAlias = Annotated[dt.datetime, AfterValidator(_in_range)]
Day: TypeAlias = Annotated[dt.date, AfterValidator(_in_range)]
Coordinates: TypeAlias = Annotated[tuple[float, float], Field(strict=False), AfterValidator(_coordinates)]


class Table(BaseModel):
    """One table of the file."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class TripTable(Table):
    """`[trip]`: what the trip is, from when to when, and where home is."""

    id: Line = Field(description="A short name that stays as it is: calendars and comparisons hang on it.")
    title: Words = Field(description="What the trip is called.")
    home: Line = Field(description="A place: its clock is the home clock.")
    start: Day = Field(description="First day, on the clock of the place of that day.")
    end: Day = Field(description="Last day, likewise.")
    languages: Annotated[tuple[Language, ...], Field(strict=False, min_length=1)] = Field(
        default=("en",), description="Languages of the trip; the first is the default for output."
    )
    allow: dict[str, Line] = Field(
        default={}, description="Findings accepted in the whole file, with the reason."
    )


class PlaceTable(Table):
    """`[places.<id>]`: where something is. Zone and position follow from whichever keys are given."""

    name: Words | None = Field(default=None, description="What the place is called.")
    airport: Line | None = Field(
        default=None, description="IATA code: name, position and zone follow from it."
    )
    at: Coordinates | None = Field(default=None, description="Latitude, longitude in degrees, WGS 84.")
    zone: Line | None = Field(default=None, description="IANA time zone.")
    within: Line | None = Field(default=None, description="The larger place that holds this one.")
    address: Words | None = Field(default=None, description="The postal address, for people and drivers.")
    open: Line | None = Field(default=None, description="Opening hours, as OpenStreetMap writes them.")


class PersonTable(Table):
    """`[people.<id>]`: who travels; `from` and `until` are the first and last day on the trip."""

    name: Words = Field(description="What the person is called.")
    role: Words | None = Field(default=None, description="The office that the person holds.")
    tags: Names = Field(
        default=(), description="principal, advance, interpreter:xx-yy, deputy:ID, or words of your own."
    )
    language: Language | None = Field(
        default=None, description="In which the person is written to; the trip's first where left out."
    )
    joins: Day | None = Field(
        default=None, alias="from", description="First day on the trip, for one who joins late."
    )
    leaves: Day | None = Field(
        default=None, alias="until", description="Last day on the trip, for one who leaves early."
    )


class ResourceTable(Table):
    """`[resources.<id>]`: a vehicle, a room, equipment."""

    name: Words | None = Field(default=None, description="What the vehicle, room or equipment is called.")
    seats: Annotated[int, Field(ge=1)] | None = Field(default=None, description="How many people it takes.")


class TravelTable(Table):
    """`[[travel]]`: how long a way takes, known better than any estimate; it holds both ways."""

    origin: Line = Field(alias="from", description="A place at one end of the way.")
    destination: Line = Field(alias="to", description="The place at its other end.")
    mode: Moving = Field(default="drive", description="How one travels.")
    minutes: Annotated[float, Field(gt=0, le=7 * 24 * 60)] = Field(
        description="How many minutes it takes, in either direction."
    )
    source: Line | None = Field(default=None, description="Who says so.")


class EventTable(Table):
    """What every event may hold."""

    id: Line = Field(
        description="Unique and stable: calendars, comparisons and accepted findings hang on it."
    )
    title: Words | None = Field(default=None, description="What the event is called.")
    start: Time = Field(
        description="When it begins, on the clock of the place where it does; with an offset only where that clock shows the hour twice."
    )
    end: Time | None = Field(
        default=None,
        description="When it ends, on the clock of the place where it does; or write a duration.",
    )
    duration: Length | None = Field(
        default=None,
        description='How long it lasts, such as "45 min", "1 h 30 min" or "PT90M"; or write an end.',
    )
    who: Names | None = Field(default=None, description="People and groups; everyone where left out.")
    optional: Names = Field(default=(), description="People of `who` who may miss it.")
    needs: Names = Field(default=(), description="Tags that some person present must carry.")
    resources: Names = Field(default=(), description="Vehicles, rooms and equipment that it uses.")
    status: Status = Field(
        default="confirmed",
        description="How certain it is: findings on tentative events are softened, cancelled ones take no part.",
    )
    notes: Words | None = Field(default=None, description="What else those who take part should know.")
    contact: Words | None = Field(default=None, description="Whom to call there.")
    url: Line | None = Field(default=None, description="A page about it.")
    booking: Words | None = Field(default=None, description="The booking's number or name.")
    dress: Words | None = Field(default=None, description="What to wear.")
    tags: Names = Field(default=(), description="outdoor, motorcade, separate-ticket, or words of your own.")
    audience: Names | None = Field(
        default=None, description="People and groups who may see it; all where left out."
    )
    alarm: Annotated[tuple[Length, ...], Field(strict=False)] | None = Field(
        default=None, description='How long before the start phones ring, such as ["1 h", "15 min"].'
    )
    allow: dict[str, Line] = Field(default={}, description="Findings accepted here, with the reason.")


class MoveTable(EventTable):
    """A move: it leaves one place and reaches another."""

    kind: Moving = Field(description="What the event is: a move, a stay or an activity.")
    origin: Line = Field(alias="from", description="The place that it leaves.")
    destination: Line = Field(alias="to", description="The place that it reaches.")
    number: Line | None = Field(default=None, description="Flight, train or line number.")


class StayTable(EventTable):
    """A bed, from check-in to check-out."""

    kind: Staying = Field(description="What the event is: a move, a stay or an activity.")
    place: Line = Field(description="Where the bed is.")


class ActivityTable(EventTable):
    """Something done at one place."""

    kind: Doing = Field(description="What the event is: a move, a stay or an activity.")
    place: Line = Field(description="Where it takes place.")


MOVES, STAYS, ACTIVITIES = (frozenset(get_args(kinds)) for kinds in (Moving, Staying, Doing))
KINDS: tuple[str, ...] = (*get_args(Moving), *get_args(Staying), *get_args(Doing))


def table_of(kind: str) -> type[MoveTable | StayTable | ActivityTable] | None:
    """The table that an event of `kind` must fit, or None for an unknown kind."""
    if kind in MOVES:
        return MoveTable
    if kind in STAYS:
        return StayTable
    return ActivityTable if kind in ACTIVITIES else None
