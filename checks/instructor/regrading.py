"""What would the same submissions be given now? They are checked again, and compared."""

from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from difflib import get_close_matches
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from checks import catalog
from checks.check.key import Answers
from checks.check.result import ExerciseResult, Result, rebuilt, result
from checks.check.roster import checks
from checks.desk.progress import Progress
from checks.errors import KitError
from checks.instructor.gradebook import Gradebook, Row, Run
from checks.instructor.grading import answers_of, kit_hash, version
from checks.instructor.outcome import Files, HandedIn, Outcome, graded, outcomes
from checks.run.box import Box


class Choice(Struct, frozen=True):
    """What to regrade.

    Attributes:
        check: the id of the one check whose verdicts may change; "" for all.
        exercise: the id of the one exercise whose verdicts may change; "" for all.
        student: a submission, or a student's name or id; "" for the whole class.
    """

    check: str = ""
    exercise: str = ""
    student: str = ""

    def takes(self, check: str) -> bool:
        """Tell whether a check's new verdict counts; any other is only told."""
        if not self.check and not self.exercise:
            return True
        return check == self.check or check.startswith(f"{self.exercise}.")

    def includes(self, row: Row) -> bool:
        return self.student in ("", row.submission, row.student, row.student_id)

    def demand_known(self) -> None:
        """Fail unless there is such a check and such an exercise.

        Raises:
            KitError: if there is none.
        """
        if self.exercise:
            catalog.exercise(self.exercise)
        ids = [check.id for check in checks()]
        if self.check and self.check not in ids:
            near = get_close_matches(self.check, ids, n=3) or ids[:3]
            raise KitError(
                f"There is no check called {self.check!r}.",
                fix=f"Give an id from a Result's JSON, for instance {', '.join(near)}",
            )


class Change(Struct, frozen=True):
    """A check with another verdict than before; `is_taken` tells whether that counts."""

    check: str
    before: str
    after: str
    is_taken: bool


class Regraded(Struct, frozen=True):
    """A submission with what it would be given now.

    Attributes:
        row: as it stands.
        result: what is to take its place; None if it could not be checked.
        reason: why it could not.
        excerpt: of the evidence, what pictures are drawn from.
    """

    row: Row
    files: Files
    result: Result | None
    changes: tuple[Change, ...] = ()
    reason: str = ""
    excerpt: bytes = b""

    @property
    def is_other(self) -> bool:
        """Tell whether anything but the time that it took has changed."""
        old, new = self.row.result, self.result
        if old is None or new is None:
            return new is not None
        return replace(new, seconds=old.seconds, isolation=old.isolation) != old


