"""What keeps a trip from being written for others: an error of the file, or a time that names no instant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan.checks import check_names
from tripplan.diagnostics import Finding, Severity
from tripplan.messages import say
from tripplan.when import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tripplan.diagnostics import Diagnostic, FileReport
    from tripplan.load import Loaded
    from tripplan.model import Trip

_WHY = {
    Trouble.SKIPPED: say("the clock skips it"),
    Trouble.REPEATED: say("the clock shows it twice"),
    Trouble.OFFSET: say("its offset is not the zone's"),
}
# The check whose errors leave instants in doubt though each time, taken by itself, names one.
_DOUBTFUL = "zone-mismatch"


def obstacles(loaded: Loaded, report: FileReport, language: str) -> list[Diagnostic]:
    """What is in the way, in the order of the text: none where the trip means what it says.

    Args:
        loaded: the file as read.
        report: what is wrong with it. That two events overlap is no obstacle.
        language: in which the obstacles are said.
    """
    faulty = [loaded.place(finding, language) for finding in _faulty_times(loaded.trip)]
    found = [*faulty, *filter(_forbids, report.diagnostics)]
    return sorted(found, key=lambda diagnostic: (diagnostic.region, diagnostic.message))


def _forbids(diagnostic: Diagnostic) -> bool:
    if diagnostic.severity is not Severity.ERROR or diagnostic.allowed is not None:
        return False
    return diagnostic.check == _DOUBTFUL or diagnostic.check not in check_names()


def _faulty_times(trip: Trip | None) -> Iterator[Finding]:
    """Times that no calendar can hold, of cancelled events too, whatever the file accepts."""
    for event in trip.events if trip else ():
        for key, moment in event.written:
            if moment.trouble in _WHY:
                message = say(
                    "{event}: {time:clock} on {time:day}: {why}",
                    event=event,
                    time=moment,
                    why=_WHY[moment.trouble],
                )
                yield Finding(message, ("events", event.index, key))
        if event.start.trouble is event.end.trouble is None and event.end.instant < event.start.instant:
            yield Finding(say("{event} ends before it starts", event=event), ("events", event.index, "end"))
