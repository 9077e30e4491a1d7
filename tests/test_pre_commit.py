"""The pre-commit hook: installed by pre-commit itself from a clone, it stops a commit that breaks a trip and lets a good one pass."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from clones import ROOT, clone_into, committed, git, lacks_packages, need_packages
from small_trip import HEAD, TRIP

if TYPE_CHECKING:
    from pathlib import Path

HOOKS: dict[str, Any] = {
    each["id"]: each for each in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
}
PATTERN = HOOKS["tripplan-check"]["files"]


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("trip.toml", True),
        ("trips/trip-2024.toml", True),
        ("a/itinerary.toml", True),
        ("gangwon.tripplan.toml", True),
        ("tripplan.toml", False),
        ("a/tripplan.toml", False),
        ("tripplan.toml.toml", True),
        ("trips/pyproject.toml", False),
        ("pyproject.toml", False),
        ("strip.toml", False),
        ("trip.toml.orig", False),
    ],
)
def test_the_hook_takes_trips_by_name(name: str, taken: bool) -> None:
    """Trips as people call them, and neither the settings nor other programs' TOML."""
    assert bool(re.search(PATTERN, name)) is taken


def test_the_hook_runs_the_command_on_named_files_at_once() -> None:
    """One run over all files: a report and a baseline are of the whole commit."""
    hook = HOOKS["tripplan-check"]

    assert hook["entry"].split() == ["tripplan", "check"]
    assert (hook["language"], hook["types"]) == ("python", ["toml"])
    assert hook["pass_filenames"] is True
    assert hook["require_serial"] is True


def pre_commit(folder: Path, home: Path) -> subprocess.CompletedProcess[str]:
    """Runs every hook on every file of a repository."""
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "--all-files", "--color=never"],
        cwd=folder,
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        env={
            **os.environ,
            "PRE_COMMIT_HOME": str(home),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "LC_ALL": "C.UTF-8",
        },
    )


def test_pre_commit_installs_and_runs_the_hook(tmp_path: Path) -> None:
    """From the clone alone: the broken trip fails with its finding, settings and other TOML are left alone, the mended one passes."""
    source, user = tmp_path / "source", tmp_path / "user"
    source.mkdir()
    user.mkdir()
    revision = clone_into(source)
    hook = {"id": "tripplan-check", "args": ["--ignore", "outside-trip"]}
    configuration = {"repos": [{"repo": str(source), "rev": revision, "hooks": [hook]}]}
    user.joinpath(".pre-commit-config.yaml").write_text(yaml.safe_dump(configuration), "utf-8")
    user.joinpath("trip.toml").write_text(TRIP, "utf-8")
    user.joinpath("tripplan.toml").write_text('lang = "en"\n', "utf-8")
    user.joinpath("other.toml").write_text("[other]\n", "utf-8")
    committed(user)

    broken = pre_commit(user, tmp_path / "home")
    if lacks_packages(broken.stdout + broken.stderr):
        need_packages(broken.stdout + broken.stderr)
    user.joinpath("trip.toml").write_text(HEAD, "utf-8")
    git(user, "add", "--all")
    mended = pre_commit(user, tmp_path / "home")
    shutil.rmtree(tmp_path / "home")

    assert broken.returncode == 1, broken.stdout + broken.stderr
    assert "- exit code: 1" in broken.stdout
    assert 'error[unknown-key]: unknown key "titel"' in broken.stdout
    assert "other.toml" not in broken.stdout
    assert mended.returncode == 0, mended.stdout
