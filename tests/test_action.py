"""The GitHub action and the examples for CI: their scripts run, and nothing that comes from outside is run by them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from clones import ROOT, clone_into, lacks_packages, need_packages
from small_trip import HEAD, trip_in
from tripplan.cli._keys import KEYS
from tripplan.cli._settings import Told

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
SCRIPTS = {step["id"]: step for step in STEPS if "run" in step}
PROGRAM = Path(sys.executable).with_name("tripplan")
PAGE = (ROOT / "docs" / "ci.md").read_text("utf-8")
BLOCKS = {
    language: re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL) for language in ("yaml", "toml", "sh")
}
EXAMPLES = {text.split("\n")[0].removeprefix("# "): yaml.safe_load(text) for text in BLOCKS["yaml"]}


class Done(NamedTuple):
    """How a step ended: its status, what it printed, its outputs."""

    status: int
    said: str
    outputs: dict[str, str]


def step(id_: str, folder: Path, **environment: str) -> Done:
    """Runs a step's script as GitHub does."""
    temporary = folder / "runner"
    temporary.mkdir(exist_ok=True)
    outputs = temporary / "outputs"
    outputs.write_text("", "utf-8")
    told = {
        "RUNNER_TEMP": str(temporary),
        "GITHUB_OUTPUT": str(outputs),
        "GITHUB_ACTIONS": "true",
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", SCRIPTS[id_]["run"]],  # noqa: S607 - the runner's bash
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        text=True,
        encoding="utf-8",
        env={**os.environ, **told, **environment},
    )
    lines = outputs.read_text("utf-8").splitlines()
    return Done(done.returncode, done.stdout, dict(line.split("=", 1) for line in lines))


def check(folder: Path, **inputs: str) -> Done:
    """Runs the step that checks, with the inputs' defaults."""
    told = {name.upper().replace("-", "_"): each["default"] for name, each in ACTION["inputs"].items()}
    return step("check", folder, PROGRAM=str(PROGRAM), **{**told, **inputs})


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A repository with a broken trip in it."""
    tmp_path.joinpath(".git").mkdir()
    trip_in(tmp_path / "trips")
    return tmp_path


def test_no_value_stands_in_a_script() -> None:
    """What GitHub puts into a script's text would be run: values come by the environment, and every one is used."""
    assert SCRIPTS
    for each in SCRIPTS.values():
        assert "${{" not in each["run"]
        assert each["shell"] == "bash"
        assert all(f"${name}" in each["run"] for name in each["env"])


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_are_sound(name: str) -> None:
    """As far as shellcheck can tell, where it is installed; bash reads them in any case."""
    script = SCRIPTS[name]["run"]
    command = ["shellcheck", "--shell=bash", "-"] if shutil.which("shellcheck") else ["bash", "-n"]

    done = subprocess.run(command, input=script, capture_output=True, check=False, text=True)

    assert (done.returncode, done.stdout) == (0, "")


def test_every_input_is_told_and_used() -> None:
    """With a description and a default; those that are referred to exist."""
    text = (ROOT / "action.yml").read_text("utf-8")
    used = set(re.findall(r"inputs\.([a-z-]+)", text))

    assert used == set(ACTION["inputs"])
    assert all(each["description"] and "default" in each for each in ACTION["inputs"].values())


def test_findings_fail_the_step_with_annotations(here: Path) -> None:
    """Status 1, the report for people, and a line that GitHub shows at the place."""
    done = check(here)

    assert done.status == 1
    assert 'error[unknown-key]: unknown key "titel"' in done.said
    assert re.search(r"^::error .*file=trips/trip\.toml,line=\d+", done.said, re.MULTILINE)
    assert done.outputs == {}


@pytest.mark.parametrize(
    ("inputs", "status"),
    [
        ({"FAIL_ON": "info"}, 1),
        ({"FAIL_ON": "nonsense"}, 2),
        ({"ARGS": "--ignore=outside-trip\n--exit-zero\n"}, 0),
        ({"ARGS": "\n\n--select\nno-bed"}, 1),
        ({"FILES": "missing.toml"}, 2),
        ({"FILES": "good.toml\n\n"}, 0),
        ({"FILES": "a name with blanks.toml"}, 0),
    ],
)
def test_inputs_are_followed(here: Path, inputs: dict[str, str], status: int) -> None:
    """One option or file a line; empty lines are none."""
    trip_in(here, HEAD, "good.toml")
    trip_in(here, HEAD, "a name with blanks.toml")

    assert check(here, **inputs).status == status


@pytest.mark.parametrize("name", ["FILES", "ARGS", "FAIL_ON", "SARIF"])
@pytest.mark.parametrize(
    "text",
    [
        "$(touch pwned)",
        "`touch pwned`",
        "; touch pwned",
        '"; touch pwned; "',
        "'\ntouch pwned\n'",
        "${IFS}",
        "*",
    ],
)
def test_no_input_is_run(here: Path, name: str, text: str) -> None:
    """A branch, a file or a title of a stranger may find its way into an input: it stays text."""
    check(here, **{name: text})

    assert not list(here.rglob("pwned"))


