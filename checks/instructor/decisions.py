"""The students of a class, what came of each, the decisions of a person, and how it stands so.

Nothing here reads or writes: `standing` makes the class of the rows and decisions of a gradebook.
"""

import shlex
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import astuple, replace

from checks.catalog import exercises
from checks.check.key import PARTIAL
from checks.check.result import ExerciseResult, Result, clean, result

Item = TypeVar("Item")
Kind = TypeVar("Kind")
BY_HAND = "by hand"  # in a verdict's place: nothing was checked, and a person gave the points
GIVEN = "A person gave the points."
# the kinds of decisions, in the order in which they are applied
KINDS = ("take_back", "drop", "run", "count", "marks", "points", "late", "comment")


class Student(Struct, frozen=True):
    """A line of the roster: who hands in under which name; the student's name may be ""."""

    submission: str
    name: str
    id: str = ""
    origin: str = ""  # how the system calls the submission that it comes from
    email: str = ""

    def merged(self, *others: "Student") -> "Student":
        """Return this student with what only another line says of them."""
        said = zip(*map(astuple, (self, *others)), strict=True)
        return Student(*(next(filter(None, words), "") for words in said))


class Row(Struct, frozen=True):
    """What came of one submission in one run; of those that stand, with what was decided."""

    run: int
    submission: str
    student: str  # the name on the roster, or else what the submission is called; or all of them
    student_id: str  # on the roster, or ""
    hash: str  # of the files; "" if none could be taken in
    result: Result | None  # None if it could not be checked
    reason: str  # why it has no mark before a person looks at it; "" if it has one
    id: int = 0
    graded: str = ""  # when its run began: UTC, ISO 8601
    email: str = ""  # on the roster, or ""
    newer: str = ""  # why a person is to look at what was handed in since
    comment: str = ""  # to the learner
    decided: str = ""  # all else that a person decided, in words
    runs: tuple[tuple[int, str, str], ...] = ()  # each of the submission's: when, what came of it
    by_hand: str = ""  # why nothing of it was checked, where a person gave the points

    @property
    def key(self) -> tuple[str, ...]:
        """Return what tells it from all others of the class: two may have handed in one."""
        return self.submission, self.student, self.student_id

    @property
    def called(self) -> str:
        """Return the student's name, and what was handed in if that has another one."""
        return called(self.student, self.submission)

    @property
    def verdict(self) -> str:
        """Return the word that it counts under."""
        return BY_HAND if self.by_hand else self.result.verdict if self.result else ""

    @property
    def is_absent(self) -> bool:
        """Tell whether the student is on the roster, and handed in nothing."""
        return self.result is None and not self.reason

    @property
    def needs(self) -> str:
        """Return why it needs a person; "" if it does not."""
        return self.reason or self.newer

    @property
    def marked(self) -> Result | None:
        """Return its Result if that is its mark, for which no person is needed."""
        return None if self.reason else self.result

    @property
    def mark(self) -> str:
        """Return its points, or that it has none."""
        return f"{self.marked.points:g}" if self.marked else "needs a person"


class Value(Struct, frozen=True, omit_defaults=True):
    """What was decided, in as much as a kind of decision needs."""

    number: float = 0.0  # points, percent, a run, or a decision that is taken back
    text: str = ""  # a comment, which run counts, or how the class is marked
    exercise: str = ""  # "" for all of them together
    prices: dict[str, float] = {}  # of mistakes, by id
    of: dict[str, str] = {}  # submissions that were decided together, and the hash of their files
    seen: int = 0  # the newest row that was there


