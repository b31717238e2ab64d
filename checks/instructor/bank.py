"""The bank: known mistakes and other right answers; the answer key, which is built from them.

A file of the bank holds what differs from the reference and nothing else of the answer: a function
that stands in the place of the reference's, or a whole class. Only an answer to an exercise
without a file of its own, such as `network`, holds all the classes.

The key has what the reference shows, and what every mistake and pairs of them change in that. A
class is asked hidden numbers besides, which only the reference answers, so that nothing passes
that was written for the published ones.
"""

import ast
import atexit
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from copy import copy
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from tempfile import mkdtemp
from typing import TypeVar

import msgspec
from msgspec import Struct

from checks import catalog
from checks.catalog import Exercise, exercises, published
from checks.check import key
from checks.check.evidence import Evidence, checks, judge
from checks.check.facts import Changes, Facts, alike, all_facts, blur, differ, short
from checks.check.key import Answers, Bank, Entry, Key, Words
from checks.desk.recovery import functions, refilled
from checks.desk.terminal import Progress, Step
from checks.edition import hash_of
from checks.errors import KitError
from checks.instructor.decisions import groups
from checks.instructor.reference import shown
from checks.run.worker import Worker, observe
from checks.submission import SOLUTIONS, Submission, at

MISTAKES = SOLUTIONS / "mistakes"
ALTERNATIVES = SOLUTIONS / "alternatives"
RECIPE = "See `Add a mistake` in CONTRIBUTING.md."
FORM = re.compile(  # id, title, text, three hints
    r"([\w-]+): (.+?)\n\n(.+)\n\n1\. (.+)\n2\. (.+)\n3\. (.+?)(?:\nSeen: .+)?", re.DOTALL
)
SEEDS = (4, 5)  # what chance decides differs between the two
LINE_STARTS = (
    rb'\n*("(?:scenarios|solutions|reference|owned|idle|mistakes|composites|advice)":|\{"ids":)'
)

Case = tuple[tuple[str, ...], str, Submission]  # ids of mistakes, the exercise, such an answer

Item = TypeVar("Item")
Found = TypeVar("Found")


class Mistake(Struct, frozen=True):
    """One known mistake."""

    id: str  # stable, as in "N06"
    exercise: str  # whose file it stands in for
    title: str  # what is wrong, in one sentence
    text: str  # why that matters, and what to look at
    hints: tuple[str, ...]  # three, from a nudge to nearly the code
    path: Path


@cache
def mistakes() -> tuple[Mistake, ...]:
    """Return every known mistake; no two have the same id."""
    found: dict[str, Mistake] = {}
    for path in sorted(MISTAKES.glob("*/*.py")):
        mistake = _read(path)
        twin = found.setdefault(mistake.id, mistake)
        if twin is not mistake:
            raise KitError(
                f"{path.name} and {twin.path.name} both have the id {twin.id}.", fix=RECIPE
            )
    return tuple(found.values())


def alternatives() -> tuple[Path, ...]:
    """Return the file of every other right answer."""
    return tuple(sorted(ALTERNATIVES.glob("*/*.py")))


def _read(path: Path) -> Mistake:
    """Read a mistake's docstring; nothing of the file is run."""
    try:
        told = FORM.fullmatch(ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "")
    except (SyntaxError, ValueError) as error:
        raise KitError(f"{path.name} cannot be read: {error!r}", fix=RECIPE) from error
    if not told:
        raise KitError(
            f"The docstring of {path.name} is not an id, a title, a text and three hints.",
            fix=RECIPE,
        )
    paragraphs = (text.split("\n\n") for text in told.groups())
    words = ["\n\n".join(" ".join(one.split()) for one in found) for found in paragraphs]
    id, title, text, *hints = words
    return Mistake(id, path.parent.name, title, text, tuple(hints), path)


# Answers


@cache
def answer(path: Path) -> Submission:
    """Return the submission that answers the exercise of a file's folder as the file does."""
    return written(path.parent.name, source(path))


def source(path: Path) -> str:
    """Return the whole source of what a file answers its exercise with.

    A file of the bank is a part of its answer; any other one is the whole of it. `ast.unparse`
    writes what a part is composed to: line numbers are those of this text, not of the file.
    """
    exercise = path.parent.name
    if holds(path) and catalog.exercise(exercise).has_file:
        return composed(exercise, _statements(path))
    return path.read_text(encoding="utf-8")


