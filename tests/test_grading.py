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
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import NamedTuple

import jsonschema
import msgspec
import pytest

from checks.check import session
from checks.check.key import Answers, published
from checks.errors import KitError
from checks.instructor import checking, grading, reference
from checks.instructor.checking import Outcome, graded, is_doubtful
from checks.instructor.gradebook import Gradebook, Student
from checks.instructor.roster import roster_in
from checks.lesson.exhibits import pictures
from checks.run.box import Box
from checks.run.observation import Observation
from checks.submission import STUBS, at
from tests import conftest
from tests.conftest import (
    NO_STRETCH,
    PARTS,
    ROOT,
    SOLUTIONS,
    Said,
    at_terminal,
    grade,
    needs_descriptors,
    python,
    run,
    tables,
    written,
)

SOURCE = {part: conftest.SOURCE[part].encode() for part in PARTS}
WRONG = SOURCE["neuron"].replace(b".tanh()", b"")
SEED = 7
ROSTERS = tables("downloads.toml")["rosters"]

pytestmark = needs_descriptors


def class_of_five(folder: Path) -> Path:
    """Write a class: right, wrong, not started, hostile, and one that cannot be taken in."""
    folder.mkdir()
    written(folder / "anna", engine=None, **NO_STRETCH)
    written(folder / "bo", neuron=WRONG, **NO_STRETCH)
    written(folder / "carl", base=STUBS, **NO_STRETCH)
    written(folder / "dora", neuron=b"import os\nos._exit(0)\n", **NO_STRETCH)
    (folder / "emil.zip").write_bytes(b"no zip at all")
    return folder


class Graded(NamedTuple):
    """A class that was graded once; what it is in is copied before anything is added."""

    folder: Path
    book: Path
    said: Said
    temporary: list[Path]  # what was left there


@pytest.fixture(scope="module")
def once(tmp_path_factory) -> Graded:
    place = tmp_path_factory.mktemp("graded")
    folder, path = class_of_five(place / "class"), place / "class.db"
    roster, left = folder / "roster.csv", place / "temporary"
    roster.write_text("submission,name,id\nbo,=Bo,7\nyan,Yan,8\nzoe,Zoe,9\n", encoding="utf-8")
    left.mkdir()
    more = ("--roster", roster, "--csv", folder / "marks.csv", "--json", place / "class.json")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tempfile.tempdir", str(left))
        said = grade(folder, path, *more)
    return Graded(folder, path, said, list(left.iterdir()))


@pytest.fixture
def path(once, tmp_path) -> Path:
    return Path(shutil.copy(once.book, tmp_path / "copy.db"))


@pytest.fixture
def empty(tmp_path) -> Path:
    """A gradebook in which nothing is graded yet."""
    with Gradebook.write(tmp_path / "empty.db") as book:
        book.enrol(())
    return tmp_path / "empty.db"


def content(path: Path) -> list[object]:
    """Return what a gradebook holds, without what time brings about."""
    with Gradebook.read(path) as book:
        return [
            (
                *(row.submission, row.hash, row.reason, book.files(row)),
                row.result and msgspec.structs.replace(row.result, seconds=0),
            )
            for row in book.standing()
        ]


# 1. A class.


def test_every_submission_has_a_row_and_what_was_handed_in_is_kept(once):
    with Gradebook.read(once.book) as book:
        (first,) = book.runs()
        rows = {row.submission: row for row in book.rows()}
        files = book.files(rows["bo"])
    verdicts = {name: row.result and row.result.verdict for name, row in rows.items()}

    assert [*verdicts] == ["anna", "bo", "carl", "dora", "emil.zip"]
    assert [*verdicts.values()] == ["pass", "not yet", "not started", "crashed", None]
    assert first.finished is not None
    assert (first.seed, first.isolation) == (SEED, ())
    assert files == {path.name: path.read_bytes() for path in (once.folder / "bo").iterdir()}
    stretch = [one.verdict for one in rows["anna"].result.exercises if not one.required]
    assert {*stretch} == {"not started"}
    assert once.temporary == []
    assert once.book.parent / "class.json" not in once.folder.rglob("*")
    bo, alone = rows["bo"].result, session.check(at(once.folder / "bo")).result
    assert [one.advice for one in bo.exercises] == [one.advice for one in alone.exercises]
    assert any(c.where.startswith("bo/neuron.py:") for c in bo.exercises[0].checks)


