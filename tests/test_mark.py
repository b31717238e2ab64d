"""A person decides on marks: that is shown first, kept, followed everywhere, and taken back."""

import csv
import html
import io
import os
import re
import shlex
import shutil
import sqlite3
from pathlib import Path

import pytest

from checks.instructor.checking import Outcome
from checks.instructor.gradebook import Gradebook, Student
from tests.conftest import (
    NO_STRETCH,
    ROOT,
    SOURCE,
    Said,
    at_terminal,
    grade,
    needs_descriptors,
    run,
    tables,
    written,
)
from tests.test_page import mistake

pytestmark = needs_descriptors
UNTANH = SOURCE["neuron"].replace(".tanh()", "")  # N01
EVIL = "-x '; $(touch y) <img src=x>"
CLASS = {  # by hand: a neuron and a layer are worth 3 points each, MLP and the network 2 each
    "ada": {},
    "bo": {"neuron": UNTANH},
    "cy": {"neuron": f"# my own\n{UNTANH}"},
    "dan": {"neuron": mistake("neuron", "bias_unused"), "layer": "class Layer: pass\n"},
    EVIL: {"layer": mistake("layer", "always_a_list")},
}
CY = ("--student", "cy")
ZOE, EVE = ("--student", "Zoe"), ("--student", "Eve")
NAMES = [
    Student("ada", "Ada Lovelace", "=1815"),
    Student("bo", "Sam"),
    Student("cy", "Sam"),
    Student("zoe", "Zoe"),
]


@pytest.fixture(scope="module")
def graded(tmp_path_factory) -> tuple[Path, Said, Path]:
    """A class that was graded, and again when Ada had notes alone in a folder of hers."""
    place = tmp_path_factory.mktemp("graded")
    folder, path = place / "class", place / "class.db"
    folder.mkdir()
    for name, sources in CLASS.items():
        written(folder / name, **NO_STRETCH, **sources)
    (folder / "emil.zip").write_bytes(b"no zip at all")
    with Gradebook.write(path) as book:
        book.enrol(NAMES)
    assert grade(folder, path).status == 1
    shutil.rmtree(folder / "ada")
    (folder / "ada").mkdir()
    (folder / "ada" / "notes.txt").write_text("I was ill.", encoding="utf-8")
    table = place / "marks.csv"
    return path, grade(folder, path, "--csv", table), table


@pytest.fixture
def path(graded, tmp_path) -> Path:
    return Path(shutil.copy(graded[0], tmp_path / "class.db"))


def mark(path: Path, *words: object) -> str:
    """Return what the command says that does its work."""
    said = run("mark", "--gradebook", path, *words)
    assert (said.status, said.err) == (0, "")
    return said.out


def decide(path: Path, *words: object) -> str:
    """Decide, after it was seen that nothing changes before that is accepted."""
    before = path.read_bytes()
    shown = mark(path, *words).partition("Nothing is kept.")[0]
    assert path.read_bytes() == before
    said = mark(path, *words, "--accept")
    assert said.startswith(shown)
    return said


def refused(path: Path, *words: object, command: str = "mark") -> str:
    before = path.read_bytes()
    book = () if command == "package" else ("--gradebook", path)
    accept = ("--accept",) if command == "mark" else ()
    said = run(command, *book, *words, *accept)
    assert (said.status, said.out, len(said.err.splitlines())) == (2, "", 2)
    assert path.read_bytes() == before
    return said.err


def points(path: Path) -> dict[str, float | None]:
    """Return what the class counts, wherever that is read: an export of each kind."""
    found = {}
    for form in ("csv", "moodle", "canvas"):
        text = run("export", "--gradebook", path, "--format", form, "--title", "points").out
        lines = [one for one in csv.DictReader(io.StringIO(text)) if "Possible" not in str(one)]
        found[form] = [float(one["points"]) if one["points"] else None for one in lines]
    assert found["csv"] == found["moodle"] == found["canvas"]
    return dict(zip(rows(path), found["csv"], strict=True))


def table(text: str) -> dict[str, dict[str, str]]:
    """Return the lines of a table by submission; what a formula could begin with has a "'"."""
    lines = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    return {line["submission"].removeprefix("'"): line for line in lines}


def rows(path: Path) -> dict[str, dict[str, str]]:
    return table(run("export", "--gradebook", path).out)


def pages(path: Path, folder: Path) -> dict[str, str]:
    """Return the page of the class, of each student, and the feedback, by file."""
    run("report", "--gradebook", path, "--to", folder, "--feedback", "advice")
    return {one.name: html.unescape(one.read_text("utf-8")) for one in folder.rglob("*.*")}


