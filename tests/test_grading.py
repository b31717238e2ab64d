"""A class is graded whole, whatever is handed in and whatever happens to the grader."""

import csv
import io
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from pathlib import Path

import jsonschema
import msgspec
import pytest

from checks.check import session
from checks.check.key import Answers, published
from checks.check.result import CheckResult, Result, rebuilt
from checks.check.result import result as together
from checks.errors import KitError
from checks.instructor import bank, drawn_key, grading, regrading, students
from checks.instructor.gradebook import Gradebook, Outcome, Run, Student
from checks.instructor.grading import graded, is_doubtful
from checks.lesson import draws
from checks.lesson.exhibits import pictures
from checks.run.box import Box
from checks.run.observation import Observation
from checks.submission import SOLUTIONS, STUBS, at

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("engine", "neuron", "layer", "mlp")
SOURCE = {part: (SOLUTIONS / f"{part}.py").read_bytes() for part in PARTS}
WRONG = SOURCE["neuron"].replace(b".tanh()", b"")
SEED = 7

pytestmark = pytest.mark.skipif(
    os.open not in os.supports_dir_fd, reason="a class is graded where files open by descriptor"
)


def hand_in(folder: Path, **files: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for part, content in files.items():
        (folder / f"{part}.py").write_bytes(content)


def right(folder: Path, **other: bytes) -> None:
    hand_in(folder, **{**SOURCE, **other})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small class: right, wrong, not started, hostile, and one that cannot be taken in."""
    path = tmp_path / "class"
    right(path / "anna")
    right(path / "bo", neuron=WRONG)
    hand_in(path / "carl", **{p: (STUBS / f"{p}.py").read_bytes() for p in PARTS})
    right(path / "dora", neuron=b"import os\nos._exit(0)\n")
    (path / "emil.zip").write_bytes(b"no zip at all")
    return path


VERDICTS = {
    "anna": "pass",
    "bo": "not yet",
    "carl": "not started",
    "dora": "crashed",
    "emil.zip": None,
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A gradebook that holds answers for one seed already: the published ones, to save a minute."""
    path = tmp_path / "class.db"
    with Gradebook.write(path) as book:
        book.keep_answers(SEED, grading.kit_hash(), drawn_key.packed(published()))
    return path


def settings(folder: Path, **other: object) -> grading.Settings:
    return msgspec.structs.replace(
        grading.Settings(folder, jobs=2, resume=False, seed=SEED), **other
    )


def go(book: Gradebook, folder: Path, **other: object) -> grading.Grading:
    found = grading.Grading(book, settings(folder, **other))
    with grading.threads(2, None, published()) as pool:
        found.go(pool)
    return found


def grade(book: Gradebook, folder: Path, **other: object) -> Run:
    return go(book, folder, **other).run


def content(path: Path) -> list[object]:
    """Return what a gradebook holds, without what time brings about."""
    with Gradebook.read(path) as book:
        return [
            (
                row.submission,
                row.hash,
                row.reason,
                row.result and msgspec.structs.replace(row.result, seconds=0),
                book.files(row),
            )
            for row in book.latest()
        ]


def command(*arguments: object, cwd: Path = ROOT, **more: object) -> "subprocess.Popen[str]":
    words = [sys.executable, "-W", "error", "-m", "checks", *map(str, arguments)]
    return subprocess.Popen(
        words,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(ROOT)},
        **more,  # type: ignore[call-overload]
    )


def run(*arguments: object, **more: Path) -> tuple[int, str, str]:
    with command(*arguments, **more) as process:
        out, errors = process.communicate(timeout=300)
    assert "Traceback" not in errors
    return process.returncode, out, errors


# 1. A class.


