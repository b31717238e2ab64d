"""How is a class graded? Each submission by itself: none stops the others, and none is lost."""

import signal
import tomllib
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from secrets import randbits

from msgspec import Struct

from checks.catalog import HERE, ROOT
from checks.check import key
from checks.check.key import Answers
from checks.desk.progress import Progress
from checks.errors import KitError
from checks.instructor import drawn_key, students
from checks.instructor.gradebook import Gradebook, Run, hash_of
from checks.instructor.intake import Entry, Refused, entries, take
from checks.instructor.outcome import Grade, HandedIn, Outcome, graded, outcomes
from checks.run.box import Box
from checks.submission import SOLUTIONS


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

    @property
    def isolation(self) -> tuple[str, ...]:
        return self.box.layers if self.box else ()


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
        submissions, roster = [entry.name for entry in found], settings.roster
        enrolled = students.read(roster, submissions, book.names()) if roster else []
        self._book, self._settings = book, settings
        self.run = self._last() or self._begun()
        book.enrol(enrolled)
        hashes = book.hashes(self.run.id)
        self.waiting = [entry for entry in found if entry.name not in hashes]
        self.renewed = [
            entry.name
            for entry in found
            if entry.name in hashes and hash_of(self._taken(entry).files) != hashes[entry.name]
        ]
        self.is_stopped = False

    def go(
        self,
        answers: Answers,
        step: Callable[[str, Outcome], object] = lambda *_: None,
        stopping: Callable[[], object] = lambda: None,
        executor: Executor | None = None,
        jobs: int | None = None,
    ) -> None:
        """Grade all that wait. The first Ctrl-C lets what has begun come to its end, and stops.

        Args:
            answers: to the scenarios of the run's seed; see `answers_of`.
            step: told each submission's name and what came of it, once that is on the disk.
            stopping: told that Ctrl-C came.
            executor: calls `graded` for each, if not threads of this process.
            jobs: how many it calls at the same time, if not as many as the settings say.
        """
        pool = executor or ThreadPoolExecutor(self._settings.jobs)
        grade = partial(graded, box=self._settings.box, answers=answers)
        try:
            with self._told_to_stop(stopping):
                for one, outcome in self._outcomes(pool, jobs, grade):
                    result, reason, excerpt = outcome.result, outcome.reason, outcome.excerpt
                    self._book.record(self.run, one.name, one.files, result, reason, excerpt)
                    step(one.name, outcome)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
        if not self.is_stopped:
            self._book.finish(self.run)

    def _outcomes(
        self, pool: Executor, jobs: int | None, grade: Grade
    ) -> Iterator[tuple[HandedIn, Outcome]]:
        most, waiting = jobs or self._settings.jobs, self._handed_in()
        return outcomes(pool, most, grade, waiting, lambda: self.is_stopped)

    def _handed_in(self) -> Iterator[HandedIn]:
        """Yield what waits, until Ctrl-C."""
        for entry in self.waiting:
            if self.is_stopped:
                return
            yield self._taken(entry)

    def _taken(self, entry: Entry) -> HandedIn:
        try:
            return HandedIn(entry.name, take(self._settings.folder, entry))
        except Refused as refused:
            return HandedIn(entry.name, {}, str(refused))

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


def answers_of(book: Gradebook, seed: int, progress: Progress) -> Answers:
    """Return the scenarios that a seed draws and the answers to them; built once in a gradebook.

    Raises:
        KitError: if the solutions do not answer, or do not pass.
    """
    kept = book.answers(seed, kit_hash())
    if kept is not None:
        return drawn_key.unpacked(kept)
    found = drawn_key.answers(seed, progress)
    book.keep_answers(seed, kit_hash(), drawn_key.packed(found))
    return found


@cache
def kit_hash() -> str:
    """Hash all that a verdict depends on: the checks, their numbers and the solutions."""
    kinds = ("*.py", "*.toml", "*.json")
    checks = sorted(path for kind in kinds for path in HERE.rglob(kind))
    return key.hash_of([*checks, *sorted(SOLUTIONS.rglob("*.py"))])


@cache
def version() -> str:
    """Return the version of the kit."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])
