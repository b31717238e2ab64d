"""Marking by hand: what needs a person, and a person's decisions, shown before they count."""

import re
import sys
import tomllib
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from sys import maxsize

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from checks import catalog
from checks.check.result import clean
from checks.desk import terminal
from checks.errors import KitError
from checks.instructor import bank, decisions
from checks.instructor.checking import Outcome
from checks.instructor.class_pages import WRONG, said
from checks.instructor.decisions import KINDS, Decision, Row, Value, standing
from checks.instructor.gradebook import Gradebook
from checks.instructor.grading import of_one

Rows = Sequence[Row]  # by submission, the oldest of each first
Made = Sequence[Decision]
NOTHING = "nothing was handed in"
OF_CLASS = ("take_back", "count", "marks")  # decisions that are on no student


def options(command: ArgumentParser) -> None:
    """Add the options of the command."""
    command.add_argument("--student", metavar="NAME", help="a submission, name or id")
    add = command.add_mutually_exclusive_group().add_argument
    add("--points", type=decimal, metavar="N", help="set the points, in all or for an exercise")
    add("--comment", metavar="TEXT", help="say this to the learner")
    add("--late", type=decimal, metavar="PERCENT", help="take this share off for lateness")
    words = "leave the student out; with --run, leave that run out"
    add("--drop", action="store_true", default=None, help=words)
    words = "which run counts for the class (default: newest)"
    add("--count", choices=("newest", "best"), help=words)
    words = "give points by checks, all or nothing by exercises, or by the prices in a FILE"
    add("--marks", metavar="checks|exercises|FILE", help=words)
    add("--take-back", type=int, metavar="N", help="take back the decision of this number")
    add = command.add_argument
    add("--run", type=int, metavar="N", help="let this run count for the student")
    add("--exercise", metavar="ID", help=f"decide for this exercise only, e.g. {catalog.example()}")
    words = "decide for all whose wrong answer to that exercise does the same"
    add("--alike", action="store_true", help=words)
    add("--why", default="", metavar="TEXT", help="the reason, which is kept with the decision")
    add("--accept", action="store_true", help="keep the decision that is shown")


def decimal(text: str) -> float:
    """Return points or percent: no table shows more than two decimals."""
    if not re.fullmatch(r"-?[0-9]+([.][0-9]{1,2})?", text):
        words = f"{text!r} is no number with at most two decimals."
        raise KitError(words, fix="Write it with a point, such as 7 or 7.25.")
    return float(text)


def mark(given: Namespace) -> None:
    """List what counts; or show what a decision would change, and keep it if that is accepted."""
    what = _what(given)
    is_kept = what and (given.accept or terminal.is_interactive())
    opened = partial(Gradebook.write, new=False) if is_kept else Gradebook.read
    with opened(given.gradebook) as book:
        book.demand_graded()
        graded, made = list(book.rows()), book.decisions()
        rows = [*graded, *(absent(book, graded, given.student) if given.points is not None else ())]
        own = of_one(book, rows, given.student) if given.student else []
        sys.stderr.write(book.stopped())
        if not what:
            terminal.show(listed(book.path, own or rows, made, is_one=bool(own)))
            return
        value = _value(what, given, own, rows, made)
        submission = own[0].submission if own and not value.of else ""
        one = Decision(maxsize, "", submission, what, value, clean(given.why))
        terminal.show(preview(rows, made, one))
        if terminal.accepts("Keep this decision?", is_said=given.accept):
            with book.together():
                if own and own[-1] not in graded:
                    kept = Outcome(own[-1].submission, {}, reason=NOTHING)
                    book.record(book.runs()[-1], kept)
                number = book.decide(one)
            told = [Text(f"Kept as decision {number}.")]
            if what != "take_back":
                told += [Text("To take it back:"), _typed(decisions.taking_back(book.path, number))]
            terminal.show(Group(*told))


def absent(book: Gradebook, graded: Rows, name: str) -> Rows:
    """Return the row to be of who is on the roster as `name`, and handed in nothing."""
    last, id = book.runs()[-1], 1 + max(row.id for row in graded)
    names, own = book.names(), {row.submission for row in book.absent() if name in row.key}
    return [Row(last.id, o, names[o], "", "", None, NOTHING, id, last.started) for o in own]


# a decision


def _what(given: Namespace) -> str:
    """Return which decision is asked for; "" for none."""
    asked = [name for name in KINDS if getattr(given, name) is not None]
    what, flag = "".join(asked[:1]), f"--{''.join(asked[:1])}".replace("_", "-")
    is_of_run, is_words = asked == ["drop", "run"], what in ("points", "comment")
    is_whose = bool(given.student) or what in OF_CLASS or is_of_run or not what
    for is_wrong, words in (
        (asked[1:] and not is_of_run, "--run goes with --drop, or alone."),
        (not is_whose, f"{flag} needs --student."),
        (given.student and what in OF_CLASS, f"{flag} does not go with --student."),
        (given.exercise and not is_words, "--exercise goes with --points or --comment."),
        (given.alike and not (given.exercise and is_words), "--alike needs --exercise."),
    ):
        if is_wrong:
            raise KitError(words, fix="python -m checks mark --help")
    return what


