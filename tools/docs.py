"""Writes what the docs show of the program: real output in README.md, and docs/checks.md.

`python tools/docs.py` writes, `--check` compares and fails where a page is stale.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tripplan import __version__, when
from tripplan.checks import all_checks
from tripplan.checks._examples import explanation, given_with, on_stage
from tripplan.checks._limits import defaults
from tripplan.diagnostics import Report
from tripplan.reporters import Style, reporter
from tripplan.verify import verify

ROOT = Path(__file__).parents[1]
WIDTH = "100"
OUTPUT = re.compile(r"(<!-- \$ tripplan (?P<command>.+?) -->\n```text\n).*?(```\n)", re.DOTALL)
TABLE = re.compile(r"(<!-- checks -->\n).*?(\n<!-- /checks -->\n)", re.DOTALL)


def main() -> int:
    """Writes or compares every page; 1 where one was stale."""
    comparing = sys.argv[1:] == ["--check"]
    stale = {
        page: text for page, text in pages().items() if not page.exists() or page.read_text("utf-8") != text
    }
    for page, text in stale.items():
        print(f"{page.relative_to(ROOT)}: {'stale: run tools/docs.py' if comparing else 'written'}")
        if not comparing:
            page.write_text(text, "utf-8")
    return 1 if comparing and stale else 0


def pages() -> dict[Path, str]:
    """What each written page should hold."""
    readme = (ROOT / "README.md").read_text("utf-8")
    readme = OUTPUT.sub(lambda found: found[1] + output(found["command"]) + found[3], readme)
    readme = TABLE.sub(lambda found: f"{found[1]}\n{table()}{found[2]}", readme)
    return {
        ROOT / "README.md": readme,
        ROOT / "docs" / "checks.md": checks(),
        ROOT / "docs" / "faults.md": faults(),
    }


def output(command: str) -> str:
    """What tripplan prints for a command line, without the blanks that editors strip."""
    environment = {
        **os.environ,
        "COLUMNS": WIDTH,
        "NO_COLOR": "1",
        "LC_ALL": "C",
        "PYTHONIOENCODING": "utf-8",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tripplan", *command.split()],
        capture_output=True, check=False, cwd=ROOT, encoding="utf-8", env=environment,
    )  # fmt: skip
    if done.returncode not in (0, 1):
        raise SystemExit(f"tripplan {command}: {done.stderr}")
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def faults() -> str:
    """The page of seeded mistakes, as the benchmark measures them."""
    command = [sys.executable, "benchmarks/faults.py", "16"]
    done = subprocess.run(command, capture_output=True, check=True, cwd=ROOT, encoding="utf-8")
    return (
        "# Seeded mistakes\n\nWritten by `tools/docs.py` from `benchmarks/faults.py`: single mistakes put into trips that have nothing wrong\n"
        "with them, of which nothing is said at warning or above. Recall: the mistakes that were told. Precision: the findings at warning\n"
        f"or above that are of the mistake, and not its echo somewhere else.\n\n{done.stdout}"
    )


def table() -> str:
    """The checks as a Markdown table."""
    rows = [("check", "severity", "finds"), ("---", "---", "---")]
    rows += [
        (f"[{check.id}](docs/checks.md#{check.id})", check.severity.value, explanation(check).title)
        for check in all_checks()
    ]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def checks() -> str:
    """The page of all checks."""
    head = "# Checks\n\nWritten by `tools/docs.py` from the checks' own files; `tripplan explain` prints the same.\n"
    return head + "".join(f"\n## {check.id}\n\n{body(check.id)}" for check in all_checks())


def body(id_: str) -> str:
    """One check as Markdown: its explanation, its examples, and what it prints of the bad one."""
    found = explanation(next(check for check in all_checks() if check.id == id_))
    bad = verify(on_stage(found.bad).encode(), "bad.toml", given=given_with(found.bad))
    report = Report((bad,), __version__, when.tzdata_version())
    printed = reporter("full")(report, Style(width=int(WIDTH)))
    return (
        f"**{found.title}**\n\n{found.why}\n\nBad:\n\n```toml\n{found.bad}```\n\n```text\n{printed}```\n\n"
        f"Good:\n\n```toml\n{found.good}```\n{limits(id_)}"
    )


def limits(id_: str) -> str:
    """The limits of a check as a Markdown table; nothing where it has none."""
    rows = [(f"`{name}`", limit.said, limit.source) for name, limit in defaults(id_).items()]
    if not rows:
        return ""
    head = [("limit", "value", "source"), ("---", "---", "---")]
    return "\n" + "".join(f"| {' | '.join(row)} |\n" for row in head + rows)


if __name__ == "__main__":
    sys.exit(main())
