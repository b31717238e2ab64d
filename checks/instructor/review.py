"""The review: what the kit claims of solutions, mistakes, alternatives and checks, tried."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec import Struct, toml
from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from checks import edition
from checks.catalog import ROOT, exercise, exercises
from checks.check import key, session
from checks.check.evidence import checks, every, judge
from checks.check.result import Result
from checks.check.session import Checked
from checks.desk import solution
from checks.desk.page import rendered, whole
from checks.desk.proof import spaced
from checks.desk.screen import Report
from checks.desk.terminal import Progress
from checks.errors import KitError, Refused
from checks.instructor import bank
from checks.instructor.bank import Mistake, answer, each
from checks.instructor.checking import PATIENCE, laid_out
from checks.instructor.gradebook import Gradebook
from checks.instructor.grading import NO_FILES, of_one
from checks.instructor.intake import shown, take
from checks.instructor.reference import hidden
from checks.run.box import Box
from checks.submission import ENGINE, MODULES, SOLUTIONS, STUBS, Submission, at, folder_of

WILD = ROOT / "tests" / "wild"
EQUIVALENT = SOLUTIONS / "equivalent_mutants.toml"
JUDGED = tuple(one.id for one in exercises() if one.stubbed)  # where there is something to write


class Caught(Struct, frozen=True):
    """What became of one known mistake."""

    mistake: Mistake
    checks: tuple[str, ...]  # those that it does not pass, at its own exercise
    elsewhere: tuple[str, ...]  # other exercises that it fails, though they are right
    advice: tuple[str, ...]  # the ids that were recognised

    @property
    def astray(self) -> str:
        """Return where else than at its own exercise it shows, in words; "" if all is well."""
        where = ", ".join(self.elsewhere)
        return (where and f"fails {where}, where it is not made") if self.checks else "passes"


class Claim(Struct, frozen=True):
    """What is claimed of each of some answers, and of which it is not so."""

    words: str
    tried: int
    faults: list[str]  # one for each that falls short, in words
    is_sample: bool = False  # of more than can be tried

    @property
    def figure(self) -> str:
        """Return how many are as claimed; of a sample, how many others may be wrong at most.

        Where none of many was, that is 3 in as many: the rule of three.
        """
        few = 30  # of which nothing is said in hundredths
        is_told = self.is_sample and not self.faults and self.tried >= few
        below = f"; wrong: below {ceil(3000 / self.tried) / 10} % at 95 %" if is_told else ""
        return f"{self.tried - len(self.faults)} of {self.tried}{below}"


class Review(Struct, frozen=True):
    """What came of every answer."""

    made: tuple[str, ...]  # what falls short of the solutions and what is made from them, in words
    mistakes: tuple[Caught, ...]
    alternatives: dict[str, bool]  # whether each other right answer passes
    mutants: tuple[tuple[str, bool], ...]  # each one's id, and whether it passes; two may have one
    reasons: dict[str, str]  # why a mutant does the same as the solution, by its id
    wild: Mapping[str, tuple[str, ...]] = {}  # what is not as it should be of each, in words

    @property
    def claims(self) -> Iterator[Claim]:
        """Yield what is claimed of the answers and the checks, with whatever falls short."""
        known = [(f"the mistake {one.mistake.id}", one) for one in self.mistakes]
        found = [f"{name} {one.astray}" for name, one in known if one.astray]
        yield Claim("mistakes caught at their exercise alone", len(known), found)
        found = [
            f"{name} is recognised as {' and '.join(one.advice) or 'none'}"
            for name, one in known
            if one.advice != (one.mistake.id,)
        ]
        yield Claim("mistakes recognised as themselves", len(known), found)
        rejected = [name for name, passes in self.alternatives.items() if not passes]
        found = [f"the alternative {name} is rejected" for name in rejected]
        yield Claim("other right answers accepted", len(self.alternatives), found, is_sample=True)
        judging = [one.id for one in every() if one.exercise in JUDGED]
        unused = {*judging}.difference(*(one.checks for one in self.mistakes))
        found = [f"the check {name} catches no known mistake" for name in judging if name in unused]
        yield Claim("checks that catch a mistake", len(judging), found)
        alive = dict.fromkeys(name for name, passes in self.mutants if passes)
        found = [f"the mutant {name} passes" for name in alive if name not in self.reasons]
        words = "mutants caught, or listed with a reason"
        yield Claim(words, len(self.mutants), found, is_sample=True)
        caught = [name for name in self.reasons if name not in alive]
        found = [f"{name} is listed as equivalent, but is caught" for name in caught]
        yield Claim("listed mutants that do the same", len(self.reasons), found)
        found = [f"tests/wild/{name}: {'; '.join(odd)}" for name, odd in self.wild.items() if odd]
        yield Claim("tests/wild as they should be", len(self.wild), found, is_sample=True)

    @property
    def faults(self) -> list[str]:
        """Return what falls short, in words."""
        return [*self.made, *(fault for one in self.claims for fault in one.faults)]


def review(progress: Progress) -> Review:
    """Try everything that the kit claims about its solutions, mistakes and checks."""
    changed = list(mutants())  # first: it asks for a package that may be missing
    made, known, seen = tuple(made_faults()), bank.mistakes(), wild()
    right = [*bank.alternatives(), *sorted(ROOT.glob("tests/variants/right/*/*.py"))]
    found = each(caught, known, progress("mistakes", len(known)))
    accepted = each(passes, map(answer, right), progress("alternatives", len(right)))
    alive = each(survives, changed, progress("mutants", len(changed)))
    odd = each(wrong, seen.values(), progress("tests/wild", len(seen)))
    listed = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))["equivalent"]
    alternatives = [path.relative_to(ROOT).as_posix() for path in right]
    return Review(
        made,
        tuple(found),
        dict(zip(alternatives, accepted, strict=True)),
        tuple(zip([name for name, _ in changed], alive, strict=True)),
        {one["mutant"]: one["why"] for one in listed},
        dict(zip(seen, odd, strict=True)),
    )


def made_faults() -> Iterator[str]:
    """Yield what falls short of the solutions, and of what is made from them."""
    for folder, name, right in (
        (SOLUTIONS, "the solutions", ("pass",)),
        (STUBS, "an untouched stub", ("not started", "blocked")),
    ):
        for one in session.check(at(folder)).result.exercises:
            for check in one.checks:
                if check.verdict not in right:
                    yield f"{check.id} is {check.verdict} on {name}"
    for part in (part for part in exercises() if part.idle):
        (one,) = session.check(bank.idle(part), (part.id,)).result.exercises
        if {c.id for c in one.checks if c.verdict == "pass"} != {*key.read().idle.get(part.id, ())}:
            yield f"{key.PATH.name} is older than what the idle {part.id} passes: {key.RENEW}"
    if key.bank().known != edition.hash_of(key.known()):
        yield f"{key.BANK.name} is older than solutions/mistakes: {key.RENEW}"


def passes(submission: Submission, chosen: tuple[str, ...] = ()) -> bool:
    """Tell whether every exercise passes; a Result's verdict leaves out the stretch goals."""
    found = session.check(submission, chosen).result.exercises
    return all(one.verdict == "pass" for one in found)


