"""The grading of a class: each submission by itself, so that none stops the others or is lost."""

import signal
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from secrets import randbits
from tempfile import TemporaryDirectory

from msgspec import Struct

from checks.catalog import HERE, ROOT, exercises, lesson
from checks.check import session
from checks.check.evidence import Evidence
from checks.check.key import Answers
from checks.check.result import Result
from checks.errors import KitError
from checks.files import digest
from checks.instructor import students
from checks.instructor.gradebook import Gradebook, Outcome, Run
from checks.instructor.intake import Entry, Refused, entries, take
from checks.run.box import Box
from checks.run.observation import Observation
from checks.submission import NOTEBOOK, SCRIPT, SOLUTIONS, STUBS, Submission

PATIENCE = 4.0  # how many times as long a second look may take, if it is not the code that does
ENDLESS_SECONDS = 0.5  # of the processor; a right answer needs a hundredth of that
AHEAD = 2  # submissions for each job that are read before they are needed

# one submission


def graded(
    name: str, files: Mapping[str, bytes], box: Box | None, answers: Answers, patience: float = 1.0
) -> Outcome:
    """Check one submission; whatever goes wrong, there is an outcome."""
    try:
        with laid_out(name, files) as submission:
            checked = session.check(submission, box=box, answers=answers, patience=patience)
        return _outcome(name, files, checked.result, checked.evidence)
    except Exception as error:  # a fault of the kit on one submission is no reason to stop a class
        return Outcome(name, files, None, f"the kit failed on it ({type(error).__name__}: {error})")


def _outcome(name: str, files: Mapping[str, bytes], result: Result, evidence: Evidence) -> Outcome:
    faults = [c.id for one in result.exercises for c in one.checks if c.verdict == "kit error"]
    reason = f"the kit failed in {', '.join(faults)}" if faults else ""
    doubt = is_doubtful(evidence.observations)
    kept = lesson("exhibits.pictures").packed(result, evidence)  # what pictures are drawn from
    return Outcome(name, files, result, reason, kept, doubt)


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
def laid_out(name: str, files: Mapping[str, bytes]) -> Iterator[Submission]:
    """Write a submission's files to a private folder of its own, which goes when it is checked.

    What is given and was not handed in is as it was handed out; a stretch goal is not started.
    """
    with TemporaryDirectory(prefix="submission-", ignore_cleanup_errors=True) as folder:
        for file, content in files.items():
            Path(folder, file).write_bytes(content)
        whole = next((Path(folder, file) for file in (SCRIPT, NOTEBOOK) if file in files), None)
        paths = {}
        for one in exercises():
            is_optional = one.given or not one.required
            missing = whole or (STUBS / one.file if is_optional else Path(folder, one.file))
            paths[one.module] = Path(folder, one.file) if one.file in files else missing
        yield Submission(name, paths, whole)


# many at the same time


class Pool(Struct, frozen=True):
    """What checks submissions: threads of this process, or the workers of a cluster.

    Attributes:
        jobs: how many it checks at the same time.
        submit: begins to check a submission: its name, its files, and how much patience it takes.
    """

    jobs: int
    submit: Callable[[str, Mapping[str, bytes], float], "Future[Outcome]"]


@contextmanager
def threads(jobs: int, box: Box | None, answers: Answers) -> Iterator[Pool]:
    """Yield the pool of this process; each thread waits for a worker process."""
    executor = ThreadPoolExecutor(jobs)
    try:
        yield Pool(
            jobs,
            lambda name, files, patience: executor.submit(
                graded, name, files, box, answers, patience
            ),
        )
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def outcomes(
    pool: Pool, submissions: Iterable[Outcome], is_stopped: Callable[[], bool] = lambda: False
) -> Iterator[Outcome]:
    """Yield what came of each submission, as it comes, and few read before they are needed.

    What may be the machine's fault is looked at once more at the end, one after the other, unless
    it is stopped before.

    Args:
        submissions: those to check; one with a reason not to is yielded as it is.
    """
    doubtful = []
    for one in _first_looks(pool, iter(submissions)):
        if one.is_doubtful:
            doubtful.append(one)
        else:
            yield one
    for one in doubtful:
        if not is_stopped():
            yield _ended(pool.submit(one.name, one.files, PATIENCE), one)


def _first_looks(pool: Pool, left: Iterator[Outcome]) -> Iterator[Outcome]:
    going: dict[Future[Outcome], Outcome] = {}
    while True:
        while len(going) < AHEAD * pool.jobs and (one := next(left, None)):
            if one.reason:
                yield one
            else:
                going[pool.submit(one.name, one.files, 1.0)] = one
        if not going:
            return
        for ended in wait(going, return_when=FIRST_COMPLETED).done:
            yield _ended(ended, going.pop(ended))


