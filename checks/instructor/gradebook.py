"""The gradebook: runs, students and what came of each submission, in one SQLite file.

Results and decisions are only added.
"""

import re
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

import msgspec
from msgspec import Struct
from msgspec.structs import astuple, replace

from checks.check.result import Result
from checks.errors import KitError
from checks.instructor.decisions import (
    Decision,
    Row,
    Student,
    Value,
    groups,
    kit_command,
    standing,
)

if TYPE_CHECKING:
    from checks.instructor.checking import Outcome

APPLICATION = 0x4E4D4C50  # marks the file as a gradebook of this kit
VERSION = 3
BUSY_SECONDS = 2.0  # how long to wait for whoever reads, or copies, at the same moment

WRITE = """
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA synchronous = FULL;    -- a lost mark is worth a few ms
BEGIN EXCLUSIVE; COMMIT;      -- from here on the file is locked
"""
MARKED = f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};"
SCHEMA = """
CREATE TABLE decision (       -- what a person set by hand
    id INTEGER PRIMARY KEY,
    made TEXT NOT NULL,       -- UTC, ISO 8601
    submission TEXT NOT NULL, -- '' for the class, or for several
    what TEXT NOT NULL,       -- decisions.py knows the kinds
    value TEXT NOT NULL,      -- JSON
    why TEXT NOT NULL
);
CREATE TRIGGER decision_stays BEFORE UPDATE ON decision
    BEGIN SELECT RAISE (ABORT, 'decisions are only added'); END;
CREATE TRIGGER decision_is_kept BEFORE DELETE ON decision
    BEGIN SELECT RAISE (ABORT, 'decisions are only added'); END;
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,       -- 'grade' or 'regrade'
    started TEXT NOT NULL,    -- UTC, ISO 8601
    finished TEXT,            -- NULL while it goes on, or when it was stopped
    kit TEXT NOT NULL,        -- version
    kit_hash TEXT NOT NULL,   -- of the checks and the solutions
    seed INTEGER NOT NULL,    -- what the hidden numbers were drawn from
    isolation TEXT NOT NULL,  -- JSON list: the layers that held the code
    options TEXT NOT NULL     -- JSON object
);
CREATE TABLE student (        -- the rosters that were given, each added to those before
    submission TEXT NOT NULL, -- of two students, if it is on two lines
    name TEXT NOT NULL, id TEXT NOT NULL,
    origin TEXT NOT NULL,     -- how Canvas, Moodle or Gradescope call the submission; '' if unknown
    email TEXT NOT NULL
);
CREATE INDEX student_of ON student (submission);
CREATE TABLE result (         -- what came of a submission in a run
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run (id),
    submission TEXT NOT NULL, -- its name
    hash TEXT NOT NULL,       -- of its files; '' if none could be taken in
    files BLOB NOT NULL,      -- by name, as MessagePack, packed by zlib
    result TEXT,              -- JSON, as result.schema.json describes it
    reason TEXT NOT NULL,     -- why it needs a person; '' if it does not
    excerpt BLOB NOT NULL,    -- of the evidence; checks/lesson/exhibits/pictures.py reads it
    UNIQUE (run, submission)
);
CREATE TRIGGER result_stays BEFORE UPDATE ON result
    BEGIN SELECT RAISE (ABORT, 'results are only added'); END;
CREATE TRIGGER result_is_kept BEFORE DELETE ON result
    BEGIN SELECT RAISE (ABORT, 'results are only added'); END;
"""
ROWS = """SELECT run, submission, hash, result, reason, result.id, started
FROM result JOIN run ON run.id = run ORDER BY submission, result.id"""
RENAMED = """                 -- who was missing as "zoe", and has handed in zoe.zip since
UPDATE student SET submission = ?1 WHERE submission <> ?1
    AND (submission = stem(?1) OR ?2 <> '' AND id = ?2)
    AND submission NOT IN (SELECT submission FROM result)
"""


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
                    self._connection.executescript(f"BEGIN; {MARKED} {SCHEMA} COMMIT;")
                self._demand_gradebook()
            except BaseException as error:
                self.__exit__(type(error))
                raise

    @classmethod
    def read(cls, path: Path) -> Self:
        """Open a gradebook that is there, to read in it."""
        return cls(path, "PRAGMA query_only = ON", new=False)

    @classmethod
    def write(cls, path: Path, *, new: bool = True) -> Self:
        """Open a gradebook to add to it, or make a new one: one grader at a time."""
        if not path.parent.is_dir():
            raise KitError(f"There is no folder {path.parent}.", fix="Make it, or name another.")
        return cls(path, WRITE, new=new)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._connection.close()
        if self._is_new and kind is not None:
            self.path.unlink(missing_ok=True)

    def _demand_gradebook(self) -> None:
        if self._one("PRAGMA application_id") != APPLICATION:
            raise KitError(f"{self.path} is no gradebook of this kit.", fix="Name another file.")
        version = self._one("PRAGMA user_version")
        if version != VERSION:
            raise KitError(
                f"{self.path} is a gradebook of version {version}; this kit knows {VERSION}.",
                fix="Grade into another file; read this one with the version that made it.",
            )

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

    def rows(self) -> Iterator[Row]:
        """Yield what came of each submission in each run, by name, the oldest first."""
        names = self.names()
        for run, name, hash, text, *rest in self._all(ROWS):
            try:
                result = text and msgspec.json.decode(text, type=Result)
            except msgspec.MsgspecError as error:
                raise KitError(
                    f"{self.path} holds a Result that this kit cannot read: {error}",
                    fix="Read it with the version of the kit that wrote it.",
                ) from error
            yield Row(run, name, names[name], "", hash, result, *rest)

    def standing(self) -> Iterator[Row]:
        """Yield the class as it stands, by name, with all that was decided; each student's row."""
        whose = groups(self.students(), lambda one: one.submission)
        for row in standing(self.rows(), self.decisions()):
            for one in whose.get(row.submission) or [Student(row.submission, row.student)]:
                yield replace(row, student=one.name, student_id=one.id, email=one.email)

    def decisions(self) -> list[Decision]:
        """Return every decision, the oldest first, with those that were taken back."""
        names, json = self.names(), msgspec.json.decode
        return [
            Decision(*(*row[:4], json(row[4], type=Value), row[5])).on(names)
            for row in self._all("SELECT * FROM decision ORDER BY id")
        ]

    def hashes(self, run: int | None = None) -> dict[str, str]:
        """Return the newest hash of each submission's files, by name; of one run, if given."""
        query = "SELECT submission, hash FROM result WHERE run = coalesce(?, run) ORDER BY id"
        return dict(self._all(query, run))

    def students(self) -> list[Student]:
        """Return the roster, by name; empty if none was given."""
        query = "SELECT submission, coalesce(nullif(name, ''), stem(submission)), id, origin, email"
        return [Student(*row) for row in self._all(query + " FROM student ORDER BY 2, 1, rowid")]

    def names(self) -> dict[str, str]:
        """Return the names of all students of each submission, as one."""
        every = {name: stem(name) for name in self.hashes()}
        own = groups(self.students(), lambda one: one.submission)
        return every | {name: " and ".join(one.name for one in who) for name, who in own.items()}

    def absent(self) -> list[Row]:
        """Return a row for each student on the roster of whom nothing was graded.

        They handed in nothing, if the last run came to its end; else that it did not is the reason.
        """
        handed_in, reason = self.hashes(), "not graded yet" if self.stopped() else ""
        return [
            Row(0, one.submission, one.name, one.id, "", None, reason, email=one.email)
            for one in self.students()
            if one.submission not in handed_in
        ]

    def files(self, row: Row) -> dict[str, bytes]:
        """Return the files that were handed in, by their own names."""
        packed = self._one("SELECT files FROM result WHERE id = ?", row.id)
        return msgspec.msgpack.decode(zlib.decompress(packed), type=dict[str, bytes])

    def excerpt(self, row: Row) -> bytes:
        """Return what was kept of the evidence on a submission; b"" if nothing was."""
        return bytes(self._one("SELECT excerpt FROM result WHERE id = ?", row.id))

    def stopped(self) -> str:
        """Return how to go on if the last run over the class did not come to its end, or ""."""
        last = next((run for run in reversed(self.runs()) if run.kind == "grade"), None)
        if last is None or last.finished:
            return ""
        words = "grade", last.options.get("folder", "FOLDER"), "--gradebook", self.path, "--resume"
        return f"Run {last.id} was stopped before its end. To go on:\n  {kit_command(*words)}\n"

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
        """Add a roster to those before; what it does not say stays as it was."""
        with self.together():
            for submission, own in groups(students, lambda one: one.submission).items():
                for one in own:
                    self._write(RENAMED, submission, one.id)
                self._keep(submission, _both(own, self._enrolled(submission)))

    def _enrolled(self, submission: str) -> list[Student]:
        query = "SELECT * FROM student WHERE submission = ? ORDER BY rowid"
        return [Student(*row) for row in self._all(query, submission)]

    def _keep(self, submission: str, students: Iterable[Student]) -> None:
        self._write("DELETE FROM student WHERE submission = ?", submission)
        for one in students:
            self._write("INSERT INTO student VALUES (?, ?, ?, ?, ?)", *astuple(one))

    def record(self, run: Run, one: "Outcome") -> None:
        """Keep what came of a submission, with its files; it is on the disk when this returns."""
        files = zlib.compress(msgspec.msgpack.encode(dict(one.files)))
        text = None if one.result is None else _json(one.result)
        statement = "INSERT INTO result VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)"
        with self.together():
            if one.students:  # which add to what a roster says of them, and nobody to it
                there = self._enrolled(one.name)
                self._keep(one.name, _both(there, one.students)[: len(there) or None])
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


