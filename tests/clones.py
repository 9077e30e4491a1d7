"""The repository as its next commit would have it, for tests of what others install from it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_AUTHOR = ["-c", "user.name=tripplan", "-c", "user.email=tripplan@example.org", "-c", "commit.gpgsign=false"]


def git(folder: Path, *arguments: str) -> str:
    """Runs git in a folder, without the settings of whoever runs it."""
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        ["git", *_AUTHOR, "-c", "init.defaultBranch=main", *arguments],  # noqa: S607 - the git of the machine
        cwd=folder,
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, **quiet},
    )
    return done.stdout.strip()


def committed(folder: Path) -> str:
    """Makes a repository of all that stands in a folder; the commit."""
    git(folder, "init", "--quiet")
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--message", "All")
    return git(folder, "rev-parse", "HEAD")


def clone_into(folder: Path) -> str:
    """Copies what is or could be committed here into a folder, and commits it there; the commit."""
    for name in git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard").splitlines():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    return committed(folder)


def need_packages(output: str) -> None:
    """Skips a test whose installation has failed for want of a package index; in CI it fails."""
    if os.environ.get("CI"):
        pytest.fail(output)
    pytest.skip("nothing can be installed here: no package index is in reach")


def lacks_packages(output: str) -> bool:
    """Whether an installation has failed for want of a package index."""
    signs = (
        "Could not find a version",
        "NewConnectionError",
        "Temporary failure in name resolution",
        "ReadTimeout",
    )
    return any(sign in output for sign in signs)
