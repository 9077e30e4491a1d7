"""The trip: as the file writes it (`document`), and as it is meant (`trip`). No I/O, no "now"."""

from tripplan.model.text import Text
from tripplan.model.trip import Choice, Event, Person, Site, Travel, Trip, ZoneClaim

__all__ = ["Choice", "Event", "Person", "Site", "Text", "Travel", "Trip", "ZoneClaim"]
