"""Is a class graded whole, whatever is handed in and whatever happens to the grader?"""

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
from collections.abc import Callable, Iterator
from pathlib import Path

import jsonschema
import msgspec
import pytest

from checks.check import key
from checks.check.key import Answers, published
from checks.check.result import CheckResult, Result, rebuilt
from checks.check.result import result as together
from checks.check.session import check
from checks.cli import main
from checks.errors import KitError
from checks.instructor import bank, drawn_key, grading, marks, regrading, students
from checks.instructor.composition import composites
from checks.instructor.gradebook import Gradebook, Row, Run, Student
from checks.instructor.outcome import Outcome, _is_doubtful, graded
from checks.lesson import draws as drawn_scenarios
from checks.lesson.exhibits import excerpt
from checks.lesson.scenarios import BY_EXERCISE, by_id
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


def grade(book: Gradebook, folder: Path, **other: object) -> Run:
    found = grading.Grading(book, settings(folder, **other))
    found.go(published())
    return found.run


def verdicts(rows: Iterator[Row]) -> dict[str, str | None]:
    return {row.submission: row.result and row.result.verdict for row in rows}


def content(path: Path) -> list[object]:
    """Return what a gradebook holds, without what time brings about."""
    with Gradebook.read(path) as book:
        return [
            (
                row.submission,
                row.hash,
                row.reason,
                row.result and msgspec.structs.replace(row.result, seconds=0),
                book.files(row.submission, row.hash),
            )
            for row in book.latest()
        ]


def command(*arguments: object, **more: object) -> "subprocess.Popen[str]":
    words = [sys.executable, "-W", "error", "-m", "checks", *map(str, arguments)]
    return subprocess.Popen(
        words,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        **more,  # type: ignore[call-overload]
    )


def run(*arguments: object) -> tuple[int, str, str]:
    with command(*arguments) as process:
        out, errors = process.communicate(timeout=300)
    assert "Traceback" not in errors
    return process.returncode, out, errors


# 1. A class.


def test_every_submission_has_a_row(path: Path, folder: Path) -> None:
    told: list[tuple[str, Outcome]] = []
    with Gradebook.write(path) as book:
        found = grading.Grading(book, settings(folder))
        found.go(published(), lambda name, outcome: told.append((name, outcome)))
        rows = {row.submission: row for row in book.rows(found.run.id)}
        (finished,) = book.runs()

    assert {name: row.result and row.result.verdict for name, row in rows.items()} == VERDICTS
    assert "no end" in rows["emil.zip"].reason
    assert sorted(name for name, _ in told) == sorted(VERDICTS)
    assert finished.finished is not None
    assert (finished.seed, finished.isolation) == (SEED, ())


def test_a_submission_is_judged_as_at_the_desk(path: Path, folder: Path) -> None:
    with Gradebook.write(path) as book:
        grade(book, folder)
        kept = {row.submission: row.result for row in book.latest()}
    alone = check(at(folder / "bo")).result

    assert kept["bo"] is not None
    advice = [one.advice for one in kept["bo"].exercises]
    assert advice == [one.advice for one in alone.exercises]
    assert [c.verdict for one in kept["bo"].exercises for c in one.checks if one.required] == [
        c.verdict for one in alone.exercises for c in one.checks if one.required
    ]
    assert "bo/neuron.py:" in kept["bo"].exercises[0].checks[-1].where or any(
        check.where.startswith("bo/neuron.py:")
        for one in kept["bo"].exercises
        for check in one.checks
    )


def test_what_was_handed_in_is_in_the_gradebook(path: Path, folder: Path) -> None:
    with Gradebook.write(path) as book:
        grade(book, folder)
        shutil.rmtree(folder)
        (bo,) = [row for row in book.latest() if row.submission == "bo"]
        files = book.files("bo", bo.hash)

    assert files == {f"{part}.py": WRONG if part == "neuron" else SOURCE[part] for part in PARTS}