def test_the_command_prints_and_writes_what_came_of_the_class(once):
    table = (once.folder / "marks.csv").read_text(encoding="utf-8-sig")
    lines = {line["submission"]: line for line in csv.DictReader(io.StringIO(table))}
    found = json.loads((once.book.parent / "class.json").read_text(encoding="utf-8"))
    schema = json.loads((ROOT / "checks/result.schema.json").read_text(encoding="utf-8"))

    assert once.said.status == 1
    assert re.search(r"pass\s+1\n\s+not started\s+1\n", once.said.out)
    said = " ".join(once.said.out.split())
    for words in (
        "emil (emil.zip) the zip is damaged",
        "handed in nothing: Yan, Zoe ",
        "Isolation: none.",
    ):
        assert words in said
    assert once.said.err.startswith(
        "These submissions match no line of the roster: anna, carl, dora, emil.zip.\n"
    )
    assert "\nsubmissions: 5\n" in once.said.err
    assert [*lines] == ["anna", "bo", "carl", "dora", "emil.zip", "yan", "zoe"]
    assert lines["zoe"]["verdict"] == "nothing handed in"
    assert lines["bo"]["student"] == "'=Bo"
    assert float(lines["anna"]["points"]) == 10.0
    assert lines["emil.zip"]["needs_a_person"]
    assert [one["submission"] for one in found["submissions"]] == ["anna", "bo", "carl", "dora"]
    assert [one["submission"] for one in found["needs_person"]] == ["emil.zip"]
    for one in found["submissions"]:
        jsonschema.validate(one, schema)


def test_a_fault_of_the_kit_needs_a_person_and_stops_nobody(monkeypatch):
    """Here hidden answers are lacking, one or all."""
    known, files = published(), {"neuron.py": SOURCE["neuron"]}
    reference = {name: seen for name, seen in known.reference.items() if name != "neuron.call"}
    found = graded("anna", files, None, Answers(known.asked, reference, known.owned))

    assert found.result.verdict == "kit error"
    assert re.match(r"the kit failed in neuron\.\w+", found.reason)
    monkeypatch.setattr(session, "observed", lambda *_, **__: {}["lacking"])
    assert "KeyError" in graded("anna", found.files, None, known).reason


def test_a_class_goes_on_when_the_machine_that_checks_is_lost(empty, once):
    def lost(*_: object) -> "Future[Outcome]":
        found: Future[Outcome] = Future()
        found.set_exception(ConnectionError("lost"))
        return found

    with Gradebook.write(empty) as book:
        grading.Grading(book, once.folder, seed=SEED).go(checking.Pool(2, lost))
        reasons = [row.reason for row in book.standing() if row.submission in ("anna", "dora")]

    assert reasons == ["it was not checked to its end (ConnectionError)"] * 2


# 2. Going on.


def test_resume_grades_what_is_left_and_nothing_twice(path, tmp_path):
    folder = class_of_five(tmp_path / "class")
    written(folder / "anna", neuron=b"# another one\n", **NO_STRETCH)
    (folder / "zoe.py").write_bytes(b"")
    before = content(path)
    with Gradebook.write(path) as book:
        found = grading.Grading(book, folder, seed=SEED, resume=True)
        with checking.threads(2, None, published()) as pool:
            found.go(pool)
        assert len(book.runs()) == 1

    assert ([*found.waiting], found.renewed) == (["zoe.py"], ["anna"])
    assert content(path)[:-1] == before


def test_a_new_run_has_the_seed_of_the_last_and_a_new_gradebook_one_that_nobody_knows(
    path, tmp_path, once
):
    seeds = []
    for book_path in (path, tmp_path / "a.db", tmp_path / "b.db"):
        with Gradebook.write(book_path) as book:
            seeds.append(grading.Grading(book, once.folder).run.seed)

    assert seeds[0] == SEED
    assert len({*seeds}) == 3


def test_resume_refuses_to_grade_half_a_class_otherwise(path, once):
    box = Box(layers=("bubblewrap",), bwrap="bwrap", system_calls=b"")
    with Gradebook.write(path) as book:
        for words, how in (("another seed", {"seed": 8}), ("another isolation", {"box": box})):
            with pytest.raises(KitError, match=words):
                grading.Grading(book, once.folder, resume=True, **how)
        book.begin("grade", "0.0.1", "another", SEED, (), {})
        with pytest.raises(KitError, match="another version of the kit"):
            grading.Grading(book, once.folder, resume=True)