def test_what_cannot_be_graded_takes_no_marks_place_and_its_reason_is_told(graded, path, tmp_path):
    """Ada had 10.0; a later folder with notes.txt alone lost it."""
    _, said, file = graded
    why = "the newer one, of 20"
    told = pages(path, tmp_path / "pages")
    ada = table(file.read_text("utf-8"))["ada"]

    assert points(path)["ada"] == float(ada["points"]) == 10.0
    assert said.status == 1
    for text in (said.out, mark(path), ada["needs_a_person"], told["index.html"]):
        words = " ".join(text.split())
        assert why in words
        assert "could not be graded: it holds none of" in words
    assert re.search(r"pass\s+1\n", said.out)
    assert "Ada Lovelace (ada): pass, 10 of 10 points" in told["Ada-Lovelace-1815.txt"]
    assert f"--gradebook {path} --student ada --run 1" in mark(path)
    assert "run 1, 20" in mark(path, "--student", "ada")

    decide(path, "--student", "ada", "--points", 9)
    assert (rows(path)["ada"]["verdict"], points(path)["ada"]) == ("pass", 9)
    assert why not in mark(path)
    decide(path, "--take-back", 1)
    decide(path, "--student", "=1815", "--run", 1)
    assert why not in mark(path)
    assert rows(path)["ada"]["needs_a_person"] == ""
    assert "Choose: 1" in refused(path, "--student", "ada", "--run", 2)


def test_points_are_given_in_all_or_for_an_exercise_kept_and_taken_back(path):
    before = points(path)
    said = decide(path, "--student", "emil.zip", "--points", 7, "--why", "sent by mail")
    decide(path, "--student", "bo", "--points", 1.5, "--exercise", "neuron")

    assert re.search(r"emil \(emil.zip\)\s+needs a person\s+7\n", said)
    assert points(path) == before | {"emil.zip": 7.0, "bo": 1.5 + 3 + 2}
    assert rows(path)["bo"]["neuron points"] == "1.5"
    assert "emil (emil.zip): 7 points (sent by mail)" in mark(path)
    decide(path, "--student", "bo", "--points", 0.25, "--exercise", "neuron")
    assert points(path)["bo"] == 5.25  # the newest counts
    back = re.search(r"python -m checks (.*--take-back 3)", mark(path))[1]
    assert "decision 3 is taken back" in run(*shlex.split(back), "--accept").out
    assert points(path)["bo"] == 6.5  # and then the one before
    decide(path, "--student", "bo", "--points", 0)
    assert points(path)["bo"] == 0
    for number in (5, 2, 1):
        decide(path, "--take-back", number)
    assert points(path) == before
    assert "There is no decision 1" in refused(path, "--take-back", 1)
    plain = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="only added"):
        plain.execute("DELETE FROM decision")
    plain.close()


def test_a_later_decision_on_a_part_replaces_a_total_and_both_are_named_before_that_counts(path):
    """By hand: bo has the 3 points of the layer and the 2 of MLP; the network waits."""
    part = ("--student", "bo", "--exercise", "neuron", "--points", 1)
    decide(path, "--student", "bo", "--points", 9)
    decide(path, "--student", "cy", "--points", 9)
    assert "Counts no more: 1, Sam (bo): 9 points\n" in decide(path, *part)
    assert "(bo): 9 points" not in mark(path)
    assert points(path)["bo"] == 1 + 3 + 2
    said = decide(path, *part, "--alike")  # for one with a part by hand, and for one with a total
    assert "Counts no more: 2, Sam (cy): 9 points" in said
    assert "Counts no more: 3, Sam (bo): neuron: 1 points" in said
    assert re.findall(r"^  (\d), ", mark(path), re.M) == ["4"]
    said = decide(path, "--take-back", 4)
    assert "Counts no more: 4, Sam (bo), Sam (cy): neuron: 1 points\n" in said
    assert "Counts again: 2, Sam (cy): 9 points" in said
    decide(path, *part, "--alike")
    decide(path, "--student", "bo", "--exercise", "neuron", "--points", 1)
    assert re.findall(r"^  (\d), ", mark(path), re.M) == ["6", "7"]  # the one for cy
    assert "Counts no more: 6, Sam (bo), Sam (cy)" in decide(path, *part[2:], "--alike", *CY)
    assert re.findall(r"^  (\d), ", mark(path), re.M) == ["8"]
    decide(path, "--take-back", 8)
    decide(path, "--take-back", 6)
    decide(path, "--student", "bo", "--points", 2)  # a later total does not undo a part
    assert (points(path)["bo"], rows(path)["bo"]["neuron points"]) == (2, "1.0")
    assert re.findall(r"^  (\d+), ", mark(path), re.M) == ["2", "7", "11"]