def test_no_file_is_left_behind(
    path: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    before = sorted(folder.rglob("*"))
    with Gradebook.write(path) as book:
        grade(book, folder)

    assert list(temporary.iterdir()) == []
    assert sorted(folder.rglob("*")) == before


def test_a_missing_engine_is_the_given_one_and_a_missing_stretch_goal_is_not_started(
    path: Path, folder: Path
) -> None:
    (folder / "anna" / "engine.py").unlink()
    with Gradebook.write(path) as book:
        grade(book, folder)
        (anna,) = [row.result for row in book.latest() if row.submission == "anna"]
    assert anna is not None

    assert anna.verdict == "pass"
    assert {one.verdict for one in anna.exercises if not one.required} == {"not started"}


def test_a_fault_of_the_kit_needs_a_person_and_stops_nobody() -> None:
    lacking = Answers(BY_EXERCISE, {**published().reference, "neuron.call": {}}, published().bank)
    files = {f"{part}.py": content for part, content in SOURCE.items()}
    found = graded("anna", files, None, lacking)
    assert found.result is not None

    assert found.result.verdict == "kit error"
    assert re.match(r"the kit failed in neuron\.\w+", found.reason)
    assert "KeyError" in graded("anna", files, None, Answers({}, {}, published().bank)).reason


def test_a_class_goes_on_when_the_pool_itself_fails(path: Path, folder: Path) -> None:
    from concurrent.futures import Executor, Future

    class Broken(Executor):
        """An executor whose machine is lost."""

        def submit(self, *_: object, **__: object) -> "Future[Outcome]":  # type: ignore[override]
            found: Future[Outcome] = Future()
            found.set_exception(ConnectionError("lost"))
            return found

    with Gradebook.write(path) as book:
        found = grading.Grading(book, settings(folder))
        found.go(published(), executor=Broken())
        reasons = [row.reason for row in book.latest() if row.submission != "emil.zip"]

    assert reasons == ["it was not checked to its end (ConnectionError)"] * 4


# 2. Going on.


def test_resume_grades_what_is_left_and_nothing_twice(path: Path, folder: Path) -> None:
    later = folder / "zoe"
    with Gradebook.write(path) as book:
        first = grade(book, folder)
        right(later)
        found = grading.Grading(book, settings(folder, resume=True))
        waiting = [entry.name for entry in found.waiting]
        found.go(published())
        rows = list(book.rows(first.id))

    assert found.run.id == first.id
    assert waiting == ["zoe"]
    assert len(rows) == len(VERDICTS) + 1


def test_resume_names_what_was_handed_in_anew(path: Path, folder: Path) -> None:
    with Gradebook.write(path) as book:
        grade(book, folder)
        assert grading.Grading(book, settings(folder, resume=True)).renewed == []
        (folder / "anna" / "neuron.py").write_text("# another one\n", encoding="utf-8")
        found = grading.Grading(book, settings(folder, resume=True))

    assert (found.renewed, found.waiting) == (["anna"], [])


@pytest.mark.parametrize(
    ("command", "named"),
    [
        (["export", "--gradebook", "a.db", "--to", "./a.db"], "--gradebook and --to"),
        (["grade", ".", "--gradebook", "a.db", "--csv", "a.db"], "--gradebook and --csv"),
        (["grade", ".", "--gradebook", "a.db", "--json", "a.db"], "--gradebook and --json"),
        (["grade", ".", "--gradebook", "b.db", "--roster", "r", "--csv", "r"], "--roster and"),
        (["grade", ".", "--gradebook", "b.db", "--csv", "-", "--json", "-"], "--csv and --json"),
        (["package", "gradescope", "--to", "a.db"], "there already"),
    ],
)
def test_nothing_is_written_over_a_gradebook_or_a_roster(
    path: Path,
    folder: Path,
    command: list[str],
    named: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with Gradebook.write(path) as book:
        grade(book, folder)
    shutil.copy(path, folder / "a.db")
    (folder / "r").write_text("submission,name\n", encoding="utf-8")
    before = (folder / "a.db").read_bytes()
    monkeypatch.chdir(folder)

    assert main(command) == 2
    assert named in capsys.readouterr().err
    assert (folder / "a.db").read_bytes() == before
    assert (folder / "r").read_text(encoding="utf-8") == "submission,name\n"


def test_without_resume_there_is_a_new_run_with_the_same_seed(path: Path, folder: Path) -> None:
    with Gradebook.write(path) as book:
        first = grade(book, folder)
        second = grading.Grading(book, settings(folder, seed=None)).run

    assert second.id != first.id
    assert second.seed == first.seed


def test_a_new_gradebook_draws_a_seed_that_nobody_knows(tmp_path: Path, folder: Path) -> None:
    seeds = set()
    for name in "abc":
        with Gradebook.write(tmp_path / f"{name}.db") as book:
            seeds.add(grading.Grading(book, settings(folder, seed=None)).run.seed)

    assert len(seeds) == 3


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"seed": 8}, "with another seed"),
        (
            {"box": Box(layers=("bubblewrap",), bwrap="bwrap", system_calls=b"")},
            "another isolation",
        ),
    ],
)
def test_resume_refuses_to_grade_half_a_class_otherwise(
    path: Path, folder: Path, other: dict[str, object], words: str
) -> None:
    with Gradebook.write(path) as book:
        grade(book, folder)
        with pytest.raises(KitError, match=words):
            grading.Grading(book, settings(folder, resume=True, **other))


