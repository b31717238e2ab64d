"""The gradebook keeps what it is given, whatever happens, and says what it cannot use."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from checks.check.result import Result
from checks.errors import KitError
from checks.instructor import gradebook
from checks.instructor.checking import Outcome
from checks.instructor.gradebook import Gradebook, Run, Student
from tests.conftest import full_disk

FILES = {"neuron.py": b"class Neuron: pass\n", "mlp.py": b"\0\xff"}


def outcome(name: str = "anna", points: float = 8.0, **more: object) -> Outcome:
    result = Result(1, name, "instructor", ("bubblewrap",), 0.1, "pass", points, 10.0, ())
    return msgspec.structs.replace(Outcome(name, FILES, result), **more)


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "class.db"


@pytest.fixture
def book(path) -> Iterator[Gradebook]:
    with Gradebook.write(path) as found:
        yield found


def begin(book: Gradebook) -> Run:
    return book.begin("grade", "0.1.0", "abc", 7, ("bubblewrap",), {"folder": "day 4"})


def sql(path: Path, statement: str) -> None:
    with sqlite3.connect(path) as plain:
        plain.execute(statement)


def keep_together(book: Gradebook, run: Run, *outcomes: Outcome) -> None:
    with book.together():
        for one in outcomes:
            book.record(run, one)


# 1. What is kept.


def test_the_latest_row_of_each_submission_counts_and_older_ones_stay(book):
    first, second = begin(book), begin(book)
    book.record(first, outcome(points=1.0))
    book.record(first, outcome("bo", 2.0))
    book.record(second, outcome(points=3.0, files={"neuron.py": b"# better\n"}))

    assert [(row.submission, row.run, row.result.points) for row in book.standing()] == [
        ("anna", second.id, 3.0),
        ("bo", first.id, 2.0),
    ]
    assert book.files(next(book.rows())) == FILES
    with pytest.raises(sqlite3.IntegrityError):  # in a run it has one, and others are not kept
        keep_together(book, first, outcome("carl"), outcome(points=10.0))
    kept = [row.result.points for row in book.rows() if row.run == first.id]
    assert kept == [1.0, 2.0]


def test_a_later_roster_adds_and_corrects_and_drops_nobody(book):
    book.record(begin(book), outcome("bo"))
    bo = Student("bo", "Bo", "2", email="bo@example.org")
    book.enrol([Student("anna", "Anna", "1"), bo, Student("cy", "Cy", "3")])
    book.enrol([Student("bo", "Bo Chen"), Student("cy", "", "4"), Student("dan", "", "5")])
    book.enrol([Student("anna.zip", "Anna")])  # who was missing and hands in a zip

    assert book.students() == [
        Student("anna.zip", "Anna", "1"),
        Student("bo", "Bo Chen", "2", email=bo.email),
        Student("cy", "Cy", "4"),
        Student("dan", "dan", "5"),
    ]
    (row,) = book.standing()
    assert (row.student, row.email) == ("Bo Chen", bo.email)


# 2. Reading.


def test_whom_a_stopped_run_has_not_graded_is_not_said_to_have_handed_in_nothing(book):
    run = begin(book)
    book.enrol([Student("zoe", "Zoe")])
    assert [(one.reason, one.is_absent) for one in book.absent()] == [("not graded yet", False)]
    assert f"grade 'day 4' --gradebook {book.path} --resume" in book.stopped()
    book.finish(run)
    assert (book.stopped(), [one.is_absent for one in book.absent()]) == ("", [True])


def test_a_finished_gradebook_is_one_file_that_can_be_read_where_nothing_can_be_written(
    path, tmp_path
):
    with Gradebook.write(path) as book:
        book.record(begin(book), outcome())
    assert [one.name for one in tmp_path.iterdir()] == ["class.db"]
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    with Gradebook.read(path) as book:
        found = [row.submission for row in book.standing()]
    tmp_path.chmod(0o755)

    assert found == ["anna"]


def test_whoever_reads_cannot_write_and_nobody_changes_a_result(path):
    with Gradebook.write(path) as book:
        book.record(begin(book), outcome())
    with Gradebook.read(path) as reading, pytest.raises(KitError, match="cannot be written to"):
        begin(reading)
    for change in ("UPDATE result SET reason = 'x'", "DELETE FROM result"):
        with pytest.raises(sqlite3.IntegrityError, match="only added"):
            sql(path, change)


def test_a_table_and_a_result_of_another_version_are_passed_over_or_said(path):
    """Answers were once kept in a gradebook, too."""
    with Gradebook.write(path) as book:
        book.record(begin(book), outcome())
    sql(path, "CREATE TABLE answers (seed INTEGER, kit_hash TEXT, kept BLOB)")
    with Gradebook.write(path) as book:
        assert len(book.runs()) == 1
    sql(path, "DROP TRIGGER result_stays")
    sql(path, "UPDATE result SET result = '{\"version\": 9}'")
    with Gradebook.read(path) as book, pytest.raises(KitError, match="cannot read"):
        list(book.standing())


# 3. What is no gradebook, or cannot be used.


def use(path: Path) -> None:
    with Gradebook.write(path) as book:
        begin(book)
        list(book.standing())


def older(path: Path) -> None:
    with Gradebook.write(path):
        pass
    sql(path, "PRAGMA user_version = 1")


def read_only(path: Path) -> None:
    with Gradebook.write(path):
        pass
    path.chmod(0o444)


def damaged(path: Path) -> None:
    with Gradebook.write(path) as book:
        keep_together(book, begin(book), *(outcome(f"s{number}") for number in range(50)))
    content = bytearray(path.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    path.write_bytes(content)


NO_BOOKS = {
    "text": (lambda path: path.write_bytes(b"x" * 4096), "no SQLite file"),
    "another one": (lambda path: sql(path, "CREATE TABLE a (b)"), "is no gradebook of this kit"),
    "of an older kit": (older, "of version 1; this kit knows 3"),
    "damaged": (damaged, "is damaged"),
    "a folder": (lambda path: path.mkdir(), "cannot be opened"),
}
if os.geteuid() != 0:  # root may write everything
    NO_BOOKS["read-only"] = (read_only, "cannot be written to")


@pytest.mark.parametrize(("make", "words"), NO_BOOKS.values(), ids=NO_BOOKS)
def test_what_is_no_gradebook_is_said_in_a_line_and_left_as_it_was(path, make, words):
    make(path)
    before = None if path.is_dir() else path.read_bytes()
    with pytest.raises(KitError, match=words) as error:
        use(path)

    assert "\n" not in str(error.value)
    assert error.value.fix
    if before is not None and make is not damaged:
        assert path.read_bytes() == before


def test_a_gradebook_that_is_not_there_is_said_to_be_missing(path):
    with pytest.raises(KitError, match="There is no gradebook") as error:
        Gradebook.read(path)
    assert "grade FOLDER --gradebook" in error.value.fix
    assert not path.exists()
    with pytest.raises(KitError, match="There is no folder"):
        Gradebook.write(path / "nowhere" / "class.db")


@pytest.mark.parametrize("opened", [Gradebook.write, Gradebook.read])
def test_nobody_else_opens_a_gradebook_while_a_class_is_graded_into_it(
    book, path, opened, monkeypatch
):
    monkeypatch.setattr(gradebook, "BUSY_SECONDS", 0.01)
    began = begin(book)
    with pytest.raises(KitError, match="another grader"):
        opened(path)
    book.record(began, outcome())

    book.__exit__(None)
    with opened(path) as after:
        assert [row.submission for row in after.standing()] == ["anna"]


# 4. What happens to the disk; kill -9 is in test_grading.py.


def test_a_full_disk_is_said_in_a_line_and_what_came_before_is_kept(path):
    kept = []

    def fill() -> None:
        with Gradebook.write(path) as book, full_disk(100_000):
            run = begin(book)
            for number in range(10_000):
                book.record(run, outcome(f"s{number}", files={"a.py": os.urandom(1000)}))
                kept.append(number)

    with pytest.raises(KitError, match=r"cannot be read or written|no room left") as error:
        fill()
    assert "\n" not in str(error.value)
    assert "--resume" in error.value.fix
    with Gradebook.write(path) as book:
        assert len(list(book.standing())) >= len(kept) > 5


@pytest.mark.parametrize(
    ("there", "added", "wanted"),
    [
        ([("", "1", "a"), ("", "2", "b")], [("", "2", ""), ("", "1", "")], {"1": "a", "2": "b"}),
        (
            [("Kim", "1", "a"), ("Kim", "2", "b")],
            [("Kim", "2", ""), ("Kim", "1", "")],
            {"1": "a", "2": "b"},
        ),
        ([("Ada", "", "a"), ("Ada", "2", "b")], [("Ada", "2", "")], {"": "a", "2": "b"}),
        ([("Ada", "2", "a"), ("Ada", "91", "91@x")], [("Ada", "2", "")], {"2": "a"}),
    ],
    ids=["without names", "of one name", "one without an id", "one as a system numbers her"],
)
def test_a_later_roster_mixes_up_no_two_students_of_one_submission(tmp_path, there, added, wanted):
    def students(lines):
        return [
            Student("team", name, id, f"{name}_91"[: 9 * ("@" in email)], email)
            for name, id, email in lines
        ]

    with Gradebook.write(tmp_path / "class.db") as book:
        book.enrol(students(there))
        book.enrol(students(added))
        assert {one.id: one.email for one in book.students()} == wanted