def test_a_file_that_looks_like_an_option_is_a_file(here: Path) -> None:
    """Names of files stand after `--`: one of them cannot switch anything off."""
    done = check(here, FILES="--exit-zero\ntrips")

    assert done.status == 2
    assert "--exit-zero: there is no such file" in done.said


def test_sarif_is_written_for_the_upload(here: Path) -> None:
    """The report and the annotations all the same; the upload runs after a failure, and only where there is a file."""
    done = check(here, SARIF="true")
    report = json.loads(Path(done.outputs["sarif"]).read_text("utf-8"))
    upload = STEPS[-1]

    assert done.status == 1
    assert "::error" in done.said
    assert {each["ruleId"] for each in report["runs"][0]["results"]} >= {"unknown-key", "double-booked"}
    assert upload["uses"].startswith("github/codeql-action/upload-sarif@")
    assert "always()" in upload["if"]
    assert upload["with"]["sarif_file"] == "${{ steps.check.outputs.sarif }}"


def test_the_action_installs_from_its_own_repository(tmp_path: Path) -> None:
    """The step's script, in a clone: what it names afterwards is a program that runs."""
    source, work = tmp_path / "source", tmp_path / "work"
    source.mkdir()
    work.mkdir()
    clone_into(source)

    done = step("install", work, PYTHON=sys.executable, SOURCE=str(source))
    if done.status and lacks_packages(done.said):
        need_packages(done.said)
    assert done.status == 0, done.said
    version = subprocess.run(
        [done.outputs["program"], "--version"], capture_output=True, check=True, text=True, cwd=work
    ).stdout
    shutil.rmtree(work / "runner")

    assert version.startswith("tripplan ")


def test_the_workflow_in_the_docs_uses_inputs_that_there_are() -> None:
    """Whoever pastes it gets what it says."""
    steps = EXAMPLES[".github/workflows/trip.yml"]["jobs"]["check"]["steps"]
    ours = [each for each in steps if "tripplan" in each["uses"]]

    assert [set(each["with"]) - set(ACTION["inputs"]) for each in ours] == [set()]


def test_the_workflow_in_the_docs_runs(here: Path) -> None:
    """Its inputs are good command lines: the only thing that is wrong is the trip."""
    given = EXAMPLES[".github/workflows/trip.yml"]["jobs"]["check"]["steps"][-1]["with"]
    trip_in(here / "examples", HEAD, "gangwon_na_2024.toml")
    here.joinpath("known.jsonl").write_text('{"tripplan-baseline": 1}\n', "utf-8")

    done = check(here, **{name.upper().replace("-", "_"): value for name, value in given.items()})

    assert done.status == 1
    assert "unknown-key" in done.said


def test_the_job_for_gitlab_runs(here: Path) -> None:
    """Each line of its script, in order: installed is what is named, the report is where the job collects it."""
    job = EXAMPLES[".gitlab-ci.yml"]["tripplan"]
    tools = here / "tools"
    tools.mkdir()
    pip = tools / "pip"
    pip.write_text('#!/bin/sh\nprintf "%s\\n" "$@" > installed\n', "utf-8")
    pip.chmod(0o755)
    path = os.pathsep.join([str(tools), str(PROGRAM.parent), os.environ["PATH"]])

    statuses = [
        subprocess.run(
            ["bash", "-c", line],  # noqa: S607 - the runner's bash
            cwd=here,
            check=False,
            capture_output=True,
            env={**os.environ, **job["variables"], "PATH": path},
        ).returncode
        for line in job["script"]
    ]
    report = json.loads(here.joinpath(job["artifacts"]["reports"]["codequality"]).read_text("utf-8"))

    assert statuses == [0, 1]
    assert here.joinpath("installed").read_text("utf-8").split() == ["install", "--quiet", "./tripplan"]
    assert {each["location"]["path"] for each in report} == {"trips/trip.toml"}


def test_the_hook_in_the_docs_is_ours() -> None:
    """Its id is one that the repository has, its pattern a regular expression that takes trips."""
    ours = {each["id"] for each in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    hooks = EXAMPLES[".pre-commit-config.yaml"]["repos"][0]["hooks"]

    assert {each["id"] for each in hooks} <= ours
    assert all(re.search(each["files"], "trips/2024.toml") for each in hooks)


def test_the_settings_in_the_docs_hold(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example is accepted as it stands, and names every key but `select`, which it tells of."""
    monkeypatch.chdir(here)
    (text,) = BLOCKS["toml"]
    here.joinpath("tripplan.toml").write_text(text, "utf-8")
    told = Told({})

    told.settle(["trips/trip.toml"])

    assert told.run.source == "tripplan.toml"
    assert [key for key in KEYS if not re.search(rf"\b{key}\b", text)] == []


def test_the_commands_in_the_docs_run(here: Path) -> None:
    """Written once, the baseline makes the broken trip pass."""
    (text,) = BLOCKS["sh"]
    statuses = [
        subprocess.run(
            [PROGRAM, *line.partition("#")[0].split()[1:]], cwd=here, check=False, capture_output=True
        ).returncode
        for line in text.splitlines()
    ]

    assert statuses == [0, 0]
