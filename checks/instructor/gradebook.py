"""The gradebook: runs, students and what came of each submission, in one SQLite file.

Results and decisions are only added. To make something of it: `Gradebook.read` opens it,
`standing()` yields the class as it stands, `runs()` says how it was graded, `files()` gives what
was handed in.
"""

import os
import re
import shlex
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, Self

import msgspec
from msgspec import Struct
from msgspec.structs import astuple, replace

from checks.check.result import Result
from checks.errors import KitError
from checks.instructor.decisions import Decision, Row, Value, standing
from checks.instructor.schema import (
    APPLICATION,
    BUSY_SECONDS,
    FROM_2,
    READ,
    RENAMED,
    ROWS,
    SCHEMA,
    STUDENTS,
    VERSION,
    WRITE,
)


class Run(Struct, frozen=True):
    """One grading of a class, or a regrading that was accepted."""

    id: int
    kind: Literal["grade", "regrade"]
    started: str
    finished: str | None  # None while it goes on, or when it was stopped
    kit: str
    kit_hash: str  # of the checks and the solutions; another one may judge otherwise
    seed: int  # what its hidden numbers were drawn from
    isolation: tuple[str, ...]  # the layers that held the learners' code
    options: dict[str, Any]

    @property
    def exercises(self) -> tuple[str, ...]:
        """Return the ids of what was handed out; all, if empty."""
        return tuple(self.options.get("exercises", ()))


class Student(Struct, frozen=True):
    """A line of the roster: who hands in under which name; the student's name may be ""."""

    submission: str
    name: str
    id: str = ""
    origin: str = ""  # how the system calls the submission that it comes from
    email: str = ""

    def merged(self, other: "Student") -> "Student":
        """Return this student with what only another line says of them."""
        both = zip(astuple(self), astuple(other), strict=True)
        return Student(*(one or more for one, more in both))


class Outcome(Struct, frozen=True):
    """A submission and what came of it: a Result, a reason why it needs a person, or both."""

    name: str
    files: Mapping[str, bytes]
    result: Result | None = None
    reason: str = ""
    excerpt: bytes = b""  # of the evidence: what pictures are drawn from
    is_doubtful: bool = False  # something timed out, perhaps only because the machine was busy
    notes: tuple[str, ...] = ()  # what is to be said of how it was handed in
    students: tuple[Student, ...] = ()  # whose it is, as far as itself or its system says

    @property
    def hash(self) -> str:
        """Return the hash of its files; "" if none could be taken in."""
        return digest(self.files) if self.files else ""


def verdicts_of(result: Result) -> dict[str, str]:
    """Return the verdict of each check, by its id."""
    return {check.id: check.verdict for one in result.exercises for check in one.checks}


def digest(files: Mapping[str, bytes]) -> str:
    """Return one hash of all files, by their names."""
    found = sha256()
    for name, content in sorted(files.items()):
        found.update(f"{len(name.encode())} {len(content)} {name}".encode() + content)
    return found.hexdigest()