def test_resume_refuses_a_run_of_another_kit(path: Path, folder: Path) -> None:
    with Gradebook.write(path) as book:
        book.begin("grade", "0.0.1", "another", SEED, (), {})
        with pytest.raises(KitError, match="The kit has changed"):
            grading.Grading(book, settings(folder, resume=True))


def test_resume_of_nothing_begins(path: Path, folder: Path) -> None:
    with Gradebook.write(path) as book:
        assert len(grading.Grading(book, settings(folder, resume=True)).waiting) == len(VERDICTS)


def test_kill_9_at_any_moment_and_resume_is_as_if_nothing_had_happened(
    path: Path, folder: Path, tmp_path: Path
) -> None:
    for number in range(8):
        right(folder / f"s{number}", neuron=SOURCE["neuron"] if number % 2 else WRONG)
    undisturbed = tmp_path / "undisturbed.db"
    shutil.copy(path, undisturbed)
    words = ["grade", folder, "--seed", SEED, "--isolation", "none", "--jobs", "2"]
    begun = time.monotonic()
    assert run(*words, "--gradebook", undisturbed)[0] == 1  # emil needs a person
    whole = time.monotonic() - begun
    chance = random.Random(4)
    kills = 0
    while kills < 20:
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
        with Gradebook.read(book) as held:
            (one,) = held.runs()
        assert one.finished is not None
        assert content(book) == content(undisturbed)


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is a signal there")
def test_ctrl_c_keeps_what_has_begun_and_says_how_to_go_on(path: Path, folder: Path) -> None:
    for number in range(30):
        right(folder / f"s{number:02}")
    words = ["grade", folder, "--gradebook", path, "--seed", SEED, "--isolation", "none"]
    with command(*words, start_new_session=True) as process:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            time.sleep(0.2)
            with Gradebook.read(path) as book:
                if book.runs() and len(list(book.latest())) > 2:
                    break
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=60)
    with Gradebook.read(path) as book:
        kept = len(list(book.latest()))
        assert book.runs()[0].finished is None

    assert process.returncode == 130
    assert "Stopping when what has begun is done" in errors
    assert "--resume" in errors.splitlines()[-1]
    assert out == ""
    assert 2 < kept < 35
    assert run(*words, "--resume")[0] == 1
    with Gradebook.read(path) as book:
        assert len(list(book.latest())) == 35


# 3. A time-out that may be the machine's.


