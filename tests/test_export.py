"""A class's marks arrive in other systems as they are, and nothing else with them."""

import csv
import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from msgspec.structs import replace

from checks import catalog, submission
from checks.check import session
from checks.check.key import published
from checks.check.result import CheckResult, Result
from checks.desk import github
from checks.instructor import bank, gradescope, marks
from checks.instructor.gradebook import Row
from tests.conftest import ROOT, python, written

MISTAKE = ROOT / "solutions" / "mistakes" / "layer" / "always_a_list.py"
REFERENCE = submission.at(submission.SOLUTIONS)


@pytest.fixture(scope="module")
def right() -> Result:
    return session.check(REFERENCE).result


@pytest.fixture(scope="module")
def wrong() -> Result:
    return session.check(bank.answer(MISTAKE)).result


@pytest.fixture(scope="module")
def rows(right: Result, wrong: Result) -> list[Row]:
    return [
        Row(1, "ada", "Ada Lovelace", "17", "a", right, ""),
        Row(1, "ben", "=HYPERLINK(1)", "", "b", wrong, ""),
        Row(1, "cyd.zip", "Cyd", "19", "", None, "the zip is damaged"),
    ]


def table(rows: list[Row], form: marks.Format) -> list[list[str]]:
    return list(csv.reader(io.StringIO(marks.exported(rows, form, "Day 4"))))


def test_a_table_has_a_column_for_every_check_and_keeps_formulas_from_a_spreadsheet(
    rows: list[Row], wrong: Result
) -> None:
    head, *lines = table(rows, "csv")
    ada, ben, cyd = (dict(zip(head, line, strict=True)) for line in lines)
    checks = [check for one in wrong.exercises for check in one.checks]

    assert ada["student"] == "Ada Lovelace"
    assert ben["student"] == "'=HYPERLINK(1)"
    assert all(ben[check.id] == check.verdict for check in checks)
    assert ben["layer.single_output"] == "not yet"
    assert (cyd["verdict"], cyd["needs_a_person"]) == ("", "the zip is damaged")
    assert marks.as_table([[-1.5, "=1", "+1", "@x", "\t=1"]]) == "-1.5,'=1,'+1,'@x,'\t=1\r\n"


def test_canvas_and_moodle_take_points_a_line_and_no_mark_for_who_has_none(
    rows: list[Row], right: Result, wrong: Result
) -> None:
    head, possible, *students = table(rows, "canvas")
    assert head == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Day 4"]
    assert possible == ["    Points Possible", "", "", "", "", str(right.out_of)]
    assert [line[2] for line in students] == ["17", "", "19"]
    assert [line[5] for line in students] == [str(right.points), str(wrong.points), ""]

    head, *students = table(rows, "moodle")
    advice = next(one.advice for one in wrong.exercises if one.advice)
    assert head == ["ID number", "Full name", "Day 4", "Day 4 (feedback)"]
    assert advice.title in students[1][3]
    assert students[2][2:] == ["", "This needs a person to look at it."]


def test_who_has_two_rows_is_named(rows: list[Row], right: Result) -> None:
    again = Row(1, "ada.zip", "Ada Lovelace", "17", "d", right, "")

    assert list(marks.twice(rows)) == []
    assert list(marks.twice([*rows, again])) == ["The id 17 has 2 rows, keep one: ada, ada.zip."]


# Gradescope


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay the folders out as in its container; the answers are the published ones, to save time."""
    root = tmp_path_factory.mktemp("autograder")
    with zipfile.ZipFile(io.BytesIO(gradescope.package(published()))) as archive:
        archive.extractall(root / "source")
    (root / "submission").mkdir()
    return root


def graded(root: Path, **files: str) -> dict[str, object]:
    """Run it as its container does, but with the Python of the tests."""
    shutil.rmtree(root / "submission")
    written(root / "submission", **files)
    done = python("-m", "checks.instructor.gradescope", root, folder=root / "source")
    assert done.returncode == 0, done.stderr
    return json.loads((root / "results" / "results.json").read_text(encoding="utf-8"))


def test_right_answers_have_full_marks_and_a_link_in_the_way_is_not_followed(
    root: Path, right: Result
) -> None:
    target, aside = root / "results" / "results.json", root / "aside"
    aside.write_text("mine", encoding="utf-8")
    target.parent.mkdir()
    target.symlink_to(aside)
    found = graded(root)

    assert found["score"] == right.out_of
    assert {test["status"] for test in found["tests"]} == {"passed"}
    assert sum(test["max_score"] for test in found["tests"]) == pytest.approx(right.out_of, 1e-3)
    assert aside.read_text(encoding="utf-8") == "mine"
    assert not target.is_symlink()


def test_wrong_answers_are_told_what_is_wrong_with_its_numbers(root: Path) -> None:
    found = graded(root, layer=bank.source(MISTAKE))
    failed = [test for test in found["tests"] if test["status"] == "failed"]

    assert any("A layer" in test["name"] for test in failed)
    assert all(test["output_format"] == "text" for test in failed)
    assert any("expected: one Value" in test["output"] for test in failed)


def test_what_is_packed_holds_no_solution_and_can_be_started(root: Path) -> None:
    names = {path.relative_to(root).as_posix() for path in (root / "source").rglob("*")}
    packed = gradescope.package(published())

    assert not [name for name in names if name.startswith(("source/solutions", "source/tests"))]
    assert packed == gradescope.package(published())
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        modes = {one.filename: one.external_attr >> 16 for one in archive.infolist()}
        script = archive.read("run_autograder").decode()
    assert modes["run_autograder"] & 0o111
    assert modes["setup.sh"] & 0o111
    assert "checks.instructor.gradescope" in script


def test_the_parts_of_the_points_come_to_what_an_exercise_has(right: Result, wrong: Result) -> None:
    for result in (right, wrong, session.check(bank.idle(catalog.exercise("neuron"))).result):
        tests = gradescope.results(result)["tests"]
        assert sum(test["score"] for test in tests) == pytest.approx(result.points, abs=0.005)
        assert sum(test["max_score"] for test in tests) == pytest.approx(10, abs=0.005)
        assert all(0 <= test["score"] < test["max_score"] + 0.001 for test in tests)


# GitHub


def test_a_learners_words_end_no_annotation_and_are_text_in_a_summary(wrong: Result) -> None:
    evil = CheckResult("a.b", "T", "crashed", "x\n::error::y %0A", where="exercises/a.py:3 in f")
    told = replace(wrong.next, title="<img src=x> [a](b) `c`", checks=(evil,), advice=None)
    result = replace(wrong, exercises=(told,))
    place, words = "file=exercises/a.py,line=3", "x%0A::error::y %250A"

    assert [*github.annotations(result)] == [
        f"::error {place},title=<img src=x> [a](b) `c`%3A crashed::{words}"
    ]
    assert r"&lt;img src=x&gt; \[a\]\(b\) \`c\`" in github.summary(result)
    assert len([line for line in github.annotations(wrong) if "A layer" in line]) == 1
