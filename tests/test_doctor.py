"""`doctor` says what works and what does not, whatever is broken, and how to mend it."""

import re
import shutil
import sys
import venv
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from tests.conftest import ROOT, python

NEEDED = {"Python", "packages", "exercises", "notes", "worker", "answer key"}


@pytest.fixture
def kit(kit) -> Path:
    for name in ("pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, kit)
    return kit


def states(said: str) -> dict[str, str]:
    """Return the state of each part by its name."""
    found = re.findall(r"^(OK|missing|optional) +(\S+(?: \S+)*?)(?:  |$)", said, re.M)
    return {name: state for state, name in found}


def fixes(said: str) -> str:
    return "\n".join(re.findall(r"^ {10}(?:to do|if you want it): (.+)", said, re.M))


def test_a_set_up_that_works_is_said_to_and_what_is_optional_is_no_reason_to_fail(kit, command):
    shutil.copy(ROOT / "exercises" / "day04.ipynb", kit / "exercises")
    done = command("doctor", COLUMNS="60", PATH="")
    found = states(done.stdout)

    assert (done.returncode, done.stderr) == (0, "")
    assert {name for name, state in found.items() if state == "OK"} >= NEEDED
    assert found.keys() >= {"terminal", "drawings"}
    assert done.stdout.endswith("All that you need works.\n")
    if sys.platform == "linux":  # boxes are Linux's
        assert found["bubblewrap"] == found["seccomp"] == "optional"
        assert "bubblewrap" in fixes(done.stdout)
    to_copy = " +(to do|if you want it)|The set-up of"
    assert all(len(line) <= 60 or re.match(to_copy, line) for line in done.stdout.splitlines())


def harm(kit: Path) -> None:
    (kit / "exercises" / "layer.py").unlink()
    (kit / ".checks").touch()
    (kit / "checks" / "key.json").unlink()
    project = kit / "pyproject.toml"
    project.write_text(project.read_text("utf-8").replace("rich>=14.3", "rich>=99.1"), "utf-8")


def cut_off(kit: Path) -> None:
    (kit / "exercises" / "day04.ipynb").write_text('{"cells": [')
    (kit / "checks" / "inside" / "worker.py").write_text("def (:")
    (kit / "pyproject.toml").write_text("[project")


BROKEN = {
    harm: {
        "exercises": "python -m checks reset layer",
        "notes": "mv .checks .checks.old",
        "answer key": "python -m checks key",
        "packages": "-m pip install -c constraints.txt .",
    },
    cut_off: {
        "exercises": "Take it anew from where you got this kit",
        "worker": "python -m checks key",
        "packages": "Get the kit anew",
    },
}


@pytest.mark.parametrize("breaking", BROKEN)
def test_what_is_broken_is_missing_and_the_rest_is_tried_all_the_same(kit, command, breaking):
    breaking(kit)
    done = command("doctor")
    found = states(done.stdout)

    assert (done.returncode, done.stderr) == (2, "")
    assert not re.search(r"cannot\s+be\s+tried:\s+\w+Error", done.stdout)
    for part, fix in BROKEN[breaking].items():
        assert found[part] == "missing"
        assert fix in fixes(done.stdout)
        assert part in done.stdout.splitlines()[-1]
    assert found.keys() >= NEEDED - {"packages"} | {"terminal", "drawings"}


def test_a_learner_is_not_sent_to_the_solutions(kit, command):
    shutil.rmtree(kit / "solutions")
    (kit / "checks" / "mistakes.json").unlink()
    done = command("doctor")
    found = states(done.stdout)

    assert found["answer key"] == "missing"
    assert "Get the kit anew" in fixes(done.stdout)
    assert not found.keys() & {"review", "bubblewrap"}


def test_where_packages_are_missing_it_names_them_all_and_points_to_the_kits_own_python(kit):
    bare = partial(python, "-S", "-m", "checks", folder=kit)  # it has no packages
    done = bare("doctor")
    found = states(done.stdout)
    assert (done.returncode, done.stderr) == (2, "")
    for name in ("pytest", "pytest-json-report", "rich", "rich-argparse", "msgspec"):
        assert re.search(rf"\b{name} \d", done.stdout)
    assert found["packages"] == found["worker"] == "missing"
    assert found["Python"] == "OK"
    told = fixes(done.stdout).splitlines()
    assert told[0].endswith("-m pip install -c constraints.txt .")
    assert all(one != after for one, after in pairwise(told))

    venv.create(kit / ".venv")
    own = next((kit / ".venv").glob("[bS][ic][nr]*/python*")).parent
    done = bare()
    what, to_do = done.stderr.splitlines()
    assert done.returncode == 2
    assert "does not have it" in what
    assert re.fullmatch(r"Use the kit's own Python:  (.+) -m checks", to_do)
    assert str(own) in to_do
    assert str(own) in fixes(bare("doctor").stdout)
