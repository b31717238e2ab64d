"""The pages of a class for whoever teaches it, and the feedback to send back."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain, count
from pathlib import Path
from statistics import correlation, median
from typing import Literal
from unicodedata import normalize

from msgspec import Struct
from msgspec.structs import replace
from rich.console import Group, RenderableType
from rich.text import Text

from checks import catalog
from checks.catalog import exercises
from checks.check.result import CheckResult, ExerciseResult, Result
from checks.desk import page
from checks.desk.progress import Progress
from checks.desk.screen import Report
from checks.desk.terminal import ASCII_FOR, text
from checks.errors import KitError, Refused
from checks.files import is_taken, put_folder
from checks.instructor import bank, decisions, review
from checks.instructor.checking import laid_out
from checks.instructor.decisions import UNCHECKED, Decision, Item, Row, groups, verdicts_of
from checks.instructor.gradebook import Gradebook, stem

WRONG = ("not yet", "crashed", "timed out")
OURS = "kit error"  # never counts against a learner, nor for a check
Detail = Literal["verdicts", "advice", "full"]
DETAILS: tuple[Detail, ...] = ("verdicts", "advice", "full")
WIDTH = 78
PERSON = "This needs a person to look at it. It is not graded yet."
INDEX, STUDENTS, FEEDBACK = "index.html", "students", "feedback"
LONGEST_NAME = 50
# the commands, for the pages
TO_TYPE = {"settling": decisions.settling, "taking_back": decisions.taking_back}


# the class as it stands


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
    def tells_little(self) -> bool:
        return self.judged >= 10 and self.discrimination is not None and self.discrimination < 0.2

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

    rows: tuple[Row, ...]  # that which counts of each submission, by student
    persons: tuple[Row, ...]  # those of them that need a person
    absent: tuple[Row, ...]  # on the roster, with nothing handed in
    graded: int
    verdicts: Mapping[str, int]  # how many submissions have each
    points: tuple[float, float] | None  # the median, and what there is to reach; None for no Result
    checks: Mapping[tuple[str, str], Sequence[Figures]]  # by exercise, and its title
    mistakes: Sequence[Made]  # those that are known, then wrong answers that make none
    alike: Sequence[Sequence[tuple[Row, ExerciseResult]]]  # wrong answers on which all checks agree
    copies: Sequence[Sequence[Row]]  # submissions with the same files, byte for byte

    def upper(self, rows: Sequence[Row]) -> int:
        """Return how many of some are in the upper half, with the median of points or more."""
        least = self.points[0] if self.points else 0.0
        return sum(row.result is not None and row.result.points >= least for row in rows)

    def bands(self, result: Result) -> list[tuple[str, int]]:
        """Return the verdict of every check on one submission; "" where it has no such check.

        Each comes with how many checks it spans: all of an exercise's, or one.
        """
        verdicts, found = verdicts_of(result), []
        for checks in self.checks.values():
            own = [verdicts.get(check.id, "") for check in checks]
            found += [(own[0], len(own))] if len({*own}) == 1 else [(one, 1) for one in own]
        return found


def overview(rows: Iterable[Row], absent: Iterable[Row]) -> Overview:
    """Look at the rows of a class together."""
    found = tuple(sorted(rows, key=lambda row: (row.student.casefold(), row.submission)))
    keys = {row.submission: row.key for row in found}  # of two students, one is enough
    each = [row for row in found if row.key == keys[row.submission]]
    results = [row.result for row in each if row.result is not None]
    wrong = [
        (row, one)
        for row in found
        for one in (row.result.exercises if row.result else ())
        if one.verdict in WRONG
    ]
    points = median(one.points for one in results) if results else 0.0
    return Overview(
        found,
        tuple(row for row in found if row.needs),
        tuple(absent),
        sum(row.result is not None for row in found),
        Counter(result.verdict for result in results),
        (points, max(one.out_of for one in results)) if results else None,
        _checks([one for one in results if one.verdict != UNCHECKED]),
        _mistakes(wrong),
        _grouped(
            (one for one in wrong if one[0].key == keys[one[0].submission]),
            lambda one: said(one[1]),
        ),
        _grouped((row for row in each if row.hash), lambda row: row.hash),
    )


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
    """Return how a check did.

    Its discrimination is the corrected item-total correlation (Henrysson, 1963, "Correction of
    item-total correlations in item analysis", Psychometrika 28, 211-218): of passing it with the
    share of all *other* checks that pass. 1 is the most there can be; near 0 it tells nothing;
    below 0 those who pass it do worse. None where all pass or none does, or the rest is the same.
    """
    judged = [one for one in verdicts if one.get(id, OURS) != OURS]
    passes = [float(one[id] == "pass") for one in judged]
    rest = [_rest(one, id) for one in judged]
    is_told = len({*passes}) > 1 and len({*rest}) > 1
    found = Counter(one[id] for one in verdicts if id in one)
    related = correlation(passes, rest) if is_told else None
    return Figures(id, title, found, int(sum(passes)), len(passes), related)


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
    titles = {"": "Looks like no known mistake", **{one.id: one.title for one in bank.mistakes()}}
    for row, one in wrong:
        for id in one.advice.mistake.split("+") if one.advice else [""]:
            who[id, one.title].append(row)
    made = [
        Made(id, titles.get(id, id), exercise, tuple(rows)) for (id, exercise), rows in who.items()
    ]
    return sorted(made, key=lambda one: (not one.id, -len(one.rows)))


def said(one: ExerciseResult) -> Hashable:
    """Return all that was said of an answer, but for where in the file that is.

    What the checks say of the observations, to the last digit, stands for what the code did.
    """
    checks = ((c.id, c.verdict, c.message, c.call, c.expected, c.got) for c in one.checks)
    return one.id, one.advice, tuple(checks)


def _grouped(items: Iterable[Item], kind: Callable[[Item], Hashable]) -> list[list[Item]]:
    """Return what there is more than one of its kind of, the largest group first."""
    every = groups(items, kind).values()
    return sorted((one for one in every if len(one) > 1), key=len, reverse=True)


# what is written


def write(book: Gradebook, folder: Path, detail: Detail | None, progress: Progress) -> Overview:
    """Write the pages of a class to a new folder, with feedback that tells so much, if any."""
    book.demand_graded()
    found = overview(book.standing(), book.absent())
    try:
        if is_taken(folder):  # feedback may have been edited by hand
            fix = "Name a new or an empty folder: --to FOLDER"
            raise KitError(f"{folder} is there already.", fix=fix)
        folder.parent.mkdir(parents=True, exist_ok=True)
        put_folder(folder, _pages(book, found, detail, progress))
    except OSError as error:
        raise KitError(
            f"The pages cannot be written to {folder}: {error.strerror}.",
            fix="Name another folder: --to FOLDER",
        ) from error
    return found


def _pages(
    book: Gradebook, found: Overview, detail: Detail | None, progress: Progress
) -> Iterator[tuple[str, bytes]]:
    names, step = file_names(found.rows), progress("pages", len(found.rows))
    sheets, own = ("report.css", "class.css"), decisions.in_force(book.decisions())
    values = {"names": names, "run": book.runs()[-1], "decisions": own}
    index = page.rendered("class.html", sheets, found=found, book=book.path, **values, **TO_TYPE)
    yield INDEX, index.encode()
    for row in found.rows:
        if row.result is not None:
            yield f"{STUDENTS}/{names[row.key]}.html", student(book, row, own).encode()
        if detail is not None:
            yield f"{FEEDBACK}/{names[row.key]}.txt", feedback(row, detail).encode()
        step()


def student(book: Gradebook, row: Row, made: Iterable[Decision] = ()) -> str:
    """Return the page of one student, who has a Result, with those decisions that are about it."""
    assert row.result is not None
    compared = []
    if files := book.files(row):
        with suppress(KitError, Refused), laid_out(row.submission, files) as submission:
            compared = review.beside(submission, row.result)
    return page.whole(
        row.result,
        catalog.lesson("exhibits.pictures").unpacked(book.excerpt(row)),
        student="" if row.student == row.submission else row.student,
        note=f"Needs a person: {row.needs}" if row.needs else "",
        back=f"../{INDEX}",
        compared=compared,
        row=row,
        decisions=[one for one in made if one.covers(row)],
        book=book.path,
        **TO_TYPE,
    )


def file_names(rows: Iterable[Row]) -> dict[tuple[str, ...], str]:
    """Return a name for the files of each student: no path, and distinct.

    It has the student's id, or else what was handed in: two students may have one name.
    """
    taken, found = set[str](), {}
    for row in sorted(rows, key=lambda row: row.key):
        also = row.student_id or stem(row.submission)
        called = row.student if also == row.student else f"{row.student[:LONGEST_NAME]} {also}"
        # composed, as some systems do by themselves; no dot, so that it has no other ending
        words = re.sub(r"[^\w]+", "-", normalize("NFKC", called)).strip("-_")
        bare = words[: 2 * LONGEST_NAME] or "unnamed"
        names = chain([bare], (f"{bare}-{number}" for number in count(2)))
        found[row.key] = next(name for name in names if name.casefold() not in taken)
        taken.add(found[row.key].casefold())
    return found


def feedback(row: Row, detail: Detail) -> str:
    """Return what to send back to one learner, as plain text."""
    heading = Text(f"{catalog.declared().title}\n")
    parts: list[RenderableType] = [heading.append(row.called.replace("\n", " "))]
    if row.marked is None:
        parts += [Text(), Text(PERSON)]
    else:
        result = bare(row.marked) if detail == "verdicts" else row.marked
        is_checked = result.verdict != UNCHECKED
        heading.append(f": {result.verdict}, " if is_checked else ": ")
        heading.append(f"{result.points:g} of {result.out_of:g} points")
        parts += [Text(), Text(row.comment)] if row.comment else []
        report = _Report(result, {}, width=WIDTH, plain=True, full=True)
        if is_checked:
            parts += [Text(), report.progress()]
        if detail != "verdicts":
            panels = report.every_detail() if detail == "full" else report.next_details()
            parts += [part for panel in panels for part in (Text(), panel)]
        if is_checked:  # last: it is long, and much of it is "pass"
            parts += [Text(), report.roster() or Text()]
    return text(Group(*parts), WIDTH).translate(ASCII_FOR)


class _Report(Report):
    """A report without what to type next: that is for the learner's own desk."""

    def to_do(self, one: ExerciseResult) -> None:
        return None

    def next_details(self) -> Iterator[RenderableType]:
        """Yield the first thing to work on in each exercise that is wrong."""
        for one in self.result.exercises:
            check = one.worst
            if check is not None and check.verdict not in ("not started", "blocked"):
                yield self.panel(one.title, self.detail(one, check), "")


def bare(result: Result) -> Result:
    """Return a Result with its verdicts, and nothing that code says."""
    exercises = []
    for one in result.exercises:
        checks = tuple(CheckResult(check.id, check.title, check.verdict) for check in one.checks)
        exercises.append(replace(one, prints="", advice=None, checks=checks))
    return replace(result, exercises=tuple(exercises))