def test_who_handed_in_nothing_can_be_given_points_and_hand_in_later(path, tmp_path):
    """Zoe is on the roster, and told her answers in a talk."""
    for command in ("mark", "regrade"):
        said = refused(path, "--student", "zoe", command=command)
        assert "zoe is on the roster, and handed in nothing." in said
    assert "--points POINTS" in said
    before = points(path)
    assert re.search(r"^Zoe \(zoe\) +needs a person +3$", decide(path, *ZOE, "--points", 3), re.M)
    decide(path, *ZOE, "--points", 1, "--exercise", "neuron")
    decide(path, "--take-back", 2)
    told = pages(path, tmp_path / "pages")

    assert points(path) == before | {"zoe": 3}
    assert told["Zoe-zoe.txt"].splitlines()[1:2] == ["Zoe (zoe): by hand, 3 of 10 points"]
    assert "nothing was handed in" in told["Zoe-zoe.html"]
    moodle = run("export", "--gradebook", path, "--format", "moodle").out.splitlines()
    assert [one for one in moodle if "Zoe" in one] == [",Zoe,3.0,A person gave the points."]
    assert "no file of it could be taken in: zoe." in refused(path, *ZOE, command="review")
    assert "handed in nothing" not in told["index.html"]
    assert "Zoe,zoe" not in mark(path).partition("Decisions")[0]
    (tmp_path / "late").mkdir()
    written(tmp_path / "late" / "zoe.zip", **NO_STRETCH)
    grade(tmp_path / "late", path)
    assert points(path) == before | {"zoe": 3}
    assert "came after a decision" in rows(path)["zoe"]["needs_a_person"]


def test_who_comments_is_told_of_what_is_handed_in_later_and_has_settled_nothing(path, tmp_path):
    """Ada's newer folder could not be graded; bo and cy hand in others after a comment."""
    for name in ("ada", "bo", "cy"):
        decide(path, "--student", name, "--comment", "Well done.")
    assert "could not be graded" in rows(path)["ada"]["needs_a_person"]
    assert rows(path)["bo"]["needs_a_person"] == ""
    decide(path, "--student", "cy", "--points", 8)
    (tmp_path / "late").mkdir()
    for name in ("bo", "cy"):
        written(tmp_path / "late" / name, **NO_STRETCH)
    grade(tmp_path / "late", path)
    decide(path, "--student", "cy", "--comment", "Well done, too.")
    for name in ("bo", "cy"):
        assert "came after a decision" in rows(path)[name]["needs_a_person"]
    runs = re.findall(r"^  run \d, [-\d]+: (.*)$", mark(path, "--student", "cy"), re.M)
    assert runs == ["8; without --points: 5", "8; without --points: 5", "8; without --points: 10"]
    decide(path, "--student", "bo", "--run", 3)
    assert rows(path)["bo"]["needs_a_person"] == ""


def test_a_table_says_what_a_person_decided_and_a_preview_what_changes_nothing(path):
    decide(path, "--student", "bo", "--points", 6, "--why", "private")
    decide(path, "--student", "bo", "--points", 1.25, "--exercise", "layer")
    decide(path, "--student", "bo", "--late", 12.5)
    decide(path, "--student", "bo", "--comment", "Well done.")
    decide(path, "--student", "cy", "--run", 1)
    said = decide(path, "--count", "best")
    assert "No mark and no comment changes." in said
    assert "before" not in said
    found = {name: row["decided"] for name, row in rows(path).items()}
    assert found["bo"] == "the best run counts; layer: 1.25 points; 12.5 % off"
    assert found["cy"] == "run 1 counts; the best run counts"
    assert found["zoe"] == ""


