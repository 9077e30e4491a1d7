"""Flights, trains and beds as KDE Itinerary reads them from a calendar: schema.org reservations, in JSON.

The form is that of KDE's own calendars (KItinerary, `CalendarHandler`): an array of one, its times with the names of their
zones. The booking is in it where the readers of the file may know it.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from tripplan.exporters import _prose
from tripplan.exporters._component import Property, text
from tripplan.exporters._zone_names import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.exporters._options import Options
    from tripplan.model import Event, Site
    from tripplan.when import Moment

_NUMBER = re.compile(r"([A-Z0-9]{2}) ?([0-9]{1,4}[A-Z]?)", re.IGNORECASE | re.ASCII)
_STATUS = {"confirmed": "Confirmed", "tentative": "Pending", "cancelled": "Cancelled"}


def reservation(event: Event, options: Options) -> Iterator[Property]:
    """The reservation of a flight, a train or a bed; of other events none."""
    made = {"flight": _flight, "train": _train, "stay": _lodging}.get(event.kind)
    if made is None:
        return
    whole: dict[str, Any] = {
        "@context": "http://schema.org",
        **made(event, options),
        "reservationStatus": f"http://schema.org/Reservation{_STATUS[event.table.status]}",
    }
    if event.table.booking:
        whole["reservationNumber"] = _plain(options.say(event.table.booking))
    written = json.dumps([whole], ensure_ascii=False, separators=(",", ":"))
    yield Property("X-KDE-KITINERARY-RESERVATION", text(written))


def _flight(event: Event, options: Options) -> dict[str, Any]:
    number = getattr(event.table, "number", None) or ""
    found = _NUMBER.fullmatch(number)
    named: dict[str, Any] = {}
    if found:
        airline = {"@type": "Airline", "iataCode": found[1].upper()}
        named = {"airline": airline, "flightNumber": found[2].upper()}
    flight = {
        "@type": "Flight",
        **named,
        "departureAirport": _place("Airport", event.origin, options),
        "arrivalAirport": _place("Airport", event.site, options),
        **_departure_and_arrival(event),
    }
    return {"@type": "FlightReservation", "reservationFor": flight}


def _train(event: Event, options: Options) -> dict[str, Any]:
    number = getattr(event.table, "number", None)
    trip = {
        "@type": "TrainTrip",
        **({"trainNumber": _plain(number)} if number else {}),
        "departureStation": _place("TrainStation", event.origin, options),
        "arrivalStation": _place("TrainStation", event.site, options),
        **_departure_and_arrival(event),
    }
    return {"@type": "TrainReservation", "reservationFor": trip}


def _lodging(event: Event, options: Options) -> dict[str, Any]:
    return {
        "@type": "LodgingReservation",
        "reservationFor": _place("LodgingBusiness", event.site, options),
        "checkinTime": _time(event.start),
        "checkoutTime": _time(event.end),
    }


def _departure_and_arrival(event: Event) -> dict[str, Any]:
    return {
        "departureDay": f"{event.start.wall:%Y-%m-%d}",
        "departureTime": _time(event.start),
        "arrivalTime": _time(event.end),
    }


def _time(moment: Moment) -> dict[str, str]:
    local = moment.local.replace(microsecond=0).isoformat()
    return {"@type": "QDateTime", "@value": local, "timezone": canonical(moment.zone.key)}


def _place(kind: str, site: Site, options: Options) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": kind, "name": _plain(options.say(site.name))}
    if site.airport:
        found["iataCode"] = site.airport
    if site.address:
        street = _plain(options.say(site.address))
        found["address"] = {"@type": "PostalAddress", "streetAddress": street}
    if site.position and not site.rough:
        latitude, longitude = (round(degrees, 6) for degrees in site.position)
        found["geo"] = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    return found


def _plain(said: str) -> str:
    """A text in which neither JSON nor the calendar needs a backslash: programs undo only one of the two."""
    return _prose.one_line(said).replace("\\", "/").replace('"', "'")
