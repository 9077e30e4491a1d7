"""What others have been told of a trip: the lock beside it, what changed since, and who has to know."""

from __future__ import annotations

from tripplan.release.lock import Entry, Lock, LockError
from tripplan.release.snapshot import Snapshot, snapshots

__all__ = ["Entry", "Lock", "LockError", "Snapshot", "snapshots"]