def test_one_decision_is_for_all_that_do_the_same_each_shown_by_name_until_their_files_change(
    path, tmp_path
):
    half = ("--student", "bo", "--exercise", "neuron", "--alike")
    said = decide(path, *half, "--points", 2)
    decide(path, *half, "--comment", "tanh is missing")
    decide(path, "--student", "bo", "--points", 6.75)  # as a whole, and kept

    assert len(re.findall(r"^Sam \((?:bo|cy)\)\s+\S+\s+7\s*$", said, re.M)) == 2
    assert (points(path)["bo"], points(path)["cy"]) == (6.75, 7)
    assert [name for name, row in rows(path).items() if row["comment"]] == ["bo", "cy"]
    right = ("--student", "ada", "--exercise", "neuron", "--alike", "--points", 1)
    assert "is not wrong" in refused(path, *right)
    for name in ("bo", "cy"):
        (tmp_path / "late").mkdir(exist_ok=True)
        written(tmp_path / "late" / name, **NO_STRETCH)
    decide(path, "--student", "emil.zip", "--points", 7)
    (tmp_path / "late" / "emil.zip").write_bytes(b"PK\5\6" + bytes(18))  # another one: empty
    grade(tmp_path / "late", path)
    found = points(path)
    assert (found["bo"], found["cy"], found["emil.zip"]) == (6.75, 10, 7)
    assert "came after a decision" in rows(path)["bo"]["needs_a_person"]
    told = re.findall(r"python -m checks (mark .*)", mark(path).partition("Decisions")[0])
    for one in told:
        assert run(*shlex.split(one.replace("POINTS", "8")), "--accept").status == 0, one
    assert [one.split()[-2:] for one in told[-2:]] == [["--run", "3"], ["--points", "POINTS"]]
    assert "Nothing needs a person" in mark(path)


def test_either_of_two_who_handed_in_together_is_found_and_both_are_named(path, tmp_path):
    with Gradebook.write(path) as book:
        book.enrol([Student("dan", "Dan", "7"), Student("dan", "Eve", "8")])
    for name in ("dan", "Dan", "Eve", "8"):
        assert "run 1, 20" in mark(path, "--student", name)
    assert re.search(r"^Dan and Eve \(dan\) +\S+ +\S+$", decide(path, *EVE, "--late", 10), re.M)
    assert " Dan and Eve (dan): 10 % off" in mark(path)
    with Gradebook.write(path) as book:
        book.enrol([Student("bo", "Bo", "5"), Student("bo", "Kim", "6")])
    told = pages(path, tmp_path / "pages")["index.html"]
    alike = re.sub(r"<.*?>", "", told.partition('id="alike"')[2].partition('id="checks"')[0])
    assert "Bo, Kim, Sam (bo), Sam (cy)" in alike  # of bo, and of cy
    assert re.search(r"^2A neuron", alike, re.M)
    assert "Dan and Eve (dan)" in told


def test_comments_shares_and_who_is_left_out_are_followed_everywhere(path, tmp_path):
    whole = points(path)[EVIL]
    decide(path, f"--student={EVIL}", "--late", 20)
    decide(path, f"--student={EVIL}", "--comment", "<b>Well\x1b[31m done</b>")
    decide(path, "--student", "Ada Lovelace", "--drop", "--why", "a test account")
    decide(path, "--student", "emil.zip", "--points", 7)
    told = pages(path, tmp_path / "pages")
    name = next(one.removesuffix(".txt") for one in told if one.startswith("x-touch"))
    page, index = told[f"{name}.html"], told["index.html"]

    assert points(path)[EVIL] == pytest.approx(0.8 * whole, abs=0.006)
    for text in (told[f"{name}.txt"], page, rows(path)[EVIL]["comment"]):
        assert "20 % of the points are taken off" in text
        assert "<b>Well[31m done</b>" in text
    assert "\x1b" not in "".join(told.values())
    assert f"{points(path)[EVIL]:g} of 10 points" in page
    assert "emil (emil.zip): by hand, 7 of 10 points" in told["emil.txt"]
    assert "This could not be checked: the zip is damaged" in told["emil.html"]
    assert "ada" not in points(path)
    assert "Ada-Lovelace-1815.html" not in told
    assert "a test account" in index
    assert "handed in nothing: Zoe</p>" in index
    assert "beside the reference" in page
    assert "is left out" in refused(path, "--student", "ada", "--points", 1)
    to_type = re.findall(r"<code[^>]*>python -m checks (mark .*?)</code>", index + page)
    assert len(to_type) > 5
    for one in to_type:
        said = run(*shlex.split(one.replace("POINTS", "1")))
        assert (said.status, said.err) == (0, ""), one


def test_points_for_what_cannot_be_read_are_by_hand_in_no_count_and_keep_the_reason(path, tmp_path):
    decide(path, "--student", "emil.zip", "--points", 7.25)
    told, emil = pages(path, tmp_path / "pages"), rows(path)["emil.zip"]
    index, page = told["index.html"], told["emil.html"].partition("<body")[2]

    assert (emil["verdict"], emil["points"], emil["neuron.parts"]) == ("by hand", "7.25", "")
    assert {emil[one] for one in emil if one.startswith("layer")} == {""}
    assert "the zip is damaged" in emil["notes"]
    assert "the zip is damaged" in page
    for text in (page, told["emil.txt"], *emil.values()):
        assert not re.search("blocked|waits for|Opens when", text)
    assert "checks pass" not in page
    counts = {int(one) for one in re.findall(r"\d+ of (\d+)</td>", index)}
    assert "Of 5 students whose submissions were checked" in index
    assert max(counts) == 5
    assert re.search(r"<li>1 <[^>]*><[^>]*></span> by hand</span></li>", index)
    run("regrade", "--gradebook", path, "--all", "--isolation", "none")
    assert "by hand" not in mark(path, "--take-back", 1, "--accept") + str(rows(path))


