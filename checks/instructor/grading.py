"""The grading of a class: each submission by itself, so that none stops the others or is lost."""

import signal
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from functools import cache, partial
from itertools import takewhile
from pathlib import Path
from secrets import randbits
from tempfile import TemporaryDirectory
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from checks.catalog import HERE, ROOT, handed_out, lesson
from checks.check import session
from checks.check.key import Answers
from checks.edition import hash_of
from checks.errors import KitError, Refused
from checks.instructor.decisions import Row, kit_command
from checks.instructor.gradebook import Gradebook, Outcome, Run, Student, stem
from checks.instructor.intake import Entry, HandedIn, entries, read
from checks.instructor.roster import roster_in
from checks.run.box import Box
from checks.run.observation import Observation
from checks.run.worker import ENDLESS_SECONDS, Slow
from checks.submission import FILES, SOLUTIONS, WHOLE, Submission, at, plain

PATIENCE = 4.0  # how many times as long a second look may take, if it is not the code that does
AHEAD = 2  # submissions for each job that are read before they are needed
NEEDS_PERSON = "needs a person"
ORDER = (
    *("pass", "not yet", "not started", "crashed", "timed out", "blocked", "kit error"),
    NEEDS_PERSON,
)
SHOWN = 50  # submissions that need a person, on the screen; all are in the gradebook

# one submission


def graded(
    name: str,
    files: Mapping[str, bytes],
    box: Box | None,
    hidden: Answers,
    patience: float = 1.0,
    chosen: tuple[str, ...] = (),
) -> Outcome:
    """Check some exercises of one submission; whatever goes wrong, there is an outcome."""
    try:
        is_shown = box is not None and not box.bwrap  # to another user
        with laid_out(name, files, is_shown=is_shown) as submission:
            checked = session.check(submission, chosen, box=box, hidden=hidden, patience=patience)
        result = checked.result
        faults = [c.id for one in result.exercises for c in one.checks if c.verdict == "kit error"]
        reason = f"the kit failed in {', '.join(faults)}" if faults else ""
        excerpt = lesson("exhibits.pictures").packed(result, checked.evidence)
        found = [one for one in (checked.evidence, checked.hidden) if one]
        seen = [evidence for one in found for evidence in (one, *one.owned.values())]
        doubt = any(is_doubtful(one.observations) for one in seen)
        return Outcome(name, files, result, reason, excerpt, doubt)
    except Slow:
        return Outcome(name, files, None, is_doubtful=True)
    except Exception as error:  # a fault of the kit on one submission is no reason to stop a class
        return Outcome(name, files, None, f"the kit failed on it ({type(error).__name__}: {error})")


def is_doubtful(observations: Mapping[str, Observation]) -> bool:
    """Tell whether an exercise was cut short and its code was not seen to be busy all that time."""
    seen: dict[str, list[Observation]] = {}
    for scenario, observation in observations.items():
        seen.setdefault(scenario.partition(".")[0], []).append(observation)
    return any(
        {"timeout", "skipped"} & {one.status for one in found}
        and {one.status for one in found} != {"skipped"}  # what it needs was: it says so there
        and not any(one.busy >= ENDLESS_SECONDS for one in found)
        for found in seen.values()
    )


