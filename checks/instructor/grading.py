"""A run over a class: its grading, or the same submissions checked again.

What differs when they are checked again counts once it is accepted.
"""

import shlex
import signal
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import chain, takewhile
from pathlib import Path
from secrets import randbits
from sys import maxsize
from typing import Any, Literal, get_args

from msgspec import Struct
from msgspec.structs import asdict, replace
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from checks import catalog
from checks.catalog import ROOT, handed_out
from checks.check.evidence import every
from checks.check.finding import Verdict
from checks.check.result import ExerciseResult, Result, rebuilt, result
from checks.desk.hand_in import Person
from checks.desk.terminal import Progress
from checks.errors import KitError, Refused
from checks.instructor import reference
from checks.instructor.checking import Outcome, Pool, kit_hash, layers, outcomes, threads
from checks.instructor.decisions import (
    BY_HAND,
    Decision,
    Row,
    Student,
    groups,
    kit_command,
    standing,
    told_apart,
)
from checks.instructor.gradebook import Gradebook, Run, stem
from checks.instructor.intake import Entry, read
from checks.instructor.roster import entries, roster_in
from checks.run.box import Box

NEEDS_PERSON = "needs a person"
ORDER = (*get_args(Verdict), BY_HAND, NEEDS_PERSON)
SHOWN = 50  # submissions that need a person, on the screen; all are in the gradebook
NO_FILES = "no file of it could be taken in"


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
        found = entries(folder, others, self.told.append)
        found = {earlier.get(stem(name), name): entry for name, entry in found.items()}
        people = {name: entry.known for name, entry in found.items()}
        enrolled = roster_in(roster, people, _known(book), self.told.append) if roster else []
        self.book, self.box, self.is_stopped = book, box, False
        out = tuple(one.id for one in handed_out(exercises)) if exercises else ()
        self.run = self._run(folder, seed, out, resume=resume)
        book.enrol(enrolled)
        hashes = book.hashes(self.run.id)
        self.waiting = {name: path for name, path in found.items() if name not in hashes}
        self._ids = {one.id: one.submission for one in book.students() if one.id}
        again = (_taken(name, path) for name, path in found.items() if name in hashes)
        self.renewed = [one.name for one in again if one.hash != hashes[one.name]]

    def _run(
        self, folder: Path, seed: int | None, exercises: tuple[str, ...], *, resume: bool
    ) -> Run:
        """Return the run to go on with, or a new one."""
        runs, held = self.book.runs(), layers(self.box)
        last = next((run for run in reversed(runs) if run.kind == "grade"), None)
        if last is None or not resume:
            if seed is None:
                seed = runs[-1].seed if runs else randbits(48)
            exercises = exercises or (runs[-1].exercises if runs else ())
            options = {"folder": str(folder), "exercises": exercises}
            return begin(self.book, "grade", seed, self.box, options)
        for is_other, what, or_else in (
            (last.kit_hash != kit_hash(), "by another version of the kit", ""),
            (seed not in (None, last.seed), "with another seed", ", or --seed to go on"),
            (exercises not in ((), last.exercises), "with other exercises", ", or --exercises"),
            (last.isolation != held, "with another isolation", ", or give the same --isolation"),
        ):
            if is_other:
                words = f"graded {what}: to go on would check the rest differently."
                fix = f"Leave out --resume to begin a new run{or_else}."
                raise KitError(f"The last run was {words}", fix=fix)
        return last

    def rows(self) -> list[Row]:
        """Return what was graded in the run, as it stands."""
        own = self.book.hashes(self.run.id)
        return [row for row in self.book.standing() if row.submission in own]

    def go(
        self,
        pool: Pool,
        step: Callable[[Outcome], object] = lambda _: None,
        stopping: Callable[[], object] = lambda: None,
    ) -> None:
        """Grade all that wait, and tell `step` what came of each once that is on the disk.

        The first Ctrl-C lets what has begun come to its end, and stops; `stopping` is told.
        """

        def stop(*_: object) -> None:  # between two: an exception could lose one half way
            self.is_stopped = True
            signal.signal(signal.SIGINT, before)  # the second one stops at once
            stopping()

        before = signal.signal(signal.SIGINT, stop)
        try:
            # lazily: what waits is read when its turn comes, and after Ctrl-C no more of it
            waiting = takewhile(lambda _: not self.is_stopped, self.waiting.items())
            handed_in = (_taken(name, entry, self._ids) for name, entry in waiting)
            for one in outcomes(pool, handed_in, lambda: self.is_stopped):
                self.book.record(self.run, one)
                step(one)
        finally:
            signal.signal(signal.SIGINT, before)
        if not self.is_stopped:
            self.book.finish(self.run)


def _known(book: Gradebook) -> dict[str, tuple[Person, ...]]:
    """Return whose each submission is that was graded."""
    own = groups(book.students(), lambda one: one.submission)
    return {n: tuple(Person(o.name, o.id) for o in own.get(n, ())) for n in book.hashes()}


def _taken(name: str, entry: Entry, ids: Mapping[str, str] = {}) -> Outcome:
    """Return what was handed in; an id that is another's, which anybody can say, is left out."""
    try:
        found, reason = read(entry), ""
    except Refused as refused:
        found, reason = entry, str(refused)
    taken = [one.id for one in found.people if ids.get(one.id, name) != name]
    students = tuple(
        Student(name, one.name, "" if one.id in taken else one.id, entry.origin)
        for one in found.people
    )
    words = (f"It gives the id {id}, which another submission has: whose is it?" for id in taken)
    return Outcome(name, found.files, None, reason, notes=(*found.notes, *words), students=students)


