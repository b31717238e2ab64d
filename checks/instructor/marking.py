"""Marking by hand: what needs a person, and a person's decisions, shown before they count."""

import tomllib
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from sys import maxsize
from typing import cast

from msgspec.structs import replace
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from checks import catalog
from checks.check.result import clean
from checks.desk import terminal
from checks.errors import KitError
from checks.instructor import bank, decisions, regrading
from checks.instructor.class_pages import WRONG, said
from checks.instructor.decisions import Decision, Row, Value, What, standing
from checks.instructor.gradebook import Gradebook

USES = {  # each kind of decision: the options that it needs beside it, and those that it may have
    "points": ("student", "exercise alike"),
    "comment": ("student", "exercise alike"),
    "late": ("student", ""),
    "drop": ("", "student run"),
    "run": ("student", ""),
    "count": ("", ""),
    "marks": ("", ""),
    "take_back": ("", ""),
    "": ("", "student"),
}
BANDS = 10  # of points, where the whole class is shown
LIST = "To see what counts: python -m checks mark --gradebook"


def options(command: ArgumentParser) -> None:
    """Add the options of the command."""
    command.add_argument("--student", metavar="NAME", help="by submission, name or id")
    add = command.add_mutually_exclusive_group().add_argument
    add("--points", type=float, metavar="N", help="give so many, in all or for an exercise")
    add("--comment", metavar="TEXT", help="say this to the learner")
    add("--late", type=float, metavar="PERCENT", help="take this share of the points off")
    words = "leave the student out; with --run, what came of that run"
    add("--drop", action="store_true", help=words)
    words = "which run counts for the class (default: newest)"
    add("--count", choices=("newest", "best"), help=words)
    words = "mark by checks, all or nothing by exercises, or by a FILE with prices of mistakes"
    add("--marks", metavar="checks|exercises|FILE", help=words)
    add("--take-back", type=int, metavar="N", help="take back the decision of this number")
    add = command.add_argument
    add("--run", type=int, metavar="N", help="this run counts for the student")
    add("--exercise", metavar="ID", help=f"only for this one, e.g. {catalog.example()}")
    words = "for all whose wrong answer to that exercise does the same, too"
    add("--alike", action="store_true", help=words)
    add("--why", default="", metavar="TEXT", help="kept with the decision")
    add("--accept", action="store_true", help="keep the decision that is shown")


def mark(given: Namespace) -> None:
    """List what counts; or show what a decision would change, and keep it if that is accepted."""
    what = _what(given)
    is_kept = what and (given.accept or terminal.is_interactive())
    opened = partial(Gradebook.write, new=False) if is_kept else Gradebook.read
    with opened(given.gradebook) as book:
        book.demand_graded()
        rows, made = list(book.rows()), book.decisions()
        own = _own(book.path, given.student, rows) if given.student else []
        if not what:
            terminal.show(listed(book.path, standing(own or rows, made), made, is_one=bool(own)))
            return
        one = Decision(
            maxsize, "", "", _kind(what), _value(what, given, own, rows, made), given.why
        )
        one = replace(one, submission=own[0].submission if own and not one.value.of else "")
        terminal.show(preview(rows, made, replace(one, why=clean(given.why))))
        if terminal.accepts("Keep this decision?", is_said=given.accept):
            number = book.decide(one)
            back = decisions.command(book.path, "--take-back", str(number))
            terminal.show(Group(Text(f"Kept as decision {number}. To take it back:"), _typed(back)))


# a decision


def _what(given: Namespace) -> str:
    """Return which decision is asked for; "" for none."""
    asked = {name: getattr(given, name, None) not in (None, False) for name in USES}
    what = next((name for name in USES if asked[name]), "")
    needs, may = (set(names.split()) for names in USES[what])
    names = ("student", "exercise", "alike", "run")
    beside = {one for one in names if one != what and getattr(given, one) not in (None, False)}
    if given.alike:
        needs.add("exercise")
    if what == "drop" and not beside:
        needs.add("student")
    lacking, wrong = sorted(needs - beside), sorted(beside - needs - may)
    if lacking or wrong:
        flag = f"--{what.replace('_', '-')}" if what else "This"
        other = f"needs --{lacking[0]}" if lacking else f"does not go with --{wrong[0]}"
        raise KitError(f"{flag} {other}.", fix="See python -m checks mark --help")
    return what


