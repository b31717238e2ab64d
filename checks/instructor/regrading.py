"""A regrading: the same submissions, checked again; what differs counts once it is accepted."""

from collections import Counter
from collections.abc import Callable, Iterator
from difflib import get_close_matches

from msgspec import Struct
from msgspec.structs import replace

from checks import catalog
from checks.check.result import ExerciseResult, Result, rebuilt, result
from checks.check.roster import checks
from checks.desk.progress import Progress
from checks.errors import KitError
from checks.instructor import drawn_key
from checks.instructor.gradebook import Gradebook, Outcome, Row, Run
from checks.instructor.grading import kit_hash, layers, outcomes, threads, version
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
        is_all = not self.check and not self.exercise
        return is_all or check == self.check or check.startswith(f"{self.exercise or '*'}.")

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
        now: what is to take its place; without a Result where it could not be checked.
    """

    row: Row
    now: Outcome
    changes: tuple[Change, ...] = ()

    @property
    def is_other(self) -> bool:
        """Tell whether anything but the time that it took has changed."""
        old, new = self.row.result, self.now.result
        if old is None or new is None:
            return new is not None
        return replace(new, seconds=old.seconds, isolation=old.isolation) != old


class Regrading:
    """What a choice of submissions would be given now.

    Attributes:
        found: what is not as it was.
        without_files: the submissions of which nothing could be taken in.
    """

    def __init__(self, book: Gradebook, choice: Choice, box: Box | None) -> None:
        """Choose from what was handed in.

        Raises:
            KitError: if there is no such check, exercise or student, or nothing was graded yet.
        """
        choice.demand_known()
        book.demand_graded()
        self._book, self._choice, self._box = book, choice, box
        self._seeds = {run.id: run.seed for run in book.runs()}
        chosen = list(map(self._place, filter(choice.includes, book.latest())))
        if not chosen:
            raise KitError(
                f"Nobody in {book.path} is called {choice.student!r}.",
                fix="Give the name of a submission, or of a student on the roster.",
            )
        self._counts = Counter(seed for seed, name, hash in chosen if hash)
        self.without_files = [name for _, name, hash in chosen if not hash]
        self.count = len(chosen) - len(self.without_files)
        self.found: list[Regraded] = []

    def _place(self, row: Row) -> tuple[int, str, str]:
        return self._seeds[row.run], row.submission, row.hash

    def go(self, jobs: int, progress: Progress) -> None:
        """Check them again, and keep in `found` what is not as it was."""
        for seed, count in self._counts.items():
            answers = drawn_key.of(self._book, seed, progress)
            step = progress("submissions", count)
            rows: dict[str, Row] = {}
            with threads(jobs, self._box, answers) as pool:
                for now in outcomes(pool, self._handed_in(seed, rows)):
                    one = _compared(rows.pop(now.name), now, self._choice.takes)
                    if one.now.reason or one.changes or one.is_other:
                        self.found.append(one)
                    step()
        self.found.sort(key=lambda one: one.row.submission)

    def _handed_in(self, seed: int, rows: dict[str, Row]) -> Iterator[Outcome]:
        """Yield what was chosen of one seed; note the rows of those that are being checked."""
        for row in self._book.latest():
            if self._choice.includes(row) and row.hash and self._seeds[row.run] == seed:
                rows[row.submission] = row
                yield Outcome(row.submission, self._book.files(row))

    def accept(self) -> list[Run]:
        """Keep what was found as a run of its own for each seed; the runs before it stay."""
        choice = self._choice
        options = {"check": choice.check, "exercise": choice.exercise, "student": choice.student}
        made = []
        for seed in self._counts:
            own = [o for o in self.found if o.is_other and self._seeds[o.row.run] == seed]
            if own:
                box = layers(self._box)
                run = self._book.begin("regrade", version(), kit_hash(), seed, box, options)
                with self._book.together():
                    for one in own:
                        self._book.record(run, one.now)
                self._book.finish(run)
                made.append(run)
        return made


def _compared(row: Row, now: Outcome, takes: Callable[[str], bool]) -> Regraded:
    """Return a submission with what it would be given now, and the checks that differ."""
    old, new = row.result, now.result
    if new is None or now.reason:
        return Regraded(row, replace(now, result=None))
    if old is None:
        return Regraded(row, now, (Change("", "needs a person", new.verdict, True),))
    merged = _merged(old, new, takes)
    before, after, taken = _verdicts(old), _verdicts(new), _verdicts(merged)
    changes = (
        Change(check, before.get(check, ""), verdict, taken.get(check, "") == verdict)
        for check in dict.fromkeys([*before, *after])
        if before.get(check, "") != (verdict := after.get(check, ""))
    )
    return Regraded(row, replace(now, result=merged), tuple(changes))


def _verdicts(found: Result) -> dict[str, str]:
    return {check.id: check.verdict for one in found.exercises for check in one.checks}


def _merged(old: Result, new: Result, takes: Callable[[str], bool]) -> Result:
    """Return the old Result with the new verdicts that count, and with what follows from them."""
    was = {one.id: one for one in old.exercises}
    found: dict[str, ExerciseResult] = {}
    for one in new.exercises:
        before = was.get(one.id)
        needs = [need for need in catalog.exercise(one.id).needs if need in was and need in found]
        if any(found[need].verdict != was[need].verdict for need in needs) and (
            "blocked" in (one.verdict, before.verdict if before else "")
        ):
            found[one.id] = one  # it opens or closes with what it needs
        elif (own := _own(before, one, takes)) is not None:
            found[one.id] = own
    # what is no longer asked stays, unless it was to be regraded
    kept = [one for one in old.exercises if one.id not in found and not takes(f"{one.id}.")]
    order = [one.id for one in catalog.exercises()]
    parts = tuple(sorted([*found.values(), *kept], key=lambda one: order.index(one.id)))
    if parts == old.exercises:
        return old
    return result(new.submission, new.edition, new.isolation, parts, new.seconds)


def _own(
    old: ExerciseResult | None, new: ExerciseResult, takes: Callable[[str], bool]
) -> ExerciseResult | None:
    """Return an exercise with those of its checks new that count; None if none is there."""
    kept = {check.id: check for check in (old.checks if old else ())}
    kept |= {check.id: check for check in new.checks if takes(check.id)}
    found = tuple(kept[check.id] for check in new.checks if check.id in kept)
    if old is not None and found == old.checks:
        return old
    return rebuilt(new, found) if found else None
