"""What people and systems hand in is taken in as one submission a student, and nobody is lost."""

import csv
import gzip
import io
import json
import os
from pathlib import Path
from zipfile import ZipFile

import pytest

from checks import files
from checks.desk import hand_in
from checks.errors import KitError, Refused
from checks.instructor.gradebook import Gradebook
from checks.instructor.intake import read
from checks.instructor.roster import entries, roster_in
from checks.submission import FILES
from tests.conftest import SOURCE, STUB, grade, needs_descriptors, run
from tests.test_intake import (
    DOWNLOADS,
    EDITION,
    HOLDS_ALL,
    MLP,
    NEURON,
    filled,
    tarred,
    write,
    zipped,
)

pytestmark = needs_descriptors

INSTALLED = ".venv", "venv", "env", "node_modules", "deep/site-packages", "__pycache__", ".git"


# 1. One student's submission.


@pytest.mark.parametrize("ending", ["", ".zip", ".ZIP", ".tar", ".tar.gz", ".TGZ"])
def test_the_whole_kit_is_taken_in_with_what_is_installed_in_it(folder, ending):
    """And what the kit itself has of every exercise is not the learner's."""
    written_by_her = {"exercises/neuron.py": NEURON, "exercises/tools.py": b"x = 1\n"}
    files = {f"{place}/{n}.py": HOLDS_ALL for place in INSTALLED for n in range(300)}
    files = {f"day-4/{name}": one for name, one in (EDITION | written_by_her | files).items()}
    if not ending:
        write(folder / "ada", files)
    else:
        packed = zipped(files) if ending.lower() == ".zip" else tarred(files)
        packed = gzip.compress(packed) if ending in (".tar.gz", ".TGZ") else packed
        write(folder, {f"ada{ending}": packed})
    (entry,) = entries(folder).values()
    found = read(entry)

    assert found.files.keys() == {*FILES, "tools.py"}
    assert found.files["neuron.py"] == NEURON
    assert found.notes == ()


# 2. The downloads of other systems.


@pytest.mark.parametrize("form", ["folder", "zip", "zip of a folder"])
@pytest.mark.parametrize("system", ["Canvas", "Moodle", "Gradescope"])
def test_a_download_is_one_submission_a_student(folder, system, form):
    files, found = filled(DOWNLOADS[system]["files"]), DOWNLOADS[system]["submissions"]
    if form == "folder":
        write(folder, files)
    else:
        top = "assignment_9_export/" if form == "zip of a folder" else ""
        folder /= "submissions.zip"
        inside = {f"{top}{name}": content for name, content in files.items()}
        folder.write_bytes(zipped({"": b"", "folder/": b"", **inside}))
    told: list[str] = []
    there = entries(folder, tell=told.append)

    assert [*there] == [*found]
    for name, entry in there.items():
        one = {"people": "", "origin": "", **found[name]}
        assert ", ".join(map(str, entry.people)) == one["people"]
        assert entry.origin == one["origin"]
        assert not (entry.origin and any(one.id for one in entry.known))  # no roster's ids
        assert ("late" in "".join(entry.notes)) == ("LATE" in entry.origin)
        if "files" in one:
            assert read(entry).files == filled(one["files"])
        else:
            with pytest.raises(Refused, match=one["refused"]):
                read(entry)
    assert told == (["Not looked at: zuzoe_5004_text.html."] if system == "Canvas" else [])


def test_names_that_only_look_like_canvas_are_each_a_student(folder):
    looks = ["hw_4_2026_ada.py", "hw_4_2026_bo.py", "day_4_1815_cy.py"]
    write(folder, dict.fromkeys(looks, NEURON))
    assert len(entries(folder)) == 3
    anonymous = ["anon_aB3_71_x.py", "LATE_anon_aB3_700_neuron.py", "anon_x_701_mlp.py"]
    write(folder / "anonymous", dict.fromkeys(anonymous, NEURON))
    assert [*entries(folder / "anonymous")] == ["anon_aB3", "anon_aB3_71_x.py", "anon_x"]


# 3. A class.


def test_what_can_be_no_submission_is_named_once_and_no_student(folder):
    aside = ["README.txt", "grades.csv", "LICENSE", "photo.JPG"]
    systems = [".DS_Store", "__MACOSX/x", "desktop.ini"]
    write(folder, dict.fromkeys([*aside, *systems, "ada.py", "bo.rar", "cy"], NEURON))
    told: list[str] = []

    assert [*entries(folder, tell=told.append)] == ["ada.py", "bo.rar", "cy"]
    assert told == ["Not looked at: LICENSE, README.txt, grades.csv, photo.JPG."]


