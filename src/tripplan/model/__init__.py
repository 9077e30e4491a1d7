"""The trip: as the file writes it (`document`), and as it is meant (`trip`). No I/O, no "now"."""

from tripplan.model.text import Text
from tripplan.model.trip import Event, Person, Site, Trip, ZoneClaim

__all__ = ["Event", "Person", "Site", "Text", "Trip", "ZoneClaim"]