def seen(scenario: str, status: str, busy: float = 0.0) -> Observation:
    return Observation(scenario=scenario, status=status, busy=busy)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "is_doubtful"),
    [
        ([], False),
        ([("neuron.call", "ok", 0.0)], False),
        ([("neuron.call", "timeout", 0.1)], True),
        ([("neuron.call", "timeout", 1.9)], False),
        ([("neuron.call", "timeout", 1.9), ("neuron.again", "skipped", 0.0)], False),
        ([("neuron.call", "ok", 0.0), ("neuron.again", "skipped", 0.0)], True),
        ([("neuron.call", "timeout", 1.9), ("network.call", "skipped", 0.0)], False),
        ([("neuron.call", "timeout", 1.9), ("layer.call", "timeout", 0.0)], True),
    ],
)
def test_a_time_out_is_doubted_unless_the_code_was_seen_to_be_busy(
    found: list[tuple[str, str, float]], is_doubtful: bool
) -> None:
    assert _is_doubtful({one[0]: seen(*one) for one in found}) is is_doubtful


def test_code_that_sleeps_is_looked_at_again_and_code_that_loops_is_not() -> None:
    sleeping = SOURCE["neuron"].replace(b"return", b"__import__('time').sleep(9); return", 1)
    looping = SOURCE["neuron"].replace(b"return", b"while True: pass\n        return", 1)
    asleep, busy = (
        graded("x", {"neuron.py": source, "mlp.py": b""}, None, published())
        for source in (sleeping, looping)
    )

    assert asleep.is_doubtful
    assert asleep.result is not None
    assert asleep.result.verdict == "timed out"
    assert busy.result is not None
    assert busy.result.verdict == "timed out"


def test_what_was_only_slow_passes_at_the_second_look(path: Path, folder: Path) -> None:
    """3 s in one call: more than a scenario may take, and less than a patient look allows."""
    slow = SOURCE["neuron"] + b"\nimport time\ntime.sleep(3)\n"
    shutil.rmtree(folder)
    right(folder / "anna", neuron=slow)
    with Gradebook.write(path) as book:
        run = grade(book, folder)

        assert verdicts(book.rows(run.id)) == {"anna": "pass"}


# 4. Numbers that nobody knows.


def test_a_seed_draws_the_same_numbers_each_time_and_another_one_others() -> None:
    assert drawn_scenarios.drawn("7.0") == drawn_scenarios.drawn("7.0")
    assert drawn_scenarios.drawn("7.0") != drawn_scenarios.drawn("8.0")


def floats(found: object) -> Iterator[float]:
    yield from drawn_scenarios._floats(found)


@pytest.mark.parametrize("seed", range(5))
def test_drawn_numbers_keep_what_the_published_ones_were_chosen_for(seed: int) -> None:
    drawn = {s.id: s for group in drawn_scenarios.drawn(f"{seed}.0").values() for s in group}
    changed = 0
    for name, scenario in by_id().items():
        old, new = list(floats(scenario.given)), list(floats(drawn[name].given))
        assert len(old) == len(new)
        for one, other in zip(old, new, strict=True):
            assert (one > 0, one < 0) == (other > 0, other < 0)
            assert 0.7 * abs(one) <= abs(other) <= 1.3 * abs(one)
        assert [old.index(n) for n in old] == [new.index(n) for n in new]  # which are equal
        for word in re.findall(r"-?\d+\.\d+", drawn[name].call):
            assert float(word) in new or f"{float(word):g}" in "0 1e-05" or word in scenario.call
        changed += old != new

    assert {*drawn} == {*by_id()}
    assert changed > 50


def a_drawing(seed: str) -> Answers:
    from checks.instructor import key_building

    asked = drawn_scenarios.drawn(seed)
    return Answers(asked, key_building._reference(asked), published().bank)