@contextmanager
def laid_out(
    name: str, files: Mapping[str, bytes], *, is_shown: bool = False
) -> Iterator[Submission]:
    """Write a submission's files to a private folder of its own, which goes when it is checked."""
    with TemporaryDirectory(prefix="submission-", ignore_cleanup_errors=True) as folder:
        if is_shown:
            Path(folder).chmod(0o755)
        first, *others = files
        # one that is handed in by itself is called as the submission is
        is_alone = first == WHOLE.get(Path(name).suffix.lower())
        whole = Path(folder, plain(name) if is_alone else first)
        paths = [Path(folder, file) for file in files] if others else [whole]
        for path, content in zip(paths, files.values(), strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        found = at(Path(folder) if others or first in FILES else whole)
        yield replace(found, name=name, beside=tuple(paths))


# many at the same time


class Pool(Struct, frozen=True):
    """What checks submissions: threads of this process, or the workers of a cluster."""

    jobs: int  # how many at the same time
    submit: Callable[..., "Future[Outcome]"]


@contextmanager
def threads(
    jobs: int, box: Box | None, hidden: Answers, chosen: tuple[str, ...] = ()
) -> Iterator[Pool]:
    """Yield the pool of this process; each thread waits for a worker process."""
    executor = ThreadPoolExecutor(jobs)
    try:
        how = partial(graded, box=box, hidden=hidden, chosen=chosen)
        yield Pool(jobs, partial(executor.submit, how))
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def outcomes(
    pool: Pool, submissions: Iterable[Outcome], is_stopped: Callable[[], bool] = lambda: False
) -> Iterator[Outcome]:
    """Yield what came of each submission, as it comes, and few read before they are needed.

    One with a reason not to check it is yielded as it is. What may be the machine's fault is looked
    at once more at the end, with more time, unless it is stopped before.
    """
    doubtful = []
    for found in _seen(pool, submissions):
        if found.is_doubtful:
            again = Outcome(found.name, found.files, notes=found.notes, students=found.students)
            doubtful.append(again)
        else:
            yield found
    yield from _seen(pool, takewhile(lambda _: not is_stopped(), doubtful), patience=PATIENCE)


def _seen(pool: Pool, submissions: Iterable[Outcome], **how: float) -> Iterator[Outcome]:
    left = iter(submissions)
    going: dict[Future[Outcome], Outcome] = {}
    while True:
        while len(going) < AHEAD * pool.jobs and (one := next(left, None)):
            if one.reason:
                yield one
            else:
                going[pool.submit(one.name, one.files, **how)] = one
        if not going:
            break
        for ended in wait(going, return_when=FIRST_COMPLETED).done:
            yield _ended(ended, going.pop(ended))


def _ended(looking: "Future[Outcome]", one: Outcome) -> Outcome:
    """Return what came of a submission; the machine that checked it may have been lost."""
    try:
        found = looking.result()
    except Exception as error:
        reason = f"it was not checked to its end ({type(error).__name__})"
        return replace(one, reason=reason)
    result = found.result and replace(found.result, notes=(*one.notes, *found.result.notes))
    return replace(found, result=result, notes=one.notes, students=one.students)


# a class


class Grading:
    """One run over a class: its row in the gradebook, and the submissions that wait for theirs.

    Some may be renewed: they have a row in it, of other files than are there now.
    """

    def __init__(
        self,
        book: Gradebook,
        folder: Path,
        box: Box | None = None,
        *,
        seed: int | None = None,
        exercises: tuple[str, ...] = (),
        resume: bool = False,
        roster: Path | None = None,
        others: Iterable[Path] = (),
    ) -> None:
        """Begin a run, or go on with the last one and grade nothing twice.

        Args:
            seed: if None, that of the gradebook's last run, or else a number that nobody knows.
            exercises: what was handed out; if empty, as in the last run, or else all.
            others: files that may be in the folder and are no submissions.
        """
        self.told: list[str] = []  # what is to be known of the class
        earlier = {stem(name): name for name in book.hashes()}  # as a folder, and now as a zip
        found = entries(folder, others, self.told)
        found = {earlier.get(stem(name), name): entry for name, entry in found.items()}
        people = {name: entry.known for name, entry in found.items()}
        enrolled = roster_in(roster, people, book.hashes(), self.told) if roster else []
        self._book, self.box, self.is_stopped = book, box, False
        out = tuple(one.id for one in handed_out(exercises)) if exercises else ()
        self.run = _run(book, folder, box, seed, out, resume=resume)
        book.enrol(enrolled)
        hashes = book.hashes(self.run.id)
        self.waiting = {name: path for name, path in found.items() if name not in hashes}
        self._ids = {one.id: one.submission for one in book.students() if one.id}
        again = (_taken(name, path) for name, path in found.items() if name in hashes)
        self.renewed = [one.name for one in again if one.hash != hashes[one.name]]

    def go(
        self,
        pool: Pool,
        step: Callable[[Outcome], object] = lambda _: None,
        stopping: Callable[[], object] = lambda: None,
    ) -> None:
        """Grade all that wait, and tell `step` what came of each once that is on the disk.

        The first Ctrl-C lets what has begun come to its end, and stops; `stopping` is told.
        """
        with self._told_to_stop(stopping):
            # lazily: what waits is read when its turn comes, and after Ctrl-C no more of it
            waiting = takewhile(lambda _: not self.is_stopped, self.waiting.items())
            handed_in = (_taken(name, path, self._ids) for name, path in waiting)
            for one in outcomes(pool, handed_in, lambda: self.is_stopped):
                self._book.record(self.run, one)
                step(one)
        if not self.is_stopped:
            self._book.finish(self.run)

    @contextmanager
    def _told_to_stop(self, stopping: Callable[[], object]) -> Iterator[None]:
        """Take note of Ctrl-C between two submissions: an exception could lose one half way."""

        def stop(*_: object) -> None:
            self.is_stopped = True
            signal.signal(signal.SIGINT, before)  # the second one stops at once
            stopping()

        before = signal.signal(signal.SIGINT, stop)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)


def _taken(name: str, entry: Entry, ids: Mapping[str, str] = {}) -> Outcome:
    """Return what was handed in; an id that is another's, which anybody can say, is left out."""
    try:
        found, reason = read(entry), ""
    except Refused as refused:
        found, reason = HandedIn({}, entry.notes, entry.people), str(refused)
    taken = [one.id for one in found.people if ids.get(one.id, name) != name]
    students = tuple(
        Student(name, one.name, "" if one.id in taken else one.id, entry.origin)
        for one in found.people
    )
    words = (f"It says the id {id}, which another submission has: whose is it?" for id in taken)
    notes = (*found.notes, *words)
    return Outcome(name, found.files, reason=reason, notes=notes, students=students)