def survives(mutant: tuple[str, Submission]) -> bool:
    """Tell whether a mutant passes: nearly each fails at the exercise that it is made in."""
    name, submission = mutant
    module = name.partition(":")[0]
    own = tuple(one.id for one in exercises() if one.has_file and one.module == module)
    return passes(submission, own) and passes(submission)


def caught(mistake: Mistake) -> Caught:
    """Return what becomes of a mistake."""
    checked, made_in = session.check(answer(mistake.path)), exercise(mistake.exercise)
    judged = {one.id: judge(one, checked.evidence) for one in checks(made_in.id)}
    failed = tuple(
        name for name, one in judged.items() if one is not None and one.verdict != "blocked"
    )
    elsewhere = tuple(
        one.id
        for one in checked.result.exercises
        if one.verdict != "pass"
        and one.id in JUDGED
        and exercise(one.id).module not in (made_in.module, *made_in.own)
    )
    found = key.recognise(made_in.id, checked.evidence.observations) if failed else None
    return Caught(mistake, failed, elsewhere, found.ids if found and found.complete else ())


def mutants() -> Iterator[tuple[str, Submission]]:
    """Yield every different mutant of the solutions: its id, and the submission that holds it."""
    try:
        from cosmic_ray import plugins
        from cosmic_ray.mutating import mutate_code
    except ModuleNotFoundError as error:
        raise KitError(
            "Mutants need cosmic-ray, which is not installed.",
            fix='python -m pip install ".[review]"',
        ) from error
    # the two operators for variables want arguments of their own for each program
    names = [name for name in sorted(plugins.operator_names()) if "Variable" not in name]
    for module in MODULES:
        source = (SOLUTIONS / f"{module}.py").read_text(encoding="utf-8")
        seen = {source}
        for name in names:
            operator, occurrence = plugins.get_operator(name)(), 0
            while (changed := mutate_code(source, operator, occurrence)) is not None:
                occurrence += 1
                if changed not in seen:
                    seen.add(changed)
                    yield mutant_id(module, source, changed), bank.written(module, changed)