class Gradebook:
    """An open gradebook; a context manager that closes it.

    One that it made is taken away again if an error comes before anything is kept in it.
    """

    def __init__(self, path: Path, start: str, *, new: bool) -> None:
        self.path, self._is_new, was_there = path, False, path.exists()
        if not new and not path.is_file():
            raise KitError(f"There is no gradebook {path}.", fix=_grade(path))
        with _told(path):
            self._connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
            self._connection.create_function("stem", 1, stem, deterministic=True)
            try:
                self._connection.executescript(start)
                if new and not self._one("SELECT count(*) FROM sqlite_master"):
                    self._is_new = not was_there  # known only now that no other can make it
                    self._connection.executescript(SCHEMA)
                self._version = self._demand_gradebook()
                if start is WRITE and self._version < VERSION:
                    self._connection.executescript(FROM_2)
                    self._version = VERSION
            except BaseException:
                self.close(is_kept=False)
                raise

    @classmethod
    def read(cls, path: Path) -> Self:
        """Open a gradebook that is there, to read in it."""
        return cls(path, READ, new=False)

    @classmethod
    def write(cls, path: Path, *, new: bool = True) -> Self:
        """Open a gradebook to add to it, or make a new one: one grader at a time."""
        if not path.parent.is_dir():
            raise KitError(f"There is no folder {path.parent}.", fix="Make it, or name another.")
        return cls(path, WRITE, new=new)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.close(is_kept=kind is None)

    def close(self, *, is_kept: bool = True) -> None:
        """Close it; one that is new and empty goes unless it is to be kept."""
        self._connection.close()
        if self._is_new and not is_kept:
            self.path.unlink(missing_ok=True)

    def _demand_gradebook(self) -> int:
        """Return its version, which is one that this kit can read."""
        if self._one("PRAGMA application_id") != APPLICATION:
            raise KitError(f"{self.path} is no gradebook of this kit.", fix="Name another file.")
        version = int(self._one("PRAGMA user_version"))
        if version not in (2, VERSION):
            raise KitError(
                f"{self.path} is a gradebook of version {version}; this kit knows {VERSION}.",
                fix="Grade into another file; read this one with the version that made it.",
            )
        return version

    def _all(self, query: str, *values: object) -> Iterator[Any]:
        with _told(self.path):
            yield from self._connection.execute(query, values)

    def _one(self, query: str, *values: object) -> Any:
        """Return the first column of the first row; None if there is no row."""
        return next(self._all(query, *values), (None,))[0]

    def _write(self, statement: str, *values: object) -> None:
        with self.together():
            self._connection.execute(statement, values)

    # what was kept

    def runs(self) -> list[Run]:
        """Return every run, the oldest first."""
        json = msgspec.json.decode
        return [
            Run(*(*row[:7], tuple(json(row[7])), json(row[8])))
            for row in self._all("SELECT * FROM run ORDER BY id")
        ]

    def rows(self, run: int | None = None) -> Iterator[Row]:
        """Yield what came of each submission by name, the oldest first; in one run, if given."""
        where = "" if run is None else "WHERE run = ?"
        return self._rows(f"{ROWS} {where} ORDER BY 2, result.id", *filter(None, (run,)))

    def standing(self) -> Iterator[Row]:
        """Yield the class as it stands, by name, with all that was decided; each student's row."""
        whose: dict[str, list[Student]] = {}
        for one in self.students():
            whose.setdefault(one.submission, []).append(one)
        for row in standing(self.rows(), self.decisions()):
            both = whose.get(row.submission, ())
            for one in both:
                yield replace(row, student=one.name, student_id=one.id, email=one.email)
            if not both:
                yield row

    def decisions(self) -> list[Decision]:
        """Return every decision, the oldest first, with those that were taken back."""
        if self._version < VERSION:
            return []
        json = msgspec.json.decode
        return [
            Decision(*(*row[:4], json(row[4], type=Value), row[5]))
            for row in self._all("SELECT * FROM decision ORDER BY id")
        ]

    def _rows(self, query: str, *values: object) -> Iterator[Row]:
        for row in self._all(query, *values):
            try:
                result = row[5] and msgspec.json.decode(row[5], type=Result)
            except msgspec.MsgspecError as error:
                raise KitError(
                    f"{self.path} holds a Result that this kit cannot read: {error}",
                    fix="Read it with the version of the kit that wrote it.",
                ) from error
            yield Row(*(*row[:5], result, *row[6:]))

    def hashes(self, run: int | None = None) -> dict[str, str]:
        """Return the newest hash of each submission's files, by name; of one run, if given."""
        query = "SELECT submission, hash FROM result WHERE ?1 IS NULL OR run = ?1 ORDER BY id"
        return dict(self._all(query, run))

    def students(self) -> list[Student]:
        """Return the roster, by name; empty if none was given."""
        query = (
            STUDENTS if self._version == VERSION else STUDENTS.replace("origin, email", "'', ''")
        )
        return [Student(*row) for row in self._all(query)]

    def absent(self) -> list[Student]:
        """Return who is on the roster and never handed in anything."""
        handed_in = self.hashes()
        return [one for one in self.students() if one.submission not in handed_in]

    def files(self, row: Row) -> dict[str, bytes]:
        """Return the files that were handed in, by their own names."""
        packed = self._one("SELECT files FROM result WHERE id = ?", row.id)
        return msgspec.msgpack.decode(zlib.decompress(packed), type=dict[str, bytes])

    def excerpt(self, row: Row) -> bytes:
        """Return what was kept of the evidence on a submission; b"" if nothing was."""
        return bytes(self._one("SELECT excerpt FROM result WHERE id = ?", row.id))

    def demand_graded(self) -> None:
        """Fail unless something has been graded."""
        if not self._one("SELECT count(*) FROM result"):
            raise KitError(f"Nothing has been graded in {self.path} yet.", fix=_grade(self.path))

    # what is added

    def begin(
        self,
        kind: Literal["grade", "regrade"],
        kit: str,
        kit_hash: str,
        seed: int,
        isolation: Iterable[str],
        options: Mapping[str, Any],
    ) -> Run:
        """Begin a run."""
        told = (_json(tuple(isolation)), _json(options))
        statement = "INSERT INTO run VALUES (NULL, ?, ?, NULL, ?, ?, ?, ?, ?)"
        self._write(statement, kind, _now(), kit, kit_hash, seed, *told)
        return self.runs()[-1]

    def finish(self, run: Run) -> None:
        """Note that a run is complete."""
        self._write("UPDATE run SET finished = ? WHERE id = ?", _now(), run.id)

    def enrol(self, students: Iterable[Student]) -> None:
        """Add a roster to those before; what it does not say stays as it was.

        A line corrects the one of the same id or name, or the only one where it is alone, too.
        """
        lines: dict[str, list[Student]] = {}
        for one in students:
            lines.setdefault(one.submission, []).append(one)
        with self.together():
            for submission, own in lines.items():
                for one in own:
                    self._write(RENAMED, stem(submission), submission, one.id)
                left, kept = self._enrolled(submission), []
                for one in own:
                    same = [o for o in left if (one.id and o.id == one.id) or o.name == one.name]
                    same = same or (left if len(left) == len(own) == 1 else [])
                    kept.append(one.merged(same[0]) if same else one)
                    left = [o for o in left if o not in same[:1]]
                self._keep(submission, kept + left)

    def _enrolled(self, submission: str) -> list[Student]:
        query = "SELECT * FROM student WHERE submission = ? ORDER BY rowid"
        return [Student(*row) for row in self._all(query, submission)]

    def _keep(self, submission: str, students: Iterable[Student]) -> None:
        self._write("DELETE FROM student WHERE submission = ?", submission)
        for one in students:
            self._write("INSERT INTO student VALUES (?, ?, ?, ?, ?)", *astuple(one))

    def _call(self, one: Outcome) -> None:
        """Keep who handed in, by what a submission says itself, where no roster says it."""
        said = one.students
        there = [replace(o, origin=said[0].origin) for o in self._enrolled(one.name)]
        more = said[0] if len(there) == 1 == len(said) else replace(said[0], name="", id="")
        self._keep(one.name, [who.merged(more) for who in there] or said)

    def record(self, run: Run, one: Outcome) -> None:
        """Keep what came of a submission, with its files; it is on the disk when this returns."""
        files = zlib.compress(msgspec.msgpack.encode(dict(one.files)))
        text = None if one.result is None else _json(one.result)
        statement = "INSERT INTO result VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)"
        with self.together():
            if one.students:
                self._call(one)
            self._write(statement, run.id, one.name, one.hash, files, text, one.reason, one.excerpt)

    def decide(self, one: Decision) -> int:
        """Keep a decision, made now; return its number."""
        statement = "INSERT INTO decision VALUES (NULL, ?, ?, ?, ?, ?)"
        self._write(statement, _now(), one.submission, one.what, _json(one.value), one.why)
        return int(self._one("SELECT max(id) FROM decision"))

    @contextmanager
    def together(self) -> Iterator[None]:
        """All that is written within is kept, or nothing of it."""
        if self._connection.in_transaction:
            yield
            return
        with _told(self.path), self._connection:  # which commits, or rolls back
            self._connection.execute("BEGIN IMMEDIATE")
            yield
        self._is_new = False