def _run(
    book: Gradebook,
    folder: Path,
    box: Box | None,
    seed: int | None,
    exercises: tuple[str, ...],
    *,
    resume: bool,
) -> Run:
    """Return the run to go on with, or a new one."""
    runs = book.runs()
    last = next((run for run in reversed(runs) if run.kind == "grade"), None)
    if last is None or not resume:
        if seed is None:
            seed = runs[-1].seed if runs else randbits(48)
        exercises = exercises or (runs[-1].exercises if runs else ())
        options = {"folder": str(folder), "exercises": exercises}
        return begin(book, "grade", seed, box, options)
    for is_other, what, or_else in (
        (last.kit_hash != kit_hash(), "by another kit", ""),
        (seed not in (None, last.seed), "with another seed", ", or --seed to go on"),
        (exercises not in ((), last.exercises), "with other exercises", ", or --exercises"),
        (last.isolation != layers(box), "with another isolation", ", or give --isolation as then"),
    ):
        if is_other:
            raise KitError(
                f"The last run was graded {what}: half of the class would be checked otherwise.",
                fix=f"Leave out --resume to begin a new run{or_else}.",
            )
    return last


def begin(
    book: Gradebook, kind: Literal["grade", "regrade"], seed: int, box: Box | None, options: Any
) -> Run:
    """Begin a run with this kit."""
    return book.begin(kind, version(), kit_hash(), seed, layers(box), options)


def layers(box: Box | None) -> tuple[str, ...]:
    """Return what holds the learners' code."""
    return box.layers if box else ()


@cache
def kit_hash() -> str:
    """Hash all that a verdict depends on: the checks, their numbers and the solutions."""
    kinds = ("*.py", "*.toml", "*.json")
    paths = [*(path for kind in kinds for path in HERE.rglob(kind)), *SOLUTIONS.rglob("*.py")]
    return hash_of(sorted(paths))


@cache
def version() -> str:
    """Return the version of the kit."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


# what is told


def verdict(one: Outcome | Row) -> str:
    """Return the word that a submission counts under."""
    return NEEDS_PERSON if one.reason or one.result is None else one.result.verdict


def standing(book: Gradebook, run: Run) -> list[Row]:
    """Return what was graded in a run, as it stands."""
    own = book.hashes(run.id)
    return [row for row in book.standing() if row.submission in own]


def summary(book: Gradebook, run: Run, rows: Iterable[Row]) -> RenderableType:
    """Return what came of a run, as it stands."""
    each = {row.submission: row for row in rows}.values()  # of two students, once
    found, reasons = Counter(map(verdict, each)), []
    for row in filter(lambda row: row.needs, each):
        is_named = row.student not in (row.submission, stem(row.submission))
        named = f"{row.submission} ({row.student})" if is_named else row.submission
        reasons.append((named, row.needs))
    counts = Table.grid(padding=(0, 2))
    for name in filter(found.get, ORDER):
        counts.add_row("", Text(name), Text(str(found[name]), justify="right"))
    parts: list[RenderableType] = [counts, Text()]
    if reasons:
        parts += [Text("These need a person:", "bold"), listed(reasons), Text()]
    if absent := [one.name for one in book.absent()]:
        parts += [Text(f"On the roster, and nothing handed in: {', '.join(absent)}"), Text()]
    layers = ", ".join(run.isolation) or "none"
    where = Text(f"{book.path} has it all, as run {run.id}. Isolation: {layers}.")
    report = kit_command("report", "--gradebook", book.path, "--to", "FOLDER")
    return Group(*parts, where, Text(f"As pages: {report}", no_wrap=True, overflow="ignore"))


def listed(found: Sequence[tuple[str, str]]) -> RenderableType:
    """Return submissions, each with the reason why it needs a person."""
    table = Table.grid(padding=(0, 2))
    for name, reason in found[:SHOWN]:
        table.add_row("", Text(name, overflow="fold"), Text(reason, overflow="fold"))
    if (more := len(found) - SHOWN) > 0:
        table.add_row("", Text(f"... and {more} more"), "")
    return table


def stopped(arguments: Sequence[str]) -> str:
    """Return how to go on with a run that was stopped, by what it was started with."""
    again = [one for one in arguments if one != "--resume"]
    words = "Stopped. All that was graded is kept; go on with:"
    return f"{words}\n  {kit_command(*again, '--resume')}"


def renewed(names: Sequence[str]) -> str:
    """Return what to know of submissions that were handed in anew since the run graded them."""
    return (
        f"Handed in anew since this run graded them: {', '.join(names)}.\n"
        "Their marks are of what was there before. To grade it: leave out --resume."
    )