def mutant_id(module: str, source: str, changed: str) -> str:
    """Return what a mutant is known by: its file, and the changed line as it is now."""
    pairs = zip(source.splitlines(), changed.splitlines(), strict=False)
    line = next((now.strip() for was, now in pairs if was != now), "")  # "" if a line went
    return f"{module}:{line}"


class Wild(Struct, frozen=True, forbid_unknown_fields=True):
    """A submission as somebody would write it, from `tests/wild/`, and what is right for it."""

    what: str  # is particular about it
    files: dict[str, str]  # beside an engine alone, all others are right
    verdicts: dict[str, str] = {}  # of what does not pass; an exercise that needs that is blocked
    mistakes: dict[str, str] = {}  # what is recognised, by exercise; everywhere else, nothing is
    says: tuple[str, ...] = ()  # words that must be said of what does not pass
    never: tuple[str, ...] = ()  # and that must not

    def written(self, folder: Path) -> Submission:
        """Write its files to a folder, and return what is handed in with them."""
        for name, text in self.files.items():
            Path(folder, name).parent.mkdir(exist_ok=True)
            Path(folder, name).write_text(text, encoding="utf-8")
        is_engine, engine = [*self.files] == [ENGINE.name], folder / ENGINE.name
        return at(SOLUTIONS).having(ENGINE.stem, engine) if is_engine else at(folder)


def wild() -> dict[str, Wild]:
    """Return every submission of `tests/wild/` by its name; none where there is no such folder."""
    paths = sorted(WILD.glob("*.toml"))
    return {path.stem: toml.decode(path.read_bytes(), type=Wild) for path in paths}


def wrong(one: Wild) -> tuple[str, ...]:
    """Return what is not as it should be in what is said of a submission, in words."""
    with TemporaryDirectory(prefix="wild-") as folder:
        result = session.check(one.written(Path(folder))).result
    found, told = list[str](), list[str]()
    for seen in result.exercises:
        waits = not one.verdicts.keys().isdisjoint(exercise(seen.id).needs)
        right = one.verdicts.get(seen.id, "blocked" if waits else "pass")
        if seen.required and seen.verdict != right:
            found.append(f"{seen.id} is {seen.verdict} and should be {right}")
        mistake, known = seen.advice and seen.advice.mistake, one.mistakes.get(seen.id)
        if mistake != known:
            found.append(f"{seen.id} is recognised as {mistake or 'none'}, not {known or 'none'}")
        told += [seen.advice.title, seen.advice.text] if seen.advice else []
        for check in (check for check in seen.checks if check.verdict != "pass"):
            told += [check.title, check.message, check.call, check.expected, check.got, check.where]
    text = " ".join(" ".join(told).split())
    found += [f"{words!r} is not said" for words in one.says if words not in text]
    found += [f"{words!r} is said" for words in one.never if words in text]
    return tuple(found)


# How it looks


def summary(review: Review) -> RenderableType:
    """Return the figures and whatever falls short."""
    rows = Table.grid(padding=(0, 2))
    for one in review.claims:
        rows.add_row(Text(one.words), Text(one.figure, "bold"))
    verdict = Text("All is as claimed.", "green")
    if review.faults:
        lines = "\n".join(f"  {fault}" for fault in review.faults)
        verdict = Text(f"What falls short, {len(review.faults)} in all:\n{lines}", "red")
    return Group(rows, Text(), verdict)