def _ended(looking: "Future[Outcome]", one: Outcome) -> Outcome:
    """Return what came of a submission; the machine that checked it may have been lost."""
    try:
        return looking.result()
    except Exception as error:
        reason = f"it was not checked to its end ({type(error).__name__})"
        return Outcome(one.name, one.files, None, reason)


# a class


class Settings(Struct, frozen=True):
    """How a class is to be graded.

    Attributes:
        folder: where the submissions are.
        jobs: how many are checked at the same time.
        resume: whether to go on with the last run, grading nothing twice.
        box: what holds the learners' code; None if nothing does.
        others: files that may be in the folder and are no submissions.
        seed: what the scenarios are drawn from; if None, what the gradebook's last run was, or
            else a number that nobody knows.
        roster: the table that says whose the submissions are.
    """

    folder: Path
    jobs: int
    resume: bool
    box: Box | None = None
    others: tuple[Path, ...] = ()
    seed: int | None = None
    roster: Path | None = None


class Grading:
    """One run over a class.

    Attributes:
        run: its row in the gradebook.
        waiting: the submissions that have no row in it yet.
        renewed: the names of those that have one, of other files than are there now.
        is_stopped: whether Ctrl-C came: then no further submission is begun.
    """

    def __init__(self, book: Gradebook, settings: Settings) -> None:
        """Begin a run, or go on with the last one.

        Raises:
            KitError: if there is nothing to grade, the roster cannot be read, or the last run
                cannot be gone on with.
        """
        found = entries(settings.folder, settings.others)
        names, roster = [entry.name for entry in found], settings.roster
        enrolled = students.read(roster, names, book.hashes()) if roster else []
        self._book, self._settings, self.is_stopped = book, settings, False
        self.run = self._last() or self._begun()
        book.enrol(enrolled)
        hashes = book.hashes(self.run.id)
        self.waiting = [entry for entry in found if entry.name not in hashes]
        again = (self._taken(entry) for entry in found if entry.name in hashes)
        self.renewed = [one.name for one in again if one.hash != hashes[one.name]]

    def go(
        self,
        pool: Pool,
        step: Callable[[Outcome], object] = lambda _: None,
        stopping: Callable[[], object] = lambda: None,
    ) -> None:
        """Grade all that wait. The first Ctrl-C lets what has begun come to its end, and stops.

        Args:
            step: told what came of each submission, once that is on the disk.
            stopping: told that Ctrl-C came.
        """
        with self._told_to_stop(stopping):
            for one in outcomes(pool, self._handed_in(), lambda: self.is_stopped):
                self._book.record(self.run, one)
                step(one)
        if not self.is_stopped:
            self._book.finish(self.run)

    def _handed_in(self) -> Iterator[Outcome]:
        """Yield what waits, until Ctrl-C."""
        for entry in self.waiting:
            if self.is_stopped:
                return
            yield self._taken(entry)

    def _taken(self, entry: Entry) -> Outcome:
        try:
            return Outcome(entry.name, take(self._settings.folder, entry))
        except Refused as refused:
            return Outcome(entry.name, {}, None, str(refused))

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

    def _last(self) -> Run | None:
        """Return the run to go on with."""
        run = next((run for run in reversed(self._book.runs()) if run.kind == "grade"), None)
        if run is None or not self._settings.resume:
            return None
        if run.kit_hash != kit_hash():
            raise KitError(
                "The kit has changed since the last run began; half of the class would be "
                "checked by other rules.",
                fix="Begin a new run: leave out --resume.",
            )
        if self._settings.seed not in (None, run.seed):
            raise KitError(
                "The last run was graded with another seed.",
                fix="Leave out --seed to go on with it, or --resume to begin a new run.",
            )
        if run.isolation != layers(self._settings.box):
            raise KitError(
                "The last run was graded with another isolation.",
                fix="Give --isolation as then, or leave out --resume.",
            )
        return run

    def _begun(self) -> Run:
        settings, runs = self._settings, self._book.runs()
        options = {"folder": str(settings.folder), "jobs": settings.jobs}
        seed = settings.seed
        if seed is None:
            seed = runs[-1].seed if runs else randbits(48)
        box = layers(settings.box)
        return self._book.begin("grade", version(), kit_hash(), seed, box, options)


def layers(box: Box | None) -> tuple[str, ...]:
    """Return what holds the learners' code."""
    return box.layers if box else ()


@cache
def kit_hash() -> str:
    """Hash all that a verdict depends on: the checks, their numbers and the solutions."""
    kinds = ("*.py", "*.toml", "*.json")
    paths = [*(path for kind in kinds for path in HERE.rglob(kind)), *SOLUTIONS.rglob("*.py")]
    texts = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths}
    return digest({name: text.replace(b"\r\n", b"\n") for name, text in texts.items()})


@cache
def version() -> str:
    """Return the version of the kit."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])
