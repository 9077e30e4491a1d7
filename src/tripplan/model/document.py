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

    id: Line
    title: Words
    home: Line = Field(description="A place: its clock is the home clock.")
    start: Day = Field(description="First day, on the clock of the place of that day.")
    end: Day = Field(description="Last day, likewise.")
    languages: Annotated[tuple[Language, ...], Field(strict=False, min_length=1)] = ("en",)
    allow: dict[str, Line] = Field(
        default={}, description="Findings accepted in the whole file, with the reason."
    )


class PlaceTable(Table):
    """`[places.<id>]`: where something is. Zone and position follow from whichever keys are given."""

    name: Words | None = None
    airport: Line | None = Field(default=None, description="IATA code.")
    at: Coordinates | None = Field(default=None, description="Latitude, longitude in degrees, WGS 84.")
    zone: Line | None = Field(default=None, description="IANA time zone.")
    within: Line | None = Field(default=None, description="The larger place that holds this one.")
    address: Words | None = None
    open: Line | None = Field(default=None, description="OpenStreetMap opening_hours.")


class PersonTable(Table):
    """`[people.<id>]`: who travels; `from` and `until` are the first and last day on the trip."""

    name: Words
    role: Words | None = None
    tags: Names = ()
    joins: Day | None = Field(default=None, alias="from")
    leaves: Day | None = Field(default=None, alias="until")


class ResourceTable(Table):
    """`[resources.<id>]`: a vehicle, a room, equipment."""

    name: Words | None = None
    seats: Annotated[int, Field(ge=1)] | None = None


class TravelTable(Table):
    """`[[travel]]`: how long a way takes, known better than any estimate; it holds both ways."""

    origin: Line = Field(alias="from")
    destination: Line = Field(alias="to")
    mode: Moving = "drive"
    minutes: Annotated[float, Field(gt=0, le=7 * 24 * 60)]
    source: Line | None = None


class EventTable(Table):
    """What every event may hold."""

    id: Line
    title: Words | None = None
    start: Time
    end: Time | None = None
    duration: Length | None = None
    who: Names | None = Field(default=None, description="People and groups; everyone where left out.")
    optional: Names = Field(default=(), description="People of `who` who may miss it.")
    needs: Names = Field(default=(), description="Tags that some person present must carry.")
    resources: Names = ()
    status: Status = "confirmed"
    notes: Words | None = None
    contact: Words | None = None
    url: Line | None = None
    booking: Words | None = None
    dress: Words | None = None
    tags: Names = ()
    audience: Names | None = Field(
        default=None, description="People and groups who may see it; all where left out."
    )
    alarm: Annotated[tuple[Length, ...], Field(strict=False)] | None = Field(
        default=None, description="Lead times."
    )
    allow: dict[str, Line] = Field(default={}, description="Findings accepted here, with the reason.")


class MoveTable(EventTable):
    """A move: it leaves one place and reaches another."""

    kind: Moving
    origin: Line = Field(alias="from")
    destination: Line = Field(alias="to")
    number: Line | None = Field(default=None, description="Flight, train or line number.")


class StayTable(EventTable):
    """A bed, from check-in to check-out."""

    kind: Staying
    place: Line


class ActivityTable(EventTable):
    """Something done at one place."""

    kind: Doing
    place: Line


MOVES, STAYS, ACTIVITIES = (frozenset(get_args(kinds)) for kinds in (Moving, Staying, Doing))
KINDS: tuple[str, ...] = (*get_args(Moving), *get_args(Staying), *get_args(Doing))


def table_of(kind: str) -> type[MoveTable | StayTable | ActivityTable] | None:
    """The table that an event of `kind` must fit, or None for an unknown kind."""
    if kind in MOVES:
        return MoveTable
    if kind in STAYS:
        return StayTable
    return ActivityTable if kind in ACTIVITIES else None