def test_every_submission_has_a_row_and_what_was_handed_in_is_kept(
    path: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    before = sorted(folder.rglob("*"))
    (folder / "anna" / "engine.py").unlink()
    told: list[str] = []
    with Gradebook.write(path) as book:
        found = grading.Grading(book, settings(folder))
        with grading.threads(2, None, published()) as pool:
            found.go(pool, lambda one: told.append(one.name))
        rows = {row.submission: row for row in book.rows(found.run.id)}
        (finished,) = book.runs()
        files = book.files(rows["bo"])

    assert {name: row.result and row.result.verdict for name, row in rows.items()} == VERDICTS
    assert "no end" in rows["emil.zip"].reason
    assert sorted(told) == sorted(VERDICTS)
    assert finished.finished is not None
    assert (finished.seed, finished.isolation) == (SEED, ())
    assert files == {f"{part}.py": WRONG if part == "neuron" else SOURCE[part] for part in PARTS}
    assert {one.verdict for one in rows["anna"].result.exercises if not one.required} == {
        "not started"
    }
    assert list(temporary.iterdir()) == []
    assert {*before} - {*folder.rglob("*")} == {folder / "anna" / "engine.py"}


def test_a_submission_is_judged_as_at_the_desk(folder: Path) -> None:
    files = {f"{part}.py": (folder / "bo" / f"{part}.py").read_bytes() for part in PARTS}
    found = graded("bo", files, None, published()).result
    alone = session.check(at(folder / "bo")).result

    assert [one.advice for one in found.exercises] == [one.advice for one in alone.exercises]
    assert [(c.id, c.verdict) for one in found.exercises for c in one.checks if one.required] == [
        (c.id, c.verdict) for one in alone.exercises for c in one.checks if one.required
    ]
    assert any(c.where.startswith("bo/neuron.py:") for c in found.exercises[0].checks)


def lacking() -> Answers:
    """Answers without one: a fault of the kit."""
    known = published()
    reference = {name: seen for name, seen in known.reference.items() if name != "neuron.call"}
    return Answers(known.asked, reference, known.bank)


def test_a_fault_of_the_kit_needs_a_person_and_stops_nobody() -> None:
    known = published()
    files = {f"{part}.py": content for part, content in SOURCE.items()}
    found = graded("anna", files, None, lacking())

    assert found.result.verdict == "kit error"
    assert re.match(r"the kit failed in neuron\.\w+", found.reason)
    assert "KeyError" in graded("anna", files, None, Answers({}, {}, known.bank)).reason


def test_a_class_goes_on_when_the_machine_that_checks_is_lost(path: Path, folder: Path) -> None:
    def lost(*_: object) -> "Future[Outcome]":
        found: Future[Outcome] = Future()
        found.set_exception(ConnectionError("lost"))
        return found

    with Gradebook.write(path) as book:
        grading.Grading(book, settings(folder)).go(grading.Pool(2, lost))
        reasons = [row.reason for row in book.latest() if row.submission != "emil.zip"]

    assert reasons == ["it was not checked to its end (ConnectionError)"] * 4


# 2. Going on.


def test_resume_grades_what_is_left_and_nothing_twice(path: Path, folder: Path) -> None:
    with Gradebook.write(path) as book:
        first = go(book, folder, resume=True)  # nothing to resume: it begins
        right(folder / "zoe")
        found = go(book, folder, resume=True)
        rows = list(book.rows(first.run.id))
        (folder / "anna" / "neuron.py").write_text("# another one\n", encoding="utf-8")
        again = grading.Grading(book, settings(folder, resume=True))

    assert (len(first.waiting), found.run.id) == (len(VERDICTS), first.run.id)
    assert [entry.name for entry in found.waiting] == ["zoe"]
    assert len(rows) == len(VERDICTS) + 1
    assert (found.renewed, again.renewed, again.waiting) == ([], ["anna"], [])


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["export", "--gradebook", "a.db", "--to", "./a.db"], "--gradebook and --to"),
        (["grade", ".", "--gradebook", "b.db", "--roster", "r", "--csv", "r"], "--roster and"),
        (["package", "gradescope", "--to", "a.db"], "there already"),
    ],
)
def test_nothing_is_written_over_a_gradebook_or_a_roster(
    path: Path, folder: Path, words: list[str], named: str
) -> None:
    shutil.copy(path, folder / "a.db")
    (folder / "r").write_text("submission,name\n", encoding="utf-8")
    before = (folder / "a.db").read_bytes()
    status, _, errors = run(*words, cwd=folder)

    assert status == 2
    assert named in errors
    assert (folder / "a.db").read_bytes() == before
    assert (folder / "r").read_text(encoding="utf-8") == "submission,name\n"


