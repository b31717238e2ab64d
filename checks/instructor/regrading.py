"""A regrading: the same submissions, checked again; what differs counts once it is accepted."""

from collections import Counter
from collections.abc import Callable, Iterator
from difflib import get_close_matches

from msgspec import Struct
from msgspec.structs import asdict, replace

from checks import catalog
from checks.check.result import ExerciseResult, Result, rebuilt, result
from checks.check.roster import every
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
        """Tell whether a check's new verdict counts."""
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
        ids = [check.id for check in every()]
        if self.check and self.check not in ids:
            near = get_close_matches(self.check, ids, n=3) or ids[:3]
            raise KitError(
                f"There is no check called {self.check!r}.",
                fix=f"Give an id from a Result's JSON, for instance {', '.join(near)}",
            )


class Regraded(Struct, frozen=True):
    """A submission with what it would be given now.

    Attributes:
        row: as it stands.
        now: what is to take its place; without a Result where it could not be checked.
    """

    row: Row
    now: Outcome

    @property
    def is_other(self) -> bool:
        """Tell whether anything but the time that it took has changed."""
        old, new = self.row.result, self.now.result
        if old is None or new is None:
            return new is not None
        return replace(new, seconds=old.seconds, isolation=old.isolation) != old

    def changes(self) -> dict[str, tuple[str, str]]:
        """Return the verdict of each check that differs, before and after; "" if not asked."""
        old, new = self.row.result, self.now.result
        if new is None:
            return {}
        if old is None:
            return {"": ("needs a person", new.verdict)}
        before, after = (
            {check.id: check.verdict for one in found.exercises for check in one.checks}
            for found in (old, new)
        )
        both = {id: (before.get(id, ""), after.get(id, "")) for id in {**before, **after}}
        return {id: (was, now) for id, (was, now) in both.items() if was != now}


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
        self._counts, self.without_files = Counter[int](), list[str]()
        for row in filter(choice.includes, book.latest()):
            if row.hash:
                self._counts[self._seeds[row.run]] += 1
            else:
                self.without_files.append(row.submission)
        self.count = self._counts.total()
        if not self.count and not self.without_files:
            raise KitError(
                f"Nobody in {book.path} is called {choice.student!r}.",
                fix="Give the name of a submission, or of a student on the roster.",
            )
        self.found: list[Regraded] = []

    def go(self, jobs: int, progress: Progress) -> None:
        """Check them again, and keep in `found` what is not as it was."""
        for seed, count in self._counts.items():
            answers = drawn_key.of(self._book, seed, progress)
            step = progress("submissions", count)
            rows: dict[str, Row] = {}
            with threads(jobs, self._box, answers) as pool:
                for now in outcomes(pool, self._handed_in(seed, rows)):
                    one = _compared(rows.pop(now.name), now, self._choice.takes)
                    if one.now.reason or one.is_other:
                        self.found.append(one)
                    step()
        self.found.sort(key=lambda one: one.row.submission)

    def _handed_in(self, seed: int, rows: dict[str, Row]) -> Iterator[Outcome]:
        """Yield what was chosen of one seed; note the rows of those that are being checked."""
        for row in filter(self._choice.includes, self._book.latest()):
            if row.hash and self._seeds[row.run] == seed:
                rows[row.submission] = row
                yield Outcome(row.submission, self._book.files(row))

    def accept(self) -> list[Run]:
        """Keep what was found as a run of its own for each seed; the runs before it stay."""
        made = []
        for seed in self._counts:
            own = [o for o in self.found if o.is_other and self._seeds[o.row.run] == seed]
            if own:
                box, options = layers(self._box), asdict(self._choice)
                run = self._book.begin("regrade", version(), kit_hash(), seed, box, options)
                with self._book.together():
                    for one in own:
                        self._book.record(run, one.now)
                self._book.finish(run)
                made.append(run)
        return made


def _compared(row: Row, now: Outcome, takes: Callable[[str], bool]) -> Regraded:
    """Return a submission with the new verdicts that count."""
    if now.result is None or now.reason:
        return Regraded(row, replace(now, result=None))
    if row.result is None:
        return Regraded(row, now)
    return Regraded(row, replace(now, result=_merged(row.result, now.result, takes)))


def _merged(old: Result, new: Result, takes: Callable[[str], bool]) -> Result:
    """Return the old Result with the new verdicts that count, and with what follows from them."""
    was = {one.id: one for one in old.exercises}
    found: dict[str, ExerciseResult] = {}
    for one in new.exercises:
        before = was.get(one.id)
        needs = [need for need in catalog.exercise(one.id).needs if need in was and need in found]
        has_moved = any(found[need].verdict != was[need].verdict for need in needs)
        if has_moved and "blocked" in (one.verdict, before.verdict if before else ""):
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
