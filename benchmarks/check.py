"""Time and memory of checking in one process, by all checks, and how they grow with events and people.

Run: python benchmarks/check.py [largest number of events, 100000]
"""

from __future__ import annotations

import datetime as dt
import gc
import resource
import sys
import time

from tripplan.checks import run, settings
from tripplan.load import load

SIZES = [(100, 5), (1_000, 20), (10_000, 100), (100_000, 500)]
HEAD = """
[trip]
id = "t"
title = "T"
home = "calgary"
start = 1990-01-01
end = 2030-12-31
[checks]
same-flight = "warning"
[places.calgary]
at = [51.0457, -114.0571]
address = "800 Macleod Trail SE"
[places.museums]
at = [51.014, -114.117]
address = "4520 Crowchild Trail SW"
"""


def document(events: int, people: int) -> bytes:
    """A trip of meetings, eight a day for two people each, some of them too close."""
    lines = [HEAD, *(f'[people.p{n}]\nname = "P{n}"' for n in range(people))]
    start = dt.datetime(1990, 1, 1, 8)  # noqa: DTZ001 - a wall reading
    for n in range(events):
        round_, place_in_round = divmod(n, people // 2 or 1)
        day, slot = divmod(round_, 8)
        wall = start + dt.timedelta(days=day % 14_000, hours=slot)
        pair = f'"p{2 * place_in_round}", "p{2 * place_in_round + 1}"'
        place = "calgary" if n % 2 else "museums"
        lines.append(
            f'[[events]]\nid = "e{n}"\nkind = "meeting"\nplace = "{place}"\n'
            f'start = {wall:%Y-%m-%dT%H:%M}\nduration = "30 min"\nwho = [{pair}]'
        )
    return "\n".join(lines).encode()


def main() -> None:
    """Prints a row a size: seconds to read and to judge, events per second, growth against n log n is left to the eye."""
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else SIZES[-1][0]
    print(
        "| events | people | read s | judge s | events/s | findings | peak MB |\n| --- | --- | --- | --- | --- | --- | --- |"
    )
    for events, people in SIZES:
        if events > largest:
            break
        source = document(events, people)
        gc.collect()
        began = time.perf_counter()
        loaded = load(source, "x.toml", settings())
        read = time.perf_counter()
        assert loaded.trip is not None
        findings, _ = run(loaded.trip)
        done = time.perf_counter()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        rate = events / (done - began)
        print(
            f"| {events:,} | {people} | {read - began:.2f} | {done - read:.2f} | {rate:,.0f} | {len(findings):,} | {peak:.0f} |"
        )


if __name__ == "__main__":
    main()
