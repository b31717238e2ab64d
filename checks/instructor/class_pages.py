"""The pages of a class for whoever teaches it, and the feedback to send back."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain, count
from pathlib import Path
from statistics import correlation, fmean, median
from typing import Any, Literal, get_args
from unicodedata import normalize

from msgspec import Struct
from rich.console import RenderableType
from rich.text import Text

from checks import catalog
from checks.catalog import exercises
from checks.check.evidence import Check, checks
from checks.check.result import ExerciseResult, Result
from checks.desk import page
from checks.desk.proof import spaced
from checks.desk.screen import GLYPHS, Report
from checks.desk.terminal import ASCII_FOR, Progress, text
from checks.errors import KitError, Refused
from checks.files import put_folder
from checks.instructor import bank, decisions, review
from checks.instructor.checking import laid_out
from checks.instructor.decisions import BY_HAND, Decision, Item, Row, groups, told_apart
from checks.instructor.gradebook import Gradebook, stem

WRONG = ("not yet", "crashed", "timed out")
OURS = "kit error"  # never counts against a learner, nor for a check
Detail = Literal["verdicts", "advice", "full"]
DETAILS: tuple[Detail, ...] = get_args(Detail)
Values = dict[str, Any]  # what class.html shows, by the names that it has there
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
    verdicts: Counter[str]  # how many submissions have each
    passed: int
    judged: int  # on how many it has a verdict that is not the kit's fault
    discrimination: float | None

    @property
    def tells_little(self) -> bool:
        return self.judged >= 10 and self.discrimination is not None and self.discrimination < 0.2


def overview(rows: Iterable[Row]) -> Values:
    """Look at the rows of a class together; of all groups, the largest is first."""
    found = sorted(rows, key=lambda row: (row.student.casefold(), row.submission))
    whose = groups(found, lambda row: row.submission)
    each = [own[-1] for own in whose.values()]  # of two students, one is enough
    results = [row.result for row in each if row.result is not None]
    called = told_apart((row.student, row.student_id or row.submission) for row in found)
    return {
        "rows": found,  # that which counts of each submission, by student
        "called": dict(zip((row.key for row in found), called, strict=True)),
        "counted": len(each),
        "all_of": lambda rows: [one for row in rows for one in whose[row.submission]],
        "verdicts": Counter(row.verdict for row in each),
        "median": median([one.points for one in results] or [0.0]),
        "out_of": max((one.out_of for one in results), default=0.0),
        "checks": _checks(results),
        "mistakes": _mistakes(_wrong(found)),
        "notes": _notes(found),
        "alike": _grouped(_wrong(each), lambda one: said(one[1])),  # on which all checks agree
        "copies": _grouped((row for row in each if row.hash), lambda row: row.hash),
    }


def _checks(results: Iterable[Result]) -> dict[tuple[str, str], list[Figures]]:
    """Return how each check did, by exercise and its title, in the kit's order."""
    verdicts = [result.verdicts for result in results]
    asked = set[str]().union(*verdicts)
    found = {
        (one.id, one.title): [_figures(c, verdicts) for c in checks(one.id) if c.id in asked]
        for one in exercises()
    }
    return {name: figures for name, figures in found.items() if figures}


def _figures(check: Check, verdicts: Sequence[Mapping[str, str]]) -> Figures:
    """Return how a check did.

    Its discrimination is the corrected item-total correlation (Henrysson, 1963, "Correction of
    item-total correlations in item analysis", Psychometrika 28, 211-218): of passing it with the
    share of all *other* checks that pass. 1 is the most there can be; near 0 it tells nothing;
    below 0 those who pass it do worse. None where all pass or none does, or the rest is the same.
    """
    judged = [one for one in verdicts if one.get(check.id, OURS) != OURS]
    passes = [float(one[check.id] == "pass") for one in judged]
    rest = [_rest(one, check.id) for one in judged]
    is_told = len({*passes}) > 1 and len({*rest}) > 1
    found = Counter(one[check.id] for one in verdicts if check.id in one)
    related = correlation(passes, rest) if is_told else None
    return Figures(check.id, check.title, found, int(sum(passes)), len(passes), related)


def _rest(verdicts: Mapping[str, str], check: str) -> float:
    """Return the share of the other checks that pass, of those that every submission has."""
    aside = (check, *(f"{one.id}." for one in exercises() if one.given))
    others = [v == "pass" for id, v in verdicts.items() if v != OURS and not id.startswith(aside)]
    return fmean(others or [0.0])


