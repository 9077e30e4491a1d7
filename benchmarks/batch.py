"""How much sooner many trips are judged by several processes than by one, and that the reports are the same to the byte.

Run: python benchmarks/batch.py [trips, 1000] [processes, 2] [rounds, 3]
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from seeded import clean_trip, document


def judged(folder: Path, jobs: int) -> tuple[float, float, bytes]:
    """Wall and CPU seconds of judging a folder by so many processes, and the report."""
    command = [sys.executable, "-m", "tripplan", "check", "--output-format", "json", "--jobs", str(jobs)]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        command, capture_output=True, check=False, cwd=folder, env={**os.environ, "TRIPPLAN_NO_CACHE": "1"}
    )
    assert done.returncode in {0, 1}, done.stderr
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def main() -> None:
    """Prints a row a round, one process beside several, and the ratio of the quickest of each."""
    trips, jobs, rounds = ([int(word) for word in sys.argv[1:]] + [1000, 2, 3][len(sys.argv) - 1 :])[:3]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for seed in range(trips):
            (folder / f"trip{seed:05}.toml").write_bytes(document(clean_trip(seed)))
        print("| processes | wall s | CPU s | load |\n| --- | --- | --- | --- |")
        best: dict[int, float] = {}
        reports = set()
        for number in (1, jobs) * rounds:
            wall, cpu, report = judged(folder, number)
            best[number] = min(wall, best.get(number, wall))
            reports.add(report)
            print(f"| {number} | {wall:.2f} | {cpu:.2f} | {os.getloadavg()[0]:.1f} |", flush=True)
    assert len(reports) == 1, "the reports differ"
    print(f"\n{trips} trips: {best[1] / best[jobs]:.2f} × as fast by {jobs} processes; the same report.")


if __name__ == "__main__":
    main()
