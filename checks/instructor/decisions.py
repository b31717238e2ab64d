"""The decisions of a person on a class, and the class as it stands with them.

Nothing here reads or writes: `standing` makes the class of the rows and decisions of a gradebook.
"""

import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from checks.catalog import exercises
from checks.check.checks import checks
from checks.check.diagnosis import PARTIAL
from checks.check.result import CheckResult, ExerciseResult, Result, result

What = Literal["points", "comment", "late", "run", "drop", "count", "marks", "take back"]


class Row(Struct, frozen=True):
    """What came of one submission in one run; of those that stand, with what was decided."""

    run: int
    submission: str
    student: str  # the name on the roster, or else what the submission is called
    student_id: str  # on the roster, or ""
    hash: str  # of the files; "" if none could be taken in
    result: Result | None  # None if it could not be checked
    reason: str  # why it has no mark before a person looks at it; "" if it has one
    id: int = 0
    graded: str = ""  # when its run began: UTC, ISO 8601
    newer: str = ""  # why a person is to look at what was handed in since
    comment: str = ""  # to the learner
    runs: tuple[tuple[int, str, str], ...] = ()  # each of the submission's: when, what came of it

    @property
    def needs(self) -> str:
        """Return why it needs a person; "" if it does not."""
        return self.reason or self.newer

    @property
    def mark(self) -> str:
        """Return its points, or that it has none."""
        is_graded = self.result is not None and not self.reason
        return f"{self.result.points:g}" if is_graded and self.result else "needs a person"


class Value(Struct, frozen=True, omit_defaults=True):
    """What was decided; each kind of decision has some of these."""

    points: float = 0.0
    exercise: str = ""  # "" for all of them together
    comment: str = ""
    percent: float = 0.0  # that is taken off
    run: int = 0
    count: str = ""  # which run counts: "newest" or "best"
    marks: str = ""  # "checks", "exercises" or "prices"
    prices: dict[str, float] = {}  # of mistakes, by id
    decision: int = 0  # that is taken back
    of: dict[str, str] = {}  # submissions that were decided together, and the hash of their files
    seen: int = 0  # the newest row that was there


class Decision(Struct, frozen=True):
    """What a person decided on a submission; on the class, or on several, if that is ""."""

    id: int
    made: str  # UTC, ISO 8601
    submission: str
    what: What
    value: Value
    why: str

    def covers(self, row: Row) -> bool:
        """Tell whether it is about a row: what is done alike is decided for these files alone."""
        value = self.value
        if value.of:
            return value.of.get(row.submission) == row.hash
        is_run = self.what != "drop" or value.run in (0, row.run)
        return is_run and self.submission in ("", row.submission)

    @property
    def who(self) -> str:
        return ", ".join(self.value.of) or self.submission or "the class"

    @property
    def words(self) -> str:
        """Return what was decided, in words."""
        value, where = self.value, f"{self.value.exercise}: " if self.value.exercise else ""
        prices = "".join(f", {id} {price:g}" for id, price in value.prices.items())
        return {
            "points": f"{where}{value.points:g} points",
            "comment": f"{where}{value.comment}",
            "late": f"{value.percent:g} % off",
            "run": f"run {value.run} counts",
            "drop": f"run {value.run} does not count" if value.run else "does not count",
            "count": f"the {value.count} run counts",
            "marks": f"marks by {value.marks}{prices}",
            "take back": f"decision {value.decision} is taken back",
        }[self.what]


def command(book: Path, *words: str) -> str:
    """Return the command that decides something."""
    return shlex.join(["python", "-m", "checks", "mark", "--gradebook", str(book), *words])


def settling(book: Path, row: Row) -> str:
    """Return the command that settles why a row needs a person; POINTS are to be filled in."""
    own = row.submission
    name = [f"--student={own}"] if own.startswith("-") else ["--student", own]
    what = ["--run", str(row.run)] if row.newer else ["--points", "POINTS"]
    return command(book, *name, *what)


# what counts


