"""The examples of a check, as whole trips, and what that check finds in them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tripplan.checks import all_checks, run, settings
from tripplan.checks._examples import explanation, on_stage
from tripplan.load import load
from tripplan.speech import Speaker

CASES = Path(__file__).with_name("cases")
FENCE = re.compile(r"^```toml\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Told(NamedTuple):
    """A finding as it is said in English, and the kinds of the events that it is of."""

    message: str
    hint: str
    kinds: list[str]

    @property
    def text(self) -> str:
        """All that it says."""
        return f"{self.message}\n{self.hint}"


@cache
def examples(check: str) -> tuple[bytes, ...]:
    """The Bad and the Good of a check, and all of its cases."""
    told = explanation(next(each for each in all_checks() if each.id == check))
    path = CASES / f"{check}.md"
    cases = FENCE.findall(path.read_text("utf-8")) if path.exists() else []
    return tuple(on_stage(each).encode() for each in (told.bad, told.good, *cases))


def findings_of(check: str, source: bytes) -> list[Told]:
    """What a check finds in a trip."""
    trip = load(source, "x.toml", settings()).trip
    assert trip is not None
    speaker = Speaker("en", trip)
    by_id = {event.id: event.kind for event in trip.events}
    return [
        Told(speaker.say(each.message), speaker.say(each.hint or ""), [by_id[id_] for id_ in each.events])
        for each in run(trip)[0]
        if each.check == check
    ]
