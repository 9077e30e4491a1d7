"""What several checks ask of an event's people: whether the file lets them be known."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tripplan.model import Event, Trip


def named(event: Event, trip: Trip) -> bool:
    """Whether everyone whom `who` names is known: a name that is not has been reported, and may be anybody."""
    return all(name in trip.people or name in trip.groups for name in event.table.who or ())