def _both(first: Sequence[Student], other: Sequence[Student]) -> list[Student]:
    """Return the students of two lists, where the first corrects the other.

    The same is who has the same id, or else a name that is on one line of each, or is alone.
    """
    found, left, waiting = list(first), list(other), [*range(len(first))]
    alone = ["submission"] if len(first) == len(other) == 1 else []
    for key in ("id", "name", *alone):
        for place in [*waiting]:
            said = getattr(first[place], key)
            same = [one for one in left if getattr(one, key) == said != ""]
            if len(same) == 1 == sum(getattr(first[one], key) == said for one in waiting):
                found[place] = first[place].merged(*same)
                waiting.remove(place)
                left.remove(*same)
    names = {one.name for one in found}  # a system's id for them is none of a table's
    return found + [one for one in left if not one.origin or one.name not in names]


def stem(submission: str) -> str:
    """Return a submission's name without what says of which kind its file is."""
    return re.sub(r"(?i)(?<=.)\.(zip|py|ipynb|tar|tgz|tar\.gz)$", "", submission)


def _grade(path: Path) -> str:
    return f"Grade a class first: {kit_command('grade', 'FOLDER', '--gradebook', path)}"


def _json(one: object) -> str:
    return msgspec.json.encode(one).decode()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


SAID = {
    "SQLITE_NOTADB": ("is no gradebook: it is no SQLite file", "Name another file."),
    "SQLITE_CORRUPT": ("is damaged", "Take a copy of it from before, or grade into another one."),
    "SQLITE_READONLY": ("cannot be written to", "Make it writable, or name another file."),
    "SQLITE_CANTOPEN": ("cannot be opened", "Look at its folder's permissions, or name another."),
    "SQLITE_FULL": ("has no room left on its disk", "Make room, then go on with --resume."),
    "SQLITE_IOERR": ("cannot be read or written", "Look at its disk, then go on with --resume."),
    "SQLITE_BUSY": (
        "is in use by another grader or another program",
        "Wait until that has ended, or grade into another gradebook.",
    ),
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
        raise KitError(f"{path} {what} ({error}).", fix=fix) from error
