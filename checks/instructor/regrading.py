"""A regrading: the same submissions, checked again; what differs counts once it is accepted."""

from collections.abc import Sequence
from difflib import get_close_matches

from msgspec import Struct
from msgspec.structs import asdict, replace

from checks import catalog
from checks.check.checks import every
from checks.check.result import ExerciseResult, Result, rebuilt, result
from checks.desk.progress import Progress
from checks.errors import KitError
from checks.instructor import key_building
from checks.instructor.gradebook import Gradebook, Outcome, Row, Run
from checks.instructor.grading import kit_hash, layers, outcomes, threads, version
from checks.run.box import Box

NO_FILES = "no file of it could be taken in"


class Choice(Struct, frozen=True):
    """What to regrade; "" is no limit.

    Attributes:
        check: the id of the one check whose verdicts may change.
        exercise: the id of the one exercise whose verdicts may change.
        student: a submission, or a student's name or id.
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
        if self.now.result is None:
            return {}
        if self.row.result is None:
            return {"": ("needs a person", self.now.result.verdict)}
        before, after = _verdicts(self.row.result), _verdicts(self.now.result)
        both = {id: (before.get(id, ""), after.get(id, "")) for id in {**before, **after}}
        return {id: (was, now) for id, (was, now) in both.items() if was != now}


def _verdicts(found: Result) -> dict[str, str]:
    return {check.id: check.verdict for one in found.exercises for check in one.checks}


def regrade(
    book: Gradebook, choice: Choice, box: Box | None, jobs: int, progress: Progress
) -> list[Regraded]:
    """Check what was chosen again, each submission on the numbers that it was graded on.

    Raises:
        KitError: if there is no such check, exercise or student, or nothing was graded yet.
    """
    _demand_known(choice)
    book.demand_graded()
    rows = {row.submission: row for row in book.latest() if choice.includes(row)}
    if not rows:
        raise KitError(
            f"Nobody in {book.path} is called {choice.student!r}.",
            fix="Give the name of a submission, or of a student on the roster.",
        )
    found = [
        Regraded(o, Outcome(o.submission, {}, reason=NO_FILES)) for o in rows.values() if not o.hash
    ]
    for seed, runs in _seeds(book).items():
        own = [row for row in rows.values() if row.hash and row.run in runs]
        if not own:
            continue
        answers = key_building.answers_in(book, seed, progress)
        step = progress("submissions", len(own))
        with threads(jobs, box, answers) as pool:
            handed_in = (Outcome(row.submission, book.files(row)) for row in own)
            for now in outcomes(pool, handed_in):
                found.append(_compared(rows[now.name], now, choice))
                step()
    return sorted(found, key=lambda one: one.row.submission)


def accept(
    book: Gradebook, choice: Choice, box: Box | None, found: Sequence[Regraded]
) -> list[Run]:
    """Keep what differs as a run of its own for each seed; the runs before it stay."""
    made = []
    for seed, runs in _seeds(book).items():
        own = [one for one in found if one.is_other and one.row.run in runs]
        if own:
            run = book.begin("regrade", version(), kit_hash(), seed, layers(box), asdict(choice))
            with book.together():
                for one in own:
                    book.record(run, one.now)
            book.finish(run)
            made.append(run)
    return made


def _seeds(book: Gradebook) -> dict[int, set[int]]:
    """Return the runs of each seed."""
    found: dict[int, set[int]] = {}
    for run in book.runs():
        found.setdefault(run.seed, set()).add(run.id)
    return found


def _demand_known(choice: Choice) -> None:
    if choice.exercise:
        catalog.exercise(choice.exercise)
    ids = [check.id for check in every()]
    if choice.check and choice.check not in ids:
        near = get_close_matches(choice.check, ids, n=3) or ids[:3]
        raise KitError(
            f"There is no check called {choice.check!r}.",
            fix=f"Give an id from a Result's JSON, for instance {', '.join(near)}",
        )


def _compared(row: Row, now: Outcome, choice: Choice) -> Regraded:
    """Return a submission with the new verdicts that count."""
    if now.result is None or now.reason:
        now = replace(now, result=None)
    elif row.result is not None:
        now = replace(now, result=_merged(row.result, now.result, choice))
    return Regraded(row, now)


def _merged(old: Result, new: Result, choice: Choice) -> Result:
    """Return the old Result with the new verdicts that count, and with what follows from them."""
    was = {one.id: one for one in old.exercises}
    found: dict[str, ExerciseResult] = {}
    for one in new.exercises:
        before = was.get(one.id)
        needs = [need for need in catalog.exercise(one.id).needs if need in was and need in found]
        has_moved = any(found[need].verdict != was[need].verdict for need in needs)
        opens = has_moved and "blocked" in (one.verdict, before.verdict if before else "")
        kept = {check.id: check for check in (before.checks if before else ())}
        kept |= {check.id: check for check in one.checks if opens or choice.takes(check.id)}
        checks = tuple(kept[check.id] for check in one.checks if check.id in kept)
        if before and checks == before.checks:
            found[one.id] = before
        elif checks:
            found[one.id] = one if opens else rebuilt(one, checks)
    # what is no longer asked stays, unless it was to be regraded
    kept_whole = [o for o in old.exercises if o.id not in found and not choice.takes(f"{o.id}.")]
    order = [one.id for one in catalog.exercises()]
    parts = tuple(sorted([*found.values(), *kept_whole], key=lambda one: order.index(one.id)))
    if parts == old.exercises:
        return old
    return result(new.submission, new.edition, new.isolation, parts, new.seconds)