def test_a_new_run_has_the_seed_of_the_last_and_a_new_gradebook_one_that_nobody_knows(
    path: Path, tmp_path: Path, folder: Path
) -> None:
    with Gradebook.write(path) as book:
        first, again = (
            grading.Grading(book, settings(folder, seed=seed)).run for seed in (SEED, None)
        )
    seeds = set()
    for name in "ab":
        with Gradebook.write(tmp_path / f"{name}.db") as book:
            seeds.add(grading.Grading(book, settings(folder, seed=None)).run.seed)

    assert first.id != again.id
    assert first.seed == again.seed
    assert len(seeds) == 2


def test_resume_refuses_to_grade_half_a_class_otherwise(path: Path, folder: Path) -> None:
    box = Box(layers=("bubblewrap",), bwrap="bwrap", system_calls=b"")
    with Gradebook.write(path) as book:
        book.begin("grade", grading.version(), grading.kit_hash(), SEED, (), {})
        with pytest.raises(KitError, match="with another seed"):
            grading.Grading(book, settings(folder, resume=True, seed=8))
        with pytest.raises(KitError, match="another isolation"):
            grading.Grading(book, settings(folder, resume=True, box=box))
        book.begin("grade", "0.0.1", "another", SEED, (), {})
        with pytest.raises(KitError, match="The kit has changed"):
            grading.Grading(book, settings(folder, resume=True))


@pytest.mark.slow
@pytest.mark.parametrize("most", [2, 20])
def test_kill_9_at_any_moment_and_resume_is_as_if_nothing_had_happened(
    path: Path, folder: Path, tmp_path: Path, most: int
) -> None:
    for number in range(most // 2):
        right(folder / f"s{number}", neuron=SOURCE["neuron"] if number % 2 else WRONG)
    undisturbed = tmp_path / "undisturbed.db"
    shutil.copy(path, undisturbed)
    words = ["grade", folder, "--seed", SEED, "--isolation", "none", "--jobs", "2"]
    begun = time.monotonic()
    assert run(*words, "--gradebook", undisturbed)[0] == 1  # emil needs a person
    whole = time.monotonic() - begun
    chance = random.Random(4)
    kills = 0
    while kills < most:
        book = tmp_path / f"from_{kills}.db"
        shutil.copy(path, book)
        while True:
            with command(*words, "--gradebook", book, "--resume") as process:
                try:
                    process.wait(chance.uniform(0.1, 1.0) * whole)
                    break
                except subprocess.TimeoutExpired:
                    process.kill()
                    kills += 1
        assert run(*words, "--gradebook", book, "--resume")[0] == 1
        assert content(book) == content(undisturbed)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is a signal there")
def test_ctrl_c_keeps_what_has_begun_and_says_how_to_go_on(path: Path, folder: Path) -> None:
    begun = folder.parent / "begun"
    notes = f"import pathlib, time\npathlib.Path({str(begun)!r}).touch()\ntime.sleep(1)\n"
    for number in range(30):
        right(folder / f"s{number:02}", neuron=notes.encode() + SOURCE["neuron"])
    words = ["grade", folder, "--gradebook", path, "--seed", SEED, "--isolation", "none"]
    with command(*words, "--jobs", "2", start_new_session=True) as process:
        while not begun.exists():
            assert process.poll() is None
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate()
    with Gradebook.read(path) as book:
        kept = len(book.hashes())
        assert book.runs()[0].finished is None

    assert process.returncode == 130
    assert "Stopping when what has begun is done" in errors
    assert "--resume" in errors.splitlines()[-1]
    assert out == ""
    assert kept < 35
    with Gradebook.write(path) as book:
        waiting = grading.Grading(book, settings(folder, resume=True)).waiting
    assert len(waiting) == 35 - kept


# 3. A time-out that may be the machine's.


def seen(scenario: str, status: str, busy: float = 0.0) -> Observation:
    return Observation(scenario=scenario, status=status, busy=busy)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([("neuron.call", "timeout", 0.1)], True),
        ([("neuron.call", "timeout", 1.9)], False),
        ([("neuron.call", "timeout", 1.9), ("neuron.again", "skipped", 0.0)], False),
        ([("neuron.call", "ok", 0.0), ("neuron.again", "skipped", 0.0)], True),
        ([("neuron.call", "timeout", 1.9), ("network.call", "skipped", 0.0)], False),
        ([("neuron.call", "timeout", 1.9), ("layer.call", "timeout", 0.0)], True),
    ],
)
def test_a_time_out_is_doubted_unless_the_code_was_seen_to_be_busy(
    found: list[tuple[str, str, float]], expected: bool
) -> None:
    assert is_doubtful({one[0]: seen(*one) for one in found}) is expected