def page(review: Review) -> str:
    """Return the matrix of mistakes and checks as a page of its own."""
    found = sorted(review.mistakes, key=lambda one: one.mistake.id)
    rows = {one.id: [row for row in found if row.mistake.exercise == one.id] for one in exercises()}
    columns = {name: checks(name) for name in rows}
    return rendered("review.html", review=review, columns=columns, rows=rows)


def solutions() -> Group:
    """Return each solution in full beside its stub; below it where the terminal is narrow."""
    parts: list[RenderableType] = []
    for one in (one for one in exercises() if one.stubbed):
        both = [(folder / one.file).read_text(encoding="utf-8") for folder in (SOLUTIONS, STUBS)]
        parts.append(Text(f"{one.file}: the solution, and what is handed out\n", "bold"))
        parts.append(Columns(map(Text, both), padding=(0, 3)))
    return Group(*parts)


@contextmanager
def looked_at(
    path: Path | None, book: Path | None, student: str | None, held: Callable[[], Box | None]
) -> Iterator[tuple[Submission, Checked]]:
    """Yield a submission, taken in as those of a class are, and what came of checking it.

    It is at a path, or in a gradebook: there it is asked the same numbers as when it was graded.
    """
    if path is not None and bank.holds(path.resolve()):  # the kit's own
        yield answer(path.resolve()), session.check(answer(path.resolve()))
        return
    how: dict[str, Any] = {}
    if path is not None and book is None and student is None:
        name = shown(path.resolve().name)
        try:
            files = take(path.resolve())
        except Refused as refused:
            fix = "Give a folder, a zip, a script (.py) or a notebook (.ipynb)."
            raise KitError(f"{path} cannot be taken in: {refused}.", fix=fix) from refused
    elif path is None and book is not None and student is not None:
        with Gradebook.read(book) as kept:
            row = of_one(kept, kept.standing(), student)[0]
            if not row.hash:
                fix = "Name one that could be taken in."
                raise KitError(f"{row.reason or NO_FILES}: {row.submission}.", fix=fix)
            (run,) = (run for run in kept.runs() if run.id == row.run)
            name, files = row.submission, kept.files(row)
        # as a second look does, which waits for what is slow
        how = {"chosen": run.exercises, "hidden": hidden(run.seed), "patience": PATIENCE}
    else:
        fix = "review PATH, or review --gradebook FILE --student NAME"
        raise KitError("Say which submission to review.", fix=fix)
    box = held()
    with laid_out(name, files) as submission:
        yield submission, session.check(submission, box=box, **how)


def compared(checked: Checked, submission: Submission, width: int, *, plain: bool) -> Group:
    """Return the verdicts, what differs in every check that does not pass, and both codes."""
    result = checked.result
    report = Report(
        result, {}, evidence=checked.evidence, width=width, plain=plain, full=True, at_desk=False
    )
    codes = []
    for title, file, pairs in beside(submission, result):
        own = submission.files[Path(file).stem].name
        place = Path(folder_of(submission.name), own).as_posix()
        code = solution.columns(pairs, place, width, "The submission")
        codes.append(Group(Text(title, "bold"), code))
    return spaced(report.heading(), report.progress(), *report.every_detail(), *codes)


def compared_page(checked: Checked, submission: Submission) -> str:
    """Return the same as a page: the learner's, with the reference beside their functions."""
    both = beside(submission, checked.result)
    return whole(checked.result, checked.evidence, compared=both)


def beside(submission: Submission, result: Result) -> list[tuple[str, str, list[solution.Pair]]]:
    """Return the title and the file of each exercise that was asked, and both codes."""
    asked, found = {one.id for one in result.exercises}, []
    for one in exercises():
        own = submission.files[one.module]
        if one.stubbed and one.id in asked and own.suffix != ".ipynb":
            with suppress(KitError):  # a file that is not there has nothing to compare
                pairs = solution.pairs(one, solution.texts(one)[0], own)
                found.append((one.title, one.file, pairs))
    return found
