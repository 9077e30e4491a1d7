"""What has to be done so that a server's calendar is as the trip is. Nothing here touches a network."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tripplan.sync.resource import Resource


class What(Enum):
    """What is to be done with one event."""

    CREATE = "create"
    UPDATE = "update"
    CANCEL = "cancel"
    KEEP = "keep"
    EDITED = "edited"  # somebody has changed it on the server
    FOREIGN = "foreign"  # it stands where ours should, and is another trip's


@dataclass(frozen=True, slots=True)
class There:
    """An event that is on the server, with its address and the tag of this state of it."""

    resource: Resource
    url: str
    etag: str


@dataclass(frozen=True, slots=True)
class Step:
    """What to do with one event: `resource` is what will stand on the server, or does; `there` what stands there now."""

    what: What
    resource: Resource
    there: There | None = None


def plan(
    wanted: Mapping[str, Resource], present: Mapping[str, There], trip: str, word: str, *, force: bool = False
) -> Iterator[Step]:
    """One step for each event of the trip and each that was.

    An event is the trip's by its mark or, where a server does not keep marks, by its UID. Without a mark nobody knows whether somebody has
    changed it: unless it reads as it should it counts as edited.

    Args:
        wanted: the events that the trip has, by UID.
        present: what is on the server, by UID.
        trip: the mark of the trip.
        word: "Cancelled" in the calendar's language, for those that the trip no longer has.
        force: overwrite also what somebody has changed on the server.
    """
    for uid, resource in wanted.items():
        there = present.get(uid)
        if there is None:
            if not resource.cancelled:
                yield Step(What.CREATE, resource.marked(trip))
        elif there.resource.trip not in {trip, ""}:
            yield Step(What.FOREIGN, there.resource, there)
        else:
            yield _renewed(resource, there, trip, force=force)
    for uid, there in present.items():
        if uid not in wanted and there.resource.trip == trip and not there.resource.cancelled:
            edited = there.resource.hashes()[1] != there.resource.pushed[1] and not force
            withdrawn = there.resource.withdrawn(word).marked(trip)
            yield Step(What.EDITED, there.resource, there) if edited else Step(What.CANCEL, withdrawn, there)


def _renewed(resource: Resource, there: There, trip: str, *, force: bool) -> Step:
    content, seen = resource.hashes()
    pushed_content, pushed_seen = there.resource.pushed
    seen_there = there.resource.hashes()[1]
    untouched = seen_there == pushed_seen
    if seen_there == seen and (not there.resource.trip or (untouched and content == pushed_content)):
        return Step(What.KEEP, resource, there)
    if not untouched and seen_there != seen and not force:
        return Step(What.EDITED, there.resource, there)
    counted = resource.counting(max(resource.sequence, there.resource.sequence + 1))
    return Step(What.CANCEL if resource.cancelled else What.UPDATE, counted.marked(trip), there)