def test_an_answer_written_for_the_published_numbers_passes_only_with_them(tmp_path: Path) -> None:
    table = (
        "{"
        + ", ".join(
            f"{tuple(s.given['x'])!r}: {published().reference[s.id]['out']['data']!r}"  # type: ignore[index,call-overload]
            for s in BY_EXERCISE["neuron"]
            if s.ask == "neuron_call"
        )
        + "}"
    )
    source = SOURCE["neuron"].replace(
        b"    def __call__(self, x):",
        f"    TABLE = {table}\n\n    def __call__(self, x):\n"
        f"        known = self.TABLE.get(tuple(getattr(n, 'data', n) for n in x))\n"
        f"        out = self.right(x)\n"
        f"        return out if known is not None else Value(0.25)\n\n"
        f"    def right(self, x):".encode(),
        1,
    )
    files = {"neuron.py": source, "layer.py": SOURCE["layer"], "mlp.py": SOURCE["mlp"]}
    known, hidden = (
        graded("x", files, None, answers).result for answers in (published(), a_drawing("3.0"))
    )
    assert known is not None
    assert hidden is not None

    assert known.exercises[0].passed > 8
    assert hidden.exercises[0].passed < known.exercises[0].passed - 3


def test_the_reference_passes_on_drawn_numbers_and_its_calls_show_them() -> None:
    drawn = a_drawing("5.0")
    found = check(at(SOLUTIONS), answers=drawn).result
    wrong = graded("x", {"neuron.py": WRONG}, None, drawn).result
    assert wrong is not None
    check = next(c for c in wrong.exercises[0].checks if c.verdict == "not yet")

    assert found.passed == found.count
    assert check.call in {s.call for s in drawn.scenarios.values()}
    assert check.call not in {s.call for s in by_id().values()}


def test_answers_survive_being_kept() -> None:
    drawn = a_drawing("5.0")
    back = drawn_key.unpacked(drawn_key.packed(drawn))

    assert back.reference == msgspec.json.decode(msgspec.json.encode(drawn.reference))
    assert back.bank() == drawn.bank()
    assert {s.id: s.call for s in back.scenarios.values()} == {
        s.id: s.call for s in drawn.scenarios.values()
    }
    assert check(at(SOLUTIONS), answers=back).result.verdict == "pass"


def test_every_known_mistake_is_caught_and_recognised_on_numbers_of_a_seed(tmp_path: Path) -> None:
    """The whole way, as a class is graded: observed live, on all cores, and kept."""
    steps: list[str] = []
    with Gradebook.write(tmp_path / "class.db") as book:
        found = grading.answers_of(book, 11, lambda name, _: lambda: steps.append(name))
        again = grading.answers_of(book, 11, lambda *_: pytest.fail("built twice"))
    # a drawing that hides one of them would have been drawn again
    assert len(steps) == len(bank.mistakes()) + len(list(composites()))
    assert found.scenarios == {s.id: s for g in drawn_scenarios.drawn("11.0").values() for s in g}
    assert again.reference == msgspec.json.decode(msgspec.json.encode(found.reference))


def test_nothing_is_graded_by_a_reference_that_does_not_pass() -> None:
    lacking = Answers(BY_EXERCISE, {**published().reference, "neuron.call": {}}, published().bank)
    with pytest.raises(KitError, match=r"The reference does not pass.*neuron\."):
        drawn_key._demand_pass(lacking)


# 5. A roster.


@pytest.mark.parametrize(
    "content",
    [
        b"submission,name,id\nbo,Bo B\xc3\xb6,7\nzoe,Zoe,9\n",
        b"\xef\xbb\xbfSubmission;Name;ID\r\nbo;Bo B\xc3\xb6;7\r\n\r\nzoe;Zoe;9\r\n",
        "id\tname\tsubmission\tgroup\n7\tBo Bö\tbo\tx\n9\tZoe\tzoe\tx\n".encode("utf-16"),
        '"name","submission","id"\n"Bo Bö","bo","7"\n"Zoe","zoe","9"'.encode(),
    ],
    ids=["commas", "as Excel writes it", "Unicode text", "quotes"],
)
def test_a_roster_is_read_however_it_was_saved(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "roster.csv").write_bytes(content)

    assert students.read(tmp_path / "roster.csv", ["anna", "bo.zip"]) == [
        Student("bo.zip", "Bo Bö", "7"),
        Student("zoe", "Zoe", "9"),
    ]


