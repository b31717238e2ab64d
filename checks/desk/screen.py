"""A Result in a terminal: how far each exercise is, every check, and the one next thing."""

from collections.abc import Iterable, Iterator, Mapping
from shlex import quote
from textwrap import wrap
from typing import TYPE_CHECKING

from msgspec.structs import replace
from rich.box import ASCII, ROUNDED
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from checks import catalog
from checks.check.result import CheckResult, ExerciseResult, Result
from checks.submission import EXERCISES

if TYPE_CHECKING:
    from checks.check.evidence import Evidence

WIDE = 110  # columns: from here on, the checks stand side by side
WIDEST = 100  # columns of a panel: longer lines are hard to read
PRINTS = 20  # lines of what the code printed
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


class Report:
    """A Result laid out for a terminal of some width.

    Learner-made text goes in as `Text`, never as markup: "[/]" in an error message would
    otherwise be read as a tag.

    Attributes:
        before: the verdict of each check in the run before.
        evidence: what the verdicts were judged by; without it, nothing is drawn.
    """

    def __init__(
        self,
        result: Result,
        before: Mapping[str, str],
        *,
        width: int,
        plain: bool,
        full: bool,
        evidence: "Evidence | None" = None,
    ) -> None:
        self.result, self.before, self.evidence = result, before, evidence
        self.width, self.plain, self.full = width, plain, full

    @property
    def following(self) -> ExerciseResult | None:
        """Return the exercise whose next thing is shown."""
        return self.result.next

    def whole(self) -> RenderableType:
        """Return everything: progress, each check, and the one next thing."""
        return Group(
            self.heading(), Text(), self.progress(), Text(), self.roster(), Text(), self.ending()
        )

    def heading(self) -> Text:
        return Text.assemble(
            (catalog.declared().title, "bold"), (f"  {self.result.submission}", "dim")
        )

    def progress(self) -> RenderableType:
        """Return a bar for each exercise and the count of all checks."""
        longest = max(len(one.title) for one in self.result.exercises)
        length = 20 if self.width >= 76 else 10
        rows = []
        for one in self.result.exercises:
            done = length * one.passed // len(one.checks)
            rows.append(
                Text.assemble(
                    f"{one.title:<{longest}}  ",
                    ("█" * done, "green"),
                    ("░" * (length - done), "dim"),
                    f"  {one.passed:>2} of {len(one.checks):<2}  ",
                    (one.verdict, STYLES[one.verdict]),
                )
            )
        return Group(*rows, Text(), self.count(), *self.engine())

    def count(self) -> Text:
        """Return "12 of 47 checks pass, 2 more than before"."""
        result = self.result
        words = Text(f"{result.passed} of {result.count} checks pass", "bold")
        shown = [check for one in result.exercises for check in one.checks]
        if all(check.id in self.before for check in shown):
            gained = result.passed - sum(self.before[check.id] == "pass" for check in shown)
            more = "more" if gained > 0 else "fewer"
            same = all(self.before[check.id] == check.verdict for check in shown)
            unchanged = ", as before" if same else ", as many as before"
            words.append(f", {abs(gained)} {more} than before" if gained else unchanged)
        return words.append(".")

    def engine(self) -> list[Text]:
        """Return that the learner's own engine was not used, and why, where that is so."""
        if self.evidence is None or not self.evidence.is_over_given:
            return []
        words = "Your own engine does not pass yet, so all else ran over the one handed out."
        own = next(one.id for one in catalog.exercises() if one.given)
        if all(one.id != own for one in self.result.exercises):
            words += f" See it: python -m checks {own}"
        return [Text(words, "yellow")]

    def roster(self) -> RenderableType:
        """Return every check on a line of its own, with its verdict in a word."""
        if self.width < WIDE or len(self.result.exercises) == 1:
            return Group(*_with_gaps(self.block(one, self.width) for one in self.result.exercises))
        room = (self.width - 3) // 2
        blocks = [self.block(one, room) for one in self.result.exercises]
        lines = [len(block.plain.splitlines()) for block in blocks]
        half = next(n for n in range(len(lines) + 1) if 2 * sum(lines[:n]) >= sum(lines))
        from rich.table import Table  # only wide terminals pay for it

        columns = Table.grid(padding=(0, 3, 0, 0))
        columns.add_row(Group(*_with_gaps(blocks[:half])), Group(*_with_gaps(blocks[half:])))
        return columns

    def block(self, one: ExerciseResult, width: int) -> Text:
        """Return an exercise's checks as one text: rich's own tables take three times as long."""
        block = Text(one.title, "bold", no_wrap=True)  # its lines are wrapped here
        if not one.required and one.verdict == "not started":
            glyph = GLYPHS[one.verdict][self.plain]
            block.append(f"\n{glyph} {one.verdict:<12}", STYLES[one.verdict])
            return block.append(f"{len(one.checks)} checks, if you like", "not bold")
        for check in one.checks:
            style = STYLES[check.verdict]
            is_new = check.verdict == "pass" and self.before.get(check.id, "pass") != "pass"
            lines = wrap(check.title, width - 14) or [""]
            glyph, verdict = GLYPHS[check.verdict][self.plain], check.verdict
            block.append(f"\n{glyph} {verdict}, " if is_new else f"\n{glyph} {verdict:<12}", style)
            block.append("new   " if is_new else "", "bold green")
            block.append("\n              ".join(lines), "not bold")
        return block

    def ending(self) -> RenderableType:
        """Return the one next thing, or what now works."""
        if self.full and (details := list(self.every_detail())):
            return Group(*_with_gaps(details))
        one = self.following
        if one is None:
            return self.done()
        check = one.worst
        assert check is not None
        if self.result.is_built and one.verdict == "not started":
            return self.done(one, check)
        if check.verdict in ("not started", "blocked"):
            return self.start(one, check)
        inside = Group(self.detail(one, check), *self.to_do(one))
        return self.panel(f"Next: {one.title}", inside, STYLES[check.verdict])

    def every_detail(self) -> Iterator[RenderableType]:
        """Return a panel for each exercise with all that is wrong in it, each reason once."""
        for one in self.result.exercises:
            alike: dict[CheckResult, list[CheckResult]] = {}
            for check in one.checks:
                if check.verdict not in ("pass", "not started", "blocked"):
                    reason = replace(check, id="", title="", call="", scenario="")
                    alike.setdefault(reason, []).append(check)
            if alike:
                rule = Text(("-" if self.plain else "─") * self.room, "dim")
                details = [self.detail(one, *checks) for checks in alike.values()]
                style = STYLES[next(iter(alike)).verdict]
                inside = Group(*_with_gaps(details, rule), *self.to_do(one))
                yield self.panel(one.title, inside, style)

    def detail(self, one: ExerciseResult, check: CheckResult, *others: CheckResult) -> Group:
        """Return what is wrong and where; others are wrong for the same reason."""
        titles = [check.title, *(other.title for other in others)]
        if one.is_alike:
            titles = [f"All {len(one.checks)} checks"]
        verdict = ("  ", "not bold"), (check.verdict, STYLES[check.verdict])
        parts: list[RenderableType] = [Text.assemble(("\n".join(titles), "bold"), *verdict)]
        if one.advice is not None and check == one.worst:  # it is about this one
            parts += [Text(), Text(one.advice.title, "bold"), Text(one.advice.text)]
        facts = Text("\n").join(
            Text.assemble((f"{name:<10}", "dim"), self.indented(text, 10))
            for name in ("call", "expected", "got", "where")
            if (text := getattr(check, name))
        )
        parts += [Text(), Text(check.message), *([Text(), facts] if facts else [])]
        parts += [Text(), drawn] if (drawn := self.exhibit(check)) is not None else []
        if check.trace:
            parts += [Text(), Text("The lines that led there:", "dim")]
            parts += [Text(self.frame(frame), overflow="fold") for frame in check.trace]
        if one.prints and check == one.worst:
            parts += [Text(), Text("Your code printed:", "dim")]
            lines = one.prints.splitlines()
            parts += [Text(f"| {line}", overflow="fold") for line in lines[:PRINTS]]
            if len(lines) > PRINTS:
                parts.append(Text("and more: only its beginning is shown", "dim"))
        return Group(*parts)

    def frame(self, frame: str) -> str:
        """Return a line that led there; one with a caret is cut so that both stay together."""
        place, _, rest = frame.partition("\n")
        text, _, caret = rest.partition("\n")
        if not caret or max(len(text), len(caret)) <= self.room:
            return frame
        away = max(len(caret) - self.room // 2, 0)
        return "\n".join((place, text[away:][: self.room], caret[away:]))

    def to_do(self, one: ExerciseResult) -> list[RenderableType]:
        """Return what to type next, unless it is the kit that is at fault."""
        return [] if one.verdict == "kit error" else [Text(), self.commands(one)]

    def indented(self, text: str, columns: int) -> str:
        """Return a text broken to fit a panel, its later lines beneath the first."""
        room = self.room - columns
        lines = (wrap(line, room, break_on_hyphens=False) or [""] for line in text.split("\n"))
        return f"\n{' ' * columns}".join(part for line in lines for part in line)

    @property
    def room(self) -> int:
        """Return how many columns the inside of a panel has."""
        return min(self.width, WIDEST) - (6 if self.width >= 76 else 4)

    def exhibit(self, check: CheckResult) -> Text | None:
        """Return what the lesson draws of an answer that is wrong, or None."""
        if self.evidence is None or check.verdict != "not yet":
            return None
        drawn = catalog.lesson("exhibits")
        shown: Text | None = drawn.shown(check, self.evidence, self.room, plain=self.plain)
        return shown

    def start(self, one: ExerciseResult, check: CheckResult) -> RenderableType:
        """Return where to begin: a calm line for an exercise that is not started."""
        lines: list[RenderableType] = []
        if self.result.passed == 0 and self.result.verdict == "not started":
            lines.append(
                Text(
                    f"Everything is set up and nothing is broken: 0 of {self.result.count} is "
                    f"where everyone starts. Each `not started` turns as you write your code."
                )
            )
            lines.append(Text())
        if check.verdict == "not started":
            lines.append(self.place(one, check))
        if check.message:
            lines.append(Text(check.message))
        return self.panel(f"Next: {one.title}", Group(*lines, Text(), self.commands(one)), "cyan")

    def commands(self, one: ExerciseResult) -> Text:
        """Return what to type next; hints are about what is in exercises/."""
        again, folder = f"python -m checks {one.id}", self.result.submission
        if folder != EXERCISES.name:
            return Text.assemble(("Again:   ", "dim"), f"{again} --submission {quote(folder)}")
        return Text.assemble(
            ("A hint:  ", "dim"), f"python -m checks hint {one.id}\n",
            ("Again:   ", "dim"), again,
        )  # fmt: skip

    def place(self, one: ExerciseResult, check: CheckResult) -> Text:
        """Return where the code of an exercise that is not started goes."""
        where = check.where or f"{self.result.submission}/{catalog.exercise(one.id).file}"
        return Text.assemble("Open ", (where, "bold"), " and read the text above that line.")

    def done(self, more: ExerciseResult | None = None, check: CheckResult | None = None) -> Panel:
        """Return what now works, in code that can be pasted; and a stretch goal, if one is left."""
        count = f"All {self.result.count} of {self.result.count} checks pass"
        if not self.result.is_built:
            left = {one.id for one in catalog.exercises() if not one.given}
            left -= {one.id for one in self.result.exercises}
            more_to_see = " See all exercises: python -m checks" if left else ""
            return self.panel("Done", Text(f"{count}.{more_to_see}"), "green")
        code = Text(try_it(self.result), "bold")
        lines: list[RenderableType] = [Text("Try it:"), code]
        if more is not None and check is not None:
            required = sum(len(one.checks) for one in self.result.exercises if one.required)
            count = f"All {required} required checks pass"
            lines += [Text(), Text.assemble("Next, if you like: ", (more.title, "bold"))]
            lines += [self.place(more, check), Text(), self.commands(more)]
        built = Text(f"{count}. {catalog.declared().built}")
        return self.panel("Done", Group(built, Text(), *lines), "green")

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
    """Return what can be typed once all is right, for the folder where the files are."""
    return catalog.declared().try_it.strip().format(folder=result.submission)


def _with_gaps(parts: Iterable[RenderableType], *rule: Text) -> list[RenderableType]:
    gap = (Text(), *rule, Text()) if rule else (Text(),)
    return [item for part in parts for item in (part, *gap)][: -len(gap)]