def command(*arguments: object) -> "subprocess.Popen[str]":
    words = (sys.executable, "-m", "checks", "grade", *map(str, arguments))
    more = ("--seed", str(SEED), "--isolation", "none", "--jobs", "2")
    return subprocess.Popen(
        [*words, *more],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


@pytest.mark.slow
def test_kill_9_at_any_moment_and_resume_is_as_if_nothing_had_happened(empty, tmp_path):
    folder = class_of_five(tmp_path / "class")
    undisturbed = shutil.copy(empty, tmp_path / "undisturbed.db")
    begun = time.monotonic()
    with command(folder, "--gradebook", undisturbed) as process:
        assert process.wait() == 1  # emil needs a person
    whole = time.monotonic() - begun
    chance = random.Random(4)
    kills = 0
    while kills < 5:
        book = shutil.copy(empty, tmp_path / f"from_{kills}.db")
        while True:
            with command(folder, "--gradebook", book, "--resume") as process:
                try:
                    process.wait(chance.uniform(0.1, 1.0) * whole)
                    break
                except subprocess.TimeoutExpired:
                    process.kill()
                    kills += 1
        assert process.returncode == 1
        assert content(book) == content(undisturbed)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is a signal there")
def test_ctrl_c_keeps_what_has_begun_and_says_how_to_go_on(empty, tmp_path):
    begun, folder = tmp_path / "begun", tmp_path / "class"
    notes = f"import pathlib, time\npathlib.Path({str(begun)!r}).touch()\ntime.sleep(1)\n"
    folder.mkdir()
    for number in range(12):
        written(folder / f"s{number:02}", neuron=notes.encode() + SOURCE["neuron"], **NO_STRETCH)
    with command(folder, "--gradebook", empty) as process:
        while not begun.exists():
            assert process.poll() is None
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate()
    with Gradebook.write(empty) as book:
        kept = len(book.hashes())
        assert book.runs()[0].finished is None
        waiting = grading.Grading(book, folder, seed=SEED, resume=True).waiting

    assert (process.returncode, out) == (130, "")
    assert "Stopping when those under way are graded" in errors
    assert "--resume" in errors.splitlines()[-1]
    assert 0 < len(waiting) == 12 - kept


# 3. A time-out that may be the machine's.


def test_a_time_out_is_doubted_unless_the_code_was_seen_to_be_busy():
    for found, expected in (
        ([("neuron.call", "timeout", 0.1)], True),
        ([("neuron.call", "timeout", 1.9), ("neuron.again", "skipped", 0.0)], False),
        ([("neuron.call", "ok", 0.0), ("neuron.again", "skipped", 0.0)], True),
        ([("neuron.call", "timeout", 1.9), ("network.call", "skipped", 0.0)], False),
        ([("neuron.call", "timeout", 1.9), ("layer.call", "timeout", 0.0)], True),
    ):
        seen = {id: Observation(scenario=id, status=how, busy=busy) for id, how, busy in found}
        assert is_doubtful(seen) is expected


@pytest.mark.slow
def test_what_was_only_slow_passes_at_the_second_look():
    """3 s in one call: more than a scenario may take, and less than a patient look allows."""
    slow = conftest.calling("waited or waited.append(time.sleep(3))")
    files = {f"{part}.py": source for part, source in SOURCE.items()}
    files["neuron.py"] = f"import time\nwaited = []\n{slow}".encode()
    who = (Student("anna", "Anna", "7"),)
    with checking.threads(2, None, published()) as pool:
        handed_in = Outcome("anna", files, notes=("handed in late",), students=who)
        (anna,) = checking.outcomes(pool, [handed_in])

    assert anna.result.verdict == "pass"
    assert "handed in late" in anna.result.notes
    assert anna.students == who


# 4. A roster.


@pytest.mark.parametrize("one", ROSTERS.values(), ids=ROSTERS)
def test_a_roster_is_read_however_it_was_saved_or_said_to_be_none(tmp_path, one):
    """A line calls what is there now first, and by its whole name."""
    roster, text = tmp_path / "roster.csv", one["text"].replace("LONG", "x" * 200_000)
    roster.write_bytes(text.encode(one.get("encoding", "utf-8")))
    there = dict.fromkeys(["anna", "bo.zip", "cafe\u0301.py"], ())
    if "bo.zip" in text:
        there["bo"] = ()
    if "found" in one:
        assert roster_in(roster, there, {}) == [Student(*student) for student in one["found"]]
    else:
        with pytest.raises(KitError, match=one["refused"]) as error:
            roster_in(roster, there, {})
        assert "\n" not in str(error.value)


def test_late_work_keeps_the_names_of_the_others_and_misses_nobody_who_handed_in(path, tmp_path):
    late, roster = tmp_path / "late", tmp_path / "late.csv"
    written(tmp_path / "zoe", base=STUBS)
    shutil.make_archive(str(late / "zoe"), "zip", tmp_path / "zoe")
    roster.write_text("submission,name,id\nzoe,Zoe Z,9\n", "utf-8")

    assert "handed in nothing: Yan\n" in grade(late, path, "--roster", roster).out
    with Gradebook.read(path) as book:
        who = {row.submission: (row.student, row.student_id) for row in book.standing()}
    assert (who["bo"], who["zoe.zip"]) == (("=Bo", "7"), ("Zoe Z", "9"))


# 5. What cannot be done.


def test_without_a_box_or_a_class_nothing_is_done_unless_that_is_asked_for(
    empty, once, monkeypatch
):
    for words in (["regrade", "--all", "--isolation", "none"], ["report", "--to", "pages"]):
        assert run(*words, "--gradebook", empty) == (
            2,
            "",
            f"Nothing has been graded in {empty} yet.\n"
            f"To do: Grade a class first: python -m checks grade FOLDER --gradebook {empty}\n",
        )
    monkeypatch.setenv("PATH", "/nowhere")
    for words in (("grade", once.folder, "--gradebook", empty), ("review", once.folder / "anna")):
        done = run(*words)
        assert (done.status, done.out) == (2, "")
        assert "--isolation none" in done.err
    assert content(empty) == []
    assert run("review", SOLUTIONS / "mistakes" / "neuron" / "bias_unused.py").status == 1


# 6. Regrading.


@pytest.fixture
def misjudged(path) -> Path:
    """A class in which bo, whose neuron is wrong, and anna were once taken for one another."""
    with Gradebook.write(path) as book:
        wrong = book.begin("grade", "0.0.1", "a kit with a fault", SEED, (), {})
        rows = {row.submission: row for row in book.standing()}
        for name, other in (("anna", "bo"), ("bo", "anna")):
            result = msgspec.structs.replace(rows[other].result, submission=name)
            book.record(wrong, Outcome(name, book.files(rows[name]), result))
    return path


def regraded(path: Path, choice: grading.Choice) -> grading.Regraded:
    with Gradebook.write(path, new=False) as book:
        (found,) = grading.regrade(book, choice, None, 2, lambda *_: lambda: None)
    return found


def test_a_part_that_is_regraded_brings_its_notes(misjudged):
    """They say which file was taken as which, or what of an engine was not looked at."""
    with Gradebook.write(misjudged, new=False) as book:
        row = next(row for row in book.standing() if row.submission == "bo")
        files = {**book.files(row), "extra.py": b"class Value: pass\n"}
        files["layer.py"] = b"import extra\n" + files["layer.py"]
        book.record(book.begin("grade", "0", "", SEED, (), {}), Outcome("bo", files, row.result))
    found = regraded(misjudged, grading.Choice(exercise="neuron", students=("bo",)))

    assert "extra.py" in found.now.result.notes[0]


def test_regrading_says_what_changes_and_an_accepted_one_is_a_run_of_its_own(misjudged, once):
    words = ("regrade", "--gradebook", misjudged, "--isolation", "none", "--jobs", 2)
    done = run(*words, "--all", "--accept")
    with Gradebook.read(misjudged) as book:
        *_, last = book.runs()
        kept = [row for row in book.rows() if row.run == last.id]
        assert all(pictures.unpacked(book.excerpt(row)).observations for row in kept)

    assert done.status == 0
    assert re.search(r"anna\s+neuron: 3 checks\s+not yet\s+pass\s+[\d.]+ → 10", done.out)
    assert "Unchanged: 2 of 4" in done.out
    assert re.search(r"Not regraded:\n\s+emil\.zip", done.out)
    assert done.out.endswith("Kept as run 3. What was there before stays in the gradebook.\n")
    assert (last.kind, last.seed, last.finished is not None) == ("regrade", SEED, True)
    assert [row.submission for row in kept] == ["anna", "bo"]
    assert content(misjudged) == content(once.book)  # as it was judged at first


def test_points_that_were_given_by_another_rule_are_regraded_and_shown(path):
    with Gradebook.write(path) as book:
        (row,) = (row for row in book.standing() if row.submission == "anna")
        first, *rest = row.result.exercises
        exercises = msgspec.structs.replace(first, points=1.0), *rest
        result = msgspec.structs.replace(row.result, exercises=exercises, points=8.0)
        outcome = Outcome("anna", book.files(row), result)
        book.record(book.begin("grade", "0", "", SEED, (), {}), outcome)
    changes = [
        regraded(path, grading.Choice(students=("anna",), **chosen)).changes()
        for chosen in ({}, {"exercise": "neuron"}, {"exercise": "layer"})
    ]

    assert changes == [{"points": ("8", "10")}, {"points": ("8", "10")}, {}]


@pytest.mark.parametrize(
    ("choice", "changes"),
    [
        (grading.Choice(exercise="neuron", students=("=Bo",)), {"neuron", "network"}),
        (grading.Choice(check="neuron.range", students=("7",)), {"neuron", "network"}),
        (grading.Choice(check="layer.answers", students=("bo",)), set()),
    ],
)
def test_only_what_is_chosen_is_regraded_and_nothing_changes_before_it_is_accepted(
    misjudged, choice, changes
):
    """A neuron that is found to be wrong closes the network, though only that is chosen."""
    before = content(misjudged)

    found = regraded(misjudged, choice).changes()
    assert {check.partition(".")[0] for check in found} == changes
    assert content(misjudged) == before


def test_each_student_who_is_named_is_regraded(path):
    words = ("regrade", "--gradebook", path, "--isolation", "none", "--student", "anna")
    assert run(*words, "--student", "7").out == "Unchanged: 2 of 2.\n"


# 7. Long work says how far it is, on a terminal of any width and without one.

WORK = """\
from checks.desk import terminal
terminal.LINE_SECONDS = 0
with terminal.progress() as view:
    step = view.part("submissions", 3)
    for verdict in ("pass", "not yet", "pass"):
        step(verdict)
    view.say("[said]")
"""


def test_without_a_terminal_it_is_told_in_lines():
    done = python("-c", WORK)

    assert done.stdout == ""
    told = [re.sub(r"[\d.]+(/s| s left)", r"N\1", line) for line in done.stderr.splitlines()]
    assert told == [
        "submissions: 3",
        "submissions: 1 of 3, N/s, N s left: 1 pass",
        "submissions: 2 of 3, N/s, N s left: 1 pass, 1 not yet",
        "submissions: 3 of 3, N/s: 2 pass, 1 not yet",
        "[said]",
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminals")
def test_a_terminal_shows_how_far_it_is_however_narrow():
    for columns in (40, 120):
        status, said = at_terminal(ROOT, "-c", WORK, COLUMNS=str(columns), NO_COLOR="1")
        assert status == 0
        lines = re.split(r"[\r\n]+", re.sub(r"\x1b\[[0-9;?]*\w", "", said))
        assert any(re.match(r"submissions +\S* +3/3", line) for line in lines)
        assert "[said]" in lines
        assert max(map(len, lines)) <= columns


# 8. A cluster gives the same marks as one machine, though it loses a worker half way.


Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def cluster(tmp_path) -> Iterator[tuple[Start, str]]:
    """Start a scheduler; say how to start more parts of a cluster, and its address."""
    pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    started, noted = [], tmp_path / "scheduler.json"

    def begin(*words: object) -> subprocess.Popen[bytes]:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        environment = {**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}
        words = (sys.executable, "-m", "dask", *map(str, words), "--no-dashboard")
        started.append(subprocess.Popen(words, cwd=ROOT, env=environment, **quiet))
        return started[-1]

    begin("scheduler", "--host", "127.0.0.1", "--port", 0, "--scheduler-file", noted)
    while not (noted.exists() and noted.stat().st_size):
        assert started[0].poll() is None, "the scheduler did not start"
        time.sleep(0.1)
    yield begin, str(json.loads(noted.read_text(encoding="utf-8"))["address"])
    for process in started:
        process.kill()
        process.wait()


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_gives_the_marks_of_one_machine(cluster):
    right = {f"{part}.py": SOURCE[part] for part in ("neuron", "layer")}
    wrong = {**right, "neuron.py": WRONG}
    handed_in = [Outcome(f"student{number}", (right, wrong)[number % 2]) for number in range(6)]
    start, address = cluster
    first, _ = (start("worker", address, "--no-nanny", "--nthreads", "1") for _ in range(2))
    with pytest.importorskip("distributed").Client(address, timeout=60) as client:
        client.wait_for_workers(2, timeout=60)
    with checking.threads(2, None, reference.hidden(SEED)) as pool:
        alone = {one.name: one.result.exercises for one in checking.outcomes(pool, handed_in)}
    together = {}
    with (
        checking.connected(address, None) as client,
        checking.workers(client, reference.hidden(SEED), box=None) as pool,
    ):
        assert pool.jobs == 2  # workers of one thread each
        for one in checking.outcomes(pool, handed_in):
            first.send_signal(signal.SIGKILL)
            assert one.result is not None, one.reason
            together[one.name] = one.result.exercises

    assert first.wait() == -signal.SIGKILL
    assert len(alone) == 6
    assert alone == together


@pytest.mark.slow
def test_what_cannot_be_reached_is_said_in_one_line(cluster, monkeypatch):
    _, address = cluster
    monkeypatch.setattr(checking, "SECONDS", 3.0)
    for where, words in ((address, "no workers"), ("tcp://127.0.0.1:9", "No scheduler answers")):
        with pytest.raises(KitError, match=words), checking.connected(where, None):
            pass
    monkeypatch.setitem(sys.modules, "distributed", None)
    lacking = pytest.raises(KitError, match="Dask's distributed is not installed")
    with lacking as error, checking.connected(address, None):
        pass
    assert error.value.fix == "python -m pip install '.[cluster]'"


# 9. Parts of an edition.


def test_marks_are_out_of_what_was_handed_out_again_and_again(tmp_path):
    folder, path = tmp_path / "class", tmp_path / "class.db"
    for name, part in (("anna", "layer"), ("bo", "count")):
        (folder / name).mkdir(parents=True)
        shutil.copy(SOLUTIONS / f"{part}.py", folder / name)
    first = grade(folder, path, "--exercises", "layer", "--exercises", "count")
    run("regrade", "--gradebook", path, "--isolation", "none", "--student", "bo", "--accept")
    again, table = grade(folder, path, "--csv", "-"), tmp_path / "class.csv"
    refused = grade(folder, path, "--exercises", "mlp", "--resume")
    mistyped = grade(folder, tmp_path / "clas.db", "--resume")
    run("export", "--gradebook", path, "--to", table)
    head, *lines = csv.reader(io.StringIO(table.read_text(encoding="utf-8-sig")))
    anna, bo = (dict(zip(head, line, strict=True)) for line in lines)
    with Gradebook.read(path) as book:
        out = {run.exercises for run in book.runs()}
        asked = {one.id for row in book.standing() for one in row.result.exercises}

    assert [first.status, again.status] == [0, 0]
    assert (out, asked) == ({("engine", "layer", "count")}, {"layer", "count"})
    shown = [name for name in head if name.endswith("points")]
    assert shown == ["points", "layer points", "count points"]
    assert (anna["verdict"], anna["layer points"], anna["out_of"]) == ("pass", "3.0", "3.0")
    assert (bo["verdict"], bo["count verdict"]) == ("not started", "pass")
    assert "graded with other exercises" in refused.err
    assert (mistyped.status, "There is no gradebook" in mistyped.err) == (2, True)


# 10. One submission, reviewed as it was graded.


def test_a_review_takes_in_and_judges_what_grading_does(once, tmp_path):
    packed = shutil.make_archive(str(tmp_path / "bo"), "zip", once.folder / "bo")
    alone = tmp_path / "all.py"
    alone.write_bytes(SOURCE["neuron"])
    bare, kept = ("--isolation", "none"), ("review", "--gradebook", once.book, "--student")
    found = [run("review", one, *bare) for one in (packed, alone, once.folder / "anna")]
    found += [run(*kept, one, *bare) for one in ("7", "dora")]
    page = tmp_path / "bo.html"
    run(*kept, "bo", *bare, "--html", page)

    assert [one.status for one in found] == [1, 1, 0, 1, 1]
    for text in (found[0].out, found[3].out, page.read_text(encoding="utf-8")):
        assert "The reference" in text
    assert "14 of 14  pass" in found[1].out
    refused = run("review", once.folder / "emil.zip", *bare).err
    assert "cannot be taken in: the zip is damaged" in refused