def test_a_whole_name_comes_before_one_without_its_kind(tmp_path: Path) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("submission,name\nbo,One\nbo.zip,Other\ncaf\u00e9,Third", encoding="utf-8")
    found = students.read(roster, ["bo.zip", "bo", "cafe\u0301.py"])

    assert found == [
        Student("bo", "One"),
        Student("bo.zip", "Other"),
        Student("cafe\u0301.py", "Third"),
    ]


def test_a_roster_knows_what_was_handed_in_before_and_takes_what_is_there_now_first(
    tmp_path: Path,
) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text("submission,name\nanna,Anna\nbo,Bo\n", encoding="utf-8")
    found = students.read(roster, ["bo.ipynb"], ["anna.zip", "bo"])

    assert found == [Student("anna.zip", "Anna"), Student("bo.ipynb", "Bo")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no columns submission and name"),
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


def test_no_roster_is_said_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(KitError, match="cannot be read"):
        students.read(tmp_path / "nowhere.csv", [])


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
    assert lines["bo"]["mistakes"] == "N01"
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


def test_json_on_standard_output_is_json_alone(path: Path, folder: Path) -> None:
    (folder / "emil.zip").unlink()
    words = ["grade", folder, "--gradebook", path, "--seed", SEED, "--isolation", "none"]
    status, out, _ = run(*words, "--json", "-")

    assert status == 0
    assert len(json.loads(out)["submissions"]) == 4


def test_no_cell_starts_a_formula() -> None:
    hostile = ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "plain"]
    rows = [Row(1, name, name, name, "", None, name) for name in hostile]
    cells = list(csv.reader(io.StringIO("".join(marks.as_csv(rows)), newline="")))[1:]

    assert [cell for line in cells for cell in line if cell.startswith(("=", "+", "-", "@"))] == []
    assert cells[-1][0] == "plain"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["{nowhere}", "--gradebook", "{db}"], "cannot be read"),
        (["{folder}", "--gradebook", "{nowhere}/x.db"], "There is no folder"),
        (["{folder}", "--gradebook", "{folder}"], "cannot be opened"),
        (["{folder}", "--gradebook", "{text}"], "no SQLite file"),
        (["{folder}", "--gradebook", "{db}", "--roster", "{nowhere}"], "cannot be read"),
        (["{folder}", "--gradebook", "{db}", "--csv", "{nowhere}/x.csv"], "there is no folder"),
        (["{folder}", "--gradebook", "{db}", "--json", "{folder}"], "it is a folder"),
        (["{folder}", "--gradebook", "{db}", "--jobs", "0"], "from 1 to 256"),
        (["{folder}", "--gradebook", "{db}", "--seed", "-1"], "0 or larger"),
        (["{folder}"], "--gradebook"),
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
            files = book.files(row.submission, row.hash)
            result = row.result and turned(row.result, "neuron.range")
            book.record(wrong, row.submission, files, result, row.reason)
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
) -> list[tuple[str, str, str, str, bool]]:
    with Gradebook.write(path, new=False) as book:
        again = regrading.Regrading(book, choice, None)
        again.go(2, lambda *_: lambda: None)
        then(again)
    return [
        (one.row.submission, change.check, change.before, change.after, change.is_taken)
        for one in again.found
        for change in one.changes
    ]


ANNA = ("anna", "neuron.range", "not yet", "pass", True)
BO = ("bo", "neuron.range", "pass", "not yet", True)


@pytest.mark.parametrize(
    ("choice", "changes"),
    [
        (regrading.Choice(), [ANNA, BO]),
        (regrading.Choice(check="neuron.range"), [ANNA, BO]),
        (regrading.Choice(exercise="neuron"), [ANNA, BO]),
        (regrading.Choice(exercise="layer"), [(*ANNA[:4], False), (*BO[:4], False)]),
        (regrading.Choice(check="layer.answers"), [(*ANNA[:4], False), (*BO[:4], False)]),
        (regrading.Choice(student="bo"), [BO]),
        (regrading.Choice(student="Bo Bö"), [BO]),
        (regrading.Choice(student="7", check="neuron.range"), [BO]),
    ],
    ids=lambda one: str(one)[:60] if isinstance(one, regrading.Choice) else "",
)
def test_regrading_says_what_changes_and_changes_nothing(
    graded_class: Path,
    choice: regrading.Choice,
    changes: list[tuple[str, str, str, str, bool]],
) -> None:
    before = content(graded_class)

    assert regrade(graded_class, choice) == changes
    assert content(graded_class) == before