class Regrading:
    """What a choice of submissions would be given now; nothing counts before it is accepted."""

    def __init__(self, book: Gradebook, choice: Choice, box: Box | None) -> None:
        """Choose from what was handed in.

        Raises:
            KitError: if there is no such check, exercise or student, or nothing was graded yet.
        """
        choice.demand_known()
        book.demand_graded()
        self._book, self._choice, self._box = book, choice, box
        self._seeds = {run.id: run.seed for run in book.runs()}
        chosen = [row for row in book.latest() if choice.includes(row)]
        if not chosen:
            raise KitError(
                f"Nobody in {book.path} is called {choice.student!r}.",
                fix="Give the name of a submission, or of a student on the roster.",
            )
        self.without_files = [row.submission for row in chosen if not row.hash]
        self.count = len(chosen) - len(self.without_files)
        self._counts = Counter(self._seeds[row.run] for row in chosen if row.hash)
        self.found: list[Regraded] = []

    def go(self, jobs: int, progress: Progress) -> None:
        """Check them again, and keep in `found` what is not as it was."""
        for seed, count in self._counts.items():
            answers = answers_of(self._book, seed, progress)
            step = progress("submissions", count)
            with ThreadPoolExecutor(jobs) as pool:
                for one in self._of_seed(seed, answers, pool, jobs):
                    if one.reason or one.changes or one.is_other:
                        self.found.append(one)
                    step()
        self.found.sort(key=lambda one: one.row.submission)

    def _of_seed(
        self, seed: int, answers: Answers, pool: ThreadPoolExecutor, jobs: int
    ) -> Iterator[Regraded]:
        rows: dict[str, Row] = {}  # of those that are being checked

        def handed_in() -> Iterator[HandedIn]:
            for row in self._book.latest():
                if self._choice.includes(row) and row.hash and self._seeds[row.run] == seed:
                    rows[row.submission] = row
                    yield HandedIn(row.submission, self._book.files(row.submission, row.hash))

        grade = partial(graded, box=self._box, answers=answers)
        for one, outcome in outcomes(pool, jobs, grade, handed_in()):
            yield _compared(rows.pop(one.name), one.files, outcome, self._choice)

    def accept(self) -> list[Run]:
        """Keep what was found as a run of its own for each seed; the runs before it stay."""
        made = []
        options = {"check": self._choice.check, "exercise": self._choice.exercise}
        options["student"] = self._choice.student
        layers = self._box.layers if self._box else ()
        for seed in self._counts:
            results = {
                one.row.submission: (one.files, one.result, one.excerpt)
                for one in self.found
                if one.result and one.is_other and self._seeds[one.row.run] == seed
            }
            if results:
                run = self._book.begin("regrade", version(), kit_hash(), seed, layers, options)
                self._book.add_regrading(run, results)
                self._book.finish(run)
                made.append(run)
        return made


def _compared(row: Row, files: Files, outcome: Outcome, choice: Choice) -> Regraded:
    old, new = row.result, outcome.result
    if new is None or outcome.reason:
        return Regraded(row, files, None, (), outcome.reason)
    if old is None:
        change = Change("", "needs a person", new.verdict, True)
        return Regraded(row, files, new, (change,), excerpt=outcome.excerpt)
    merged = _merged(old, new, choice)
    before, after, taken = _verdicts(old), _verdicts(new), _verdicts(merged)
    changes = [
        Change(check, before.get(check, ""), after.get(check, ""), is_taken)
        for check in dict.fromkeys([*before, *after])
        if before.get(check) != after.get(check)
        for is_taken in [taken.get(check) == after.get(check)]
    ]
    return Regraded(row, files, merged, tuple(changes), excerpt=outcome.excerpt)


def _verdicts(found: Result) -> Mapping[str, str]:
    return {check.id: check.verdict for one in found.exercises for check in one.checks}


def _merged(old: Result, new: Result, choice: Choice) -> Result:
    """Return the old Result with the new verdicts that count, and with what follows from them."""
    was = {one.id: one for one in old.exercises}
    found: dict[str, ExerciseResult] = {}
    for one in new.exercises:
        opens = {one.verdict, was[one.id].verdict if one.id in was else ""} & {"blocked"}
        follows = opens and any(
            need in found and found[need].verdict != was[need].verdict
            for need in catalog.exercise(one.id).needs
            if need in was
        )
        own = one if follows else _own(was.get(one.id), one, choice)
        if own is not None:
            found[one.id] = own
    # what is no longer asked stays, unless it was to be regraded
    found |= {name: one for name, one in was.items() if not choice.takes(f"{name}.")} | found
    order = [one.id for one in catalog.exercises()]
    parts = tuple(found[name] for name in sorted(found, key=order.index))
    if parts == old.exercises:
        return old
    return result(new.submission, new.edition, new.isolation, parts, new.seconds)


def _own(old: ExerciseResult | None, new: ExerciseResult, choice: Choice) -> ExerciseResult | None:
    """Return an exercise with those of its checks new that count; None if none is there."""
    kept = {check.id: check for check in (old.checks if old else ())}
    kept |= {check.id: check for check in new.checks if choice.takes(check.id)}
    order = [check.id for check in new.checks]
    found = tuple(kept[name] for name in order if name in kept)
    if old is not None and found == old.checks:
        return old
    return rebuilt(new, found) if found else None