def test_of_what_one_student_handed_in_twice_the_newest_counts_or_a_person_looks(folder):
    packed = zipped({"mlp.py": MLP})
    write(folder, {"ada/neuron.py": NEURON, "ada.py": HOLDS_ALL, "ada.zip": packed})
    write(folder, {"bo/mlp.py": MLP, "bo.tar.gz": tarred({"mlp.py": MLP})})
    for name, when in (("ada/neuron.py", 5000), ("ada.py", 1000), ("ada.zip", 2000)):
        os.utime(folder / name, (when, when))
    told: list[str] = []
    ada, bo = entries(folder, tell=told.append).values()
    assert (ada.parts[0].path.name, read(bo).files) == ("ada", {"mlp.py": MLP})
    (note,) = read(ada).notes
    assert note == "ada counts, as the newest; passed over: ada.zip, ada.py."
    assert told[0] == f"ada was handed in 3 times: {note}"

    os.utime(folder / "ada.zip", (4990, 4990))
    ada, _ = entries(folder).values()
    with pytest.raises(Refused, match=r"which of ada, ada\.zip, ada\.py is the newest"):
        read(ada)


def test_a_line_of_the_roster_and_a_submission_whose_names_are_near_are_put_together(tmp_path):
    near, told = DOWNLOADS["near"], list[str]()
    (tmp_path / "roster.csv").write_text(near["roster"].lstrip(), encoding="utf-8")
    there = dict.fromkeys([*near["whose"].values(), *near["others"]], ())
    there = {name: people for name, people in there.items() if name not in near["whose"]}
    there["c_1"] = (hand_in.Person("young-cyzz", "9002"),)
    found = roster_in(tmp_path / "roster.csv", there, {}, told.append)

    assert {one.name: one.submission for one in found} == near["whose"]
    others = ", ".join(near["others"])
    assert told[4:] == [f"These submissions match no line of the roster: {others}."]


@pytest.mark.parametrize("named", ["oddkim_{}", "Kim Odd ({}).zip"])
def test_of_two_who_have_one_name_an_id_in_what_they_handed_in_tells(tmp_path, named):
    """And by an id alone, nobody has what a system has numbered: those are ids of its own."""
    (tmp_path / "roster.csv").write_text("submission,name,id\n,Kim Odd,71\n,Kim Odd,72\n,Zu,5001\n")
    there = {named.format(id): (hand_in.Person("oddkim"),) for id in ("72", "71")}
    there["foxfay_5001"] = (hand_in.Person("foxfay"),)
    found = [(one.id, one.submission) for one in roster_in(tmp_path / "roster.csv", there, {})]

    assert found == [("71", named.format("71")), ("72", named.format("72")), ("5001", "Zu")]


def test_a_download_inside_a_folder_is_no_submission(folder):
    own = ("Ada_91_assignsubmission_file_/mlp.py", "Bo_92_assignsubmission_file_/mlp.py")
    write(folder, {"all.zip": zipped(dict.fromkeys(own, MLP))})
    with pytest.raises(KitError, match=r"all\.zip is the download of a class") as error:
        entries(folder)
    assert str(folder / "all.zip") in error.value.fix


# 4. From the desk to the exports.


def exported(book: Path, form: str) -> list[list[str]]:
    return [*csv.reader(io.StringIO(run("export", "--gradebook", book, "--format", form).out))]


