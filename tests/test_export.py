"""A class's marks arrive in other systems as they are, and nothing else with them."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest
from msgspec.structs import replace

from checks import catalog, files, submission
from checks.check import session
from checks.check.evidence import Evidence
from checks.check.key import Answers
from checks.check.result import CheckResult, Result
from checks.desk import page
from checks.errors import KitError
from checks.instructor import bank, gradescope, marks, reference
from checks.instructor.gradebook import Row
from tests.conftest import ROOT, SOURCE, full_disk, tables, written

MISTAKE = ROOT / "solutions" / "mistakes" / "layer" / "always_a_list.py"


@pytest.fixture(scope="module")
def right() -> Result:
    return session.check(submission.at(submission.SOLUTIONS)).result


@pytest.fixture(scope="module")
def wrong() -> Result:
    return session.check(bank.answer(MISTAKE)).result


@pytest.fixture(scope="module")
def rows(right, wrong) -> list[Row]:
    return [
        Row(1, "ada", "Ada Lovelace", "17", "a", right, ""),
        Row(1, "ben", "=HYPERLINK(1)", "", "b", wrong, ""),
        Row(1, "cyd.zip", "Cyd", "19", "", None, "the zip is damaged"),
    ]


def table(rows: list[Row], form: marks.Format) -> list[list[str]]:
    return list(csv.reader(io.StringIO(marks.exported(rows, form, "Day 4")[0])))


def test_a_table_has_a_column_for_every_check_and_keeps_formulas_from_a_spreadsheet(rows, wrong):
    head, *lines = table(rows, "csv")
    ada, ben, cyd = (dict(zip(head, line, strict=True)) for line in lines)
    checks = [check for one in wrong.exercises for check in one.checks]

    assert ada["student"] == "Ada Lovelace"
    assert ben["student"] == "'=HYPERLINK(1)"
    assert all(ben[check.id] == check.verdict for check in checks)
    assert ben["layer.single_output"] == "not yet"
    assert (cyd["verdict"], cyd["needs_a_person"]) == ("", "the zip is damaged")
    reason = "the kit failed in neuron.parts"
    failed = [replace(row, reason=reason) for row in rows if row.result]
    points = [line[head.index("points")] for line in table(failed, "csv")[1:]]
    assert points == [str(row.result.points) for row in failed]
    assert [line[5] for line in table(failed, "canvas")[2:]] == ["", ""]
    assert [line[3] for line in table(failed, "mail")[1:]] == ["", ""]
    written = marks.as_table({"=1": "a", "+1": "b"}, [{"a": -1.5, "b": "@x"}, {"b": "\t=1"}])
    assert written == "'=1,'+1\r\n-1.5,'@x\r\n,'\t=1\r\n"


def test_canvas_and_moodle_take_points_a_line_and_no_mark_for_who_has_none(rows, right, wrong):
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


def test_who_has_two_rows_is_named(rows, right):
    again = Row(1, "ada.zip", "Ada Lovelace", "17", "d", right, "")

    assert marks.exported(rows, "csv")[1] == []
    twice = marks.exported([*rows, again], "csv")[1]
    assert twice == ["The id 17 has 2 rows, keep one: ada, ada.zip."]


# What Canvas and Moodle wrote goes back with the marks in it

WORKSHEETS = tables("worksheets.toml")
MOODLE, CANVAS = (WORKSHEETS[form]["wrote"] for form in ("moodle", "canvas"))
NOBODY = dict.fromkeys(("ada", "zoe", "kim", "ada_told", "zoe_told", "kim_told"), "")


@pytest.fixture(scope="module")
def handed_in(right, wrong) -> list[Row]:
    """Who is known by an id, by the name alone, as a download, and by a login or an address."""
    return [
        Row(1, "a.zip", "Ada Lovelace", "1815", "a", wrong, "", email="ada@example.org"),
        Row(1, "zoe", "Zoe\u0308 Müller", "", "b", right, ""),
        Row(1, "Kim Lee_3112003_assignsubmission_file_", "Kim Lee", "S-3", "c", right, ""),
        Row(1, "carl", "C.", "", "d", right, "", email="carl@example.org"),
        Row(1, "notes.txt", "notes.txt", "", "", None, "no code"),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("form", WORKSHEETS)
def test_a_table_that_another_system_wrote_is_filled_in_and_else_the_same_byte_for_byte(
    tmp_path, handed_in, wrong, form, end
):
    path, system = tmp_path / "table.csv", WORKSHEETS[form]
    scale = system["scale"]
    told = "A neuron: pass. A layer: {}. A network: MLP: pass. The whole network: {}."
    title = next(one.advice.title for one in wrong.exercises if one.advice)
    assert "," in title
    before = {**NOBODY, "zoe": "4.00", "zoe_told": '"old,\nand more"'}
    after = dict.fromkeys(("kim", "zoe"), f"{10 * scale}") | {"ada": f"{wrong.points * scale:g}"}
    after["ada_told"] = f'"{told.format("not yet", "blocked")} {title}"'
    after["kim_told"] = told.format("pass", "pass")
    after["zoe_told"] = f'"{after["kim_told"]}"'
    old, new = (
        system["wrote"].format(**cells).replace("\n", end).encode() for cells in (before, after)
    )
    path.write_bytes(old)
    content, notes = marks.exported(handed_in, form, "Day 4", path)
    again = tmp_path / "again.csv"
    again.write_bytes(content)
    free = [replace(handed_in[2], result=replace(handed_in[2].result, points=0.0, out_of=0.0))]
    told_free = marks.exported(free, form, "Day 4", path)[0].decode().replace("@example.org", "")
    assert system["free"] in told_free

    assert content == new
    assert marks.exported(handed_in, form, "Day 4", again)[0] == content
    scaled = ["The worksheet is out of 20 points, the gradebook out of 10: marks are scaled."]
    assert notes == [
        f"No line of {path} is surely theirs, so no mark is written: notes.txt.",
        f"No submission is surely theirs, so their lines stay: {system['others']}.",
        *(scaled if scale == 2 else []),
        f"Closed or excused there, so left as they are: {system['closed']}.",
    ]


def test_a_name_that_two_submissions_have_fills_no_line_even_if_one_is_known_by_its_id(
    tmp_path, right
):
    path = tmp_path / "canvas.csv"
    head = "Student,ID,SIS User ID,SIS Login ID,Section,Day 4 (812)\n"
    path.write_text(f"{head}Sam Lee,1,s1,a,A,\nSamuel Lee,2,s2,b,A,\n", encoding="utf-8")
    sams = [
        Row(1, "one", "Sam Lee", "s2", "", right, ""),
        Row(1, "two", "Sam Lee", "", "", right, ""),
    ]
    content, notes = marks.exported(sams, "canvas", "Day 4", path)
    assert content.decode() == f"{head}Sam Lee,1,s1,a,A,\nSamuel Lee,2,s2,b,A,{right.points:g}\n"
    assert notes == [
        f"No line of {path} is surely theirs, so no mark is written: Sam Lee (two).",
        "No submission is surely theirs, so their lines stay: Sam Lee.",
    ]


@pytest.mark.parametrize(
    ("text", "title", "said"),
    [
        ("Kennung,Bewertung\n", "Day 4", "Set that system to English"),
        (MOODLE.replace("Maximum Grade", "Scale"), "Day 4", "no scale"),
        (CANVAS, "Day 6", "It has: Day 4 (812); Day 5 (813)."),
        (MOODLE, "Day 4", "is from Moodle, and the format is canvas. Say --format moodle"),
        ("", "Day 4", "neither Moodle's grading worksheet nor Canvas's gradebook"),
        ("\xff", "Day 4", "cannot be read"),
    ],
)
def test_a_table_that_cannot_be_filled_in_is_refused(tmp_path, handed_in, text, title, said):
    path = tmp_path / "table.csv"
    path.write_bytes(text.encode("latin-1") if text == "\xff" else text.encode())
    with pytest.raises(KitError) as refused:
        marks.exported(handed_in, "canvas", title, path)
    assert said in f"{refused.value} {refused.value.fix}"


def test_the_file_of_another_system_than_the_format_names_is_refused(tmp_path, handed_in):
    path = tmp_path / "table.csv"
    path.write_text(CANVAS, encoding="utf-8")
    for form in ("csv", "mail", "moodle", "moodle-feedback"):
        with pytest.raises(KitError, match=f"is from Canvas, and the format is {form}"):
            marks.exported(handed_in, form, "Day 4", path)


def test_a_comment_that_a_spreadsheet_would_calculate_is_filled_in_as_text(tmp_path, handed_in):
    path = tmp_path / "table.csv"
    path.write_text(MOODLE.format(**NOBODY), encoding="utf-8")
    for comment in ("=HYPERLINK(1)", "+1", "-1", "@x"):
        told = [replace(handed_in[2], comment=comment)]
        content, _ = marks.exported(told, "moodle", "Day 4", path)
        assert f",'{comment} A neuron: pass." in content.decode()


def test_who_shares_a_name_or_a_submission_is_told_apart_in_what_is_said(tmp_path, right):
    path = tmp_path / "table.csv"
    head = "Student,ID,SIS User ID,SIS Login ID,Section,Day 4 (812)\n"
    path.write_text(f"{head}Sam Lee,1,s1,a,A,\nSam Lee,2,s2,b,A,\nAda,3,s3,c,A,\n", "utf-8")
    pair = [Row(1, "ada", name, id, "", right, "") for name, id in (("Ada", "s3"), ("Bo", "s9"))]
    assert marks.exported(pair, "canvas", "Day 4", path)[1] == [
        f"No line of {path} is surely theirs, so no mark is written: Bo (ada).",
        "No submission is surely theirs, so their lines stay: Sam Lee (1); Sam Lee (2).",
    ]


def test_feedback_goes_to_each_participant_of_moodle_and_into_a_mail_merge(
    tmp_path, handed_in, wrong
):
    path = tmp_path / "worksheet.csv"
    path.write_text(MOODLE.format(**NOBODY), encoding="utf-8")
    folder = "{}_assignsubmission_file_/feedback.txt"
    every = ['Ada "Countess" King_3112001', "Zoë Müller_3112002", "Kim Lee_3112003"]
    names = [*every, "Closed, Carl_3112005"]
    content, notes = marks.exported(handed_in, "moodle-feedback", worksheet=path)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.namelist() == sorted(map(folder.format, names))
        assert "The whole network" in archive.read(folder.format(every[2])).decode()
    assert "notes.txt" in notes[0]
    with pytest.raises(KitError, match="participants of a worksheet"):
        marks.exported(handed_in, "moodle-feedback")

    head, ada, _, kim, carl, person = table(handed_in, "mail")
    assert head == ["student", "id", "email", "points", "out_of", "feedback_file", "feedback"]
    assert ada[:3] == ["Ada Lovelace", "1815", "ada@example.org"]
    assert ada[3:6] == [f"{wrong.points}", "10.0", "Ada-Lovelace-1815.txt"]
    assert (kim[5], carl[5]) == ("Kim-Lee-S-3.txt", "C-carl.txt")
    advice = next(one.advice for one in wrong.exercises if one.advice)
    assert ada[6].index(advice.title[:20]) < ada[6].index("\npass: ")
    assert (person[3], "needs a person" in person[6]) == ("", True)


# Gradescope


@pytest.fixture(scope="module")
def hidden() -> Answers:
    return reference.hidden(1)


@pytest.fixture(scope="module")
def root(tmp_path_factory, hidden) -> Path:
    """Lay the folders out as in its container."""
    root = tmp_path_factory.mktemp("autograder")
    with zipfile.ZipFile(io.BytesIO(gradescope.package(hidden))) as archive:
        archive.extractall(root / "source")
    (root / "submission").mkdir()
    return root


def graded(
    root: Path,
    python: str = sys.executable,
    variables: dict[str, str] | None = None,
    chosen: str = "",
    raw: dict[str, bytes] | None = None,
    **files: str | None,
) -> dict[str, object]:
    """Run it as its container does, but with a Python that is here; of raw files, these alone."""
    shutil.rmtree(root / "submission")
    written(root / "submission", **(files if raw is None else dict.fromkeys(SOURCE)))
    for name, content in (raw or {}).items():
        (root / "submission" / name).write_bytes(content)
    subprocess.run(
        [python, "-m", "checks.instructor.gradescope", str(root), *chosen.split()],
        cwd=root / "source",
        env={k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | (variables or {}),
        check=True,
        timeout=120,
    )
    return json.loads((root / "results" / "results.json").read_text(encoding="utf-8"))


def test_right_answers_have_full_marks_and_a_link_in_the_way_is_not_followed(root, right):
    target, aside = root / "results" / "results.json", root / "aside"
    aside.write_text("mine", encoding="utf-8")
    target.parent.mkdir()
    target.symlink_to(aside)
    found = graded(root)

    assert found["score"] == right.out_of
    counting = [test for test in found["tests"] if "status" in test]
    free = [test for test in found["tests"] if test not in counting]
    assert {test["status"] for test in counting} == {"passed"}
    assert not any(test.keys() & {"score", "max_score"} for test in free)
    assert {test["output"] for test in free} == {"pass"}
    assert aside.read_text(encoding="utf-8") == "mine"
    assert not target.is_symlink()


def test_wrong_answers_are_told_what_is_wrong_with_its_numbers(root, hidden):
    found = graded(root, layer=bank.source(MISTAKE))
    failed = [test for test in found["tests"] if test.get("status") == "failed"]

    assert any("A layer" in test["name"] for test in failed)
    assert all(test["output_format"] == "text" for test in failed)
    assert any("expected: one Value" in test["output"] for test in failed)

    with zipfile.ZipFile(io.BytesIO(gradescope.package(hidden, ("layer",)))) as archive:
        script = archive.read("run_autograder").decode()
    assert script.endswith(" /autograder engine layer\n")
    found = graded(root, chosen="engine layer", neuron=None, mlp=None)
    assert found["score"] == 3
    assert {test["name"].partition(":")[0] for test in found["tests"]} == {"A layer"}


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({}, "it holds none of neuron.py"),
        ({"day-4.pdf": b"%PDF-1.4"}, "no other .py or notebook"),
        ({"day-4.zip": b"PK\3\4 cut off"}, "the zip is damaged"),
    ],
)
def test_who_hands_in_nothing_that_can_be_graded_learns_why_and_teachers_what_held_it(
    root, raw, said
):
    found = graded(root, raw=raw)
    assert (found["score"], found["stdout_visibility"]) == (0, "hidden")
    assert said in found["output"]
    assert "hand in again" in found["output"]
    assert said in found["extra_data"]["reason"]
    assert found["extra_data"]["isolation"]


def test_a_fault_of_the_kit_is_told_to_teachers_alone(root):
    key = root / "source" / "checks" / "key.json"
    kept = key.read_bytes()
    key.write_bytes(b"{}")
    try:
        found = graded(root)
    finally:
        key.write_bytes(kept)
    assert "your code is not to blame" in found["output"]
    assert "KitError" in found["extra_data"]["reason"]
    assert "KitError" not in json.dumps({**found, "extra_data": {}})
    assert found["extra_data"]["isolation"]


SNOOPS = """
import os
def may(path, mode):
    try:
        return open(path, mode).close() is None
    except OSError:
        return False
