"""What people and systems hand in is taken in as one submission a student, and nobody is lost."""

import csv
import gzip
import io
import json
import os
import shutil
import tarfile
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZipFile

import pytest

from checks import files
from checks.desk import hand_in
from checks.errors import Refused
from checks.instructor import intake
from checks.instructor.gradebook import Gradebook
from checks.instructor.intake import Entry, read
from checks.instructor.roster import entries, roster_in
from checks.submission import FILES, SOLUTIONS, STUBS
from tests.conftest import Said, run, written
from tests.test_intake import HOLDS_ALL, MLP, NEURON, write, zipped

pytestmark = pytest.mark.skipif(
    os.open not in os.supports_dir_fd, reason="a class is graded where files open by descriptor"
)

EDITION = {f"exercises/{file}": (STUBS / file).read_bytes() for file in FILES}
EDITION |= {f"checks/lesson/stubs/{file}": (STUBS / file).read_bytes() for file in FILES}
EDITION |= {"checks/__main__.py": b"", "checks/lesson/programs/standins/neuron.py": NEURON}
INSTALLED = ".venv", "venv", "env", "node_modules", "deep/site-packages", "__pycache__", ".git"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "class").mkdir()
    return tmp_path / "class"


def one(folder: Path) -> Entry:
    (entry,) = entries(folder).values()
    return entry


def tarred(files: Mapping[str, bytes], kind: bytes = tarfile.REGTYPE, to: str = "") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size, info.type, info.linkname = len(content), kind, to
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


# 1. One student's submission.


@pytest.mark.parametrize("ending", ["", ".zip", ".ZIP", ".tar", ".tar.gz", ".TGZ"])
def test_the_whole_kit_is_taken_in_with_what_is_installed_in_it(folder: Path, ending: str) -> None:
    """And what the kit itself has of every exercise is not the learner's."""
    written_by_her = {"exercises/neuron.py": NEURON, "exercises/tools.py": b"x = 1\n"}
    files = {f"{place}/{n}.py": HOLDS_ALL for place in INSTALLED for n in range(300)}
    files = {f"day-4/{name}": one for name, one in (EDITION | written_by_her | files).items()}
    if not ending:
        write(folder / "ada", files)
    elif ending == ".zip":
        write(folder, {f"ada{ending}": zipped(files)})
    else:
        packed = zipped(files) if ending == ".ZIP" else tarred(files)
        packed = gzip.compress(packed) if ending in (".tar.gz", ".TGZ") else packed
        write(folder, {f"ada{ending}": packed})
    found = read(one(folder))

    assert found.files.keys() == {*FILES, "tools.py"}
    assert found.files["neuron.py"] == NEURON
    assert found.notes == ()


@pytest.mark.parametrize(
    ("files", "kept", "note"),
    [
        (
            {"neuron.py": NEURON, "exercises/neuron.py": b"# 2", "exercises/mlp.py": MLP},
            {"neuron.py": b"# 2", "mlp.py": MLP},
            "What is in exercises/ counts; passed over: neuron.py.",
        ),
        (
            {**EDITION, "my.py": HOLDS_ALL, "old/mlp.py": MLP},
            {"my.py": HOLDS_ALL},
            "What is at the top counts; passed over: old/mlp.py.",
        ),
        ({"a/B/c/d/NEURON.PY": NEURON}, {"neuron.py": NEURON}, ""),
        (
            {"a/neuron.py": NEURON, "b/neuron.py": NEURON + b"#"},
            {"neuron.py": NEURON},
            "b/neuron.py.",
        ),
    ],
)
def test_of_several_places_the_fullest_counts_and_the_others_are_named(
    folder: Path, files: dict[str, bytes], kept: dict[str, bytes], note: str
) -> None:
    write(folder / "ada", files)
    write(folder, {"bo.zip": zipped(files)})
    for entry in entries(folder).values():
        found = read(entry)
        assert found.files == kept
        assert "".join(found.notes).endswith(note)
        assert bool(note) == bool(found.notes)


