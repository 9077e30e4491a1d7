"""Writes the schema of the file format that the package ships: `python tools/schema.py`; `--check` compares and fails where it is stale."""

from __future__ import annotations

import sys

from tripplan.schema import FILE, text


def main() -> int:
    """Writes or compares the file; 1 where it was stale."""
    stale = not FILE.exists() or FILE.read_text("utf-8") != text()
    if not stale:
        return 0
    comparing = sys.argv[1:] == ["--check"]
    print(f"{FILE.name}: {'stale: run tools/schema.py' if comparing else 'written'}")
    if not comparing:
        FILE.write_text(text(), "utf-8")
    return int(comparing)


if __name__ == "__main__":
    sys.exit(main())
