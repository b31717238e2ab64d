"""A regrading: the same submissions, checked again; what differs counts once it is accepted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import chain
from pathlib import Path
from sys import maxsize

from msgspec import Struct
from msgspec.structs import asdict, replace
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from checks import catalog
from checks.check.checks import every
from checks.check.result import ExerciseResult, Result, rebuilt, result
from checks.desk.progress import Progress
from checks.errors import KitError
from checks.instructor import bank, grading
from checks.instructor.decisions import Decision, Row, standing, verdicts_of
from checks.instructor.gradebook import Gradebook, Outcome, Run, stem
from checks.run.box import Box

NO_FILES = "no file of it could be taken in"


class Choice(Struct, frozen=True):
    """What to regrade, by ids; "" is no limit. Each student is a submission, a name or an id."""

    check: str = ""
    exercise: str = ""
    students: tuple[str, ...] = ()

    def takes(self, check: str) -> bool:
        """Tell whether a check's new verdict counts."""
        is_all = not self.check and not self.exercise
        return is_all or check == self.check or check.startswith(f"{self.exercise or '*'}.")

    def includes(self, row: Row) -> bool:
        names = {row.submission, row.student, row.student_id}
        return not self.students or not names.isdisjoint(self.students)


class Regraded(Struct, frozen=True):
    """A submission as it was checked, and now; without a Result where it could not be checked."""

    row: Row  # the one that counts
    now: Outcome
    mark: str  # with all that was decided, as it stands
    then: str  # and if this is accepted

    @property
    def is_other(self) -> bool:
        """Tell whether anything but the time that it took has changed."""
        old, new = self.row.result, self.now.result
        if old is None or new is None:
            return new is not None
        return replace(new, seconds=old.seconds, isolation=old.isolation) != old

    def changes(self) -> dict[str, tuple[str, str]]:
        """Return the verdict of each check that differs, or else the points; "" if not asked."""
        if self.now.result is None:
            return {}
        if self.row.result is None:
            return {"": (grading.NEEDS_PERSON, self.now.result.verdict)}
        before, after = verdicts_of(self.row.result), verdicts_of(self.now.result)
        both = {id: (before.get(id, ""), after.get(id, "")) for id in {**before, **after}}
        found = {id: (was, now) for id, (was, now) in both.items() if was != now}
        points = f"{self.row.result.points:g}", f"{self.now.result.points:g}"
        return found if found or points[0] == points[1] else {"points": points}


def regrade(
    book: Gradebook, choice: Choice, box: Box | None, jobs: int, progress: Progress
) -> list[Regraded]:
    """Check what was chosen again, each submission on the numbers that it was graded on."""
    _demand_known(choice)
    book.demand_graded()
    own, decisions = by_submission(book, book.rows(), choice.students), book.decisions()
    counting = list(standing(chain(*own.values()), decisions))
    found = {row.submission: Outcome(row.submission, {}, reason=NO_FILES) for row in counting}
    for (seed, out), asked in _alike(book, (row for row in counting if row.hash)).items():
        step = progress("submissions", len(asked))
        with grading.threads(jobs, box, bank.hidden(seed), out) as pool:
            handed_in = (Outcome(row.submission, book.files(row)) for row in asked)
            for now in grading.outcomes(pool, handed_in):
                found[now.name] = now
                step()
    return [
        _compared(row, found[row.submission], choice, own[row.submission], decisions)
        for row in counting
    ]


def by_submission(
    book: Gradebook, rows: Iterable[Row], names: Sequence[str]
) -> dict[str, list[Row]]:
    """Return the rows of some students, or all if none is named, by submission."""
    own, chosen = defaultdict[str, list[Row]](list), set[str]()
    for row in rows:
        own[row.submission].append(row)
    for name in names:
        whose = {one.submission for one in book.students() if name in {one.name, one.id} - {""}}
        found = [one for one in own if name in (one, stem(one)) or one in whose]
        if not found:
            raise nobody(book.path, name)
        chosen.update(found)
    return {name: rows for name, rows in own.items() if name in chosen or not names}


