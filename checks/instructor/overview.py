"""The overview of a class: its checks, its mistakes, and what was done alike."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cache
from statistics import correlation, median
from typing import TypeVar

from msgspec import Struct

from checks.catalog import exercises
from checks.check.result import ExerciseResult, Result
from checks.instructor import bank
from checks.instructor.gradebook import Row, Student, verdicts_of

WRONG = ("not yet", "crashed", "timed out")
OURS = "kit error"  # never counts against a learner, nor for a check
Item = TypeVar("Item")


class Figures(Struct, frozen=True):
    """How a check did on the class."""

    id: str
    title: str
    verdicts: Mapping[str, int]  # how many submissions have each
    passed: int
    judged: int  # on how many it has a verdict that is not the kit's fault
    discrimination: float | None

    @property
    def name(self) -> str:
        return self.id.partition(".")[2].replace("_", " ")

    @property
    def others(self) -> str:
        """Return in words what became of those that do not pass."""
        found = sorted(self.verdicts.items(), key=lambda one: -one[1])
        return ", ".join(f"{count} {verdict}" for verdict, count in found if verdict != "pass")


class Made(Struct, frozen=True):
    """A known mistake, or with the id "" wrong answers that make none, and whose answers do."""

    id: str
    title: str
    exercise: str
    rows: tuple[Row, ...]


class Overview(Struct, frozen=True):
    """A class as it stands; of all groups, the largest is first."""

    rows: tuple[Row, ...]  # the newest of each submission, by student
    persons: tuple[Row, ...]  # those of them that need a person
    absent: tuple[Student, ...]  # on the roster, with nothing handed in
    graded: int
    verdicts: Mapping[str, int]  # how many submissions have each
    points: tuple[float, float] | None  # the median, and what there is to reach; None for no Result
    checks: Mapping[tuple[str, str], Sequence[Figures]]  # by exercise, and its title
    mistakes: Sequence[Made]  # those that are known, then wrong answers that make none
    alike: Sequence[Sequence[tuple[Row, ExerciseResult]]]  # wrong answers on which all checks agree
    copies: Sequence[Sequence[Row]]  # submissions with the same files, byte for byte

    def bands(self, result: Result) -> list[tuple[str, int]]:
        """Return the verdict of every check of the class on one submission, left to right.

        Each comes with how many checks it spans: all of an exercise's, or one. It is "" where the
        submission has no such check.
        """
        verdicts, found = verdicts_of(result), []
        for checks in self.checks.values():
            own = [verdicts.get(check.id, "") for check in checks]
            found += [(own[0], len(own))] if len({*own}) == 1 else [(one, 1) for one in own]
        return found


def overview(rows: Iterable[Row], roster: Iterable[Student]) -> Overview:
    """Look at the newest rows of a class together."""
    found = tuple(sorted(rows, key=lambda row: (_place(row.student), row.submission)))
    results = [row.result for row in found if row.result is not None]
    here = {row.submission for row in found}
    wrong = [
        (row, one)
        for row in found
        for one in (row.result.exercises if row.result else ())
        if one.verdict in WRONG
    ]
    points = median(one.points for one in results) if results else 0.0
    return Overview(
        found,
        tuple(row for row in found if row.reason),
        tuple(one for one in roster if one.submission not in here),
        len(results),
        Counter(result.verdict for result in results),
        (points, max(one.out_of for one in results)) if results else None,
        _checks(results),
        _mistakes(wrong),
        _grouped(wrong, lambda one: _said(one[1])),
        _grouped((row for row in found if row.hash), lambda row: row.hash),
    )


def _place(name: str) -> str:
    """Return what a name is sorted by: student 2 comes before student 10."""
    return re.sub(r"[0-9]+", lambda digits: digits[0].zfill(20), name.casefold())


def discrimination(passes: Sequence[bool], rest: Sequence[float]) -> float | None:
    """Return how well a check tells those who do well in the rest from those who do not.

    This is the corrected item-total correlation (Henrysson, 1963, "Correction of item-total
    correlations in item analysis", Psychometrika 28, 211-218): of passing the check with the share
    of all *other* checks that pass. 1 is the most there can be; near 0 it tells nothing; below 0
    those who pass it do worse. None where all pass or none does, or the rest is the same for all.
    """
    if len(set(passes)) < 2 or len(set(rest)) < 2:
        return None
    return correlation([float(one) for one in passes], rest)


def _checks(results: Sequence[Result]) -> dict[tuple[str, str], list[Figures]]:
    """Return how each check did, in the kit's order."""
    titles: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for result in results:
        for one in result.exercises:
            titles[one.id, one.title] |= {check.id: check.title for check in one.checks}
    verdicts = [verdicts_of(result) for result in results]
    order = [one.id for one in exercises()]
    return {
        name: [_figures(id, title, verdicts) for id, title in titles[name].items()]
        for name in sorted(titles, key=lambda name: order.index(name[0]))
    }


def _figures(id: str, title: str, verdicts: Sequence[Mapping[str, str]]) -> Figures:
    judged = [one for one in verdicts if one.get(id, OURS) != OURS]
    passes = [one[id] == "pass" for one in judged]
    found = Counter(one[id] for one in verdicts if id in one)
    rest = discrimination(passes, [_rest(one, id) for one in judged])
    return Figures(id, title, found, sum(passes), len(passes), rest)


def _rest(verdicts: Mapping[str, str], check: str) -> float:
    """Return the share of the other checks that pass, of those that every submission has."""
    given = tuple(f"{one.id}." for one in exercises() if one.given)
    others = [
        verdict == "pass"
        for id, verdict in verdicts.items()
        if id != check and verdict != OURS and not id.startswith(given)
    ]
    return sum(others) / len(others) if others else 0.0


def _mistakes(wrong: Iterable[tuple[Row, ExerciseResult]]) -> list[Made]:
    """Return the mistakes that were made; two that are made at once count as each."""
    who: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    titles = {"": "Looks like no known mistake"}
    for row, one in wrong:
        for id in one.advice.mistake.split("+") if one.advice else [""]:
            who[id, one.title].append(row)
            if one.advice is not None:
                titles[id] = _title(id) or one.advice.title
    made = [Made(id, titles[id], exercise, tuple(rows)) for (id, exercise), rows in who.items()]
    return sorted(made, key=lambda one: (not one.id, -len(one.rows)))


@cache
def _title(mistake: str) -> str:
    """Return a mistake's title; "" if this kit does not know it, or has no solutions."""
    return next((one.title for one in bank.mistakes() if one.id == mistake), "")


def _said(one: ExerciseResult) -> Hashable:
    """Return all that was said of an answer, but for where in the file that is.

    What the checks say of the observations, to the last digit, stands for what the code did.
    """
    checks = ((c.id, c.verdict, c.message, c.call, c.expected, c.got) for c in one.checks)
    return one.id, one.advice, tuple(checks)


def _grouped(items: Iterable[Item], kind: Callable[[Item], Hashable]) -> list[list[Item]]:
    """Return what there is more than one of its kind of, the largest group first."""
    groups: defaultdict[Hashable, list[Item]] = defaultdict(list)
    for item in items:
        groups[kind(item)].append(item)
    return sorted((one for one in groups.values() if len(one) > 1), key=len, reverse=True)
