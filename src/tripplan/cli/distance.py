"""tripplan distance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from math import ceil
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from tripplan.cli._ends import End, EndError, end_of
from tripplan.cli._files import fail, read
from tripplan.cli._language import spoken
from tripplan.cli._router import router_of, tell
from tripplan.cli._terminal import write
from tripplan.messages import say
from tripplan.places import distance_km, travel_minutes
from tripplan.places.figures import value
from tripplan.reporters._cells import cells
from tripplan.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.messages import Message
    from tripplan.model import Travel, Trip
    from tripplan.places import Estimate, Ways


class Mode(Enum):
    """A means of travel."""

    DRIVE = "drive"
    WALK = "walk"
    TRAIN = "train"
    BUS = "bus"
    FERRY = "ferry"
    FLIGHT = "flight"


def distance(
    origin: Annotated[
        str,
        typer.Argument(
            metavar="A",
            help='An airport code, a city ("Cambridge, MA"), latitude,longitude, or with --trip a place of that trip.',
            show_default=False,
        ),
    ],
    destination: Annotated[str, typer.Argument(metavar="B", help="The same.", show_default=False)],
    *,
    mode: Annotated[
        Mode | None,
        typer.Option(
            help="How. Default: a flight between airports far apart, a drive or a short walk elsewhere."
        ),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            metavar="TIME", help="When it starts, on the clock at A: 2024-09-23T08:30. Counts traffic."
        ),
    ] = None,
    people: Annotated[int, typer.Option(metavar="N", min=1, help="How many travel together.")] = 1,
    motorcade: Annotated[bool, typer.Option("--motorcade", help="Vehicles keep together.")] = False,
    trip: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="A trip: its places, and the travel times that it states."),
    ] = None,
    router: Annotated[
        str | None, typer.Option(metavar="URL", help="Ask this OSRM or Valhalla server for roads.")
    ] = None,
) -> None:
    """Tell how far it is from A to B, how long that takes, and how the estimate comes about.

    "Careful" is enough six times in seven. A latitude south of the equator stands after "--".

    Exit status: 0 told, 2 A or B is unknown or means more than one place.
    """
    ways = router_of(router)
    loaded = _trip(trip)
    journey = _Journey(*_ends(origin, destination, loaded), mode, _departure(at), people, motorcade)
    lines = journey.told(loaded, ways)
    write("".join(f"{visible(line)}\n" for line in lines))
    tell(ways)


@dataclass(frozen=True, slots=True)
class _Journey:
    """A way, and how it is travelled; `departs` is a time on the clock at `a`."""

    a: End
    b: End
    mode: Mode | None
    departs: datetime | None
    people: int
    motorcade: bool

    def told(self, trip: Trip | None, ways: Ways | None) -> list[str]:
        """Line by line what is known of it: the trip's own word or, without one, an estimate."""
        estimate = self._estimate(ways)
        stated = _stated(trip, self.a, self.b, estimate.mode if self.mode else None)
        return [*_head(self.a, self.b, estimate), *(_word(stated) if stated else _account(estimate))]

    def _estimate(self, ways: Ways | None) -> Estimate:
        return travel_minutes(
            self.a.point,
            self.b.point,
            mode=self.mode.value if self.mode else _usual(self.a, self.b),
            country=self.a.country,
            departs=self.departs,
            people=self.people,
            motorcade=self.motorcade,
            airport=self.a.airport or self.b.airport,
            ways=ways,
        )


def _ends(origin: str, destination: str, trip: Trip | None) -> tuple[End, End]:
    try:
        return end_of(origin, trip), end_of(destination, trip)
    except EndError as error:
        _give_up(error.message)


def _give_up(message: Message) -> NoReturn:
    fail(message)
    raise typer.Exit(2)


def _trip(file: str | None) -> Trip | None:
    if file is None:
        return None
    from tripplan.load import load  # noqa: PLC0415 - start-up: most ways are between cities

    source = read(file)
    if source is None:
        raise typer.Exit(2)
    trip = load(source, file).trip
    if trip is None:
        _give_up(say("{file}: it cannot be understood; `tripplan check` says why", file=file))
    return trip


def _departure(written: str | None) -> datetime | None:
    if written is None:
        return None
    try:
        departs = datetime.fromisoformat(written)
    except ValueError:
        departs = None
    if departs is None or departs.tzinfo is not None:
        _give_up(say('"{time}" is no time on the clock at A, such as 2024-09-23T08:30', time=written))
    return departs


def _usual(a: End, b: End) -> str:
    """How people go where nobody says: they fly between airports that are far apart."""
    far = distance_km(a.point, b.point) >= value("flight", "shortest_km")
    return "flight" if a.airport and b.airport and far else "drive"


def _stated(trip: Trip | None, a: End, b: End, mode: str | None) -> Travel | None:
    """What the trip itself says of this way, the fastest first."""
    rows = trip.travel if trip and a.id != b.id else ()
    fit = [row for row in rows if row.sites == {a.id, b.id} and mode in {None, row.mode}]
    return min(fit, key=lambda row: row.minutes, default=None)


def _head(a: End, b: End, estimate: Estimate) -> Iterator[str]:
    for letter, end in (("A", a), ("B", b)):
        point = f"{end.point[0]:.4f}, {end.point[1]:.4f}"
        yield f"{letter}  {end.name}  {point}" if end.name else f"{letter}  {point}"
    yield ""
    yield spoken(say("straight line  {km:.1f} km", km=estimate.km))


def _word(stated: Travel) -> Iterator[str]:
    yield spoken(
        say("{mode:word}, as the trip says  {length}", mode=stated.mode, length=_minutes(stated.minutes))
    )
    if stated.source:
        yield f"    {stated.source}"


def _account(estimate: Estimate) -> Iterator[str]:
    """The estimate, and line by line how it comes about."""
    expected, careful = _minutes(estimate.minutes), _minutes(estimate.careful)
    yield spoken(say("{mode:word}, about  {km:.1f} km", mode=estimate.mode, km=estimate.way_km))
    yield spoken(say("expected  {length}", length=expected))
    yield spoken(say("careful  {length}", length=careful))
    if estimate.lines:
        yield ""
    for line in estimate.lines:
        minutes = spoken(say("{minutes:+8.1f} min", minutes=line.minutes))
        yield f"{minutes}  {spoken(line.label)}"
        yield f"{' ' * cells(minutes)}  {spoken(line.source)}"


def _minutes(minutes: float) -> timedelta:
    return timedelta(minutes=ceil(minutes - 1e-9))
