"""A calendar on a CalDAV server kept as the trip is, without touching anything that is not the trip's."""
