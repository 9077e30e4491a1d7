"""Every hour from 2010 to 2040 in every zone: whether the VTIMEZONE that is written gives the zone's own offset.

Run: python tests/ics_hours.py, which takes minutes; the tests look at the days of a change and between them.
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta

from ics_rules import ALWAYS, ZONES, read, utc, zone
from tripplan.exporters._vtimezone import observances

HOUR = timedelta(hours=1)


def differences(name: str) -> tuple[int, list[str]]:
    """How many hours have been compared in a zone, and those at which what is written and the zone differ."""
    begin, end = map(utc, ALWAYS)
    own = zone(name)
    onsets = read(observances(own, begin, end), end.year)
    found, instant, compared = [], begin, 0
    for (_, offset), (until, _) in zip(onsets, [*onsets[1:], (end, None)], strict=True):
        while instant < min(until, end):
            if instant.astimezone(own).utcoffset() != offset:
                found.append(f"{name} at {instant}")
            instant += HOUR
            compared += 1
    return compared, found


def main() -> None:
    """Compares, and ends with 1 where there is a difference."""
    with ProcessPoolExecutor() as pool:
        results = list(pool.map(differences, ZONES, chunksize=8))
    wrong = [each for _, found in results for each in found]
    hours = sum(number for number, _ in results)
    sys.stdout.write(f"{len(ZONES)} zones, {hours:,} hours, {len(wrong)} differ\n")
    sys.stdout.writelines(f"{each}\n" for each in wrong[:20])
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