def holds(path: Path) -> bool:
    """Tell whether a file is one of the bank's."""
    return path.parent.parent in (MISTAKES, ALTERNATIVES)


def written(exercise: str, source: str) -> Submission:
    """Return the reference with one exercise's file as it is in a source, until this process ends.

    It is a file named as a learner's, in a folder of its own. That for an exercise without a file,
    such as `network`, holds all the classes, and stands in for all their files.
    """
    path = Path(mkdtemp(dir=_folder()), f"{exercise}.py")
    path.write_text(source, encoding="utf-8")
    submission, one = at(SOLUTIONS), catalog.exercise(exercise)
    for module in (*one.own, one.module):
        submission = submission.having(module, path)
    return submission


@cache
def _folder() -> str:
    folder = mkdtemp(prefix="answers-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def idle(exercise: Exercise) -> Submission:
    """Return the answer that does no work of its own: the stub, with the body that is declared."""
    bodies = {name: f"{body}\n" for name, body in exercise.idle.items()}
    return written(exercise.id, refilled(_reference(exercise.id), bodies))


# A part in its place


def composed(exercise: str, part: Iterable[ast.stmt]) -> str:
    """Return the source of an exercise's reference, with what a part holds in place of its own.

    A class stands in for the class of its name, a function for the function or method of its name.
    What the reference lacks is added: a function of `self` to its class, all else to its imports.
    """
    whole = ast.parse(_reference(exercise))
    classes = [one for one in whole.body if isinstance(one, ast.ClassDef)]
    places = {
        one.name: (body, place)
        for body in (*(one.body for one in classes), whole.body)
        for place, one in enumerate(body)
        if isinstance(one, ast.FunctionDef | ast.ClassDef)
    }
    added: list[ast.stmt] = []
    for node in part:
        match node:
            case ast.Expr():  # the docstring
                continue
            case ast.FunctionDef(name) | ast.ClassDef(name) if name in places:
                body, place = places[name]
                body[place] = node
            case ast.FunctionDef(args=ast.arguments(args=[ast.arg("self"), *_])):
                classes[0].body.append(node)
            case _:
                added.append(node)
    first = 1 + sum(isinstance(one, ast.Import | ast.ImportFrom) for one in whole.body)
    whole.body[first:first] = added
    return ast.unparse(whole) + "\n"


def _reference(exercise: str) -> str:
    return (SOLUTIONS / f"{exercise}.py").read_text(encoding="utf-8")


def _statements(path: Path) -> list[ast.stmt]:
    return ast.parse(path.read_text(encoding="utf-8")).body


# Two mistakes at once


def composites(exercise: Exercise) -> Iterator[Case]:
    """Yield the answers to an exercise with one mistake before its joint and another one in it.

    The joint is the step that a function ends in, as the lesson declares it. Both together are a
    third wrong answer that no file of the bank holds. Mistakes in different functions need no such
    thing: what they do shows in different scenarios.
    """
    (stubbed,) = exercise.stubbed
    name, _, end = exercise.joint.removesuffix("()").partition(".")
    right = ast.unparse(functions(_reference(exercise.id))[stubbed].body[1])  # behind the docstring
    calls = dict(_calls(exercise.id, stubbed.rpartition(".")[2]))
    before = {key: one for key, one in calls.items() if ast.unparse(one[0].body[0]) != right}
    for first, (call, imports) in before.items():
        returns = [node for node in ast.walk(call) if isinstance(node, ast.Return)]
        match returns, call.body[-1]:
            case [_], ast.Return(ast.Call(ast.Attribute(value, attr), [])) if attr == end:
                joint = ast.parse(f"{name} = {ast.unparse(value)}").body
            case _:
                continue
        for second, (other, others) in calls.items():
            if second not in before:
                both = copy(call)
                both.body = [*call.body[:-1], *joint, *other.body[1:]]
                source = composed(exercise.id, [*others, *imports, both])
                yield (first, second), exercise.id, written(exercise.id, source)


def _calls(
    exercise: str, name: str
) -> Iterator[tuple[str, tuple[ast.FunctionDef, Sequence[ast.stmt]]]]:
    """Yield each mistake that lies in one function alone: its id, that function, its imports."""
    for mistake in (one for one in mistakes() if one.exercise == exercise):
        part = _statements(mistake.path)
        imports = [one for one in part if isinstance(one, ast.Import | ast.ImportFrom)]
        match [one for one in part if isinstance(one, ast.FunctionDef | ast.ClassDef)]:
            case [ast.FunctionDef() as call] if call.name == name:
                yield mistake.id, (call, imports)


# The answer key


def demand_solutions() -> None:
    """Fail where nothing can be made, because that is made from the solutions."""
    if not key.answered():
        raise KitError(
            "There are no solutions here, and this is made from them.",
            fix="Do it in the instructor's edition, which has solutions/.",
        )


def build(progress: Progress) -> tuple[Key, Bank]:
    """Observe the reference and every mistake in the published scenarios."""
    demand_solutions()
    (answers, _), solutions = shown(published(), exercises()), hash_of(key.answered())
    reference, owned = dict(answers.reference), dict(answers.owned)
    entries = _entries(reference, progress)
    singles = [one for one in entries if len(one.ids) == 1]
    doubles = [one for one in entries if len(one.ids) == 2 and _is_apart(one, entries)]
    advice = {one.id: Words(one.title, one.text, one.hints) for one in mistakes()}
    asked, passed = hash_of(key.asked()), _idle(answers)
    built = Key(key.VERSION, asked, solutions, reference, owned, passed)
    packed = _by_exercise(singles), _by_exercise(doubles)
    return built, Bank(solutions, hash_of(key.known()), *packed, advice)


def lines(content: Key | Bank) -> bytes:
    """Return the text of one of both: a line for each scenario, mistake and advice."""
    return re.sub(LINE_STARTS, rb"\n\g<1>", msgspec.json.encode(content)) + b"\n"


def _by_exercise(entries: Sequence[Entry]) -> dict[str, msgspec.Raw]:
    own = groups(entries, lambda one: one.exercise)
    return {name: msgspec.Raw(msgspec.json.encode(found)) for name, found in own.items()}


def _idle(answers: Answers) -> dict[str, tuple[str, ...]]:
    """Return the checks of each exercise that its idle answer passes."""
    found = {}
    with Worker() as worker:
        for one in (one for one in exercises() if one.idle):
            seen = observe(idle(one), [one], worker=worker)
            evidence = Evidence(seen, answers.reference, answers.scenarios)
            found[one.id] = tuple(c.id for c in checks(one.id) if not judge(c, evidence))
    return found


def _entries(reference: Mapping[str, Facts], progress: Progress) -> list[Entry]:
    """Return what each mistake changes, and each composition of two."""
    cases: list[Case] = [((one.id,), one.exercise, answer(one.path)) for one in mistakes()]
    cases += [case for one in exercises() if one.joint for case in composites(one)]
    with ExitStack() as running:
        free = SimpleQueue[Worker]()  # they run one case after the other: all of it is trusted
        for _ in range(os.cpu_count() or 1):
            free.put(running.enter_context(Worker()))

        def entry(case: Case) -> Entry:
            ids, name, submitted = case
            worker = free.get()
            try:
                return Entry(ids, name, _changes(submitted, name, reference, worker))
            finally:
                free.put(worker)

        return each(entry, cases, progress("known mistakes, and pairs", len(cases)))


def each(work: Callable[[Item], Found], items: Iterable[Item], step: Step) -> list[Found]:
    """Do some work for each item, on all cores; the workers' processes are what takes time."""
    found = []
    pool = ThreadPoolExecutor(os.cpu_count())
    try:
        for done in pool.map(work, items):
            step()
            found.append(done)
    finally:
        pool.shutdown(cancel_futures=True)  # at Ctrl-C, what has begun is all that is waited for
    return found


def _changes(
    submitted: Submission, name: str, reference: Mapping[str, Facts], worker: Worker
) -> dict[str, Changes]:
    """Return what a submission changes in the scenarios of one exercise."""
    shown, again = (
        all_facts(observe(submitted, [catalog.exercise(name)], seed=s, worker=worker).values())
        for s in SEEDS
    )
    return {
        scenario: changes
        for scenario, found in shown.items()
        if (changes := differ(short(blur(found, again[scenario])), reference[scenario]))
    }


def _is_apart(double: Entry, every: Sequence[Entry]) -> bool:
    """Tell whether two mistakes at once are like nothing else."""
    return not double.chance and not any(
        other.exercise == double.exercise
        and other.changes.keys() == double.changes.keys()
        and all(alike(double.changes[name], other.changes[name]) for name in double.changes)
        for other in every
        if other is not double
    )