def test_which_run_counts_is_chosen_and_a_regrade_follows_and_can_be_dropped(path):
    """A run of a kit with a fault took bo, who is wrong, and cy for one another."""
    own = points(path)
    with Gradebook.write(path) as book:
        known = {row.submission: row for row in book.standing()}
        fault = book.begin("grade", "0", "a kit with a fault", 7, (), {})
        for name, other in (("bo", "ada"), (EVIL, "dan")):
            files = book.files(known[name])
            book.record(fault, Outcome(name, files, known[other].result))
        book.finish(fault)
    faulty = own | {"bo": 10, EVIL: own["dan"]}
    assert points(path) == faulty
    decide(path, "--count", "best")
    assert points(path) == own | {"bo": 10}
    regrade = ("regrade", "--gradebook", path, "--isolation", "none", "--student", "bo")
    assert re.search(r"10 → 10: run 3 counts", run(*regrade).out)
    decide(path, "--take-back", 1)
    assert re.search(rf"10 → {own['bo']:g}\n", run(*regrade, "--accept").out)
    assert points(path) == faulty | {"bo": own["bo"]}
    decide(path, "--drop", "--run", 4)
    assert points(path) == faulty
    decide(path, "--drop", "--run", 3)
    assert points(path) == own
    decide(path, "--take-back", 3)  # the accepted regrade counts again, which found the same
    assert points(path) == own


def test_a_class_is_marked_by_exercises_or_by_the_prices_of_mistakes(path, tmp_path):
    """By hand: the neuron of bo is N01, that of dan N06, and nothing has a name in dan's layer."""
    by_checks, prices = points(path), tmp_path / "prices.toml"
    said = decide(path, "--marks", "exercises")
    nobody = {"emil.zip": None, "zoe": None}
    assert points(path) == {"ada": 10, "bo": 5, "cy": 5, "dan": 2, EVIL: 5} | nobody
    for line in (r"10 or more\s+1\s+1", r"5 or more\s+\d\s+3", r"none\s+1\s+1"):
        assert re.search(rf"^{line}\s*$", said, re.M)

    prices.write_text("N01 = 1.0\nN06 = 99\nL04 = 0.5\n", encoding="utf-8")
    decide(path, "--marks", prices)
    layer = float(rows(path)["dan"]["layer points"])  # has no price: as by checks
    priced = {"ada": 10, "bo": 2 + 3 + 2, "cy": 7, "dan": 0 + layer + 2, EVIL: 3 + 2.5 + 2}
    assert points(path) == priced | nobody
    decide(path, "--student", "bo", "--points", 9)  # a person's points stay above any scheme
    decide(path, "--marks", "checks")
    assert points(path) == by_checks | {"bo": 9}
    for text, why in (
        ("N1 = 1.0", "no mistake has the id N1"),
        ("N01 = true", "N01 has no price"),
        ("N01 = nan", "N01 has no price"),
        ("N01 = -1", "N01 has no price"),
        ("N01", "no prices that can be read"),
    ):
        prices.write_text(text, encoding="utf-8")
        assert why in refused(path, "--marks", prices)
    assert "no prices that can be read" in refused(path, "--marks", tmp_path)


@pytest.mark.parametrize(("words", "said"), tables("refused.toml")["book"].items())
def test_what_a_gradebook_cannot_be_used_for_is_said_and_leaves_it_as_it_is(path, words, said):
    command, *rest = (one.replace("BOOK", str(path)) for one in words.split())
    lines = refused(path, *rest, command=command).splitlines()

    for one, line in zip(said, lines, strict=False):
        assert one.replace("BOOK", str(path)) in line


@pytest.mark.skipif(os.name != "posix", reason="it needs a terminal of its own")
def test_at_a_terminal_one_is_asked(path):
    words = ("-m", "checks", "mark", "--gradebook", str(path), "--student", "bo", "--points", "3")
    for answer, counts in (("n\n", False), ("y\n", True)):
        status, seen = at_terminal(ROOT, *words, answer=answer)
        assert status == 0
        assert "Keep this decision? [y/N]" in seen
        assert (points(path)["bo"] == 3) is counts