def begin(
    book: Gradebook, kind: Literal["grade", "regrade"], seed: int, box: Box | None, options: Any
) -> Run:
    """Begin a run with this kit."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return book.begin(kind, project["version"], kit_hash(), seed, layers(box), options)


# the same, checked again


class Choice(Struct, frozen=True):
    """What to regrade, by ids; "" is no limit. Each student is a submission, a name or an id."""

    check: str = ""
    exercise: str = ""
    students: tuple[str, ...] = ()

    def takes(self, check: str) -> bool:
        """Tell whether a check's new verdict counts."""
        is_all = not self.check and not self.exercise
        return is_all or check == self.check or check.startswith(f"{self.exercise or '*'}.")


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
            return {"": (NEEDS_PERSON, self.now.result.verdict)}
        before, after = self.row.result.verdicts, self.now.result.verdicts
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
        with threads(jobs, box, reference.hidden(seed), out) as pool:
            handed_in = (Outcome(row.submission, book.files(row)) for row in asked)
            for now in outcomes(pool, handed_in):
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
    own, chosen = groups(rows, lambda row: row.submission), set[str]()
    for name in names:
        known = [(one.submission, one.name, one.id) for one in book.students() if name]
        whose = {one[0] for one in known if name in one}
        found = [one for one in own if name in (one, stem(one)) or one in whose]
        if whose and not found:
            give = kit_command("mark", "--gradebook", book.path, f"--student={name}")
            words = f"{name} is on the roster, and handed in nothing."
            raise KitError(words, fix=f"A person can give points: {give} --points POINTS")
        if not found:
            raise KitError(
                f"Nobody in {book.path} is called {name!r}.",
                fix="Give the name of a submission, or of a student on the roster.",
            )
        chosen.update(found)
    return {name: rows for name, rows in own.items() if name in chosen or not names}


def of_one(book: Gradebook, rows: Iterable[Row], name: str) -> list[Row]:
    """Return the rows of one student; a submission's name comes before a student's."""
    own = by_submission(book, rows, [name])
    if name not in own and len(own) > 1:
        fix = f"Name the submission: --student {shlex.quote(min(own))}"
        raise KitError(f"{len(own)} submissions belong to {name!r}: {', '.join(own)}.", fix=fix)
    return own[name] if name in own else next(iter(own.values()))


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
        run = begin(book, "regrade", seed, box, options)
        with book.together():
            for row in rows:
                book.record(run, others[row.submission].now)
        book.finish(run)
        made.append(run)
    return made


def _alike(book: Gradebook, rows: Iterable[Row]) -> dict[tuple[int, tuple[str, ...]], list[Row]]:
    """Return rows by the seed of their runs, and the exercises."""
    runs = {run.id: (run.seed, run.exercises) for run in book.runs()}
    return groups(rows, lambda row: runs[row.run])


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


def verdict(one: Outcome | Row) -> str:
    """Return the word that a submission counts under."""
    if one.reason or one.result is None:
        return NEEDS_PERSON
    return one.verdict if isinstance(one, Row) else one.result.verdict


def summary(book: Gradebook, run: Run, rows: Iterable[Row]) -> RenderableType:
    """Return what came of a run, as it stands."""
    once, names = {row.submission: row for row in rows}, book.names()  # of two students, too
    each = [replace(row, student=names[name]) for name, row in once.items()]
    found = Counter(map(verdict, each))
    reasons = [(row.called, row.needs) for row in each if row.needs]
    counts = Table.grid(padding=(0, 2))
    for name in filter(found.get, ORDER):
        counts.add_row("", Text(name), Text(str(found[name]), justify="right"))
    parts: list[RenderableType] = [counts, Text()]
    if reasons:
        parts += [Text("These need a person:", "bold"), listed(reasons), Text()]
    if absent := told_apart((one.student, one.student_id) for one in book.absent()):
        parts += [Text(f"On the roster, but handed in nothing: {', '.join(absent)}"), Text()]
    layers = ", ".join(run.isolation) or "none"
    where = Text(f"The results are in {book.path}, as run {run.id}. Isolation: {layers}.")
    report = kit_command("report", "--gradebook", book.path, "--to", "FOLDER")
    return Group(*parts, where, Text(f"To see them: {report}", no_wrap=True, overflow="ignore"))


def listed(found: Sequence[tuple[str, str]]) -> RenderableType:
    """Return submissions, each with the reason why it needs a person."""
    table = Table.grid(padding=(0, 2))
    for name, reason in found[:SHOWN]:
        table.add_row("", Text(name, overflow="fold"), Text(reason, overflow="fold"))
    if (more := len(found) - SHOWN) > 0:
        table.add_row("", Text(f"... and {more} more"), "")
    return table


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
        parts.append(Text(f"Only the wording changes: {words}."))
    if failed := [(one.row.submission, one.now.reason) for one in found if one.now.reason]:
        parts += [Text("Not regraded:", "bold"), listed(failed), Text()]
    asked = [one for one in found if one.row.hash]
    same = sum(not one.now.reason and not one.is_other for one in asked)
    return Group(*parts, Text(f"Unchanged: {same} of {len(asked)}."))


def _grouped(changes: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Yield what changes, and from and to what; checks of one exercise that do alike are one."""
    alike = groups(changes, lambda check: (check.partition(".")[0], *changes[check]))
    for (exercise, was, now), checks in alike.items():
        yield checks[0] if len(checks) == 1 else f"{exercise}: {len(checks)} checks", was, now
