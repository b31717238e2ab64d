"""A Result in a terminal: how far each exercise is, every check, and the one next thing.

The verdicts of the last run are kept for it: a note for people, on which no verdict depends.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from textwrap import fill

import msgspec
from msgspec.structs import replace
from rich.console import Group, RenderableType
from rich.text import Text

from checks import catalog
from checks.catalog import ROOT
from checks.check.evidence import checks
from checks.check.finding import Verdict
from checks.check.result import LATER, WITHOUT, CheckResult, ExerciseResult, Result
from checks.desk.proof import View, spaced
from checks.submission import ENGINE, EXERCISES, REQUIRED, SOLUTIONS, is_handed_out, is_plain

NOTE = ROOT / ".checks" / "last.json"
# an import of a file beside this one that works in a package alone
DOTTED = re.compile(rb"^[ \t]*(?:from|import)[ \t]+\w*\.", re.MULTILINE)
MARKS = {
    "pass": ("✓", "green"),
    "not yet": ("✗", "yellow"),
    "crashed": ("!", "red"),
    "timed out": ("∞", "red"),
    "not started": ("·", "dim"),
    "blocked": ("–", "dim"),
    "kit error": ("?", "magenta"),
}
GLYPHS = {verdict: glyph for verdict, (glyph, _) in MARKS.items()}
STYLES = {verdict: style for verdict, (_, style) in MARKS.items()}


@dataclass(eq=False)
class Report(View):
    """A Result laid out for a terminal of some width."""

    @property
    def following(self) -> ExerciseResult | None:
        """Return the exercise that the one next thing is of."""
        return self.result.next

    def whole(self) -> RenderableType:
        """Return everything: progress, each check, and the one next thing."""
        passed = self.result.exercises if self.following is None else self.gained
        way = compared(passed, self.result.submission)
        return spaced(self.heading(), self.progress(), self.roster(), way, self.ending())

    def heading(self) -> Text:
        title = catalog.declared().title
        return Text.assemble((title, "bold"), (f"  {self.result.submission}", "dim"))

    def progress(self) -> RenderableType:
        """Return how far each exercise is, and the count of all checks."""
        shown = [one for one in self.result.exercises if one.required or self.has_more]
        longest = max(len(one.title) for one in shown)
        rows = [self.bar(one, longest) for one in shown]
        return Group(*rows, Text(), self.count(), *map(Text, self.result.notes))

    def bar(self, one: ExerciseResult, longest: int) -> Text:
        """Return how far an exercise is, behind its title; plain, in a sentence."""
        if self.plain:
            passed = f"{one.passed} of {len(one.checks)} checks pass."
            return Text(f"{one.title}, {one.verdict}: {passed}")
        length = 20 if self.width >= 76 else 10
        done = length * one.passed // len(one.checks)
        bar = ("█" * done, "green"), ("░" * (length - done), "dim")
        count = f"  {one.passed:>2} of {len(one.checks):<2}  "
        verdict = (one.verdict, STYLES[one.verdict])
        return Text.assemble(f"{one.title:<{longest}}  ", *bar, count, verdict)

    @property
    def has_more(self) -> bool:
        """Tell whether what is not required is told of: it is begun, or all else is done."""
        every = self.result.exercises
        is_done = all(one.verdict == "pass" for one in every if one.required)
        is_begun = any(one.verdict not in LATER for one in every if not one.required)
        return self.full or is_done or is_begun

    def count(self) -> Text:
        """Return "12 of 48 checks pass, 2 more than before"; apart, what is not required."""
        goals = self.result.goals if self.has_more else ()
        more = f" Stretch goals: {self.tally(goals)}" if goals else ""
        return Text.assemble((self.tally(self.result.required, " checks pass"), "bold"), more)

    def tally(self, some: Sequence[ExerciseResult], what: str = "") -> str:
        """Return how many checks of some exercises pass, and how many more than before."""
        now = {check.id: check.verdict for one in some for check in one.checks}
        then = {name: self.before.get(name, "") for name in now}
        passed, before = ([*verdicts.values()].count("pass") for verdicts in (now, then))
        change = ", as before" if now == then else ""
        if passed != before and "" not in then.values():
            more = "more" if passed > before else "fewer"
            change = f", {abs(passed - before)} {more} than before"
        return f"{passed} of {len(now)}{what}{change}."

    def roster(self) -> RenderableType | None:
        """Return the checks of each exercise that something is wrong in; of all, if asked for."""
        every = self.result.exercises
        shown = [one for one in every if self.full or one.verdict not in ("pass", *LATER)]
        return spaced(*(self.block(one, full=self.full) for one in shown)) if shown else None

    def block(self, one: ExerciseResult, *, full: bool) -> Text:
        """Return an exercise's checks as one text: rich's own tables take three times as long."""
        block = Text(one.title, "bold", no_wrap=True)  # its lines are wrapped here
        for verdict, words in self.each(one) if full else folded(one):
            start = f"{verdict}: " if self.plain else f"{GLYPHS[verdict]} {verdict:<12}"
            block.append(f"\n{start}", STYLES[verdict])
            margin = "" if self.plain else " " * 14
            block.append(fill(words, self.width - 14).replace("\n", f"\n{margin}"), "not bold")
        return block

    def each(self, one: ExerciseResult) -> Iterator[tuple[Verdict, str]]:
        """Yield the verdict of every check, and its title; of what waits, also for what."""
        said = {""} if not one.is_alike else {check.message for check in one.checks}
        for check in one.checks:
            is_told = check.verdict != "blocked" or check.message in said  # once is enough
            waits = "" if is_told else f". {check.message}"
            said |= {check.message}
            yield check.verdict, f"{check.title}{' (new)' if self.is_new(check) else ''}{waits}"

    def is_new(self, check: CheckResult) -> bool:
        """Tell whether a check passes that did not in the run before."""
        return check.verdict == "pass" and self.before.get(check.id, "pass") != "pass"

    @property
    def gained(self) -> list[ExerciseResult]:
        """Return the exercises that pass since the run before; none if another has ceased to."""
        every, before = self.result.exercises, self.before
        passed = {one.id for one in every if all(before.get(c.id) == "pass" for c in one.checks)}
        passes = [one for one in every if one.verdict == "pass"]
        is_gain = before and passed <= {one.id for one in passes}
        return [one for one in passes if is_gain and one.id not in passed]

    def ending(self) -> RenderableType:
        """Return the one next thing, or what now works."""
        if self.full and (details := list(self.every_detail())):
            return spaced(*details)
        one = self.following
        if one is None or (self.result.is_built and one.verdict == "not started"):
            return self.done(one)
        assert one.worst is not None
        if one.worst.verdict in LATER:
            return self.start(one, one.worst)
        return self.next_thing(one, one.worst)

    def next_thing(self, one: ExerciseResult, check: CheckResult) -> RenderableType:
        """Return a panel with what is wrong first in an exercise."""
        inside = spaced(self.detail(one, check), self.to_do(one))
        return self.panel(f"Next: {one.title}", inside, STYLES[check.verdict])

    def every_detail(self, *, first: bool = False) -> Iterator[RenderableType]:
        """Yield a panel for each exercise: all that is wrong, each reason once; or the first."""
        rule = Text("" if self.plain else "─" * self.room, "dim")
        for one in self.result.exercises:
            alike: dict[CheckResult, list[CheckResult]] = {}
            for check in (one.worst,) if one.worst and (first or one.is_alike) else one.checks:
                if check.verdict not in ("pass", *LATER):
                    reason = replace(check, id="", title="", call="", scenario="")
                    alike.setdefault(reason, []).append(check)
            if alike:
                details = (self.detail(one, *checks) for checks in alike.values())
                inside = spaced(spaced(*details, rule=rule), self.to_do(one))
                yield self.panel(one.title, inside, STYLES[next(iter(alike)).verdict])

    def to_do(self, one: ExerciseResult) -> Text | None:
        """Return what to type next, unless it is the kit that is at fault."""
        if one.verdict == "kit error" or not self.at_desk:
            return None
        first, folder = opener(one), self.result.submission
        again = f"python -m checks {first}"
        if folder != EXERCISES.name:  # hints are about what is in exercises/
            return to_type({"Again": f"{again} --submission {quote(folder)}"})
        if first != one.id:
            return to_type({"First": again})
        return to_type({"A hint": f"python -m checks hint {one.id}", "Again": again})

    def start(self, one: ExerciseResult, check: CheckResult) -> RenderableType:
        """Return where to begin: a calm line for an exercise that is not started."""
        calm = "Everything is set up and nothing is broken: everyone starts at 0."
        is_theirs = self.result.submission == EXERCISES.name
        is_new = is_theirs and self.result.passed == 0 and self.result.verdict == "not started"
        is_new &= "pass" not in self.before.values()
        where = Group(*filter(None, (self.place(check), Text(check.message))))
        first = Text(calm) if is_new else None
        inside = spaced(first, where, self.unsaved(one), self.to_do(one))
        return self.panel(f"Next: {one.title}", inside, "cyan")

    def unsaved(self, one: ExerciseResult) -> Text | None:
        """Ask about a file that is as it was handed out, in a run that tells what the last did."""
        name = catalog.exercise(one.id).file
        path = ROOT / self.result.submission / name
        is_same = verdicts(self.result).items() <= self.before.items()
        if not is_same or not one.required or not is_handed_out(path) or is_saved(path.parent):
            return None
        shown = f"{self.result.submission}/{name}"
        words = f"Nothing in {shown} has changed since it was handed out: did you save?"
        for other in (path.parent.resolve().parent / name, ROOT / name):
            if is_plain(other) and not is_handed_out(other):
                words += f"\nThere is a {name} in {other.parent}: is that the one you edited?"
                break
        return Text(words)

    def place(self, check: CheckResult) -> Text | None:
        """Return where the code goes that is not there yet, if there is a file for it."""
        if not check.where:
            return None
        return Text.assemble("Open ", (check.where, "bold"), " and read the text above that line.")

    def done(self, more: ExerciseResult | None) -> RenderableType:
        """Return what now works, in code that can be pasted; and a stretch goal, if one is left."""
        if not self.result.is_built:
            return self.panel("Done", self.way_on(), "green")
        count, goal = f"All {self.result.count} checks pass", list[RenderableType | None]()
        if more is not None:
            required = sum(len(one.checks) for one in self.result.required)
            count = f"All {required} required checks pass"
            left = [one.id for one in self.result.exercises if one.verdict != "pass"]
            then = f" (then {', '.join(left[1:])})" if left[1:] else ""
            title = Text.assemble("Next, a stretch goal: ", (more.title, "bold"), then)
            assert more.worst is not None
            where = self.place(more.worst) or Text(more.worst.message)
            goal = [Group(title, where), self.to_do(more)]
        built = Text(f"{count}. {catalog.declared().built}")
        what = try_it(self.result)
        tried = Group(Text("Try it:"), Text(what, "bold")) if what else None
        end = at_the_end() if self.result.submission == EXERCISES.name else None
        return self.panel("Done", spaced(built, tried, *goal, end), "green")

    def way_on(self) -> Text:
        """Return what is next where not all was asked for, as far as it is known."""
        if self.result.submission != EXERCISES.name:
            return to_type(
                {"Go on": f"python -m checks --submission {quote(self.result.submission)}"}
            )
        noted = {**self.before, **verdicts(self.result)}
        for one in catalog.exercises():
            passes = all(noted.get(check.id) == "pass" for check in checks(one.id))
            if one.required and not one.given and not passes:
                file = f"in {self.result.submission}/{one.file}"
                where = file if one.stubbed else "with nothing to write"
                return to_type({"Next": f"{one.title}, {where}", "Go on": "python -m checks"})
        return to_type({"Go on": "python -m checks"})


def folded(one: ExerciseResult) -> Iterator[tuple[Verdict, str]]:
    """Yield what is wrong by its title, each reason once; all else is counted."""
    alike: dict[object, list[CheckResult]] = {}
    for check in one.checks:
        is_counted = check.verdict in ("pass", *LATER)
        is_alone = is_counted or check.verdict == "timed out"  # a loop stops in any of its lines
        reason = check.verdict if is_alone else (check.verdict, check.message, check.where)
        alike.setdefault(reason, []).append(check)
    for check, *more in alike.values():
        count = f"{len(more) + 1} check{'s' * bool(more)}"
        words = {"pass": count, "not started": count, "blocked": f"{count}, until these are right"}
        others = f" (and {len(more)} more)" if more else ""
        yield check.verdict, words.get(check.verdict, f"{check.title}{others}")


def try_it(result: Result) -> str:
    """Return what can be typed once all is right; "" where Python would not find what it needs."""
    if any(note.endswith(WITHOUT) for note in result.notes):
        return ""
    folder = ROOT / result.submission
    needed = [folder / name for name in (ENGINE.name, *REQUIRED)]
    if not all(map(is_plain, needed)) or any(DOTTED.search(one.read_bytes()) for one in needed):
        return ""
    return catalog.declared().try_it.strip().format(folder=quote(result.submission))


def compared(passed: Iterable[ExerciseResult], folder: str) -> Text | None:
    """Return how to see the solutions of what passes in a folder; None if there are none here."""
    every = [catalog.exercise(one.id) for one in passed if folder == EXERCISES.name]
    here = {path.name for path in SOLUTIONS.glob("*.*")}
    kept = [one.id for one in every if one.stubbed and here & {one.file, f"{one.id}.seal"}]
    more = f" (or {', '.join(kept[1:])})" if kept[1:] else ""
    return to_type({"Compare": f"python -m checks solution {kept[0]}{more}"}) if kept else None


def opener(one: ExerciseResult) -> str:
    """Return the id of what has to pass before an exercise opens; its own, where it is open."""
    named = re.findall(r"\w+", one.worst.message) if one.worst and one.verdict == "blocked" else ()
    return next((other.id for other in catalog.exercises() if other.id in named), one.id)


def at_the_end() -> Text:
    """Return where more is to be seen of what is built, and what comes after it."""
    more = {"Pictures": "python -m checks --html report.html"}
    for book in sorted(EXERCISES.glob("*.ipynb"))[:1]:
        more["Notebook"] = f"{EXERCISES.name}/{book.name}, for VS Code or Jupyter"
    return to_type(more).append(f"\n\n{catalog.declared().tomorrow}")


def to_type(texts: Mapping[str, str]) -> Text:
    """Return what is to be typed or opened, a line each, behind what it is for."""
    shown = (Text.assemble((f"{one + ':':<10}", "dim"), texts[one]) for one in texts)
    return Text("\n").join(shown)


def verdicts(result: Result) -> dict[str, Verdict]:
    """Return the verdict of each check by its id, and by its own that of what is next."""
    return result.verdicts | ({result.next.id: result.next.verdict} if result.next else {})


def verdicts_before(submission: str) -> dict[str, Verdict]:
    """Return the verdict of each check in the last run on a submission; {} if unknown."""
    return _noted().get(submission, {})


def is_saved(folder: Path) -> bool:
    """Tell whether a file in a folder was saved since the last run."""
    with suppress(OSError):
        last = NOTE.stat().st_mtime_ns
        return any(path.stat().st_mtime_ns > last for path in folder.glob("*.py"))
    return False


def note(result: Result) -> None:
    """Keep this run's verdicts; a folder that cannot be written to is no reason to fail."""
    noted = {**_noted(), result.submission: verdicts_before(result.submission) | verdicts(result)}
    with suppress(OSError):
        NOTE.parent.mkdir(exist_ok=True)
        NOTE.write_bytes(msgspec.json.encode(noted))


def _noted() -> dict[str, dict[str, Verdict]]:
    try:
        return msgspec.json.decode(NOTE.read_bytes(), type=dict[str, dict[str, Verdict]])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return {}  # none yet, or not one of ours: the next run writes it anew