def test_an_accepted_regrading_is_a_run_of_its_own(graded_class: Path) -> None:
    with Gradebook.read(graded_class) as book:
        runs = book.runs()
        first = {row.submission: row.result for row in book.rows(runs[0].id)}
        wrong = {row.submission: row.result for row in book.rows(runs[1].id)}
    regrade(graded_class, regrading.Choice(), regrading.Regrading.accept)
    with Gradebook.read(graded_class) as book:
        *before, last = book.runs()
        now = {row.submission: row.result for row in book.latest()}
        assert {row.submission: row.result for row in book.rows(runs[1].id)} == wrong
        names = book.hashes(last.id).keys()

    assert before == runs
    assert (last.kind, last.seed) == ("regrade", SEED)
    assert last.finished is not None
    assert names == {"anna", "bo"}
    with Gradebook.read(graded_class) as book:
        assert all(excerpt.unpacked(book.excerpt(row)).observations for row in book.rows(last.id))
    for name, result in now.items():
        old = first[name]
        if old is not None and result is not None:
            assert msgspec.structs.replace(result, seconds=0) == msgspec.structs.replace(
                old, seconds=0
            )


def test_what_is_not_taken_stays_when_the_rest_is_accepted(graded_class: Path) -> None:
    before = content(graded_class)
    regrade(graded_class, regrading.Choice(check="layer.answers"), regrading.Regrading.accept)

    assert content(graded_class) == before


def test_what_opens_or_closes_with_a_check_follows_it(path: Path, folder: Path) -> None:
    """A neuron that is found to be wrong closes the network, though only the neuron is chosen."""
    with Gradebook.write(path) as book:
        grade(book, folder)
        run = book.begin("grade", "0.0.1", "a lenient kit", SEED, (), {})
        rows = {row.submission: row for row in book.latest()}
        files = book.files("bo", rows["bo"].hash)
        assert rows["anna"].result is not None
        lenient = msgspec.structs.replace(rows["anna"].result, submission="bo")
        book.record(run, "bo", files, lenient)
    found = regrade(path, regrading.Choice(exercise="neuron", student="bo"))
    taken = {check for _, check, _, _, is_taken in found if is_taken}

    assert {check.partition(".")[0] for check in taken} == {"neuron", "network"}
    assert all(is_taken for *_, is_taken in found)


def test_who_handed_in_nothing_that_can_be_read_is_named(graded_class: Path) -> None:
    def then(again: regrading.Regrading) -> None:
        assert again.without_files == ["emil.zip"]

    regrade(graded_class, regrading.Choice(), then)


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
        (["--all", "--gradebook", "nowhere.db"], "There is no gradebook"),
    ],
)
def test_what_cannot_be_regraded_is_said_in_a_line(
    graded_class: Path, words: list[str], said: str
) -> None:
    status, _, errors = run("regrade", "--gradebook", graded_class, "--isolation", "none", *words)

    assert status == 2
    assert said in errors
    assert len(errors.strip().splitlines()) == 2


@pytest.mark.parametrize("words", [["regrade", "--all"], ["export"], ["report", "--to", "pages"]])
def test_a_gradebook_in_which_nothing_is_graded_is_said_to_be_one(
    path: Path, words: list[str]
) -> None:
    status, out, errors = run(*words, "--gradebook", path)

    assert (status, out) == (2, "")
    assert errors.splitlines() == [
        f"Nothing has been graded in {path} yet.",
        f"To do: Grade a class first: python -m checks grade FOLDER --gradebook {path}",
    ]


def test_the_published_answers_are_what_the_desk_uses() -> None:
    assert published().asked is BY_EXERCISE
    assert published().reference == key.read().reference
