"""How long one command takes from the shell's point of view, beside other linters on files of the same size.

Every number is a ratio to `python -c pass` of the same run: the machine falls out. The commands take turns, so that a busy minute hits
all of them; the least of the runs is the truest, the median says how busy it was.

Run: python benchmarks/startup.py [runs, 20] [--instructions]   (which counts them with valgrind, once each)
"""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

TRIP = Path(__file__).parents[1] / "examples" / "gangwon_na_2024.toml"
BIN = Path(sys.executable).parent


class Command(NamedTuple):
    """What is measured: the words of a command line, and what the environment adds."""

    words: list[str]
    environment: dict[str, str]


def commands(folder: Path) -> dict[str, Command]:
    """The command lines, by what they show, over files in a folder."""
    size = TRIP.stat().st_size
    shutil.copy(TRIP, folder / "trip.toml")
    rows = "".join(f"- name: event{n}\n  start: 2024-09-21\n" for n in range(size // 36))
    (folder / "file.yaml").write_text(f"---\n{rows}", "utf-8")
    (folder / "file.py").write_text(
        "".join(f"EVENT_{n} = {{'start': {n}}}\n" for n in range(size // 28)), "utf-8"
    )
    events = {f"event{n}": {"start": "2024-09-21"} for n in range(size // 38)}
    (folder / "file.json").write_text(json.dumps(events), "utf-8")
    (folder / "schema.json").write_text(json.dumps({"type": "object"}), "utf-8")
    kept, anew = {"TRIPPLAN_CACHE_DIR": str(folder / "cache")}, {"TRIPPLAN_NO_CACHE": "1"}
    trip = str(folder / "trip.toml")
    words = {
        "python -c pass": ([sys.executable, "-c", "pass"], {}),
        "tripplan --version": ([str(BIN / "tripplan"), "--version"], {}),
        "tripplan check, unchanged": ([str(BIN / "tripplan"), "check", trip], kept),
        "tripplan check, anew": ([str(BIN / "tripplan"), "check", trip], anew),
        "yamllint": ([str(BIN / "yamllint"), "-d", "relaxed", str(folder / "file.yaml")], {}),
        "check-jsonschema": (
            [
                str(BIN / "check-jsonschema"),
                "--schemafile",
                str(folder / "schema.json"),
                str(folder / "file.json"),
            ],
            {},
        ),
        "ruff check": ([str(BIN / "ruff"), "check", "--no-cache", "--isolated", str(folder / "file.py")], {}),
    }
    return {name: Command(*each) for name, each in words.items() if Path(each[0][0]).exists()}


def seconds(command: Command) -> tuple[float, float]:
    """The wall and CPU seconds of one run."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        command.words, capture_output=True, check=False, env={**os.environ, **command.environment}
    )
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, (command.words, done.stdout, done.stderr)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def instructions(command: Command) -> float:
    """Millions of instructions of one run."""
    counting = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
    done = subprocess.run(
        [*counting, *command.words],
        capture_output=True,
        check=True,
        env={**os.environ, **command.environment},
    )
    counted = next(line for line in done.stderr.decode().splitlines() if "Collected" in line)
    return int(counted.rpartition(":")[2]) / 1e6


def again(trip: Path, runs: int) -> list[int]:
    """The milliseconds of a check after each save, as `check --watch` tells them."""
    command = [str(BIN / "tripplan"), "check", "--watch", str(trip)]
    environment = {**os.environ, "LC_ALL": "C", "TRIPPLAN_NO_CACHE": "1"}
    source, found = trip.read_bytes(), []
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment
    ) as running:
        assert running.stderr is not None
        for line in running.stderr:
            if told := re.match(r"Checked in (\d+) ms", line):
                found.append(int(told[1]))
                if len(found) > runs:
                    break
                beside = trip.with_name("saved")
                beside.write_bytes(source + b"\n" * len(found))
                beside.replace(trip)
        running.terminate()
    return found[1:]


def main() -> None:
    """Prints a row a command: ratios to Python's own start, then the check in a warm process in milliseconds."""
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    runs = numbers[0] if numbers else 20
    counting = "--instructions" in sys.argv
    with tempfile.TemporaryDirectory() as name:
        table = commands(Path(name))
        found: dict[str, list[tuple[float, float]]] = {each: [] for each in table}
        for each in (*table, *(list(table) * runs)):
            found[each].append(seconds(table[each]))
        warm = again(Path(name) / "trip.toml", runs)
        counts = {each: instructions(command) if counting else 0.0 for each, command in table.items()}
    print(
        "| command | wall, least | wall, median | CPU, least | instructions |\n| --- | --- | --- | --- | --- |"
    )
    base = found["python -c pass"][1:]
    for each, pairs in found.items():
        walls, pass_walls = [wall for wall, _ in pairs[1:]], [wall for wall, _ in base]
        ratios = (
            min(walls) / min(pass_walls),
            statistics.median(walls) / statistics.median(pass_walls),
            min(cpu for _, cpu in pairs[1:]) / min(cpu for _, cpu in base),
        )
        counted = f"{counts[each] / counts['python -c pass']:.1f} ×" if counting else "–"
        print(f"| {each} | {' | '.join(f'{ratio:.1f} ×' for ratio in ratios)} | {counted} |")
    print(f"\nA check after a save, by --watch: {min(warm)} ms, median {statistics.median(warm):.0f} ms")


if __name__ == "__main__":
    main()
