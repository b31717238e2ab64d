"""What does a class show, taken together: its checks, its mistakes, what was done alike?"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cache
from statistics import correlation, median
from typing import TypeVar

from msgspec import Struct

from checks.catalog import exercises
from checks.check.result import CheckResult, ExerciseResult, Result
from checks.instructor import bank
from checks.instructor.gradebook import Row, Student

WRONG = ("not yet", "crashed", "timed out")
OURS = "kit error"  # never counts against a learner, nor for a check
Item = TypeVar("Item")


class Band(Struct, frozen=True):
    """Checks beside each other, of one exercise, that have one verdict on one submission.

    Attributes:
        verdict: "" where the submission has no such check, as where it brings no engine.
        span: how many checks; more than one only where it is all of the exercise's.
    """

    verdict: str
    span: int


class CheckFigures(Struct, frozen=True):
    """How a check did on the class.

    Attributes:
        verdicts: how many submissions have each.
        passed, judged: how many pass, of all on which it has a verdict that is not the kit's fault.
        discrimination: see `discrimination`.
    """

    id: str
    title: str
    verdicts: Mapping[str, int]
    passed: int
    judged: int
    discrimination: float | None

    @property
    def name(self) -> str:
        return self.id.partition(".")[2].replace("_", " ")

    @property
    def others(self) -> str:
        """Return in words what became of those that do not pass."""
        found = sorted(self.verdicts.items(), key=lambda one: -one[1])
        return ", ".join(f"{count} {verdict}" for verdict, count in found if verdict != "pass")


class ExerciseFigures(Struct, frozen=True):
    """An exercise, and how each of its checks did."""

    id: str
    title: str
    checks: tuple[CheckFigures, ...]


class Made(Struct, frozen=True):
    """A known mistake, or with the id "" wrong answers that make none, and whose answers do."""

    id: str
    title: str
    exercise: str
    rows: tuple[Row, ...]


class Alike(Struct, frozen=True):
    """Wrong answers to an exercise on which every check says the same.

    Attributes:
        shown: the exercise of the first of them; the others' is the same.
        is_one_file: whether all of these submissions are the same, byte for byte.
    """

    shown: ExerciseResult
    rows: tuple[Row, ...]
    is_one_file: bool


class Overview(Struct, frozen=True):
    """A class as it stands.

    Attributes:
        rows: the newest row of each submission, by student.
        persons: those of them that need a person.
        absent: who is on the roster and handed in nothing.
        verdicts: how many submissions have each.
        points: the median of all that were graded, and what there is to reach; None if none was.
        mistakes: known ones, the most frequent first.
        unknown: wrong answers that look like no known mistake, an entry for each exercise.
        alike: the largest group first.
        copies: submissions whose files are the same, byte for byte; the largest group first.
    """

    rows: tuple[Row, ...]
    persons: tuple[Row, ...]
    absent: tuple[Student, ...]
    graded: int
    verdicts: Mapping[str, int]
    points: tuple[float, float] | None
    exercises: tuple[ExerciseFigures, ...]
    mistakes: tuple[Made, ...]
    unknown: tuple[Made, ...]
    alike: tuple[Alike, ...]
    copies: tuple[tuple[Row, ...], ...]

    def bands(self, result: Result) -> list[Band]:
        """Return the verdict of every check of the class on one submission, left to right."""
        verdicts = {check.id: check.verdict for check in _checks(result)}
        found = []
        for exercise in self.exercises:
            own = [verdicts.get(check.id, "") for check in exercise.checks]
            if len(set(own)) == 1:
                found.append(Band(own[0], len(own)))
            else:
                found += [Band(verdict, 1) for verdict in own]
        return found

    @property
    def width(self) -> int:
        """Return how many checks there are."""
        return sum(len(one.checks) for one in self.exercises)


def _place(name: str) -> str:
    """Return what a name is sorted by: student 2 comes before student 10."""
    return re.sub(r"[0-9]+", lambda digits: digits[0].zfill(20), name.casefold())


def overview(rows: Iterable[Row], roster: Iterable[Student]) -> Overview:
    """Look at the newest rows of a class together."""
    found = tuple(sorted(rows, key=lambda row: (_place(row.student), row.submission)))
    results = [row.result for row in found if row.result is not None]
    here = {row.submission for row in found}
    return Overview(
        found,
        tuple(row for row in found if row.reason),
        tuple(one for one in roster if one.submission not in here),
        len(results),
        Counter(result.verdict for result in results),
        _points(results),
        tuple(_exercises(results)),
        tuple(_mistakes(found)),
        tuple(_unknown(found)),
        tuple(_alike(found)),
        tuple(_grouped((row for row in found if row.hash), lambda row: row.hash)),
    )


def discrimination(passes: Sequence[bool], rest: Sequence[float]) -> float | None:
    """Return how well a check tells those who do well in the rest from those who do not.

    This is the corrected item-total correlation (Henrysson, 1963, "Correction of item-total
    correlations in item analysis", Psychometrika 28, 211-218): the point-biserial correlation of
    passing the check with the score in all *other* checks, so that no check correlates with
    itself. 1 is the most there can be; near 0 it tells nothing; below 0 those who pass it do worse.

    Args:
        passes: whether each submission passes the check.
        rest: the share of the other checks that each passes.

    Returns:
        None where it says nothing: all pass or none does, or the rest is the same for all.
    """
    if len(set(passes)) < 2 or len(set(rest)) < 2:
        return None
    return correlation([float(one) for one in passes], rest)


def _checks(result: Result) -> Iterable[CheckResult]:
    return (check for one in result.exercises for check in one.checks)


def _points(results: Sequence[Result]) -> tuple[float, float] | None:
    if not results:
        return None
    return median(one.points for one in results), max(one.out_of for one in results)


def _exercises(results: Sequence[Result]) -> Iterable[ExerciseFigures]:
    """Yield each exercise that the Results have, in the kit's order."""
    order = {one.id: number for number, one in enumerate(exercises())}
    titles: dict[str, str] = {}
    checks: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for result in results:
        for one in result.exercises:
            titles[one.id] = one.title
            checks[one.id] |= {check.id: check.title for check in one.checks}
    scores = [_Score(result) for result in results]
    for name in sorted(titles, key=lambda name: order.get(name, len(order))):
        figures = (_figures(id, title, scores) for id, title in checks[name].items())
        yield ExerciseFigures(name, titles[name], tuple(figures))


class _Score:
    """The verdicts on one submission, and how much of the checks that all have it passes.

    The engine's are left out of the score: only who brings an engine has them.
    """

    def __init__(self, result: Result) -> None:
        given = {one.id for one in exercises() if one.given}
        self.verdicts = {check.id: check.verdict for check in _checks(result)}
        self._counted = {
            check.id: check.verdict == "pass"
            for one in result.exercises
            if one.id not in given
            for check in one.checks
            if check.verdict != OURS
        }
        self._passed = sum(self._counted.values())

    def rest(self, check: str) -> float:
        """Return the share of the other checks that pass; 0 if there is no other."""
        others = len(self._counted) - (check in self._counted)
        return (self._passed - self._counted.get(check, False)) / others if others else 0.0


def _figures(id: str, title: str, scores: Sequence[_Score]) -> CheckFigures:
    verdicts = Counter[str](score.verdicts[id] for score in scores if id in score.verdicts)
    judged = [score for score in scores if score.verdicts.get(id, OURS) != OURS]
    passes = [score.verdicts[id] == "pass" for score in judged]
    return CheckFigures(
        id,
        title,
        verdicts,
        sum(passes),
        len(passes),
        discrimination(passes, [score.rest(id) for score in judged]),
    )


def _wrong(rows: Iterable[Row]) -> Iterable[tuple[Row, ExerciseResult]]:
    """Yield each answer to an exercise that is wrong."""
    for row in rows:
        for one in row.result.exercises if row.result else ():
            if one.verdict in WRONG:
                yield row, one


def _mistakes(rows: Sequence[Row]) -> list[Made]:
    """Return the known mistakes that were made; two that are made at once count as each."""
    who: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    titles: dict[str, str] = {}
    for row, one in _wrong(rows):
        if one.advice is not None:
            for id in one.advice.mistake.split("+"):
                who[id, one.title].append(row)
                titles[id] = _title(id) or one.advice.title
    made = [Made(id, titles[id], exercise, tuple(who)) for (id, exercise), who in who.items()]
    return sorted(made, key=lambda one: -len(one.rows))


@cache
def _title(mistake: str) -> str:
    """Return a mistake's title; "" if this kit does not know it, or has no solutions."""
    return next((one.title for one in bank.mistakes() if one.id == mistake), "")


def _unknown(rows: Sequence[Row]) -> list[Made]:
    who: defaultdict[str, list[Row]] = defaultdict(list)
    for row, one in _wrong(rows):
        if one.advice is None:
            who[one.title].append(row)
    made = [Made("", "Looks like no known mistake", title, tuple(who[title])) for title in who]
    return sorted(made, key=lambda one: -len(one.rows))


def _alike(rows: Sequence[Row]) -> Iterable[Alike]:
    """Yield groups of wrong answers of which every check says the same, to the last digit.

    What the checks say of the observations stands for what the code did.
    """
    for group in _grouped(_wrong(rows), lambda found: _said(found[1])):
        own = tuple(row for row, _ in group)
        yield Alike(group[0][1], own, len({row.hash for row in own}) == 1)


def _said(one: ExerciseResult) -> Hashable:
    """Return all that was said of an answer, but for where in the file that is."""
    checks = ((c.id, c.verdict, c.message, c.call, c.expected, c.got) for c in one.checks)
    return one.id, one.advice, tuple(checks)


def _grouped(items: Iterable[Item], kind: Callable[[Item], Hashable]) -> list[tuple[Item, ...]]:
    """Return what there is more than one of its kind of, the largest group first."""
    groups: defaultdict[Hashable, list[Item]] = defaultdict(list)
    for item in items:
        groups[kind(item)].append(item)
    return sorted((tuple(one) for one in groups.values() if len(one) > 1), key=len, reverse=True)