HOSTILE = {
    "a link": (tarred({"neuron.py": b""}, tarfile.SYMTYPE, "/etc/passwd"), "neuron.py is a link"),
    "a hard link": (tarred({"neuron.py": b""}, tarfile.LNKTYPE, "/etc/passwd"), "is a link"),
    "a device": (tarred({"neuron.py": b""}, tarfile.CHRTYPE), "no ordinary file"),
    "climbing out": (tarred({"../neuron.py": NEURON, "/etc/neuron.py": NEURON}), "none of"),
    "a name twice": (tarred({"neuron.py": NEURON, "./neuron.py": MLP}), "more than once"),
    "a large file": (gzip.compress(tarred({"neuron.py": bytes(9 << 20)})), "larger than 256 KiB"),
    "countless files": (gzip.compress(tarred({f"{n}": b"" for n in range(300)})), "than 200 files"),
    "a bomb": (gzip.compress(tarred({"x": bytes(40 << 20)})), "unpacks to more than 32 MiB"),
    "cut off": (tarred({"neuron.py": NEURON * 99})[:900], "damaged"),
    "no tar": (b"Rar!" + bytes(1000), "damaged"),
    "half a gzip": (gzip.compress(tarred({"neuron.py": NEURON}))[:60], "damaged"),
    "empty": (b"", "damaged"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_tar_is_refused_and_leaves_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(intake, "MOST_LISTED", 200)
    monkeypatch.setattr(intake, "MOST_UNPACKED", 32 << 20)
    content, words = HOSTILE[kind]
    write(folder, {"ada.tar.gz": content})
    with pytest.raises(Refused, match=words):
        read(one(folder))
    assert [*folder.rglob("*")] == [folder / "ada.tar.gz"]


# 2. The downloads of other systems.

CANVAS = {
    "lovelaceada_5001_700001_neuron.py": NEURON,
    "lovelaceada_5001_700002_mlp-1.py": MLP,
    "lovelaceada_5001_700003_notes.pdf": b"",
    "chenbo_LATE_5002_700004_day4.zip": zipped({"kit/exercises/neuron.py": NEURON}),
    "wuwei_5005_700007_hello.py": b"print('hello')\n",
    "youngcy_5003_700005_day 4.py": HOLDS_ALL,
    "zuzoe_5004_700006_report.pdf": b"",
    "zuzoe_5004_text.html": b"",
}
CANVAS_IS = {
    "chenbo_5002": ({"neuron.py": NEURON}, "chenbo (5002)", "chenbo_LATE_5002_700004"),
    "lovelaceada_5001": (
        {"neuron.py": NEURON, "mlp.py": MLP},
        "lovelaceada (5001)",
        "lovelaceada_5001_700001",
    ),
    "wuwei_5005": ({"hello.py": b"print('hello')\n"}, "wuwei (5005)", "wuwei_5005_700007"),
    "youngcy_5003": ({"day 4.py": HOLDS_ALL}, "youngcy (5003)", "youngcy_5003_700005"),
    "zuzoe_5004": ("there is report.pdf", "zuzoe (5004)", "zuzoe_5004_700006"),
}
ANONYMOUS = {
    "anon_aB3_71_x.py": b"",
    "LATE_anon_aB3_700_neuron.py": NEURON,
    "anon_x_701_mlp.py": MLP,
}
MOODLE = {
    "Ada Lovelace_3112001_assignsubmission_file_neuron.py": NEURON,
    "Ada Lovelace_3112001_assignsubmission_file_mlp.py": MLP,
    "Ada Lovelace_3112001_assignsubmission_onlinetext_onlinetext.html": b"",
    "Bo Chen_3112002_assignsubmission_file/neuron.py": NEURON,
    "Bo Chen_3112002_assignsubmission_onlinetext/onlinetext.html": b"",
    "Participant_3112003_assignsubmission_file_/kit/neuron.py": NEURON,
    "Zoe Zu_3112004_assignsubmission_onlinetext/onlinetext.html": b"",
}
MOODLE_IS = {
    "Ada Lovelace_3112001": ({"neuron.py": NEURON, "mlp.py": MLP}, "Ada Lovelace (3112001)"),
    "Bo Chen_3112002": ({"neuron.py": NEURON}, "Bo Chen (3112002)"),
    "Participant_3112003": ({"neuron.py": NEURON}, "Participant 3112003 (3112003)"),
    "Zoe Zu_3112004": ("it holds none of", "Zoe Zu (3112004)"),
}
MOODLE_IS = {name: (*told, name) for name, told in MOODLE_IS.items()}
METADATA = """\
---
submission_101:
  :submitters:
  - :name: Ada O'Hara
    :sid: '1815'
    :email: ada@example.org
  - :name: "Bo \\"Bobby\\" Chen"
    :sid: ''
  :created_at: 2026-11-23 10:00:00.000000000 Z
  :score: 0.0
  :history:
  - :name: Nobody
submission_102:
  :submitters:
  - :name: 'Cy: O''Neill'
    :sid: 18\x1b17
"""
GRADESCOPE = {
    "submission_metadata.yml": METADATA.encode(),
    "submission_101/neuron.py": NEURON,
    "submission_102/exercises/neuron.py": NEURON,
    "submission_103/neuron.py": NEURON,
}
GRADESCOPE_IS = {
    "submission_101": ({"neuron.py": NEURON}, 'Ada O\'Hara (1815), Bo "Bobby" Chen', ""),
    "submission_102": ({"neuron.py": NEURON}, "Cy: O'Neill (1817)", ""),
    "submission_103": ({"neuron.py": NEURON}, "", ""),
}


@pytest.mark.parametrize("form", ["folder", "zip", "zip of a folder"])
@pytest.mark.parametrize(
    ("files", "found"),
    [(CANVAS, CANVAS_IS), (MOODLE, MOODLE_IS), (GRADESCOPE, GRADESCOPE_IS)],
    ids=["Canvas", "Moodle", "Gradescope"],
)
def test_a_download_is_one_submission_a_student(
    folder: Path, files: dict[str, bytes], found: dict[str, tuple[object, ...]], form: str
) -> None:
    if form == "folder":
        write(folder, files)
    else:
        top = "assignment_9_export/" if form == "zip of a folder" else ""
        folder /= "submissions.zip"
        folder.write_bytes(zipped({f"{top}{name}": content for name, content in files.items()}))
    told: list[str] = []
    there = entries(folder, tell=told.append)

    assert [*there] == [*found]
    for name, entry in there.items():
        content, people, origin = found[name]
        assert (", ".join(map(str, entry.people)), entry.origin) == (people, origin)
        assert not (entry.origin and any(one.id for one in entry.known))  # no roster's ids
        assert ("late" in "".join(entry.notes)) == ("LATE" in entry.origin)
        if isinstance(content, str):
            with pytest.raises(Refused, match=content):
                read(entry)
        else:
            assert read(entry).files == content
    assert told == (["Not looked at: zuzoe_5004_text.html."] if files is CANVAS else [])


def test_names_that_only_look_like_canvas_are_each_a_student(folder: Path) -> None:
    write(
        folder, dict.fromkeys(["hw_4_2026_ada.py", "hw_4_2026_bo.py", "day_4_1815_cy.py"], NEURON)
    )
    assert len(entries(folder)) == 3
    write(folder / "anonymous", ANONYMOUS)
    assert [*entries(folder / "anonymous")] == ["anon_aB3", "anon_aB3_71_x.py", "anon_x"]


# 3. A class.


def test_what_can_be_no_submission_is_named_once_and_no_student(folder: Path) -> None:
    aside = ["README.txt", "grades.csv", "LICENSE", "photo.JPG", ".DS_Store"]
    write(folder, dict.fromkeys([*aside, "ada.py", "bo.rar", "cy"], NEURON))
    told: list[str] = []

    assert [*entries(folder, tell=told.append)] == ["ada.py", "bo.rar", "cy"]
    assert told == ["Not looked at: LICENSE, README.txt, grades.csv, photo.JPG."]


def test_of_what_one_student_handed_in_twice_the_newest_counts_or_a_person_looks(
    folder: Path,
) -> None:
    write(
        folder, {"ada/neuron.py": NEURON, "ada.py": HOLDS_ALL, "ada.zip": zipped({"mlp.py": MLP})}
    )
    write(folder, {"bo/mlp.py": MLP, "bo.tar.gz": tarred({"mlp.py": MLP})})
    for name, when in (("ada/neuron.py", 5000), ("ada.py", 1000), ("ada.zip", 2000)):
        os.utime(folder / name, (when, when))
    told: list[str] = []
    ada, bo = entries(folder, tell=told.append).values()
    assert (ada.parts[0].path.name, read(bo).files) == ("ada", {"mlp.py": MLP})
    assert (
        told[0]
        == "ada was handed in 3 times: ada counts, as the newest; passed over: ada.zip, ada.py."
    )
    assert read(ada).notes == ("ada counts, as the newest; passed over: ada.zip, ada.py.",)

    os.utime(folder / "ada.zip", (4990, 4990))
    with pytest.raises(
        Refused, match=r"nobody can tell which of ada, ada.zip, ada.py is the newest"
    ):
        read(next(iter(entries(folder).values())))


ROSTER = """\
submission,name,id
ada,Ada Lovelace,1815
ada,Bo Chen,1816
,Zoë Zu,9001
,Cy Young,9002
x,Dan Dee,9003
,Eve Ege,9004
,Fay Fox,9005
,Gil Green,9006
"""


def test_a_line_of_the_roster_and_a_submission_whose_names_are_near_are_put_together(
    tmp_path: Path,
) -> None:
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    canvas = hand_in.Person("young-cyzz", "9002")
    there = {
        "ada.zip": (),
        "zuzoe_5001": (),
        "c_1": (canvas,),
        "Dee-Dan-hand-in.zip": (),
        "hw4_9004.py": (),
        "Fay Foxx": (),
        "gil green 1": (),
        "Gil GREEN 2": (),
    }
    told: list[str] = []
    found = roster_in(tmp_path / "roster.csv", there, (), told.append)

    whose = {one.name: one.submission for one in found}
    assert whose == {
        "Ada Lovelace": "ada.zip",
        "Bo Chen": "ada.zip",
        "Zoë Zu": "zuzoe_5001",
        "Cy Young": "c_1",
        "Dan Dee": "Dee-Dan-hand-in.zip",
        "Eve Ege": "hw4_9004.py",
        "Fay Fox": "Fay Fox",
        "Gil Green": "Gil Green",
    }
    assert told[-1] == "On no line of the roster: Fay Foxx, gil green 1, Gil GREEN 2."
    assert len(told) == 4 + 1


# 4. From the desk to the exports.


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A learner's exercises/, with one right answer and a module that it imports."""
    neuron = "from tools import plain\n" + (SOLUTIONS / "neuron.py").read_text("utf-8")
    written(tmp_path / "exercises", base=STUBS, neuron=neuron)
    (tmp_path / "exercises" / "tools.py").write_text("plain = float\n", "utf-8")
    for where in ("submission", "cli", "desk.hand_in"):
        monkeypatch.setattr(f"checks.{where}.EXERCISES", tmp_path / "exercises")
    monkeypatch.setattr(hand_in, "ROOT", tmp_path)
    monkeypatch.setattr(hand_in, "KEPT", tmp_path / ".checks" / "name.json")
    return tmp_path


def grade(folder: Path, book: Path, *more: object) -> Said:
    isolation = ("--isolation", "none", "--jobs", 2)
    return run("grade", folder, "--gradebook", book, *isolation, *more)


def exported(book: Path, form: str) -> list[list[str]]:
    return [*csv.reader(io.StringIO(run("export", "--gradebook", book, "--format", form).out))]


def test_what_is_handed_in_at_the_desk_comes_out_of_the_class(desk: Path) -> None:
    """The name is asked once, an earlier zip is renewed, and nobody else's is written over."""
    assert "--name 'Ada Lovelace'" in run("hand-in").err
    said = run("hand-in", "--name", "Ada \x1b[31mLovelace/..\n", "--id", "1815")
    path = desk / "Ada-31mLovelace-1815-hand-in.zip"
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
    (desk / "class").mkdir()
    (desk / "class" / path.name).write_bytes(first)
    lie = {"hand-in.json": b'{"name": "Bo Chen", "id": "1816"}', "result.json": b'{"points": 10}'}
    write(desk / "class", {"bo.zip": zipped({"mlp.py": MLP, **lie})})
    write(desk / "class", {"cy.zip": zipped({"mlp.py": MLP, "hand-in.json": b'{"name": 1}'})})
    (desk / "roster.csv").write_text("submission,name,id\neve,Eve Ege,1816\n", "utf-8")
    grade(desk / "class", desk / "class.db", "--roster", desk / "roster.csv")

    with Gradebook.read(desk / "class.db") as book:
        found = {row.submission: row for row in book.standing()}
    who = {name: (row.student, row.student_id) for name, row in found.items()}
    assert who == {
        path.name: ("Ada [31mLovelace/..", "1815"),
        "bo.zip": ("Bo Chen", ""),
        "cy.zip": ("cy", ""),
    }
    assert found[path.name].result.points > found["bo.zip"].result.points

    for file in (desk / "exercises").glob("*.py"):
        shutil.copy(STUBS / file.name, file) if file.name in FILES else file.unlink()
    assert "differs from what was handed out" in run("hand-in").err


def test_a_pair_and_who_handed_in_nothing_are_in_every_export(tmp_path: Path) -> None:
    """And a class that is read again, as a folder where there was a zip, has nobody twice."""
    folder, book, roster = tmp_path / "class", tmp_path / "class.db", tmp_path / "roster.csv"
    write(folder, {"ada.zip": zipped({"neuron.py": NEURON, "x/mlp.py": MLP}), "README.md": b""})
    write(folder, {"lovelaceada_LATE_77_700_neuron.py": NEURON})
    lines = "ada,Ada Bo,1\nada,Cy Young,2\nzoe,Zoe Zu,3\n,Ada Lovelace,\n"
    roster.write_text(f"submission,name,id\n{lines}", "utf-8")
    said = grade(folder, book, "--roster", roster)
    assert said.err.startswith(
        "Not looked at: README.md.\nAda Lovelace on the roster handed in lovelace"
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
    names = [line[1] for line in exported(book, "csv")[1:]]
    assert sorted(names) == ["Ada Bo", "Ada Lovelace", "Cy Young", "Zoe Zu"]