def stem(submission: str) -> str:
    """Return a submission's name without what says of which kind its file is."""
    return re.sub(r"(?i)(?<=.)\.(zip|py|ipynb|tar|tgz|tar\.gz)$", "", submission)


def _grade(path: Path) -> str:
    words = shlex.join(["python", "-m", "checks", "grade", "FOLDER", "--gradebook", str(path)])
    return f"Grade a class first: {words}"


def _json(one: object) -> str:
    return msgspec.json.encode(one).decode()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


ANOTHER = "Wait until that has ended, or grade into another gradebook."
SAID = {
    "SQLITE_NOTADB": ("is no gradebook: it is no SQLite file", "Name another file."),
    "SQLITE_CORRUPT": ("is damaged", "Take a copy of it from before, or grade into another one."),
    "SQLITE_READONLY": ("cannot be written to", "Make it writable, or name another file."),
    "SQLITE_CANTOPEN": ("cannot be opened", "Look at its folder's permissions, or name another."),
    "SQLITE_FULL": ("has no room left on its disk", "Make room, then go on with --resume."),
    "SQLITE_IOERR": ("cannot be read or written", "Look at its disk, then go on with --resume."),
    "SQLITE_BUSY": ("is in use by another grader or another program", ANOTHER),
}


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say in words what SQLite could not do."""
    try:
        yield
    except sqlite3.Error as error:
        name = "_".join(getattr(error, "sqlite_errorname", "").split("_")[:2])
        if name not in SAID:
            raise
        what, fix = SAID[name]
        raise KitError(f"{os.fspath(path)} {what} ({error}).", fix=fix) from error