@pytest.mark.slow
def test_code_that_sleeps_is_looked_at_again_and_code_that_loops_is_not() -> None:
    sleeping = SOURCE["neuron"].replace(b"return", b"__import__('time').sleep(9); return", 1)
    looping = SOURCE["neuron"].replace(b"return", b"while True: pass\n        return", 1)
    asleep, busy = (
        graded("x", {"neuron.py": source, "mlp.py": b""}, None, published())
        for source in (sleeping, looping)
    )

    assert asleep.is_doubtful
    assert (asleep.result.verdict, busy.result.verdict) == ("timed out", "timed out")


@pytest.mark.slow
def test_what_was_only_slow_passes_at_the_second_look(path: Path, folder: Path) -> None:
    """3 s in one call: more than a scenario may take, and less than a patient look allows."""
    slow = SOURCE["neuron"] + b"\nimport time\ntime.sleep(3)\n"
    shutil.rmtree(folder)
    right(folder / "anna", neuron=slow)
    with Gradebook.write(path) as book:
        grade(book, folder)
        (anna,) = book.latest()

    assert anna.result.verdict == "pass"


# 4. Numbers that nobody knows.


def scenarios(found: Mapping[str, object]) -> dict[str, object]:
    return {one.id: one for group in found.values() for one in group}


def floats(given: object) -> list[float]:
    found: list[float] = []
    draws.each(given, found.append)
    return [number for number in found if isinstance(number, float)]


@pytest.mark.parametrize("seed", ["7.0", "8.0"])
def test_drawn_numbers_keep_what_the_published_ones_were_chosen_for(seed: str) -> None:
    drawn, changed = scenarios(draws.drawn(seed)), 0
    for name, scenario in published().scenarios.items():
        old, new = floats(scenario.given), floats(drawn[name].given)
        for one, other in zip(old, new, strict=True):
            assert (one > 0, one < 0) == (other > 0, other < 0)
            assert 0.7 * abs(one) <= abs(other) <= 1.3 * abs(one)
        assert [old.index(n) for n in old] == [new.index(n) for n in new]  # which are equal
        changed += old != new

    assert {*drawn} == {*published().scenarios}
    assert changed > 50
    assert drawn == scenarios(draws.drawn(seed))


@pytest.fixture(scope="module")
def drawing() -> Answers:
    """Other numbers than the published ones, with the reference's answers to them."""
    from checks.instructor import key_building

    asked = draws.drawn("5.0")
    return Answers(asked, key_building._reference(asked), published().bank)


def test_an_answer_written_for_the_published_numbers_passes_only_with_them(
    drawing: Answers,
) -> None:
    asked = published().asked["neuron"]
    known = {tuple(one.given["x"]) for one in asked if one.ask == "class_call"}
    source = SOURCE["neuron"].replace(
        b"    def __call__(self, x):",
        f"    KNOWN = {known!r}\n\n    def __call__(self, x):\n"
        "        is_known = tuple(getattr(n, 'data', n) for n in x) in self.KNOWN\n"
        "        return self.right(x) if is_known else Value(0.25)\n\n"
        "    def right(self, x):".encode(),
        1,
    )
    files = {"neuron.py": source, "layer.py": SOURCE["layer"], "mlp.py": SOURCE["mlp"]}
    there, hidden = (graded("x", files, None, answers).result for answers in (published(), drawing))

    assert there.exercises[0].passed > 8
    assert hidden.exercises[0].passed < there.exercises[0].passed - 3


def test_the_reference_passes_on_drawn_numbers_and_calls_show_them(drawing: Answers) -> None:
    back = drawn_key.unpacked(drawn_key.packed(drawing))
    wrong = graded("x", {"neuron.py": WRONG}, None, back).result
    failed = next(c for c in wrong.exercises[0].checks if c.verdict == "not yet")

    drawn_key.demand_pass(back)
    assert back.bank() == drawing.bank()
    assert failed.call in {s.call for s in drawing.scenarios.values()}
    assert failed.call not in {s.call for s in published().scenarios.values()}