def test_what_is_handed_in_at_the_desk_comes_out_of_the_class(desk):
    """The name is asked once, an earlier zip is renewed, and nobody else's is written over."""
    desk.write(f"from tools import plain\n{SOURCE['neuron']}")
    desk.write("plain = float\n", "tools")
    assert "--name 'Ada Lovelace'" in run("hand-in").err
    said = run("hand-in", "--name", "Ada \x1b[31mLovelace/..\n", "--id", "1815")
    path = desk.root / "Ada-31mLovelace-1815-hand-in.zip"
    first = path.read_bytes()
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines()[0].startswith(
        f"{path.name} holds neuron.py, tools.py and the report on them."
    )
    assert "Ada [31mLovelace/.. (1815), not yet, 3 of 10 points" in said.out
    assert run("hand-in").out == said.out
    with ZipFile(path) as archive:
        assert archive.namelist() == ["hand-in.json", "neuron.py", "result.json", "tools.py"]
        assert json.loads(archive.read("result.json"))["points"] > 0
        assert all(one.date_time > files.UNTIMED for one in archive.infolist())
    assert run("hand-in", "--id", "2").out.startswith("Ada-31mLovelace-2-hand-in.zip holds")
    folder, book, roster = (desk.root / name for name in ("class", "class.db", "roster.csv"))
    write(folder, {path.name: first})
    lie = {"hand-in.json": b'{"name": "Bo Chen", "id": "1816"}', "result.json": b'{"points": 10}'}
    write(folder, {"bo.zip": zipped({"mlp.py": MLP, **lie})})
    write(folder, {"cy.zip": zipped({"mlp.py": MLP, "hand-in.json": b'{"name": 1}'})})
    roster.write_text("submission,name,id\neve,Eve Ege,1816\n", "utf-8")
    grade(folder, book, "--roster", roster)

    with Gradebook.read(book) as there:
        found = {row.submission: row for row in there.standing()}
    who = {name: (row.student, row.student_id) for name, row in found.items()}
    assert who == {
        path.name: ("Ada [31mLovelace/..", "1815"),
        "bo.zip": ("Bo Chen", ""),
        "cy.zip": ("cy", ""),
    }
    assert found[path.name].result.points > found["bo.zip"].result.points

    (desk.file.parent / "tools.py").unlink()
    desk.write(STUB["neuron"])
    assert "differs from what was handed out" in run("hand-in").err


def test_a_pair_and_who_handed_in_nothing_are_in_every_export(tmp_path):
    """And a class that is read again, as a folder where there was a zip, has nobody twice."""
    folder, book, roster = tmp_path / "class", tmp_path / "class.db", tmp_path / "roster.csv"
    write(folder, {"ada.zip": zipped({"neuron.py": NEURON, "x/mlp.py": MLP}), "README.md": b""})
    write(folder, {"lovelaceada_LATE_77_700_neuron.py": NEURON})
    lines = "ada,Ada Bo,1\nada,Cy Young,2\nzoe,Zoe Zu,3\n,Ada Lovelace,\n"
    roster.write_text(f"submission,name,id\n{lines}", "utf-8")
    said = grade(folder, book, "--roster", roster)
    assert said.err.startswith(
        "Not looked at: README.md.\nAda Lovelace on the roster is matched to the submission"
    )
    (folder / "ada.zip").unlink()
    write(folder, {"ada/neuron.py": NEURON, "zoe zu.py": HOLDS_ALL})
    marks = {name: line for line in exported(book, "csv") for name in line[1:2]}
    assert marks["Ada Bo"][3:] == marks["Cy Young"][3:]
    assert [marks[name][2] for name in ("Ada Bo", "Cy Young", "Ada Lovelace")] == ["1", "2", "77"]
    assert (marks["Zoe Zu"][3], marks["Zoe Zu"][4]) == ("nothing handed in", "")
    assert exported(book, "canvas")[-1] == ["Zoe Zu", "", "3", "", "", ""]
    assert exported(book, "moodle")[-1] == ["3", "Zoe Zu", "", "Nothing handed in."]
    with Gradebook.read(book) as there:
        notes = {row.student: row.result.notes for row in there.standing()}
        origins = {one.name: one.origin for one in there.students()}
    assert notes["Ada Bo"][0] == "What is at the top counts; passed over: x/mlp.py."
    assert notes["Ada Lovelace"][0] == "Canvas says that this was handed in late."
    assert origins["Ada Lovelace"] == "lovelaceada_LATE_77_700"

    pages = tmp_path / "pages"
    assert run("report", "--gradebook", book, "--to", pages, "--feedback", "advice").status == 0
    for name in ("Ada-Bo-1", "Cy-Young-2"):
        assert (pages / "students" / f"{name}.html").is_file()
        assert "Ada Bo" in (pages / "feedback" / "Ada-Bo-1.txt").read_text("utf-8")
    grade(folder, book, "--roster", roster)
    late = tmp_path / "late"
    write(late, {"ada/neuron.py": NEURON})
    assert "On the roster" not in grade(late, book, "--roster", roster).out
    names = [line[1] for line in exported(book, "csv")[1:]]
    assert sorted(names) == ["Ada Bo", "Ada Lovelace", "Cy Young", "Zoe Zu"]