def _compared(
    counts: Row, now: Outcome, choice: Choice, rows: Sequence[Row], decisions: Sequence[Decision]
) -> Regraded:
    """Return a submission with the new verdicts that count, and what its mark would be."""
    row = next(one for one in rows if one.id == counts.id)  # without what was decided
    result = None if now.reason else now.result
    if result is not None and row.result is not None:
        result = _merged(row.result, result, choice)
    found = Regraded(row, replace(now, result=result), counts.mark, counts.mark)
    if not found.is_other:
        return found
    new = replace(row, id=maxsize, run=-1, result=result, reason="")
    (then,) = standing([*rows, new], decisions)
    mark = then.mark if then.id == new.id else f"{then.mark}: run {then.run} counts"
    return replace(found, then=mark)


def accept(
    book: Gradebook, choice: Choice, box: Box | None, found: Sequence[Regraded]
) -> list[Run]:
    """Keep what differs, a run for what was graded alike; the runs before it stay."""
    made, others = [], {one.row.submission: one for one in found if one.is_other}
    for (seed, out), rows in _alike(book, (one.row for one in others.values())).items():
        options = {**asdict(choice), "exercises": out}
        run = grading.begin(book, "regrade", seed, box, options)
        with book.together():
            for row in rows:
                book.record(run, others[row.submission].now)
        book.finish(run)
        made.append(run)
    return made


def _alike(book: Gradebook, rows: Iterable[Row]) -> dict[tuple[int, tuple[str, ...]], list[Row]]:
    """Return rows by the seed of their runs, and the exercises."""
    runs = {run.id: (run.seed, run.exercises) for run in book.runs()}
    found = defaultdict[tuple[int, tuple[str, ...]], list[Row]](list)
    for row in rows:
        found[runs[row.run]].append(row)
    return found


def nobody(path: Path, name: str) -> KitError:
    """Return what to say where no student has a name."""
    return KitError(
        f"Nobody in {path} is called {name!r}.",
        fix="Give the name of a submission, or of a student on the roster.",
    )


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
            found[one.id] = rebuilt(before, checks) if choice.takes(f"{one.id}.") else before
        elif checks:
            found[one.id] = one if opens else rebuilt(one, checks)
    parts = tuple(found.values())
    if parts == old.exercises:
        return old
    return result(new.submission, new.edition, new.isolation, parts, new.seconds, new.notes)


# what is told


def regraded(found: Sequence[Regraded]) -> RenderableType:
    """Return what would change: who, which check, its verdict, the points."""
    table = Table(box=None, pad_edge=False, show_edge=False)
    for head in ("submission", "check", "was", "is", "points"):
        table.add_column(head, header_style="bold", overflow="fold")
    for one in found:
        points = one.mark if one.mark == one.then else f"{one.mark} → {one.then}"
        name = one.row.submission
        for what, was, now in _grouped(one.changes()):
            table.add_row(Text(name), Text(what), was or "not asked", now or "not asked", points)
            name = points = ""
    parts: list[RenderableType] = [table, Text()] if table.row_count else []
    if words := sum(one.is_other and not one.changes() for one in found):
        parts.append(Text(f"{words} with the same verdicts in other words."))
    if failed := [(one.row.submission, one.now.reason) for one in found if one.now.reason]:
        parts += [Text("Not regraded:", "bold"), grading.listed(failed), Text()]
    asked = [one for one in found if one.row.hash]
    same = sum(not one.now.reason and not one.is_other for one in asked)
    return Group(*parts, Text(f"Unchanged: {same} of {len(asked)}."))


def _grouped(changes: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Yield what changes, and from and to what; checks of one exercise that do alike are one."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for check, (was, now) in changes.items():
        groups.setdefault((check.partition(".")[0], was, now), []).append(check)
    for (exercise, was, now), alike in groups.items():
        yield alike[0] if len(alike) == 1 else f"{exercise}: {len(alike)} checks", was, now
