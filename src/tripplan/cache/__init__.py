"""What earlier runs found, kept so that nothing is judged twice: whole command lines, and single files.

A room that is entered before any library is imported: an unchanged command line is answered from here in the time that Python takes
to start. So it does without `dataclasses`, `typing`, `pathlib`, `json` and `hashlib`, whose imports cost more than the answer.
All that it keeps may be deleted at any time, and whatever is wrong with it, the run is as if there were no cache.
"""

from __future__ import annotations

from tripplan.cache.seen import Seen, looked_at, looked_for, state, unrepeatable
from tripplan.cache.store import Store, cache_folder, open_store

__all__ = ["Seen", "Store", "cache_folder", "looked_at", "looked_for", "open_store", "state", "unrepeatable"]