def _kind(what: str) -> What:
    return cast(What, what.replace("_", " "))


def _own(path: Path, name: str, rows: Iterable[Row]) -> list[Row]:
    """Return the rows of one student; a submission's name comes before a student's."""
    found = [row for row in rows if regrading.Choice(student=name).includes(row)]
    if not found:
        raise regrading.nobody(path, name)
    names = dict.fromkeys(row.submission for row in found)
    if name not in names and len(names) > 1:
        several = ", ".join(map(clean, names))
        raise KitError(
            f"{len(names)} students are called {name!r}: {several}.",
            fix="Name the submission: --student SUBMISSION",
        )
    return [
        row for row in found if row.submission == (name if name in names else next(iter(names)))
    ]


def _value(
    what: str,
    given: Namespace,
    own: Sequence[Row],
    rows: Sequence[Row],
    made: Sequence[Decision],
) -> Value:
    """Return what is decided; what cannot be is an error."""
    match what:
        case "count":
            return Value(count=given.count)
        case "marks":
            return _scheme(given.marks)
        case "take_back":
            if given.take_back not in {one.id for one in decisions.active(made)}:
                raise KitError(f"There is no decision {given.take_back} that counts.", fix=LIST)
            return Value(decision=given.take_back)
        case "late":
            return Value(percent=_within(given.late, 100, "% can be taken off"))
        case "run" | "drop":
            _demand_run(given.run, own or rows, is_graded=what == "run")
            return Value(run=given.run or 0, seen=own[-1].id if what == "run" else 0)
    return _on_answer(given, own, rows, made)


def _on_answer(
    given: Namespace, own: Sequence[Row], rows: Sequence[Row], made: Sequence[Decision]
) -> Value:
    """Return the points or the comment for a student, or for all that do the same."""
    row = next(standing(own, made), None)
    if row is None:
        raise KitError(f"{own[0].student} is left out of the class.", fix=LIST)
    exercise = catalog.exercise(given.exercise).id if given.exercise else ""
    found = row.result or decisions.unchecked(row)
    part = next((one for one in found.exercises if one.id == exercise), None)
    if exercise and part is None:
        raise KitError(f"{row.student} was not asked for {exercise}.", fix="Name another exercise.")
    value = Value(exercise=exercise, comment=clean(given.comment or ""), seen=own[-1].id)
    if given.points is not None:
        most = part.out_of if part else found.out_of
        value = replace(value, points=_within(given.points, most, "points can be given"))
    if not given.alike:
        return value if given.comment is None else replace(value, seen=0)
    if part is None or part.verdict not in WRONG:
        raise KitError(
            f"{exercise} of {row.student} is not wrong, so nothing is done alike.",
            fix="Leave out --alike.",
        )
    alike = {
        one.submission: one.hash
        for one in standing(rows, made)
        for other in (one.result.exercises if one.result else ())
        if said(other) == said(part)
    }
    return replace(value, of=alike, seen=0)


def _within(number: float, most: float, words: str) -> float:
    if not 0 <= number <= most:
        raise KitError(
            f"{number:g} is not from 0 to {most:g}: no more {words}.", fix="Give another number."
        )
    return number


def _demand_run(run: int | None, rows: Iterable[Row], *, is_graded: bool) -> None:
    known = dict.fromkeys(row.run for row in rows if row.result is not None or not is_graded)
    if run is not None and run not in known:
        choice = ", ".join(map(str, sorted(known))) or "none"
        raise KitError(f"There is no Result of run {run} here.", fix=f"Choose from: {choice}")


