"""What has been published of a trip, for the checks to compare with."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tripplan.cache import looked_at
from tripplan.cli._files import fail, read
from tripplan.messages import say
from tripplan.release.lock import LockError, lock_path
from tripplan.release.read import read_lock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tripplan.when import Moment


def published(file: str) -> Mapping[str, tuple[Moment, Moment]] | None:
    """The start and end of each event, by id, as the lock beside a trip tells them.

    None where there is no lock; with a word on standard error, where it cannot be read.
    """
    path = lock_path(file)
    if not os.path.lexists(path):
        looked_at(path)
        return None
    source = read(path)
    if source is None:
        return None
    try:
        lock = read_lock(source)
    except LockError as error:
        fail(say("{file}: {why}", file=path, why=error.message))
        return None
    return {
        id_: (entry.snapshot.start, entry.snapshot.end)
        for id_, entry in lock.entries.items()
        if not entry.gone
    }