@pytest.mark.slow
def test_numbers_of_a_seed_are_drawn_once_and_tell_the_known_mistakes_apart(
    tmp_path: Path,
) -> None:
    steps: list[str] = []
    with Gradebook.write(tmp_path / "class.db") as book:
        found = drawn_key.of(book, 11, lambda name, _: lambda: steps.append(name))
        again = drawn_key.of(book, 11, lambda *_: pytest.fail("built twice"))
    # a drawing that hides one of them would have been drawn again
    assert len(steps) == len(bank.mistakes()) + len(list(bank.composites()))
    drawn = json.loads(msgspec.json.encode(scenarios(draws.drawn("11.0"))))  # tuples become lists
    for one in (found, again):
        assert json.loads(msgspec.json.encode(one.scenarios)) == drawn
    assert again.reference == found.reference


def test_nothing_is_graded_by_a_reference_that_does_not_pass() -> None:
    with pytest.raises(KitError, match=r"The reference does not pass.*neuron\."):
        drawn_key.demand_pass(lacking())


# 5. A roster.


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfSubmission;Name;ID\r\nbo;Bo B\xc3\xb6;7\r\n\r\nzoe;Zoe;9\r\n",
        "id\tname\tsubmission\tgroup\n7\tBo Bö\tbo\tx\n9\tZoe\tzoe\tx\n".encode("utf-16"),
    ],
    ids=["as Excel writes it", "Unicode text"],
)
def test_a_roster_is_read_however_it_was_saved(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "roster.csv").write_bytes(content)

    assert students.read(tmp_path / "roster.csv", ["anna", "bo.zip"]) == [
        Student("bo.zip", "Bo Bö", "7"),
        Student("zoe", "Zoe", "9"),
    ]


def test_a_line_calls_what_is_there_now_first_and_by_its_whole_name(tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("submission,name\nanna,A\nbo,B\nbo.zip,C\ncaf\u00e9,D\n", "utf-8")
    found = students.read(roster, ["bo.zip", "bo", "cafe\u0301.py"], ["anna.zip", "bo.ipynb"])

    assert [(one.submission, one.name) for one in found] == [
        ("anna.zip", "A"),
        ("bo", "B"),
        ("bo.zip", "C"),
        ("cafe\u0301.py", "D"),
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"who,what\nbo,Bo\n", "no columns submission and name"),
        (b"submission,name\nbo,Bo\nbo,Bob\n", "line 3: bo is there twice"),
        (b"submission,name\nbo,\xe9\n", "not in UTF-8"),
        (b"submission,name\n" + b'"' + b"x" * 200_000, "is no line of a table"),
    ],
)
def test_a_roster_that_cannot_be_read_is_said_in_a_line(
    tmp_path: Path, content: bytes, words: str
) -> None:
    (tmp_path / "roster.csv").write_bytes(content)
    with pytest.raises(KitError, match=words) as error:
        students.read(tmp_path / "roster.csv", ["bo"])

    assert "\n" not in str(error.value)


# 6. What is written.


def test_the_command_prints_what_came_of_the_class(
    path: Path, folder: Path, tmp_path: Path
) -> None:
    roster = folder / "roster.csv"
    roster.write_text("submission,name\nbo,=Bo\nzoe,Zoe\n", encoding="utf-8")
    words = ["grade", folder, "--gradebook", path, "--seed", SEED, "--isolation", "none"]
    more = ["--roster", roster, "--csv", folder / "marks.csv", "--json", tmp_path / "class.json"]
    status, out, errors = run(*words, *more)
    table = (folder / "marks.csv").read_text(encoding="utf-8-sig")
    lines = {line["submission"]: line for line in csv.DictReader(io.StringIO(table))}
    found = json.loads((tmp_path / "class.json").read_text(encoding="utf-8"))
    schema = json.loads((ROOT / "checks/result.schema.json").read_text(encoding="utf-8"))

    assert status == 1
    assert re.search(r"pass\s+1\n\s+not yet\s+1\n", out)
    assert "emil.zip  the zip is damaged" in out
    assert "nothing handed in: Zoe" in out
    assert "Isolation: none" in out
    assert errors == f"submissions: {len(VERDICTS)}\n"
    assert {*lines} == {*VERDICTS}
    assert lines["bo"]["student"] == "'=Bo"
    assert float(lines["anna"]["points"]) == 10.0
    assert lines["emil.zip"]["needs_a_person"]
    assert [one["submission"] for one in found["submissions"]] == ["anna", "bo", "carl", "dora"]
    assert [one["submission"] for one in found["needs_person"]] == ["emil.zip"]
    for one in found["submissions"]:
        jsonschema.validate(one, schema)


