"""Written times that the clock of their place does not show, or shows twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tripplan.diagnostics import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tripplan.diagnostics import Tally
    from tripplan.messages import Message
    from tripplan.model import Site
    from tripplan.timeline import Timeline
    from tripplan.when import Moment, Trouble


def troubled(
    trouble: Trouble,
    says: Callable[[Moment, Site], Message],
    hint: Callable[[Moment], Message],
    timeline: Timeline,
    tally: Tally,
) -> Iterator[Finding]:
    """Judges every written time; each that is in this trouble is a finding."""
    for event in timeline.events:
        for key, moment in event.written:
            tally.judged += 1
            if moment.trouble is trouble:
                yield Finding(
                    says(moment, event.site_at(key)),
                    ("events", event.index, key),
                    events=(event.id,),
                    people=event.people,
                    hint=hint(moment),
                )