def _value(what: str, given: Namespace, own: Rows, rows: Rows, made: Made) -> Value:
    """Return what is decided; what cannot be is an error."""
    said = getattr(given, what)
    if what in ("points", "comment"):
        return _on_answer(given, own, rows, made)
    if what in ("count", "marks"):
        return Value(text=said) if what == "count" else _scheme(said)
    if what == "late":
        return Value(_within(said, 100))
    if what == "take_back":
        return Value(_one_of(said, [one.id for one in decisions.in_force(made)], "decision"))
    graded = [one.run for one in own or rows if one.result is not None or what == "drop"]
    run = _one_of(given.run, graded, "Result of run") if given.run is not None else 0
    return Value(run, seen=own[-1].id if what == "run" else 0)


def _on_answer(given: Namespace, own: Rows, rows: Rows, made: Made) -> Value:
    """Return the points or the comment for a student, or for all that do the same."""
    row = next(standing(own, made), None)
    if row is None:
        raise KitError(f"The work of {own[0].student} is left out.", fix="Take that back first.")
    result = row.result or decisions.unchecked(row)
    exercise = catalog.exercise(given.exercise).id if given.exercise else ""
    part = next((one for one in result.exercises if one.id == exercise), None)
    if exercise and part is None:
        raise KitError(f"{exercise} was not asked of {row.student}.", fix="Name another exercise.")
    alike = {}
    if given.alike:
        if part is None or part.verdict not in WRONG:
            words = f"{exercise} of {row.student} is not wrong. --alike takes a wrong answer."
            raise KitError(words, fix="Leave out --alike.")
        alike = {
            one.submission: one.hash
            for one in standing(rows, made)
            if one.result is not None and said(part) in map(said, one.result.exercises)
        }
    points = _within(given.points or 0.0, (part or result).out_of)
    words, seen = clean(given.comment or ""), 0 if given.alike else own[-1].id
    return Value(points, words, exercise, of=alike, seen=seen)


def _within(number: float, most: float) -> float:
    if not 0 <= number <= most:
        raise KitError(f"{number:g} is out of range.", fix=f"Give 0 to {most:g}.")
    return number


def _one_of(number: int, known: Iterable[int], what: str) -> int:
    if number not in known:
        choice = ", ".join(map(str, sorted({*known}))) or "there is none"
        raise KitError(f"There is no {what} {number} here that counts.", fix=f"Choose: {choice}")
    return number


def _scheme(marks: str) -> Value:
    """Return how a class is marked: by a name, or by a file with prices of mistakes."""
    if marks in ("checks", "exercises"):
        return Value(text=marks)
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
    return Value(text="prices", prices=prices)


# what is told


def preview(rows: Rows, made: Made, one: Decision) -> RenderableType:
    """Return what a decision changes: for whom, and in a class, for how many."""
    before, after = (
        {row.submission: row for row in standing(rows, all)} for all in (made, [*made, one])
    )
    named = one.value.of or {one.submission} - {""}
    table = Table("student", "before", "after", box=None, pad_edge=False)
    for name, row in {**before, **after}.items():
        was, now = (side.get(name) for side in (before, after))
        is_other = not was or not now or (was.mark, was.comment) != (now.mark, now.comment)
        if name in named or (not named and is_other):
            marks = (one.mark if one else "left out" for one in (was, now))
            table.add_row(Text(row.called, overflow="fold"), *marks)
    parts: list[RenderableType] = [Text(one.words, "bold"), *_replaced(made, one), Text()]
    if not table.row_count:
        return Group(*parts, Text("No mark and no comment changes."), Text())
    parts += [table, Text()]
    return Group(*parts, *([] if named else [_distribution(before.values(), after.values())]))


def _replaced(made: Made, one: Decision) -> Iterator[Text]:
    """Yield what another decision ends, or brings back."""
    was, now = ({o.id: o for o in decisions.in_force(all)} for all in (made, [*made, one]))
    for words, first, other in (("Counts no more", was, now), ("Counts again", now, was)):
        for id in (id for id in first if id not in {*other, one.id}):
            yield Text(f"{words}: {id}, {first[id].who}: {first[id].words}")


def _distribution(*sides: Iterable[Row]) -> RenderableType:
    """Return how many have how many points, before and after."""
    was, now = (
        Counter(int(row.marked.points) if row.marked else -1 for row in side) for side in sides
    )
    table = Table("points", "before", "after", box=None, pad_edge=False)
    for least in sorted(was | now):
        words = "none" if least < 0 else f"{least} or more"
        table.add_row(words, str(was[least]), str(now[least]))
    return Group(table, Text())


def listed(path: Path, rows: Rows, made: Made, *, is_one: bool) -> RenderableType:
    """Return what needs a person and which decisions count, each with what to type."""
    found, counting = list(standing(rows, made)), decisions.in_force(made)
    waiting = [row for row in found if row.needs]
    told = [Text("Needs a person:" if waiting else "Nothing needs a person.", "bold")]
    for row in waiting:
        told += [Text(f"  {row.called}: {row.needs}"), _typed(decisions.settling(path, row))]
    for run, when, what in (run for row in found if is_one for run in row.runs):
        told.append(Text(f"  run {run}, {when[:10]}: {what}"))
    told += [Text(), Text("Decisions that count:" if counting else "No decision counts.", "bold")]
    for one in counting:
        why = f" ({one.why})" if one.why else ""
        told.append(Text(f"  {one.id}, {one.made[:10]}, {one.who}: {one.words}{why}"))
        told.append(_typed(decisions.taking_back(path, one.id)))
    return Group(*told)


def _typed(words: str) -> Text:
    return Text(f"    {words}", no_wrap=True, overflow="ignore")
