"""How is a class graded? Each submission by itself: none stops the others, and none is lost."""

import signal
import tomllib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from secrets import randbits
from tempfile import TemporaryDirectory

from msgspec import Struct

from checks import drawn_key
from checks.box import Box
from checks.catalog import HERE, ROOT, exercises
from checks.errors import KitError
from checks.gradebook import Gradebook, Run
from checks.intake import Entry, Refused, entries, take
from checks.key import Answers, hash_of
from checks.key_building import Progress
from checks.observation import Observation
from checks.result import Result
from checks.session import assess
from checks.submission import NOTEBOOK, SCRIPT, SOLUTIONS, STUBS, Submission

PATIENCE = 4.0  # how many times as long a second look may take, if it is not the code that does
ENDLESS_SECONDS = 0.5  # of the processor; a right answer needs a hundredth of that
AHEAD = 2  # submissions for each job that are read before they are needed

Files = Mapping[str, bytes]
Grade = Callable[..., "Outcome"]


class Outcome(Struct, frozen=True):
    """What came of one submission: a Result, a reason why it needs a person, or both.

    Attributes:
        is_doubtful: something timed out, and perhaps only because the machine was busy.
    """

    result: Result | None
    reason: str = ""
    is_doubtful: bool = False


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
    """

    folder: Path
    jobs: int
    resume: bool
    box: Box | None = None
    others: tuple[Path, ...] = ()
    seed: int | None = None

    @property
    def isolation(self) -> tuple[str, ...]:
        return self.box.layers if self.box else ()


class Grading:
    """One run over a class.

    Attributes:
        run: its row in the gradebook.
        waiting: the submissions that have no row in it yet.
        done: how many have one.
        is_stopped: whether Ctrl-C came: then no further submission is begun.
    """

    def __init__(self, book: Gradebook, settings: Settings) -> None:
        """Begin a run, or go on with the last one.

        Raises:
            KitError: if there is nothing to grade, or the last run cannot be gone on with.
        """
        found = entries(settings.folder, settings.others)
        self._book, self._settings = book, settings
        self.run = self._last() or self._begun()
        names = book.names(self.run.id)
        self.waiting = [entry for entry in found if entry.name not in names]
        self.done = len(names)
        self.is_stopped = False

    def go(
        self,
        answers: Answers,
        step: Callable[[str, Outcome], object] = lambda *_: None,
        stopping: Callable[[], object] = lambda: None,
        executor: Executor | None = None,
    ) -> None:
        """Grade all that wait. The first Ctrl-C lets what has begun come to its end, and stops.

        Args:
            answers: to the scenarios of the run's seed; see `answers_of`.
            step: told each submission's name and what came of it, once that is on the disk.
            stopping: told that Ctrl-C came.
            executor: calls `graded` for each, if not threads of this process.
        """
        pool = executor or ThreadPoolExecutor(self._settings.jobs)
        grade = partial(graded, box=self._settings.box, answers=answers)
        try:
            with self._told_to_stop(stopping):
                for entry, files, outcome in self._outcomes(pool, grade):
                    self._book.record(self.run, entry.name, files, outcome.result, outcome.reason)
                    step(entry.name, outcome)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
        if not self.is_stopped:
            self._book.finish(self.run)

    def _outcomes(self, pool: Executor, grade: Grade) -> Iterator[tuple[Entry, Files, Outcome]]:
        """Yield each outcome that stands; what may be the machine's fault is looked at again."""
        doubtful: list[tuple[Entry, Files]] = []
        for entry, files, outcome in self._first_looks(pool, grade):
            if outcome.is_doubtful:
                doubtful.append((entry, files))
            else:
                yield entry, files, outcome
        for entry, files in doubtful:  # one by one, on a machine that has nothing else to do
            if not self.is_stopped:
                again = pool.submit(grade, entry.name, files, patience=PATIENCE)
                yield entry, files, _outcome(again)

    def _first_looks(self, pool: Executor, grade: Grade) -> Iterator[tuple[Entry, Files, Outcome]]:
        """Yield what comes of each submission, having read no more of them than is soon needed."""
        left = iter(self.waiting)
        going: dict[Future[Outcome], tuple[Entry, Files]] = {}
        while True:
            while len(going) < AHEAD * self._settings.jobs and not self.is_stopped:
                entry = next(left, None)
                if entry is None:
                    break
                try:
                    files = take(self._settings.folder, entry)
                except Refused as refused:
                    yield entry, {}, Outcome(None, str(refused))
                else:
                    going[pool.submit(grade, entry.name, files)] = entry, files
            if not going:
                return
            for ended in wait(going, return_when=FIRST_COMPLETED).done:
                yield *going.pop(ended), _outcome(ended)

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
        if run.isolation != self._settings.isolation:
            raise KitError(
                "The last run was graded with another isolation.",
                fix="Give --isolation as then, or leave out --resume.",
            )
        return run

    def _begun(self) -> Run:
        settings = self._settings
        options = {"folder": str(settings.folder), "jobs": settings.jobs}
        seed = settings.seed
        if seed is None:
            seed = self._book.runs()[-1].seed if self._book.runs() else randbits(48)
        return self._book.begin("grade", version(), kit_hash(), seed, settings.isolation, options)