where = "{root}"
inside = ["results/results.json", "source/answers.json", "source/checks/key.json"]
found = [one for one in inside if may(f"{{where}}/{{one}}", "r") or may(f"{{where}}/{{one}}", "a")]
is_open = os.access(where + "/results", os.R_OK)
class Neuron:
    raise RuntimeError(f"user {{os.getuid()}} gets {{found}} {{is_open}}")
"""
SYSTEM = "/usr/bin/python3"  # the tests' own may be where another user cannot read


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or not os.access("/usr/bin/setpriv", os.X_OK),
    reason="only root may start a process as another user",
)
def test_where_there_is_no_box_code_runs_as_another_user_and_reads_no_answer(root, right):
    told = "import sys; print(*sys.version_info[:2])"
    version = subprocess.run([SYSTEM, "-c", told], capture_output=True, text=True, check=True)
    if version.stdout.split() != [str(one) for one in sys.version_info[:2]]:
        pytest.skip("the system has another Python than the tests, so not their packages")
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        place = Path(name, "autograder")
        shutil.copytree(root, place)
        for folder in (place.parent, place):
            folder.chmod(0o755)
        (place / "bin").mkdir()
        (place / "bin" / "setpriv").symlink_to("/usr/bin/setpriv")
        packages = next(one for one in sys.path if one.endswith("site-packages"))
        variables = {"PATH": str(place / "bin"), "PYTHONPATH": packages}
        found = graded(place, SYSTEM, variables)
        assert found["extra_data"]["isolation"] == "another user, rlimits"
        assert found["score"] == right.out_of
        found = graded(place, SYSTEM, variables, neuron=SNOOPS.format(root=place))
    assert "user 65534 gets [] False" in str(found["tests"])


def test_what_is_packed_holds_no_solution_and_can_be_started(hidden):
    packed = gradescope.package(hidden)
    assert packed == gradescope.package(hidden)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        modes = {one.filename: one.external_attr >> 16 for one in archive.infolist()}
        script, setup = (archive.read(one).decode() for one in ("run_autograder", "setup.sh"))
    assert modes["run_autograder"] & 0o111
    assert modes["setup.sh"] & 0o111
    assert "checks.instructor.gradescope" in script
    assert "python3.11 python3.11-venv" in setup  # Ubuntu 22.04 comes with 3.10
    assert subprocess.run(["bash", "-n"], input=setup, text=True).returncode == 0


def test_the_parts_of_the_points_come_to_what_an_exercise_has(right, wrong):
    for result in (right, wrong, session.check(bank.idle(catalog.exercise("neuron"))).result):
        tests = gradescope.results(result)["tests"]
        tests = [test for test in tests if "score" in test]
        assert sum(test["score"] for test in tests) == pytest.approx(result.points, abs=1e-9)
        assert sum(test["max_score"] for test in tests) == pytest.approx(10, abs=1e-9)
        assert all(0 <= test["score"] < test["max_score"] + 0.001 for test in tests)


def test_stretch_goals_are_counted_apart_wherever_checks_are_counted(right):
    few = tuple(one for one in right.exercises if one.id == "graph")
    told = "48 of 48 checks pass (stretch goals: 41 of 41)"
    assert right.tally == told
    assert replace(right, exercises=few).tally == f"{few[0].passed} of {few[0].passed} checks pass"
    assert gradescope.results(right)["output"].startswith(f"{told}.")
    assert told in page.summary(right)
    assert told in page.whole(right, Evidence({}, {}))


# GitHub


def test_a_learners_words_end_no_annotation_and_are_text_in_a_summary(wrong):
    evil = CheckResult("a.b", "T", "crashed", "x\n::error::y %0A", where="exercises/a.py:3 in f")
    told = replace(wrong.next, title="<img src=x> [a](b) `c`", checks=(evil,), advice=None)
    result = replace(wrong, exercises=(told,))
    place, words = "file=exercises/a.py,line=3", "x%0A::error::y %250A"

    assert [*page.annotations(result)] == [
        f"::error {place},title=<img src=x> [a](b) `c`%3A crashed::{words}"
    ]
    assert r"&lt;img src=x&gt; \[a\]\(b\) \`c\`" in page.summary(result)
    assert len([line for line in page.annotations(wrong) if "A layer" in line]) == 1


# Files


def test_what_cannot_be_written_as_a_whole_leaves_what_was_there(tmp_path):
    target, link = tmp_path / "class.csv", tmp_path / "link.csv"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    with full_disk(1000), pytest.raises(KitError, match="cannot be written: File too large"):
        files.write(link, "new" * 1000)
    with full_disk(1000), pytest.raises(KitError, match="cannot be written: File too large"):
        marks.write(str(link), "new" * 1000, "")
    assert (target.read_text("utf-8"), {*tmp_path.iterdir()}) == ("old", {target, link})

    files.write(link, "new")
    files.write(Path(os.devnull), "gone")
    assert (target.read_text("utf-8"), link.is_symlink()) == ("new", True)
    assert not Path(os.devnull).is_file()
