"""What came of a class? The gradebook keeps it: one SQLite file, in which rows are only added.

Whoever makes pages or exports from it needs four things: `Gradebook.read` opens it, `latest()`
yields the newest row of each submission with its student and its Result, `runs()` lists how and
when it was graded, `files()` gives back what was handed in.
"""

import os
import shlex
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import msgspec
from msgspec import Struct

from checks.check.result import Result
from checks.errors import KitError

APPLICATION = 0x4E4D4C50  # marks the file as a gradebook of this kit
VERSION = 1
BUSY_SECONDS = 10.0  # how long to wait for whoever writes, or copies, at the same moment

SCHEMA = """
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,       -- 'grade' or 'regrade'
    started TEXT NOT NULL,    -- UTC, ISO 8601
    finished TEXT,            -- NULL while it goes on, or when it was stopped
    kit TEXT NOT NULL,        -- version
    kit_hash TEXT NOT NULL,   -- of the checks and the solutions
    seed INTEGER NOT NULL,    -- what the scenarios were drawn from
    isolation TEXT NOT NULL,  -- JSON list: the layers that held the code
    options TEXT NOT NULL     -- JSON object
);
CREATE TABLE answers (        -- the scenarios of a seed, and what reference and mistakes do there
    seed INTEGER NOT NULL,
    kit_hash TEXT NOT NULL,
    content BLOB NOT NULL,    -- checks/instructor/drawn_key.py reads it
    PRIMARY KEY (seed, kit_hash)
);
CREATE TABLE student (        -- the rosters that were given, each added to those before
    submission TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    id TEXT NOT NULL
);
CREATE TABLE content (        -- files that were handed in, each kept once
    hash TEXT PRIMARY KEY,    -- SHA-256
    bytes BLOB NOT NULL
);
CREATE TABLE submission (     -- what was handed in under a name; changed files make another row
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    hash TEXT NOT NULL,       -- of all its files; '' if none could be taken in
    UNIQUE (name, hash)
);
CREATE TABLE file (
    submission INTEGER NOT NULL REFERENCES submission (id),
    name TEXT NOT NULL,
    content TEXT NOT NULL REFERENCES content (hash),
    PRIMARY KEY (submission, name)
);
CREATE TABLE result (         -- what came of a submission in a run
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run (id),
    submission INTEGER NOT NULL REFERENCES submission (id),
    verdict TEXT NOT NULL,    -- '' if there is no Result
    points REAL NOT NULL,
    out_of REAL NOT NULL,
    result TEXT,              -- JSON, as result.schema.json describes it
    reason TEXT NOT NULL,     -- why it needs a person; '' if it does not
    excerpt BLOB NOT NULL,    -- of the evidence; checks/lesson/exhibits/excerpt.py reads it
    UNIQUE (run, submission)
);
CREATE TRIGGER result_stays BEFORE UPDATE ON result
    BEGIN SELECT RAISE (ABORT, 'results are only added'); END;
CREATE TRIGGER result_is_kept BEFORE DELETE ON result
    BEGIN SELECT RAISE (ABORT, 'results are only added'); END;
"""


class Run(Struct, frozen=True):
    """One grading of a class, or a regrading that was accepted.

    Attributes:
        finished: None while it goes on, or when it was stopped: `grade --resume` goes on with it.
        kit_hash: of the checks and the solutions; another one may judge otherwise.
        seed: what its scenarios were drawn from.
        isolation: the layers that held the learners' code; empty if there were none.
    """

    id: int
    kind: Literal["grade", "regrade"]
    started: str
    finished: str | None
    kit: str
    kit_hash: str
    seed: int
    isolation: tuple[str, ...]
    options: dict[str, Any]


class Student(Struct, frozen=True):
    """A line of the roster: who hands in under which name.

    Attributes:
        name: "" if the roster does not say it.
    """

    submission: str
    name: str
    id: str = ""


class Row(Struct, frozen=True):
    """What came of one submission in one run.

    Attributes:
        run: the id of the run.
        submission: the name under which it was handed in, distinct within a class.
        student: the student's name on the roster, or else what the submission is called.
        student_id: the student's id on the roster, or "".
        hash: of the files; "" if none could be taken in.
        result: None if it could not be checked.
        reason: why it needs a person; "" if it does not.
    """

    run: int
    submission: str
    student: str
    student_id: str
    hash: str
    result: Result | None
    reason: str


