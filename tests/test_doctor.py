"""Does `doctor` say what works and what does not, whatever is broken, and how to mend it?"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from checks.desk import doctor

ROOT = Path(__file__).resolve().parents[1]
Command = Callable[..., subprocess.CompletedProcess[str]]
NEEDED = ["Python", "pytest", "rich", "msgspec", "exercises", "notes", "worker", "answer key"]
OPTIONAL = ["terminal", "file events", "drawings"]


@pytest.fixture
def kit(kit: Path) -> Path:
    for name in ("pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, kit)
    return kit


def states(said: str) -> dict[str, str]:
    """Return the state of each part by its name."""
    found = re.findall(r"^(OK|missing|optional) +(\S+(?: \S+)*?)(?:  |$)", said, re.M)
    return {name: state for state, name in found}


def fixes(said: str) -> list[str]:
    return re.findall(r"^ {10}(?:to do|if you want it): (.+)", said, re.M)


def test_a_set_up_that_works_is_said_to_and_exits_with_0(kit: Path, command: Command) -> None:
    shutil.copy(ROOT / "exercises" / "day04.ipynb", kit / "exercises")
    done = command("doctor")
    found = states(done.stdout)

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    assert [name for name in NEEDED if found[name] != "OK"] == []
    assert set(OPTIONAL) <= found.keys()
    assert done.stdout.endswith("All that you need works.\n")


def test_nothing_but_what_is_copied_is_wider_than_the_terminal(command: Command) -> None:
    done = command("doctor", COLUMNS="60", PATH="")
    long = [line for line in done.stdout.splitlines() if len(line) > 60]

    assert [
        line for line in long if not re.match(" +(to do|if you want it)|The set-up of", line)
    ] == []


@pytest.mark.skipif(sys.platform != "linux", reason="boxes are Linux's")
def test_what_is_optional_is_no_reason_to_fail(command: Command) -> None:
    done = command("doctor", PATH="")

    assert done.returncode == 0
    assert states(done.stdout)["bubblewrap"] == "optional"
    assert any("bubblewrap" in fix for fix in fixes(done.stdout))


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


BROKEN: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "the notebook is cut off": (
        lambda kit: (kit / "exercises" / "day04.ipynb").write_text('{"cells": ['),
        "exercises",
        "Take it anew from where you got this kit",
    ),
    "all exercises are gone": (
        lambda kit: shutil.rmtree(kit / "exercises"),
        "exercises",
        "python -m checks reset engine neuron layer mlp",
    ),
    "no place for notes": (
        lambda kit: (kit / ".checks").touch(),
        "notes",
        "mv .checks .checks.old",
    ),
    "no answer key": (
        lambda kit: (kit / "checks" / "key.json").unlink(),
        "answer key",
        "python -m checks key",
    ),
    "a worker that does not start": (
        lambda kit: (kit / "checks" / "inside" / "worker.py").write_text("def (:"),
        "worker",
        "python -m checks key",
    ),
    "a newer package is needed": (
        lambda kit: replace(kit / "pyproject.toml", "rich>=14.3", "rich>=99.1"),
        "rich",
        "-m pip install -c constraints.txt .",
    ),
    "a garbled pyproject.toml": (
        lambda kit: (kit / "pyproject.toml").write_text("[project"),
        "packages",
        "Get the kit anew",
    ),
}


@pytest.mark.parametrize(("harm", "part", "fix"), BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_missing_and_the_rest_is_tried_all_the_same(
    kit: Path, command: Command, harm: Callable[[Path], object], part: str, fix: str
) -> None:
    harm(kit)
    done = command("doctor")
    found = states(done.stdout)

    assert done.returncode == 2
    assert done.stderr == ""
    assert found[part] == "missing"
    assert not re.search(r"cannot\s+be\s+tried:\s+\w+Error", done.stdout)
    assert any(fix in one for one in fixes(done.stdout))
    assert {"Python", "exercises", "notes", "worker", "answer key", *OPTIONAL} <= found.keys()
    assert part in done.stdout.splitlines()[-1]


def test_a_learner_is_not_sent_to_the_solutions(kit: Path, command: Command) -> None:
    shutil.rmtree(kit / "solutions")
    (kit / "checks" / "mistakes.json").unlink()
    done = command("doctor")
    found = states(done.stdout)

    assert found["answer key"] == "missing"
    assert any("Get the kit anew" in fix for fix in fixes(done.stdout))
    assert "review" not in found
    assert "bubblewrap" not in found


def bare(kit: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command with a Python that has no packages."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    return subprocess.run(
        [sys.executable, "-S", "-m", "checks", *arguments],
        cwd=kit,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_it_runs_where_packages_are_missing_and_names_them_all(kit: Path) -> None:
    done = bare(kit, "doctor")
    found = states(done.stdout)

    assert done.returncode == 2
    assert done.stderr == ""
    for name in ("pytest", "pytest-json-report", "rich", "rich-argparse", "msgspec"):
        assert found[name] == "missing"
    assert found["Python"] == "OK"
    assert found["worker"] == "missing"
    assert "-m pip install -c constraints.txt ." in done.stdout


@pytest.fixture
def own(kit: Path) -> Path:
    """A Python of the kit's own, beside it."""
    made = [sys.executable, "-m", "venv", "--without-pip", "--symlinks", str(kit / ".venv")]
    if os.name == "nt":
        made.remove("--symlinks")
    subprocess.run(made, check=True)
    return next((kit / ".venv").glob("[bS][ic][nr]*/python*"))


def test_a_missing_package_points_to_the_kits_own_python(kit: Path, own: Path) -> None:
    done = bare(kit)
    what, to_do = done.stderr.splitlines()

    assert done.returncode == 2
    assert "does not have it" in what
    assert re.fullmatch(r"Use the kit's own Python:  (.+) -m checks", to_do)
    assert str(own.parent) in to_do
    assert any(str(own.parent) in fix for fix in fixes(bare(kit, "doctor").stdout))


@pytest.mark.parametrize(
    ("requirement", "name", "least"),
    [
        ("micrograd==0.1.0", "micrograd", "0.1.0"),
        ("distributed[complete]>=2026.1; python_version > '3'", "distributed", "2026.1"),
        ("rich>=14.3,<16", "rich", "14.3"),
    ],
)
def test_a_requirement_is_read(requirement: str, name: str, least: str) -> None:
    assert doctor._name_and_least(requirement) == (name, least)
