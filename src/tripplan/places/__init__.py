"""Geography, offline: airports and cities by name, zones from coordinates, distance, travel time.

Importing this opens nothing: the gazetteer, the borders and the road numbers are each read when first asked for.
"""

from tripplan.places.estimate import Estimate, Line, Road, Ways
from tripplan.places.lookup import airport, country_at, is_city, search
from tripplan.places.notes import Note
from tripplan.places.records import Airport, City
from tripplan.places.sphere import distance_km
from tripplan.places.store import data_version
from tripplan.places.suggest import nearest_airports, nearest_names
from tripplan.places.travel import MODES, ground_minutes, travel_minutes
from tripplan.places.zones import zone_at

__all__ = [
    "MODES",
    "Airport",
    "City",
    "Estimate",
    "Line",
    "Note",
    "Road",
    "Ways",
    "airport",
    "country_at",
    "data_version",
    "distance_km",
    "ground_minutes",
    "is_city",
    "nearest_airports",
    "nearest_names",
    "search",
    "travel_minutes",
    "zone_at",
]