def active(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions that are not taken back, the oldest first."""
    taken, found = set[int](), list[Decision]()
    for one in sorted(decisions, key=lambda one: one.id, reverse=True):
        if one.id not in taken:
            found.append(one)
            taken.add(one.value.decision)  # 0 is none
    return found[::-1]


def in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions that count: of those on the same thing, the newest."""
    found = dict[object, Decision]()
    for one in active(decisions):
        value = one.value
        run = value.run if one.what == "drop" else 0
        about = (one.what, one.submission, value.exercise, *sorted(value.of.items()), run)
        found.pop(about, None)
        if one.what != "take back":
            found[about] = one
    return list(found.values())


def standing(rows: Iterable[Row], decisions: Iterable[Decision]) -> Iterator[Row]:
    """Yield the row of each submission that counts, with what was decided.

    Args:
        rows: by submission, the oldest of each first.
    """
    counting = in_force(decisions)
    drops = [one for one in counting if one.what == "drop"]
    for _, own in groupby(rows, lambda row: row.submission):
        kept = [row for row in own if not any(one.covers(row) for one in drops)]
        if kept:
            yield _standing(kept, counting)


def _standing(rows: Sequence[Row], decisions: Sequence[Decision]) -> Row:
    """Return the row that counts of one submission: none that has no mark takes a mark's place."""
    own = [one for one in decisions if one.submission == rows[0].submission]
    chosen = next((one.value.run for one in own if one.what == "run"), 0)
    is_best = any(one.value.count == "best" for one in decisions)
    found = [decided(row, decisions) for row in rows]
    graded = [row for row in found if row.result is not None]
    pool = [row for row in graded if row.run == chosen] or (
        [row for row in graded if not row.reason] or graded or found
    )
    row = max(pool, key=lambda row: (row.result.points if is_best and row.result else 0.0, row.id))
    runs = tuple((one.run, one.graded, one.reason or one.mark) for one in found)
    newer = _newer(rows, row, max((one.value.seen for one in own), default=0))
    reason = "" if row.run == chosen else row.reason
    return replace(row, reason=reason, newer=newer, runs=runs)


def _newer(rows: Sequence[Row], counts: Row, seen: int) -> str:
    """Return why a person is to look at the newest row, if nobody has: up to `seen`, one did."""
    newest, known = rows[-1], {(row.hash, row.reason) for row in rows if row.id <= seen}
    if newest.id <= seen or (newest.hash, newest.reason) in known:
        return ""
    day = newest.graded[:10]
    if newest.id != counts.id and (newest.reason or newest.result is None):
        return f"the newer one, of {day}, could not be graded: {newest.reason}"
    return f"something newer, of {day}, came after a decision" if seen else ""


def decided(row: Row, decisions: Iterable[Decision]) -> Row:
    """Return a row with the marks and the comments that were decided for it."""
    own = [one for one in decisions if one.covers(row)]
    given = [one for one in own if one.what == "points"]
    found = row.result or (unchecked(row) if given else None)
    comments = [one.words for one in own if one.what == "comment"]
    late = [one.value.percent for one in own if one.what == "late"]
    if found is not None:
        for one in own:
            if one.what == "marks":
                found = schemed(found, one.value)
        for one in given:
            found = _given(found, one.value)
        for percent in late:
            found = replace(found, points=round(found.points * (1 - percent / 100), 2))
            comments.insert(0, f"{percent:g} % of the points are taken off: it came late.")
    reason = "" if given else row.reason
    return replace(row, result=found, reason=reason, comment="\n".join(comments))


def _given(found: Result, value: Value) -> Result:
    if not value.exercise:
        return replace(found, points=value.points)
    return _with(found, {value.exercise: value.points})


def _with(found: Result, points: Mapping[str, float]) -> Result:
    """Return a Result with other points for some exercises, by id."""
    parts = tuple(replace(one, points=points.get(one.id, one.points)) for one in found.exercises)
    return replace(found, exercises=parts, points=round(sum(one.points for one in parts), 2))


def schemed(found: Result, value: Value) -> Result:
    """Return a Result with the points that the class's scheme gives."""
    points = {}
    for one in found.exercises:
        if value.marks == "exercises":
            points[one.id] = one.out_of if one.verdict == "pass" else 0.0
        elif one.advice is not None and not one.advice.title.startswith(PARTIAL):
            ids = one.advice.mistake.split("+")
            if value.prices.keys() >= {*ids}:
                left = one.out_of - sum(value.prices[id] for id in ids)
                points[one.id] = round(max(left, 0.0), 2)
    return _with(found, points)


def unchecked(row: Row) -> Result:
    """Return a Result of what could not be checked, for a person to give points to."""
    words = f"This could not be checked: {row.reason}."
    parts = tuple(
        ExerciseResult(
            *(one.id, one.title, one.required, "blocked", 0.0, one.points, None, ""),
            tuple(CheckResult(c.id, c.title, "blocked", words) for c in checks(one.id)),
        )
        for one in exercises()
        if not one.given
    )
    return result(row.submission, "instructor", (), parts, 0.0)
