"""Reservations for KDE Itinerary: the form of its own calendars, and no booking for those who may not know it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from calendars import STAGE, entry, event, flight, properties, trip_of, written
from tripplan.exporters import Detail, Options
from tripplan.exporters.ics import uid

PLACES = """
[places.icn]
airport = "ICN"
[places.yyc]
airport = "YYC"
[places.central]
name = 'Gare "C;entral"'
at = [43.8322, 4.3658]
address = "1, Rue\\\\Neuve"
[places.inn]
name = "Inn"
zone = "America/Edmonton"
"""
OUT = flight("icn", "2026-05-01T21:40", "yyc", "2026-05-01T17:00", 'number = "ke 71"\nbooking = "ABC123"')
RAIL = 'id = "rail"\nkind = "train"\nfrom = "central"\nto = "inn"\nnumber = "TGV 5186"\nstart = 2026-05-02T09:00\nduration = "9 h"\n'
BED = event("bed", "inn", "2026-05-01T19:00", "end = 2026-05-03T11:00\nbooking = '7\\8'", "stay")


def reservation(id_: str, options: Options | None = None, *events: str) -> dict[str, Any]:
    """The reservation in an event of the trip."""
    trip = trip_of(*(events or (OUT, RAIL, BED)), stage=STAGE + PLACES)
    line = properties(written(trip, options), uid("t", id_))["X-KDE-KITINERARY-RESERVATION"]
    (found,) = json.loads(re.sub(r"\\(.)", r"\1", line))
    assert isinstance(found, dict)
    return found


def test_a_flight_is_a_reservation() -> None:
    """Airline and number apart, airports by their codes, times with their offsets and the names of their zones."""
    assert reservation("flight") == {
        "@context": "http://schema.org",
        "@type": "FlightReservation",
        "reservationFor": {
            "@type": "Flight",
            "airline": {"@type": "Airline", "iataCode": "KE"},
            "flightNumber": "71",
            "departureAirport": {
                "@type": "Airport",
                "name": "Incheon International Airport",
                "iataCode": "ICN",
                "geo": {"@type": "GeoCoordinates", "latitude": 37.4691, "longitude": 126.451},
            },
            "arrivalAirport": {
                "@type": "Airport",
                "name": "Calgary International Airport",
                "iataCode": "YYC",
                "geo": {"@type": "GeoCoordinates", "latitude": 51.1139, "longitude": -114.02},
            },
            "departureDay": "2026-05-01",
            "departureTime": {
                "@type": "QDateTime",
                "@value": "2026-05-01T21:40:00+09:00",
                "timezone": "Asia/Seoul",
            },
            "arrivalTime": {
                "@type": "QDateTime",
                "@value": "2026-05-01T17:00:00-06:00",
                "timezone": "America/Edmonton",
            },
        },
        "reservationStatus": "http://schema.org/ReservationConfirmed",
        "reservationNumber": "ABC123",
    }


def test_a_train_is_a_reservation() -> None:
    """Stations have names without quotes and backslashes: two programs would each undo their own share of them."""
    found = reservation("rail")

    assert found["@type"] == "TrainReservation"
    trip = found["reservationFor"]
    assert trip["trainNumber"] == "TGV 5186"
    assert trip["departureStation"]["name"] == "Gare 'C;entral'"
    assert trip["departureStation"]["address"]["streetAddress"] == "1, Rue/Neuve"
    assert trip["arrivalStation"] == {"@type": "TrainStation", "name": "Inn"}
    assert "reservationNumber" not in found


def test_a_bed_is_a_reservation() -> None:
    """Its hours are there though the calendar shows days."""
    found = reservation("bed")

    assert found["@type"] == "LodgingReservation"
    assert found["reservationFor"] == {"@type": "LodgingBusiness", "name": "Inn"}
    assert found["checkinTime"]["@value"] == "2026-05-01T19:00:00-06:00"
    assert found["checkoutTime"]["@value"] == "2026-05-03T11:00:00-06:00"
    assert found["reservationNumber"] == "7/8"


@pytest.mark.parametrize(("status", "told"), [("tentative", "Pending"), ("cancelled", "Cancelled")])
def test_a_reservation_has_the_status_of_its_event(status: str, told: str) -> None:
    """A cancelled flight is not boarded."""
    cancelled = f'{OUT}status = "{status}"\n'

    assert (
        reservation("flight", None, cancelled)["reservationStatus"] == f"http://schema.org/Reservation{told}"
    )


def test_a_number_of_another_form_is_left_out() -> None:
    """Two letters or digits and a number name a flight; anything else would be misread as one."""
    odd = flight("icn", "2026-05-01T21:40", "yyc", "2026-05-01T17:00", 'number = "Sonderflug"')

    assert not {"airline", "flightNumber"} & reservation("flight", None, odd)["reservationFor"].keys()


def test_nobody_else_learns_the_booking() -> None:
    """The reservation stays, its number goes: in a file to be passed on, and in one for people who are not on the flight."""
    for options in (
        Options(detail=Detail.SHARED),
        Options(people=frozenset(["kim"]), audience=frozenset(["kim", "lee"])),
    ):
        others = f'{OUT}who = ["kim"]\n'
        assert "reservationNumber" not in reservation("flight", options, others)
    assert "reservationNumber" in reservation(
        "flight", Options(people=frozenset(["kim"])), f'{OUT}who = ["kim"]\n'
    )


def test_other_events_are_no_reservations() -> None:
    """KDE Itinerary makes entries of its own of what it reads."""
    trip = trip_of(event("a", "inn", "2026-05-01T19:00", kind="meeting"), stage=STAGE + PLACES)

    assert "X-KDE-KITINERARY-RESERVATION" not in entry(trip, "a")