Files = Mapping[str, bytes]
_COLUMNS = """
    result.run, submission.name, coalesce(student.name, ''), coalesce(student.id, ''),
    submission.hash, result.result, result.reason
"""
_TABLES = """
    result JOIN submission ON submission.id = result.submission
    LEFT JOIN student ON student.submission = submission.name
"""


class Gradebook:
    """An open gradebook; a context manager that closes it.

    One that it made is taken away again if an error comes before anything is kept in it.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, *, is_new: bool = False) -> None:
        self.path, self._connection, self._is_new = path, connection, is_new
        self._lock: sqlite3.Connection | None = None

    @classmethod
    def read(cls, path: Path) -> Self:
        """Open a gradebook that is there, to read in it.

        Raises:
            KitError: if there is none, or it is no gradebook that can be read.
        """
        _demand_file(path)
        with _told(path):
            book = cls(path, _connect(f"{path.absolute().as_uri()}?mode=ro", uri=True))
            try:
                book._demand_gradebook()
            except BaseException:
                book.close()
                raise
        return book

    @classmethod
    def write(cls, path: Path, *, new: bool = True) -> Self:
        """Open a gradebook to add to it. One grader at a time.

        Args:
            new: whether to make it if there is none.

        Raises:
            KitError: if it cannot be used: not there, no gradebook, damaged, read-only, in use.
        """
        if not path.parent.is_dir():
            raise KitError(f"There is no folder {path.parent}.", fix="Make it, or name another.")
        if not new:
            _demand_file(path)
        is_new = not path.exists()
        with _told(path):
            book = cls(path, _connect(str(path)), is_new=is_new)
            try:
                book._prepare()
            except BaseException:
                book.close()
                raise
        return book

    def _prepare(self) -> None:
        self._take_lock()
        if self._is_empty():
            self._make()
        self._demand_gradebook()
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")  # a lost mark is worth a few ms
        self._connection.execute("PRAGMA foreign_keys = ON")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close(is_kept=error is None or not self._is_new)

    def close(self, *, is_kept: bool = True) -> None:
        """Close it; what was written becomes one file again, without -wal and -shm beside it."""
        if self._lock is not None:
            with suppress(sqlite3.Error):  # somebody reads in it: it stays as it is, and is whole
                self._connection.execute("PRAGMA journal_mode = DELETE")
        self._connection.close()
        if self._lock is not None:
            with suppress(OSError):
                if not is_kept:
                    self.path.unlink()
                self._lock_path.unlink()
            self._lock.close()
            self._lock = None

    # what was kept

    def runs(self) -> list[Run]:
        """Return every run, the oldest first."""
        with _told(self.path):
            rows = self._connection.execute("SELECT * FROM run ORDER BY id").fetchall()
        return [
            Run(id, kind, began, ended, kit, kit_hash, seed, tuple(_read(layers)), _read(options))
            for id, kind, began, ended, kit, kit_hash, seed, layers, options in rows
        ]

    def rows(self, run: int) -> Iterator[Row]:
        """Yield what came of each submission in one run, by name."""
        return self._rows("WHERE result.run = ?", run)

    def latest(self) -> Iterator[Row]:
        """Yield the newest row of each submission, by name: the class as it stands."""
        return self._rows(
            "WHERE result.id IN (SELECT max(result.id) FROM result JOIN submission "
            "ON submission.id = result.submission GROUP BY submission.name)"
        )

    def students(self) -> list[Student]:
        """Return the roster, by name; empty if none was given."""
        with _told(self.path):
            rows = self._connection.execute("SELECT * FROM student").fetchall()
        found = [Student(submission, name or stem(submission), id) for submission, name, id in rows]
        return sorted(found, key=lambda one: (one.name, one.submission))

    def names(self) -> set[str]:
        """Return the names of all submissions."""
        with _told(self.path):
            return {name for (name,) in self._connection.execute("SELECT name FROM submission")}

    def hashes(self, run: int) -> dict[str, str]:
        """Return of each submission with a row in a run the hash of what was handed in."""
        with _told(self.path):
            found = self._connection.execute(
                f"SELECT submission.name, hash FROM {_TABLES} WHERE result.run = ?",  # noqa: S608
                (run,),
            )
            return dict(found.fetchall())

    def files(self, submission: str, of: str) -> dict[str, bytes]:
        """Return the files that were handed in under a name, by their own names.

        Args:
            of: the hash in the submission's row.
        """
        with _told(self.path):
            found = self._connection.execute(
                "SELECT file.name, content.bytes FROM file "
                "JOIN submission ON submission.id = file.submission "
                "JOIN content ON content.hash = file.content "
                "WHERE submission.name = ? AND submission.hash = ? ORDER BY file.name",
                (submission, of),
            )
            return dict(found)

    def excerpt(self, row: Row) -> bytes:
        """Return what was kept of the evidence on a submission; b"" if nothing was."""
        with _told(self.path):
            found: tuple[bytes] = self._connection.execute(
                "SELECT result.excerpt FROM result JOIN submission "
                "ON submission.id = result.submission WHERE result.run = ? "
                "AND submission.name = ? AND submission.hash = ?",
                (row.run, row.submission, row.hash),
            ).fetchone()
        return found[0]

    def demand_graded(self) -> None:
        """Fail unless something has been graded.

        Raises:
            KitError: if it holds no submission.
        """
        if not self.names():
            raise KitError(f"Nothing has been graded in {self.path} yet.", fix=_grade(self.path))

    def answers(self, seed: int, kit_hash: str) -> bytes | None:
        """Return the answers that were kept for a seed, if this kit made them."""
        with _told(self.path):
            found = self._connection.execute(
                "SELECT content FROM answers WHERE seed = ? AND kit_hash = ?", (seed, kit_hash)
            ).fetchone()
        return found[0] if found else None

    def _rows(self, where: str, *values: object) -> Iterator[Row]:
        query = f"SELECT {_COLUMNS} FROM {_TABLES} {where} ORDER BY submission.name"  # noqa: S608
        with _told(self.path):
            found = self._connection.execute(query, values)
            for run, name, student, number, whole, result, reason in found:
                who = student or stem(name)
                yield Row(run, name, who, number, whole, self._result(result), reason)

    def _result(self, text: str | None) -> Result | None:
        if text is None:
            return None
        try:
            return msgspec.json.decode(text, type=Result)
        except msgspec.MsgspecError as error:
            raise KitError(
                f"{self.path} holds a Result that this kit cannot read: {error}",
                fix="Read it with the version of the kit that wrote it.",
            ) from error

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
        layers = tuple(isolation)
        with self._writing():
            made = self._connection.execute(
                "INSERT INTO run VALUES (NULL, ?, ?, NULL, ?, ?, ?, ?, ?)",
                (kind, _now(), kit, kit_hash, seed, _json(layers), _json(options)),
            )
        return next(run for run in self.runs() if run.id == made.lastrowid)

    def finish(self, run: Run) -> None:
        """Note that a run is complete."""
        with self._writing():
            self._connection.execute("UPDATE run SET finished = ? WHERE id = ?", (_now(), run.id))

    def enrol(self, students: Iterable[Student]) -> None:
        """Add a roster to those before; what it does not say stays as it was."""
        new = list(students)
        with self._writing():
            # who was missing as "zoe", and has handed in zoe.zip since, is one student
            self._connection.executemany(
                "DELETE FROM student WHERE submission = ? AND submission <> ? "
                "AND submission NOT IN (SELECT name FROM submission)",
                [(stem(one.submission), one.submission) for one in new],
            )
            self._connection.executemany(
                "INSERT INTO student VALUES (?, ?, ?) ON CONFLICT (submission) DO UPDATE SET "
                "name = coalesce(nullif(excluded.name, ''), name), "
                "id = coalesce(nullif(excluded.id, ''), id)",
                [(one.submission, one.name, one.id) for one in new],
            )

    def keep_answers(self, seed: int, kit_hash: str, content: bytes) -> None:
        """Keep what a seed's scenarios are and what the reference and the mistakes do in them."""
        with self._writing():
            self._connection.execute(
                "INSERT OR IGNORE INTO answers VALUES (?, ?, ?)", (seed, kit_hash, content)
            )

    def record(
        self,
        run: Run,
        submission: str,
        files: Files,
        result: Result | None,
        reason: str = "",
        excerpt: bytes = b"",
    ) -> None:
        """Keep what came of a submission, with its files; it is on the disk when this returns."""
        with self._writing():
            self._add(run, submission, files, result, reason, excerpt)

    def add_regrading(self, run: Run, results: Mapping[str, tuple[Files, Result, bytes]]) -> None:
        """Keep an accepted regrading: all of it or, if this is interrupted, nothing."""
        with self._writing():
            for submission, (files, result, excerpt) in results.items():
                self._add(run, submission, files, result, "", excerpt)

    def _add(
        self,
        run: Run,
        submission: str,
        files: Files,
        result: Result | None,
        reason: str,
        excerpt: bytes,
    ) -> None:
        text = None if result is None else msgspec.json.encode(result).decode()
        verdict, points, out_of = ("", 0.0, 0.0)
        if result is not None:
            verdict, points, out_of = result.verdict, result.points, result.out_of
        self._connection.execute(
            "INSERT INTO result VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(run.id, self._submission(submission, files)),
                *(verdict, points, out_of, text, reason, excerpt),
            ),
        )

    def _submission(self, name: str, files: Files) -> int:
        """Return the id of a submission; keep its files if they are not here yet."""
        whole = hash_of(files)
        key = (name, whole)
        query = "SELECT id FROM submission WHERE name = ? AND hash = ?"
        if found := self._connection.execute(query, key).fetchone():
            return int(found[0])
        insert = "INSERT INTO submission VALUES (NULL, ?, ?)"
        made = self._connection.execute(insert, key).lastrowid
        assert made is not None
        for file, content in files.items():
            each = sha256(content).hexdigest()
            self._connection.execute("INSERT OR IGNORE INTO content VALUES (?, ?)", (each, content))
            self._connection.execute("INSERT INTO file VALUES (?, ?, ?)", (made, file, each))
        return made

    # the file itself

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """All that is done within is kept, or nothing of it."""
        with _told(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
                self._is_new = False
            except BaseException:
                with suppress(sqlite3.Error):  # an error of the disk may have rolled back already
                    self._connection.execute("ROLLBACK")
                raise

    @property
    def _lock_path(self) -> Path:
        return self.path.with_name(self.path.name + ".lock")

    def _take_lock(self) -> None:
        """Keep other graders out until this process ends, however it ends.

        A lock on the gradebook itself would keep readers out, too.
        """
        lock = _connect(str(self._lock_path), timeout=0.0)
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            lock.close()
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            raise KitError(
                f"Another grader is writing to {self.path}.",
                fix="Wait until it has ended, or grade into another gradebook.",
            ) from error
        self._lock = lock

    def _is_empty(self) -> bool:
        return not self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]

    def _make(self) -> None:
        marks = f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};"
        self._connection.executescript(f"BEGIN; {SCHEMA} {marks} COMMIT;")

    def _demand_gradebook(self) -> None:
        one = self._connection.execute
        if one("PRAGMA application_id").fetchone()[0] != APPLICATION:
            raise KitError(f"{self.path} is no gradebook of this kit.", fix="Name another file.")
        version = one("PRAGMA user_version").fetchone()[0]
        if version != VERSION:
            raise KitError(
                f"{self.path} is a gradebook of version {version}; this kit knows {VERSION}.",
                fix="Use the version of the kit that made it.",
            )


