"""The schema of a gradebook, and what is asked of it, as SQLite reads it."""

APPLICATION = 0x4E4D4C50  # marks the file as a gradebook of this kit
VERSION = 3
BUSY_SECONDS = 2.0  # how long to wait for whoever reads, or copies, at the same moment

READ = "PRAGMA query_only = ON"
WRITE = """
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA synchronous = FULL;    -- a lost mark is worth a few ms
BEGIN EXCLUSIVE; COMMIT;      -- from here on the file is locked
"""
DECISIONS = f"""
PRAGMA user_version = {VERSION};
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
"""
STUDENT = """\
CREATE TABLE student (        -- the rosters that were given, each added to those before
    submission TEXT NOT NULL, -- of two students, if it is on two lines
    name TEXT NOT NULL, id TEXT NOT NULL,
    origin TEXT NOT NULL,     -- how Canvas, Moodle or Gradescope call the submission; '' if unknown
    email TEXT NOT NULL
);
CREATE INDEX student_of ON student (submission);"""
MOVED = "INSERT INTO student SELECT *, '', '' FROM earlier; DROP TABLE earlier; COMMIT;"
# version 2 had no decisions, and one student for a submission
FROM_2 = f"BEGIN; {DECISIONS} ALTER TABLE student RENAME TO earlier; {STUDENT} {MOVED}"
SCHEMA = f"""
BEGIN;
PRAGMA application_id = {APPLICATION};
{DECISIONS}
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
{STUDENT}
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
COMMIT;
"""
ROWS = """
SELECT run, result.submission, coalesce(nullif(name, ''), stem(result.submission)),
    coalesce(student.id, ''), hash, result, reason, result.id, started
FROM result JOIN run ON run.id = run LEFT JOIN student
    ON student.rowid = (SELECT min(rowid) FROM student WHERE submission = result.submission)
"""
STUDENTS = """
SELECT submission, coalesce(nullif(name, ''), stem(submission)) AS called, id, origin, email
FROM student ORDER BY called, submission, rowid
"""
RENAMED = """                 -- who was missing as "zoe", and has handed in zoe.zip since
UPDATE student SET submission = ?2 WHERE submission <> ?2
    AND (submission = ?1 OR ?3 <> '' AND id = ?3)
    AND submission NOT IN (SELECT submission FROM result)
"""