class Decision(Struct, frozen=True):
    """What a person decided on a submission; on the class, or on several, if that is ""."""

    id: int
    made: str  # UTC, ISO 8601
    submission: str
    what: str  # one of KINDS
    value: Value
    why: str
    who: str = ""  # all students that it is on

    def on(self, names: Mapping[str, str]) -> "Decision":
        """Return the same, with what to call those that it is on."""
        each = self.value.of or {self.submission} - {""}
        who = ", ".join(called(names.get(one, one), one) for one in each)
        return replace(self, who=who or "the class")

    def covers(self, row: Row) -> bool:
        """Tell whether it is about a row: what is done alike is decided for these files alone."""
        if self.value.of:
            return self.value.of.get(row.submission) == row.hash
        is_run = self.what != "drop" or self.value.number in (0, row.run)
        return is_run and self.submission in ("", row.submission)

    @property
    def about(self) -> set[object]:
        """Return all that it is on; on each of them, the newest decision counts."""
        one, many, run = self.submission, self.value.of, self.what == "drop" and self.value.number
        each = [*many] or [one] if self.what == "points" else [(one, *many.items())]
        return {(self.what, name, self.value.exercise, run) for name in each}

    @property
    def words(self) -> str:
        """Return what was decided, in words."""
        value, where = self.value, f"{self.value.exercise}: " if self.value.exercise else ""
        prices = "".join(f", {id} {price:g}" for id, price in value.prices.items())
        return {
            "points": f"{where}{value.number:g} points",
            "comment": f"{where}{value.text}",
            "late": f"{value.number:g} % off",
            "run": f"run {value.number:g} counts",
            "drop": f"run {value.number:g} does not count" if value.number else "left out",
            "count": f"the {value.text} run counts",
            "marks": f"marks by {value.text}{prices}",
            "take_back": f"decision {value.number:g} is taken back",
        }[self.what]


def called(student: str, submission: str) -> str:
    """Return the name of a student, or of all who handed in together, and what was handed in."""
    return clean(f"{student} ({submission})" if student != submission else student)


def groups(items: Iterable[Item], kind: Callable[[Item], Kind]) -> dict[Kind, list[Item]]:
    """Return things by their kind, kinds and things in the order in which they come."""
    found: defaultdict[Kind, list[Item]] = defaultdict(list)
    for item in items:
        found[kind(item)].append(item)
    return dict(found)


def told_apart(named: Iterable[tuple[str, str]]) -> list[str]:
    """Return names; behind each that is there twice, what else it goes with, such as an id."""
    pairs = list(named)
    often = Counter(name for name, _ in pairs)
    return [f"{name} ({also})" if often[name] > 1 and also else name for name, also in pairs]


def kit_command(*words: object) -> str:
    """Return a command of the kit, as it is typed."""
    return shlex.join(["python", "-m", "checks", *map(str, words)])


def taking_back(book: Path, decision: int) -> str:
    """Return the command that takes a decision back."""
    return kit_command("mark", "--gradebook", book, "--take-back", decision)


def settling(book: Path, row: Row) -> str:
    """Return the command that settles why a row needs a person; POINTS are to be filled in."""
    own = row.submission
    name = [f"--student={own}"] if own.startswith("-") else ["--student", own]
    is_checked = row.result is not None and not row.by_hand
    what = ["--run", row.run] if row.newer and is_checked else ["--points", "POINTS"]
    return kit_command("mark", "--gradebook", book, *name, *what)


# what counts