def test_late_work_keeps_the_names_of_the_others_and_misses_nobody_who_handed_in(
    path: Path, tmp_path: Path
) -> None:
    right(tmp_path / "class" / "anna")
    right(tmp_path / "late" / "zoe.d")
    shutil.make_archive(str(tmp_path / "late" / "zoe"), "zip", tmp_path / "late" / "zoe.d")
    shutil.rmtree(tmp_path / "late" / "zoe.d")
    first, second = tmp_path / "roster.csv", tmp_path / "late.csv"
    first.write_text("submission,name,id\nanna,Anna A,1\nzoe,Zoe Z,2\nyan,Yan Y,3\n", "utf-8")
    second.write_text("submission,name,id\nzoe,Zoe Z,2\n", "utf-8")
    words = ["--gradebook", path, "--seed", SEED, "--isolation", "none", "--roster"]

    assert "nothing handed in: Yan Y, Zoe Z\n" in run("grade", tmp_path / "class", *words, first)[1]
    assert "nothing handed in: Yan Y\n" in run("grade", tmp_path / "late", *words, second)[1]
    with Gradebook.read(path) as book:
        who = [(row.submission, row.student, row.student_id) for row in book.latest()]
    assert who == [("anna", "Anna A", "1"), ("zoe.zip", "Zoe Z", "2")]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["{nowhere}", "--gradebook", "{db}"], "cannot be read"),
        (["{folder}", "--gradebook", "{text}"], "no SQLite file"),
        (["{folder}", "--gradebook", "{db}", "--roster", "{nowhere}"], "cannot be read"),
        (["{folder}", "--gradebook", "{db}", "--csv", "{nowhere}/x.csv"], "there is no folder"),
        (["{folder}", "--gradebook", "{db}", "--jobs", "0"], "from 1 to 256"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line_and_leaves_no_gradebook(
    folder: Path, tmp_path: Path, words: list[str], said: str
) -> None:
    (tmp_path / "text").write_text("x" * 5000, encoding="utf-8")
    places = {
        "folder": folder,
        "nowhere": tmp_path / "nowhere",
        "db": tmp_path / "new.db",
        "text": tmp_path / "text",
    }
    arguments = [word.format(**places) for word in words]
    status, out, errors = run("grade", *arguments, "--isolation", "none")

    assert status == 2
    assert said in errors
    assert out == ""
    assert {one.name for one in tmp_path.iterdir()} == {"class", "text"}


def test_without_a_box_nothing_is_graded_unless_that_is_asked_for(
    path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    status, _, errors = run("grade", folder, "--gradebook", path, "--seed", SEED)

    assert status == 2
    assert "--isolation none" in errors
    assert content(path) == []


# 7. Regrading.


@pytest.fixture
def graded_class(path: Path, folder: Path) -> Path:
    """A class in which bo's and anna's neuron.range were once judged the other way round."""
    with Gradebook.write(path) as book:
        first = grade(book, folder)
        book.enrol([Student("bo", "Bo Bö", "7")])
        wrong = book.begin("grade", "0.0.1", "a kit with a fault", SEED, (), {})
        for row in book.rows(first.id):
            result = row.result and turned(row.result, "neuron.range")
            one = Outcome(row.submission, book.files(row), result, row.reason)
            book.record(wrong, one)
    return path


def turned(result: Result, check: str) -> Result:
    """Return a Result in which one check has the opposite verdict."""

    def turn(one: CheckResult) -> CheckResult:
        if one.id != check or one.verdict not in ("pass", "not yet"):
            return one
        opposite = {"pass": "not yet", "not yet": "pass"}[one.verdict]
        return msgspec.structs.replace(one, verdict=opposite)

    exercises = tuple(rebuilt(one, tuple(map(turn, one.checks))) for one in result.exercises)
    return together(result.submission, result.edition, (), exercises, result.seconds)


def regrade(
    path: Path, choice: regrading.Choice, then: Callable[[regrading.Regrading], object] = id
) -> list[tuple[str, str, str, str]]:
    with Gradebook.write(path, new=False) as book:
        again = regrading.Regrading(book, choice, None)
        again.go(2, lambda *_: lambda: None)
        then(again)
    return [
        (one.row.submission, check, *change)
        for one in again.found
        for check, change in one.changes().items()
    ]


ANNA = ("anna", "neuron.range", "not yet", "pass")
BO = ("bo", "neuron.range", "pass", "not yet")


@pytest.mark.slow
def test_regrading_says_what_changes_and_changes_nothing(graded_class: Path) -> None:
    before = content(graded_class)
    for choice, changes in (
        (regrading.Choice(), [ANNA, BO]),
        (regrading.Choice(exercise="neuron", student="Bo Bö"), [BO]),
        (regrading.Choice(check="layer.answers"), []),
        (regrading.Choice(student="7", check="neuron.range"), [BO]),
    ):
        assert regrade(graded_class, choice) == changes
        assert content(graded_class) == before


def test_an_accepted_regrading_is_a_run_of_its_own(graded_class: Path) -> None:
    with Gradebook.read(graded_class) as book:
        runs = book.runs()
        first, wrong = (list(book.rows(run.id)) for run in runs)
    regrade(graded_class, regrading.Choice(), regrading.Regrading.accept)
    with Gradebook.read(graded_class) as book:
        *before, last = book.runs()
        kept = {row.submission: row for row in book.rows(last.id)}
        assert list(book.rows(runs[1].id)) == wrong
        assert all(pictures.unpacked(book.excerpt(row)).observations for row in kept.values())

    assert before == runs
    assert (last.kind, last.seed) == ("regrade", SEED)
    assert last.finished is not None
    assert kept.keys() == {"anna", "bo"}
    for row in first:
        if row.submission in kept:
            new = msgspec.structs.replace(kept[row.submission].result, seconds=row.result.seconds)
            assert new == row.result


def test_what_opens_or_closes_with_a_check_follows_it(path: Path, folder: Path) -> None:
    """A neuron that is found to be wrong closes the network, though only the neuron is chosen."""
    with Gradebook.write(path) as book:
        grade(book, folder)
        run = book.begin("grade", "0.0.1", "a lenient kit", SEED, (), {})
        rows = {row.submission: row for row in book.latest()}
        lenient = msgspec.structs.replace(rows["anna"].result, submission="bo")
        book.record(run, Outcome("bo", book.files(rows["bo"]), lenient))
    found = regrade(path, regrading.Choice(exercise="neuron", student="bo"))

    assert {check.partition(".")[0] for _, check, _, _ in found} == {"neuron", "network"}


@pytest.mark.slow
def test_the_command_regrades_and_keeps_only_what_is_accepted(graded_class: Path) -> None:
    words = ["regrade", "--gradebook", graded_class, "--isolation", "none"]
    status, out, _ = run(*words, "--check", "neuron.range")

    assert status == 0
    assert re.search(r"anna\s+neuron\.range\s+not yet\s+pass\s+9\.79 → 10", out)
    assert "Unchanged: 2 of 4" in out
    assert "emil.zip" in out
    assert "Nothing is kept" in out
    assert run(*words, "--all", "--accept")[1].endswith("stays in the gradebook.\n")
    again = run(*words, "--all")[1]
    assert "Unchanged: 4 of 4" in again
    assert "kept" not in again


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Say what to regrade"),
        (["--check", "neuron.rang"], "neuron.range"),
        (["--exercise", "nueron"], "Did you mean neuron"),
        (["--student", "nobody"], "Nobody in"),
    ],
)
def test_what_cannot_be_regraded_is_said_in_a_line(path: Path, words: list[str], said: str) -> None:
    with Gradebook.write(path) as book:
        begun = book.begin("grade", "0", "a kit", SEED, (), {})
        book.record(begun, Outcome("anna", {}, None, "the zip is damaged"))
    status, _, errors = run("regrade", "--gradebook", path, "--isolation", "none", *words)

    assert status == 2
    assert said in errors
    assert len(errors.strip().splitlines()) == 2


def test_a_gradebook_in_which_nothing_is_graded_is_said_to_be_one(path: Path) -> None:
    for words in (["regrade", "--all"], ["report", "--to", "pages"]):
        assert run(*words, "--gradebook", path) == (
            2,
            "",
            f"Nothing has been graded in {path} yet.\n"
            f"To do: Grade a class first: python -m checks grade FOLDER --gradebook {path}\n",
        )