def _wrong(rows: Iterable[Row]) -> Iterator[tuple[Row, ExerciseResult]]:
    """Yield each exercise that is wrong, and whose."""
    for row in rows:
        for one in row.result.exercises if row.result else ():
            if one.verdict in WRONG:
                yield row, one


def _mistakes(wrong: Iterable[tuple[Row, ExerciseResult]]) -> list[Values]:
    """Return the mistakes that were made, and with the id "" wrong answers that make none.

    Two that are made at once count as each.
    """
    who: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    titles = {"": "Looks like no known mistake", **{one.id: one.title for one in bank.mistakes()}}
    for row, one in wrong:
        for id in one.advice.mistake.split("+") if one.advice else [""]:
            who[id, one.title].append(row)
    made = sorted(who.items(), key=lambda one: (not one[0][0], -len(one[1])))
    return [
        {"id": id, "title": titles.get(id, id), "exercise": exercise, "rows": rows}
        for (id, exercise), rows in made
    ]


def _notes(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """Return what is to be said of how submissions were handed in, and of whose it is said."""
    who: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for note in row.result.notes if row.result and not row.by_hand else ():
            who[note].append(row)
    return sorted(who.items(), key=lambda one: -len(one[1]))


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


def bands(result: Result, parts: Iterable[Sequence[Figures]]) -> Iterator[tuple[str, int]]:
    """Yield the verdict of every check on one submission; "" where it has no such check.

    Each comes with how many checks it spans: all of an exercise's, or one.
    """
    for own in parts:
        found = [result.verdicts.get(check.id, "") for check in own]
        yield from [(found[0], len(found))] if len({*found}) == 1 else [(one, 1) for one in found]


# what is written


def write(book: Gradebook, folder: Path, detail: Detail | None, progress: Progress) -> list[Row]:
    """Write the pages of a class to a new folder, with feedback that tells so much, if any."""
    book.demand_graded()
    rows = list(book.standing())
    fix = "Name a new or an empty folder: --to FOLDER"
    put_folder(folder, _pages(book, rows, detail, progress), fix)
    return rows


def _pages(
    book: Gradebook, rows: Sequence[Row], detail: Detail | None, progress: Progress
) -> Iterator[tuple[str, bytes]]:
    names, step = file_names(rows), progress("pages", len(rows))
    own, absent = decisions.in_force(book.decisions()), book.absent()
    about = {"names": names, "absent": absent, "decisions": own, "run": book.runs()[-1]}
    about["missing"] = told_apart((row.student, row.student_id) for row in absent)
    about |= {
        "book": book.path,
        "bands": bands,
        "words": (*GLYPHS, BY_HAND),
        **TO_TYPE,
        **overview(rows),
    }
    yield INDEX, page.rendered("class.html", **about).encode()
    for row in rows:
        if row.result is not None:
            yield f"{STUDENTS}/{names[row.key]}.html", student(book, row, own).encode()
        if detail is not None:
            yield f"{FEEDBACK}/{names[row.key]}.txt", feedback(row, detail).encode()
        step()


def student(book: Gradebook, row: Row, made: Iterable[Decision]) -> str:
    """Return the page of one student, who has a Result, with those decisions that are about it."""
    assert row.result is not None
    compared = []
    if files := book.files(row):
        with suppress(KitError, Refused), laid_out(row.submission, files) as submission:
            compared = review.beside(submission, row.result)
    return page.whole(
        row.result,
        catalog.lesson("exhibits.pictures").unpacked(book.excerpt(row)),
        "student.html",
        compared=compared,
        script="",  # the pages of a class are still
        try_it="",
        row=row,
        word=row.verdict,
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
    parts: list[RenderableType | None] = [heading.append(row.called.replace("\n", " "))]
    if row.marked is None:
        parts.append(Text(PERSON))
    else:
        result, is_checked = row.marked, not row.by_hand
        heading.append(f": {row.verdict}, {result.points:g} of {result.out_of:g} points")
        parts += [Text(row.comment)] if row.comment else []
        report = Report(result, {}, width=WIDTH, plain=True, full=True, at_desk=False)
        if is_checked:
            parts.append(report.progress())
        if detail != "verdicts":
            parts += report.every_detail(first=detail == "advice")
        if is_checked:  # last: it is long, and much of it is "pass"
            parts.append(report.roster())
    return text(spaced(*parts), WIDTH).translate(ASCII_FOR)
