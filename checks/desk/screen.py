"""A Result in a terminal: how far each exercise is, every check, and the one next thing.

The verdicts of the last run are kept for it: a note for people, on which no verdict depends.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import KW_ONLY, dataclass
from shlex import quote
from textwrap import fill
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace
from rich.box import ASCII, ROUNDED
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from checks import catalog
from checks.catalog import ROOT
from checks.check.finding import Verdict
from checks.check.result import LATER, CheckResult, ExerciseResult, Result
from checks.desk import onward
from checks.submission import ENGINE, EXERCISES, REQUIRED, is_handed_out, is_plain

if TYPE_CHECKING:
    from checks.check.evidence import Evidence

NOTE = ROOT / ".checks" / "last.json"
WIDE = 110  # columns: from here on, the checks stand side by side
WIDEST = 100  # columns of a panel: longer lines are hard to read
PRINTS = 20  # lines of what the code printed
# an import of a file beside this one that works in a package alone
DOTTED = re.compile(rb"^[ \t]*(?:from|import)[ \t]+\w*\.", re.MULTILINE)
GLYPHS = {
    "pass": ("✓", "+"),
    "not yet": ("✗", "x"),
    "crashed": ("!", "!"),
    "timed out": ("∞", "~"),
    "not started": ("·", "."),
    "blocked": ("–", "-"),
    "kit error": ("?", "?"),
}
STYLES = {
    "pass": "green",
    "not yet": "yellow",
    "crashed": "red",
    "timed out": "red",
    "not started": "dim",
    "blocked": "dim",
    "kit error": "magenta",
}


@dataclass(eq=False)
class Report:
    """A Result laid out for a terminal of some width.

    Learner-made text goes in as `Text`, never as markup: "[/]" in an error message would
    otherwise be read as a tag.
    """

    result: Result
    before: Mapping[str, str]  # the verdict of each check in the run before
    _: KW_ONLY
    evidence: "Evidence | None" = None  # without it, nothing is drawn
    width: int = WIDEST
    plain: bool = False
    full: bool = False  # explains all that is wrong, not only the next thing

    @property
    def following(self) -> ExerciseResult | None:
        return self.result.next

    @property
    def room(self) -> int:
        """Return how many columns the inside of a panel has."""
        return min(self.width, WIDEST) - (6 if self.width >= 76 else 4)

    def whole(self) -> RenderableType:
        """Return everything: progress, each check, and the one next thing."""
        passed = self.result.exercises if self.following is None else self.gained
        way = onward.compared(passed, self.result.submission)
        return spaced(self.heading(), self.progress(), self.roster(), way, self.ending())

    def heading(self) -> Text:
        title = catalog.declared().title
        return Text.assemble((title, "bold"), (f"  {self.result.submission}", "dim"))

    def progress(self) -> RenderableType:
        """Return a bar for each exercise and the count of all checks."""
        longest = max(len(one.title) for one in self.result.exercises)
        length = 20 if self.width >= 76 else 10
        rows = []
        for one in self.result.exercises:
            done = length * one.passed // len(one.checks)
            bar = ("█" * done, "green"), ("░" * (length - done), "dim")
            count = f"  {one.passed:>2} of {len(one.checks):<2}  "
            verdict = (one.verdict, STYLES[one.verdict])
            rows.append(Text.assemble(f"{one.title:<{longest}}  ", *bar, count, verdict))
        return Group(*rows, Text(), self.count(), *self.notes())

    def count(self) -> Text:
        """Return "12 of 47 checks pass, 2 more than before"."""
        result = self.result
        words = Text(f"{result.passed} of {result.count} checks pass", "bold")
        now = verdicts(result)
        if now.keys() <= self.before.keys():
            then = {name: self.before[name] for name in now}
            gained = result.passed - list(then.values()).count("pass")
            unchanged = ", as before" if now == then else ", as many as before"
            more = "more" if gained > 0 else "fewer"
            words.append(f", {abs(gained)} {more} than before" if gained else unchanged)
        return words.append(".")

    def notes(self) -> list[Text]:
        return [Text(note) for note in self.result.notes]

    def roster(self) -> RenderableType | None:
        """Return every check on a line of its own, with its verdict in a word.

        What is not begun has its line among the bars, and no more than that unless it is asked for.
        """
        every = self.result.exercises
        shown = [one for one in every if self.full or len(every) == 1 or one.verdict not in LATER]
        if self.width < WIDE or len(shown) < 2:
            return spaced(*(self.block(one, self.width) for one in shown)) if shown else None
        blocks = [self.block(one, (self.width - 3) // 2) for one in shown]
        lines = [len(block.plain.splitlines()) for block in blocks]
        half = next(n for n in range(len(lines) + 1) if 2 * sum(lines[:n]) >= sum(lines))
        from rich.table import Table  # only wide terminals pay for it

        columns = Table.grid(padding=(0, 3, 0, 0))
        columns.add_row(spaced(*blocks[:half]), spaced(*blocks[half:]))
        return columns

    def block(self, one: ExerciseResult, width: int) -> Text:
        """Return an exercise's checks as one text: rich's own tables take three times as long."""
        block = Text(one.title, "bold", no_wrap=True)  # its lines are wrapped here
        for check in one.checks:
            glyph, verdict = GLYPHS[check.verdict][self.plain], check.verdict
            shown = f"{verdict}, " if self.is_new(check) else f"{verdict:<12}"
            block.append(f"\n{glyph} {shown}", STYLES[verdict])
            block.append("new   " if self.is_new(check) else "", "bold green")
            waits = self.full and verdict == "blocked" and not one.is_alike
            for words in (check.title, *([check.message] if waits else [])):
                lines = fill(words, width - 14).replace("\n", f"\n{'':14}")
                block.append(lines if words == check.title else f"\n{'':14}{lines}", "not bold")
        return block

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
        inside = spaced(self.detail(one, one.worst), self.to_do(one))
        return self.panel(f"Next: {one.title}", inside, STYLES[one.worst.verdict])

    def every_detail(self) -> Iterator[RenderableType]:
        """Return a panel for each exercise with all that is wrong in it, each reason once."""
        rule = Text(("-" if self.plain else "─") * self.room, "dim")
        for one in self.result.exercises:
            alike: dict[CheckResult, list[CheckResult]] = {}
            for check in (one.worst,) if one.is_alike and one.worst else one.checks:
                if check.verdict not in ("pass", *LATER):
                    reason = replace(check, id="", title="", call="", scenario="")
                    alike.setdefault(reason, []).append(check)
            if alike:
                details = (self.detail(one, *checks) for checks in alike.values())
                inside = spaced(spaced(*details, rule=rule), self.to_do(one))
                yield self.panel(one.title, inside, STYLES[next(iter(alike)).verdict])

    def detail(self, one: ExerciseResult, check: CheckResult, *others: CheckResult) -> Group:
        """Return what is wrong and where; others are wrong for the same reason."""
        titles = [check.title, *(other.title for other in others)]
        if one.is_alike:
            titles = [f"All {len(one.checks)} checks"]
        verdict = ("  ", "not bold"), (check.verdict, STYLES[check.verdict])
        is_worst = check == one.worst  # what is known of an exercise is about this one
        advice = one.advice if is_worst else None
        prints = [f"| {line}" for line in one.prints.splitlines()] if is_worst else []
        return spaced(
            Text.assemble(("\n".join(titles), "bold"), *verdict),
            Group(Text(advice.title, "bold"), Text(advice.text)) if advice else None,
            Text(check.message),
            self.facts(check),
            self.exhibit(check),
            quoted("The lines that led there:", [self.frame(frame) for frame in check.trace]),
            quoted("Your code printed:", prints, PRINTS),
        )

    def facts(self, check: CheckResult) -> Text | None:
        """Return what was called, expected and got, and where; long lines go on beneath."""
        lines, room = [], self.room - 10
        for name in ("call", "expected", "got", "where"):
            if text := getattr(check, name):
                wrapped = (fill(line, room, break_on_hyphens=False) for line in text.split("\n"))
                shown = "\n".join(wrapped).replace("\n", f"\n{'':10}")
                lines.append(Text.assemble((f"{name:<10}", "dim"), shown))
        return Text("\n").join(lines) if lines else None

    def exhibit(self, check: CheckResult) -> Text | None:
        """Return what the lesson draws of an answer that is wrong, or None."""
        if self.evidence is None or check.verdict != "not yet":
            return None
        shown = catalog.lesson("exhibits.terminal").shown
        drawn: Text | None = shown(check, self.evidence, self.room, plain=self.plain)
        return drawn

    def frame(self, frame: str) -> str:
        """Return a line that led there; one with a caret is cut so that both stay together."""
        place, _, rest = frame.partition("\n")
        text, _, caret = rest.partition("\n")
        if not caret or max(len(text), len(caret)) <= self.room:
            return frame
        away = max(len(caret) - self.room // 2, 0)
        return "\n".join((place, text[away:][: self.room], caret[away:]))

    def to_do(self, one: ExerciseResult) -> Text | None:
        """Return what to type next, unless it is the kit that is at fault."""
        if one.verdict == "kit error":
            return None
        again, folder = f"python -m checks {one.id}", self.result.submission
        if folder != EXERCISES.name:  # hints are about what is in exercises/
            return Text.assemble(("Again:   ", "dim"), f"{again} --submission {quote(folder)}")
        return typed(f"python -m checks hint {one.id}", again)

    def start(self, one: ExerciseResult, check: CheckResult) -> RenderableType:
        """Return where to begin: a calm line for an exercise that is not started."""
        calm = f"Everything is set up and nothing is broken: 0 of {self.result.count} is "
        calm += "where everyone starts. Each `not started` turns as you write your code."
        is_theirs = self.result.submission == EXERCISES.name
        is_new = is_theirs and self.result.passed == 0 and self.result.verdict == "not started"
        where = Group(*filter(None, (self.place(check), Text(check.message))))
        first = Text(calm) if is_new else None
        inside = spaced(first, where, self.unsaved(one), self.to_do(one))
        return self.panel(f"Next: {one.title}", inside, "cyan")

    def unsaved(self, one: ExerciseResult) -> Text | None:
        """Ask about a file that is as it was handed out, in a run that tells what the last did."""
        name = catalog.exercise(one.id).file
        path = ROOT / self.result.submission / name
        is_same = verdicts(self.result).items() <= self.before.items()
        if not is_same or not one.required or not is_handed_out(path):
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

    def done(self, more: ExerciseResult | None) -> Panel:
        """Return what now works, in code that can be pasted; and a stretch goal, if one is left."""
        count = f"All {self.result.count} of {self.result.count} checks pass"
        if not self.result.is_built:
            way = onward.after(self.result, {**self.before, **verdicts(self.result)})
            return self.panel("Done", spaced(Text(f"{count}."), way), "green")
        goal: list[RenderableType | None] = []
        if more is not None:
            required = sum(len(one.checks) for one in self.result.exercises if one.required)
            count = f"All {required} required checks pass"
            left = [one.id for one in self.result.exercises if one.verdict != "pass"]
            then = f" (and {', '.join(left[1:])})" if left[1:] else ""
            title = Text.assemble("Next, if you like: ", (more.title, "bold"), then)
            assert more.worst is not None
            where = self.place(more.worst) or Text(more.worst.message)
            goal = [Group(title, where), self.to_do(more)]
        built = Text(f"{count}. {catalog.declared().built}")
        what = try_it(self.result)
        tried = Group(Text("Try it:"), Text(what, "bold")) if what else None
        end = onward.at_the_end() if self.result.submission == EXERCISES.name else None
        return self.panel("Done", spaced(built, tried, *goal, end), "green")

    def panel(self, title: str, inside: RenderableType, style: str) -> Panel:
        return Panel(
            inside,
            title=Text(title, "bold"),
            title_align="left",
            border_style=style,
            box=ASCII if self.plain else ROUNDED,
            width=min(self.width, WIDEST),
            padding=(1, 2) if self.width >= 76 else (0, 1),
        )


def try_it(result: Result) -> str:
    """Return what can be typed once all is right; "" where Python would not find what it needs."""
    folder = ROOT / result.submission
    needed = [folder / name for name in (ENGINE.name, *REQUIRED)]
    if not all(map(is_plain, needed)) or any(DOTTED.search(one.read_bytes()) for one in needed):
        return ""
    return catalog.declared().try_it.strip().format(folder=quote(result.submission))


def typed(hint: str, again: str) -> Text:
    """Return what to do for a hint, and to check again."""
    return Text.assemble(("A hint:  ", "dim"), f"{hint}\n", ("Again:   ", "dim"), again)


def quoted(heading: str, texts: Sequence[str], most: int | None = None) -> Group | None:
    """Return lines of the learner's beneath a heading, not too many; None if there are none."""
    if not texts:
        return None
    lines = [Text(text, overflow="fold") for text in texts[:most]]
    if len(lines) < len(texts):
        lines.append(Text("and more: only its beginning is shown", "dim"))
    return Group(Text(heading, "dim"), *lines)


def spaced(*parts: RenderableType | None, rule: Text | None = None) -> Group:
    """Return what there is of some parts, with an empty line between them, or a rule."""
    gap = (Text(),) if rule is None else (Text(), rule, Text())
    shown = [item for part in parts if part is not None for item in (*gap, part)]
    return Group(*shown[len(gap) :])


def verdicts(result: Result) -> dict[str, Verdict]:
    """Return the verdict of each check by its id."""
    return {check.id: check.verdict for one in result.exercises for check in one.checks}


def verdicts_before(submission: str) -> dict[str, Verdict]:
    """Return the verdict of each check in the last run on a submission; {} if unknown."""
    return _noted().get(submission, {})


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