def _outcome(ended: "Future[Outcome]") -> Outcome:
    """Return what came of a submission; the machine that checked it may have been lost."""
    try:
        return ended.result()
    except Exception as error:
        return Outcome(None, f"it was not checked to its end ({type(error).__name__})")


def answers_of(book: Gradebook, seed: int, progress: Progress) -> Answers:
    """Return the scenarios that a seed draws and the answers to them; built once in a gradebook.

    Raises:
        KitError: if the solutions do not answer, or the known mistakes cannot be told apart.
    """
    kept = book.answers(seed, kit_hash())
    if kept is not None:
        return drawn_key.unpacked(kept)
    found = drawn_key.answers(seed, progress)
    book.keep_answers(seed, kit_hash(), drawn_key.packed(found))
    return found


def graded(
    name: str, files: Files, box: Box | None, answers: Answers, patience: float = 1.0
) -> Outcome:
    """Check one submission; whatever goes wrong, there is an outcome."""
    try:
        with laid_out(name, files) as submission:
            checked = assess(submission, box=box, answers=answers, patience=patience)
    except Exception as error:  # a fault of the kit on one submission is no reason to stop a class
        return Outcome(None, f"the kit failed on it ({type(error).__name__}: {error})")
    result, doubt = checked.result, _is_doubtful(checked.evidence.observations)
    faults = [c.id for one in result.exercises for c in one.checks if c.verdict == "kit error"]
    return Outcome(result, f"the kit failed in {', '.join(faults)}" if faults else "", doubt)


def _is_doubtful(observations: Mapping[str, Observation]) -> bool:
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
def laid_out(name: str, files: Files) -> Iterator[Submission]:
    """Write a submission's files to a private folder of its own, which goes when it is checked.

    An engine that was not handed in is the one that was handed out, a stretch goal is not started.
    """
    with TemporaryDirectory(prefix="submission-", ignore_cleanup_errors=True) as folder:
        for file, content in files.items():
            Path(folder, file).write_bytes(content)
        whole = next((Path(folder, file) for file in (SCRIPT, NOTEBOOK) if file in files), None)
        paths = {}
        for one in exercises():
            is_optional = one.given or (not one.required and whole is None)
            missing = STUBS / one.file if is_optional else whole or Path(folder, one.file)
            paths[one.module] = Path(folder, one.file) if one.file in files else missing
        yield Submission(name, paths, whole)


@cache
def kit_hash() -> str:
    """Hash all that a verdict depends on: the checks, their numbers and the solutions."""
    kinds = ("*.py", "*.toml", "*.json")
    checks = sorted(path for kind in kinds for path in HERE.rglob(kind))
    return hash_of([*checks, *sorted(SOLUTIONS.rglob("*.py"))])


@cache
def version() -> str:
    """Return the version of the kit."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])