def stem(submission: str) -> str:
    """Return a submission's name without what says of which kind its file is."""
    bare, dot, kind = submission.rpartition(".")
    return bare if dot and kind.lower() in ("zip", "py", "ipynb") else submission


def hash_of(files: Files) -> str:
    """Return one hash of all files, by their names; "" if there are none."""
    if not files:
        return ""
    found = sha256()
    for name in sorted(files):
        found.update(f"{len(name.encode())} {len(files[name])} {name}".encode() + files[name])
    return found.hexdigest()


def _demand_file(path: Path) -> None:
    if not path.is_file():
        raise KitError(f"There is no gradebook {path}.", fix=_grade(path))


def _grade(path: Path) -> str:
    words = shlex.join(["python", "-m", "checks", "grade", "FOLDER", "--gradebook", str(path)])
    return f"Grade a class first: {words}"


def _connect(address: str, *, uri: bool = False, timeout: float = BUSY_SECONDS) -> Any:
    return sqlite3.connect(address, uri=uri, timeout=timeout, isolation_level=None)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _json(found: object) -> str:
    return msgspec.json.encode(found).decode()


def _read(text: str) -> Any:
    return msgspec.json.decode(text)


SAID = {
    "SQLITE_NOTADB": ("is no gradebook: it is no SQLite file", "Name another file."),
    "SQLITE_CORRUPT": ("is damaged", "Take a copy of it from before, or grade into another one."),
    "SQLITE_READONLY": ("cannot be written to", "Make it writable, or name another file."),
    "SQLITE_CANTOPEN": ("cannot be opened", "Look at its folder's permissions, or name another."),
    "SQLITE_FULL": ("has no room left on its disk", "Make room, then go on with --resume."),
    "SQLITE_IOERR": ("cannot be read or written", "Look at its disk, then go on with --resume."),
    "SQLITE_BUSY": ("is in use by another program", "Close that program, then go on: --resume."),
    "SQLITE_LOCKED": ("is in use by another program", "Close that program, then go on: --resume."),
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