def in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions that count: neither taken back nor replaced by a later one."""
    found, gone = list[Decision](), set[object]()
    for one in reversed([*decisions]):
        if one.what == "take_back":
            gone.add(one.value.number)
        elif one.id not in gone and one.about - gone:
            found.append(one)
            gone |= one.about
            if one.what == "points":  # a total was given for this part, too
                gone |= {("points", name, "", False) for name in one.value.of or [one.submission]}
    return found[::-1]


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
    decisions = [one for one in decisions if any(map(one.covers, rows))]
    own = [one for one in decisions if one.submission == rows[0].submission]
    chosen = next((one.value.number for one in own if one.what == "run"), 0)
    is_best = any(one.what == "count" and one.value.text == "best" for one in decisions)
    found = [decided(row, decisions) for row in rows]
    checked = [now for was, now in zip(rows, found, strict=True) if was.result is not None]
    pool = [row for row in checked if row.run == chosen] or (
        [row for row in checked if not row.reason] or checked or found
    )
    row = max(pool, key=lambda row: (row.result.points if is_best and row.result else 0.0, row.id))
    runs = tuple((one.run, one.graded, _worth(one, decisions)) for one in rows)
    newer = _newer(rows, row, own)
    reason = "" if row.run == chosen else row.reason
    return replace(row, reason=reason, newer=newer, runs=runs)


def _worth(row: Row, decisions: Sequence[Decision]) -> str:
    """Return what came of a run, and what it is worth by itself if a person gave points."""
    without = [one for one in decisions if one.what != "points"]
    own, alone = (
        one.reason or one.mark for one in (decided(row, decisions), decided(row, without))
    )
    return own if own == alone else f"{own}; without --points: {alone}"


def _newer(rows: Sequence[Row], counts: Row, own: Iterable[Decision]) -> str:
    """Return why a person is to look at the newest row, if nobody has: up to `seen`, one did.

    Who comments on what counts has not decided on what came after it, or could not be graded.
    """
    newest, by = rows[-1], groups(own, lambda one: one.what == "comment")
    is_lost = newest.id != counts.id and bool(newest.reason or newest.result is None)
    settled, told = (max([0, *(o.value.seen for o in by.get(c, ()))]) for c in (False, True))
    seen = settled or (0 if is_lost else told)
    known = {(row.hash, row.reason) for row in rows if row.id <= seen}
    if newest.id <= seen or (newest.hash, newest.reason) in known:
        return ""
    day = newest.graded[:10]
    if is_lost:
        return f"the newer one, of {day}, could not be graded: {newest.reason}"
    return f"a newer run, of {day}, came after a decision" if seen else ""


def decided(row: Row, decisions: Iterable[Decision]) -> Row:
    """Return a row with the marks and the comments that were decided for it."""
    own = sorted((one for one in decisions if one.covers(row)), key=lambda o: KINDS.index(o.what))
    is_given = any(one.what == "points" for one in own)
    found, comments = row.result or (unchecked(row) if is_given else None), list[str]()
    for one in own:
        if one.what == "comment":
            comments.append(one.words)
        elif found is not None and one.what == "marks":
            found = _with(found, _schemed(found, one.value))
        elif found is not None and one.what == "points":
            found = _with(found, {one.value.exercise: one.value.number})
        elif found is not None and one.what == "late":
            left = round(found.points * (1 - one.value.number / 100), 2)
            found = replace(found, points=left)
            comments.append(f"{one.value.number:g} % of the points are taken off: it was late.")
    by_hand = row.reason if is_given and row.result is None else ""
    reason, words = "" if is_given else row.reason, (o.words for o in own if o.what != "comment")
    told = {"comment": "\n".join(comments), "decided": "; ".join(words), "by_hand": by_hand}
    return replace(row, result=found, reason=reason, **told)


def _with(found: Result, points: Mapping[str, float]) -> Result:
    """Return a Result with other points for some exercises, by id; "" for all together."""
    parts = tuple(replace(one, points=points.get(one.id, one.points)) for one in found.exercises)
    together = points.get("", round(sum(one.points for one in parts), 2))
    return replace(found, exercises=parts, points=together)


def _schemed(found: Result, scheme: Value) -> dict[str, float]:
    """Return the points of each exercise that the class's scheme gives; the others stay."""
    if scheme.text == "exercises":
        return {o.id: o.out_of if o.verdict == "pass" else 0.0 for o in found.exercises}
    points = {}
    for one in found.exercises:
        ids = one.advice.mistake.split("+") if one.advice else [""]
        is_all = one.advice is not None and not one.advice.title.endswith(PARTIAL)
        if is_all and scheme.prices.keys() >= {*ids}:
            points[one.id] = round(max(one.out_of - sum(map(scheme.prices.__getitem__, ids)), 0), 2)
    return points


def unchecked(row: Row) -> Result:
    """Return a Result of what could not be checked, for a person to give points to."""
    words = f"This could not be checked: {row.reason}. {GIVEN}"
    parts = tuple(
        ExerciseResult(one.id, one.title, one.required, "blocked", 0.0, one.points, None, "", ())
        for one in exercises()
        if not one.given
    )
    return result(row.submission, "instructor", (), parts, 0.0, (words,))
