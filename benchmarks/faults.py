"""Seeded mistakes: how many of each kind are told (recall), and how many findings are of the mistake (precision).

Run: python benchmarks/faults.py [trips per kind, 20]
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from fault_scores import scores
from seeded import FAULTS


def main() -> None:
    """Prints a table of all kinds of mistake, in Markdown, as DESIGN.md shows it."""
    trips = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    print("| mistake | trips | recall | precision |\n| --- | --- | --- | --- |")
    told = right = found = made = 0
    for fault in FAULTS:
        score = scores(fault, range(trips))
        told, made = told + score.told, made + score.made
        right, found = right + score.right, found + score.found
        name = (fault.__doc__ or "").rstrip(".").lower()
        print(
            f"| {name} | {score.made} | {score.told / score.made:.0%} | {score.right / max(score.found, 1):.0%} |"
        )
    print(f"| **all** | {made} | {told / made:.1%} | {right / max(found, 1):.1%} |")


if __name__ == "__main__":
    main()
