"""Another lesson is another folder: the kit's commands work with it, and know nothing of the first.

`tests/second_lesson/` has one exercise, and takes the place of `checks/lesson/` and `solutions/`.
"""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, run_kit

SECOND = ROOT / "tests" / "second_lesson"
MISTAKE = "def mean(numbers):\n    return sum(numbers) / 2\n"
RIGHT = "def mean(xs):\n    count = len(xs)\n    return sum(x / count for x in xs)\n"
AROUND = (
    *("README.md", "pyproject.toml", "constraints.txt", "LICENSE", ".gitignore", ".gitattributes"),
    *("tests/report.svg", "tests/network.svg"),
)

pytestmark = pytest.mark.slow


def run(kit: Path, *arguments: object, status: int = 0) -> str:
    done = run_kit(kit, *arguments)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def second(tmp_path_factory) -> Path:
    """A copy of the kit with the second lesson in it, its stubs and its answer key made."""
    kit = tmp_path_factory.mktemp("second") / "kit"
    unwanted = shutil.ignore_patterns("__pycache__", "lesson", "key.json", "mistakes.json")
    shutil.copytree(ROOT / "checks", kit / "checks", ignore=unwanted)
    shutil.copytree(SECOND / "lesson", kit / "checks" / "lesson")
    shutil.copytree(SECOND / "solutions", kit / "solutions")
    shutil.copytree(ROOT / ".vscode", kit / ".vscode")
    (kit / "tests").mkdir()
    for name in AROUND:
        shutil.copy(ROOT / name, kit / name)
    (kit / "exercises").mkdir()
    (kit / "checks" / "lesson" / "stubs").mkdir()
    assert "mean.py" in run(kit, "stubs")
    assert "3 scenarios" in run(kit, "key")
    return kit


@pytest.fixture
def kit(second, tmp_path) -> Path:
    return shutil.copytree(second, tmp_path / "kit")


def write(kit: Path, source: str) -> None:
    (kit / "exercises" / "mean.py").write_text(source, encoding="utf-8")


def test_a_learner_goes_from_the_stub_over_a_known_mistake_to_a_pass(kit):
    path = kit / "exercises" / "mean.py"
    stub = path.read_text(encoding="utf-8")
    assert "TODO: add up the numbers" in stub
    assert "not started" in run(kit, status=1)
    assert "What is to be divided?" in run(kit, "hint", "mean")

    write(kit, MISTAKE)
    (mean,) = json.loads(run(kit, "--json", "-", status=1))["exercises"]
    assert [check["verdict"] for check in mean["checks"]] == ["pass", "not yet"]
    assert mean["advice"]["mistake"] == "X01"
    assert "divide by two" in run(kit, status=1)
    assert "What is the mean of one number?" in run(kit, "hint", "mean")
    run(kit, "reset", "mean")
    assert path.read_text(encoding="utf-8") == stub

    write(kit, RIGHT)
    assert "2 of 2 checks pass" in run(kit, "--html", "page.html")
    assert "2 of 2 checks pass" in (kit / "page.html").read_text(encoding="utf-8")


def test_a_release_works_and_holds_no_answer(kit, tmp_path):
    edition = tmp_path / "edition"
    run(kit, "release", edition, "--no-solutions")
    assert not (edition / "solutions").exists()
    write(edition, MISTAKE)
    assert "divide by two" in run(edition, status=1)
    write(edition, RIGHT)
    run(edition)


def test_a_class_is_graded(kit, tmp_path):
    for name, source in (("ada", RIGHT), ("bob", MISTAKE)):
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / "mean.py").write_text(source, encoding="utf-8")
    book = tmp_path / "book.sqlite"
    options = ("--gradebook", book, "--isolation", "none", "--seed", "5", "--json", "-")
    results = json.loads(run(kit, "grade", tmp_path / "class", *options))["submissions"]
    assert {one["submission"]: one["points"] for one in results} == {"ada": 2, "bob": 1}
    run(kit, "report", "--gradebook", book, "--to", tmp_path / "pages")
    assert "bob" in (tmp_path / "pages" / "index.html").read_text(encoding="utf-8")


def test_a_lesson_has_all_that_the_kit_asks_it_for():
    """Also what only answers with a computation graph need, of which there are none here."""
    paths = [*(ROOT / "checks").rglob("*.py")]
    texts = [path.read_text(encoding="utf-8") for path in paths if "lesson" not in path.parts]
    asked = {two for text in texts for two in re.findall(r'lesson\("([\w.]+)"\)\.(\w+)', text)}
    assert ("shapes", "made") in asked
    for name, what in asked - {("scenarios", "over_own")}:  # no exercise here is over another
        module = Path(SECOND, "lesson", *name.split(".")).with_suffix(".py")
        assert re.search(rf"\b{what}(\(|:| =)", module.read_text(encoding="utf-8")), (name, what)
