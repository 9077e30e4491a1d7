"""What changed between two versions of a trip, as a table, as Markdown, as JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tripplan import __version__
from tripplan.messages import People, plain, plural, say
from tripplan.reporters._json import as_json
from tripplan.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tripplan.cli._versions import Version
    from tripplan.release.changes import Changed
    from tripplan.reporters import Style
    from tripplan.speech import Speaker

# What would be markup in Markdown or in the HTML that it may hold, a mention, or a link where nobody wrote one.
_MARKUP = re.compile(r"[\\`*_\[\]<>#|~$@&]|:(?=//|\w+:)|(?<=www)\.")


def closing(changed: Sequence[Changed], old: Version, new: Version, speaker: Speaker) -> str:
    """How much has changed, in one line."""
    number = plural(speaker.language, len(changed), "{number:,} event differs", "{number:,} events differ")
    both = plain(speaker.language, "{old} and {new}", old=old.name, new=new.name)
    return visible(f"{both}: {number if changed else plain(speaker.language, 'nothing differs')}")


def table(changed: Sequence[Changed], old: Version, new: Version, speaker: Speaker, style: Style) -> str:
    """A table for the terminal."""
    from tripplan.cli._change_table import page  # noqa: PLC0415 - start-up: only tables need rich

    told = page(changed, new.trip or old.trip, speaker, style) if changed else ""
    return f"{told}{closing(changed, old, new, speaker)}\n"


def markdown(changed: Sequence[Changed], old: Version, new: Version, speaker: Speaker, _style: Style) -> str:
    """A table for a pull request or a message."""
    heads = tuple(map(speaker.say, (say("When"), say("Event"), say("What changed"), say("For whom"))))
    rows = [heads, ("---",) * 4] if changed else []
    lines = [f"| {' | '.join(each)} |" for each in rows]
    lines += [f"| {' | '.join(map(_inert, _row(each, speaker)))} |" for each in changed]
    return "".join(
        f"{line}\n"
        for line in [*lines, *([""] if lines else []), _inert(closing(changed, old, new, speaker))]
    )


def _row(each: Changed, speaker: Speaker) -> tuple[str, str, str, str]:
    when_ = speaker.say(say("{start:day} {start:clock}", start=each.event.start))
    told = "; ".join(speaker.say(change.message) for change in each.changes)
    whom = speaker.say(say("{people}", people=People(each.people)))
    return visible(when_), visible(each.event.title.say(*speaker.order)), visible(told), visible(whom)


def _inert(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)


def json_(changed: Sequence[Changed], old: Version, new: Version, speaker: Speaker, _style: Style) -> str:
    """One object for programs."""
    document = {
        "tripplan": __version__,
        "old": old.name,
        "new": new.name,
        "changes": [_object(each, speaker) for each in changed],
    }
    return as_json(document) + "\n"


def _object(each: Changed, speaker: Speaker) -> dict[str, Any]:
    event = each.event
    return {
        "event": event.id,
        "title": event.title.say(*speaker.order),
        "start": event.start.local.isoformat(),
        "zone": event.start.zone.key,
        "changes": [{"what": it.what, "message": speaker.say(it.message)} for it in each.changes],
        "before": list(each.before),
        "after": list(each.after),
    }


FORMATS = {"table": table, "markdown": markdown, "json": json_}