def _scheme(marks: str) -> Value:
    """Return how a class is marked: by a name, or by a file with prices of mistakes."""
    if marks in ("checks", "exercises"):
        return Value(marks=marks)
    try:
        prices = tomllib.loads(Path(marks).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        fix = "Give checks, exercises, or a file of lines such as: N12 = 1.0"
        raise KitError(f"{marks} has no prices that can be read ({error}).", fix=fix) from error
    known = [one.id for one in bank.mistakes()]
    for id, price in prices.items():
        if id not in known:
            near = ", ".join(get_close_matches(id, known, n=3) or known[:3])
            raise KitError(f"{marks}: no mistake has the id {id}.", fix=f"For instance: {near}")
        if type(price) not in (int, float) or not 0 <= price < maxsize:
            raise KitError(f"{marks}: {id} has no price.", fix=f"Write a number: {id} = 1.0")
    return Value(marks="prices", prices=prices)


# what is told


def preview(rows: Sequence[Row], made: Sequence[Decision], one: Decision) -> RenderableType:
    """Return what a decision changes: for whom, and in a class, for how many."""
    before = {row.submission: row for row in standing(rows, made)}
    after = {row.submission: row for row in standing(rows, [*made, one])}
    table = Table("student", "before", "after", box=None, pad_edge=False)
    for name in sorted(before | after):
        was, now = before.get(name), after.get(name)
        if was != now or name == one.submission or name in one.value.of:
            marks = (row.mark if row else "left out" for row in (was, now))
            table.add_row(Text(_called(was or now), overflow="fold"), *marks)
    parts: list[RenderableType] = [Text(f"{one.what}: {one.words}", "bold"), Text(), table, Text()]
    if one.who == "the class":
        parts += [_distribution(before.values(), after.values()), Text()]
    return Group(*parts)


def _called(row: Row | None) -> str:
    assert row is not None
    same = row.student == row.submission
    return clean(row.student if same else f"{row.student} ({row.submission})").replace("\n", " ")


def _distribution(before: Iterable[Row], after: Iterable[Row]) -> RenderableType:
    """Return how many have how many points."""
    table = Table("points", "before", "after", box=None, pad_edge=False)
    was, now = Counter(map(_band, before)), Counter(map(_band, after))
    for band in sorted(was | now):
        table.add_row(band[1], str(was[band]), str(now[band]))
    return table


def _band(row: Row) -> tuple[float, str]:
    if row.result is None or row.reason or not row.result.out_of:
        return -1.0, "none"
    least = row.result.out_of * int(BANDS * row.result.points / row.result.out_of) / BANDS
    more = "" if least == row.result.out_of else f" to {least + row.result.out_of / BANDS:g}"
    return least, f"{least:g}{more}"


def listed(
    path: Path, rows: Iterable[Row], made: Sequence[Decision], *, is_one: bool
) -> RenderableType:
    """Return what needs a person and which decisions count, each with what to type; of a student,
    the runs, too.
    """
    found, told = list(rows), [Text("Needs a person", "bold")]
    for row in found:
        if row.needs:
            told += [Text(f"  {_called(row)}: {row.needs}"), _typed(decisions.settling(path, row))]
        if is_one:
            told += [Text(f"  run {run}, {when[:10]}: {what}") for run, when, what in row.runs]
    if len(told) == 1:
        told = [Text("Nothing needs a person.")]
    counting = decisions.in_force(made)
    if is_one:
        counting = [one for one in counting if any(one.covers(row) for row in found)]
    told += [Text(), Text("Decisions that count" if counting else "No decision counts.", "bold")]
    for one in counting:
        why = f" ({one.why})" if one.why else ""
        told.append(Text(f"  {one.id}, {one.made[:10]}, {clean(one.who)}: {one.words}{why}"))
        told.append(_typed(decisions.command(path, "--take-back", str(one.id))))
    return Group(*told)


def _typed(words: str) -> Text:
    return Text(f"    {words}", no_wrap=True, overflow="ignore")
