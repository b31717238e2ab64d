"""What is wrong with one check, in a terminal: the diagnosis, the proof, and one thing to try."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from itertools import takewhile
from shlex import quote
from textwrap import fill
from typing import TYPE_CHECKING

from rich.box import ROUNDED
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from checks import catalog
from checks.catalog import ROOT
from checks.check.key import Advice
from checks.check.result import CheckResult, ExerciseResult, Result, clean
from checks.submission import is_plain

if TYPE_CHECKING:
    from checks.check.evidence import Evidence

WIDEST = 100  # columns of a panel: longer lines are hard to read
PRINTS = 20  # lines of what the code printed
QUOTED = 3  # lines of a method in which something is wrong; a longer one is known by its place
SENTENCES = re.compile(r"(?<=[.?!]) (?=[A-Z`'])|\n")
TRY_IT = "Try it (type the rest at >>>; exit() leaves):"
BARE = " is not right."  # the end of a message that says less than the numbers


@dataclass(eq=False)
class View:
    """How a Result is shown.

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
    at_desk: bool = True  # whoever reads it can type a command about it

    @property
    def room(self) -> int:
        """Return how many columns the inside of a panel has."""
        return min(self.width, WIDEST) - (6 if self.width >= 76 else 4)

    @property
    def is_built(self) -> bool:
        """Tell whether all that is required works together, as far as that is known."""
        every = {**self.before, **self.result.verdicts}.items()
        whole = f"{catalog.declared().whole}."
        return {verdict for name, verdict in every if name.startswith(whole)} == {"pass"}

    def detail(
        self, one: ExerciseResult, check: CheckResult, *others: CheckResult
    ) -> RenderableType:
        """Return what is wrong, the proof, and what to try; others are wrong likewise."""
        advice = one.advice if check == one.worst else None
        prints = [f"| {line}" for line in one.prints.splitlines()] if check == one.worst else []
        sentence, drawn = self.exhibit(check) or ("", None)
        message = sentence if sentence and check.message.endswith(BARE) else check.message
        lead, *rest = SENTENCES.split(message, maxsplit=1)
        if advice is not None:  # the numbers say the same, if there are any
            lead, rest = advice.title, [] if check.expected or check.got else [check.message]
        frames = [self.frame(frame) for frame in check.trace]
        guilty = self.guilty(check, frames)
        at = max((n for n, one in enumerate(frames, 1) if one == guilty), default=len(frames))
        led, went = ([o for o in some if o != guilty] for some in (frames[:at], frames[at:]))
        titles = [] if one.is_alike or not self.full else [check.title, *(o.title for o in others)]
        return spaced(
            Group(Text(lead, "bold"), *map(Text, rest)),
            Text(guilty, no_wrap=True, overflow="ellipsis") if guilty else None,
            self.facts(check, titles),
            drawn,
            quoted("The lines that led there:", led),
            quoted("From there it went on to:", went),
            *self.trial(one, check, advice),
            quoted("Your code printed:", prints, PRINTS),
        )

    def guilty(self, check: CheckResult, frames: Sequence[str]) -> str:
        """Return the line to look at, with the guilty part of it marked where that is known.

        Where none is known, it is the place of the function.
        """
        where = check.where
        for frame in reversed(frames):
            if frame.startswith((f"{where} in ", f"{where}\n")):
                return frame
        if self.evidence is None or check.verdict != "not yet" or not where:
            return where
        asked = self.evidence.asked.get(check.scenario)
        if asked and catalog.exercise(asked.exercise).own:  # it may be in any of its files
            return ""
        seen = self.evidence.observations.get(check.scenario)
        line = seen.where if seen else None
        name = line.function if line else ""
        method = asked.focus if asked and (not name or "<" in name) else name
        place = f"in {method}, {where}" if asked else where
        place += f" (do you mean {line.meant}?)" if line and line.meant else ""
        return "\n    ".join([place, *code_at(where)])

    def trial(
        self, one: ExerciseResult, check: CheckResult, advice: Advice | None
    ) -> list[RenderableType]:
        """Return why a known mistake matters, and one thing to try, with the lines to paste."""
        why, then = paragraphs(advice)
        told = [Text("\n\n".join([*why[-1:], *then]))] if why else []
        if typed := self.typed(one, check):
            last = [Text.assemble(("Then try this: ", "dim"), one) for one in told]
            told = [Text.assemble((f"{TRY_IT}\n", "dim"), typed), *last]
        reasons = [Text("\n\n".join(why[:-1]))] if why[1:] else []
        return [*reasons, *([Group(*told)] if told else [])]

    def typed(self, one: ExerciseResult, check: CheckResult) -> str:
        """Return what to type, with the command that comes first; "" where nothing can be."""
        file = f"{self.result.submission}/{catalog.exercise(one.id).file}"
        is_called = check == one.worst and check.call and check.verdict in ("not yet", "crashed")
        folder = ROOT / self.result.submission
        needed = [ROOT / file, *(folder / one.file for one in catalog.exercises() if one.given)]
        is_placed = check.where or check.verdict == "not yet"
        runs = is_called and is_placed and all(map(is_plain, needed))
        if self.evidence is None or not runs or check.scenario not in self.evidence.asked:
            return ""
        asked, (why, _) = self.evidence.asked[check.scenario], paragraphs(one.advice)
        type_it = catalog.lesson("exhibits.terminal").typed
        lines = type_it(asked, check, why[-1] if why else "", is_built=self.is_built)
        return "\n".join([f"python -i {quote(file)}", *lines]) if lines else ""

    def facts(self, check: CheckResult, titles: Sequence[str]) -> Text | None:
        """Return what was called, expected and got; long lines go on beneath."""
        named = [(name, getattr(check, name)) for name in ("call", "expected", "got")]
        lines, room = [], self.room - 10
        for name, text in [*named, ("check", "\n".join(titles))]:
            if text and self.plain:
                lines.append(Text(f"{name}: {text}"))
            elif text:
                wrapped = (fill(line, room, break_on_hyphens=False) for line in text.split("\n"))
                shown = "\n".join(wrapped).replace("\n", f"\n{'':10}")
                lines.append(Text.assemble((f"{name:<10}", "dim"), shown))
        return Text("\n").join(lines) if lines else None

    def exhibit(self, check: CheckResult) -> tuple[str, Text] | None:
        """Return what the lesson says and draws of an answer that is wrong, or None."""
        if self.evidence is None or check.verdict != "not yet":
            return None
        shown = catalog.lesson("exhibits.terminal").shown
        drawn: tuple[str, Text] | None = shown(check, self.evidence, self.room, plain=self.plain)
        return drawn

    def frame(self, frame: str) -> str:
        """Return a line that led there; one with a caret is cut so that both stay together."""
        place, _, rest = frame.partition("\n")
        text, _, caret = rest.partition("\n")
        if caret and self.plain:  # a row of carets says nothing when it is read aloud
            part = marked(text, caret)
            return "\n".join([place, text, *([f"This part: {part}"] if part else [])])
        if not caret or max(len(text), len(caret)) <= self.room:
            return frame
        away = max(len(caret) - self.room // 2, 0)
        return "\n".join((place, text[away:][: self.room], caret[away:]))

    def panel(self, title: str, inside: RenderableType, style: str) -> RenderableType:
        """Return a box; plain, its title and what is in it."""
        if self.plain:
            return spaced(Text(title, "bold"), inside)
        return Panel(
            inside,
            title=Text(title, "bold"),
            title_align="left",
            border_style=style,
            box=ROUNDED,
            width=min(self.width, WIDEST),
            padding=(0, 2) if self.width >= 76 else (0, 1),
        )


def marked(text: str, caret: str) -> str:
    """Return the part of a line that is marked; of what Python cannot read, it is a first word."""
    count = caret.count("^")
    begun = text[len(caret) - count :]
    return begun[:count].strip() if count > 1 else re.findall(r"^\w+|^\S|$", begun)[0]


def paragraphs(advice: Advice | None) -> tuple[list[str], list[str]]:
    """Return what is said of a mistake, of which the last is what to try, and of a second one."""
    why = advice.text.split("\n\n") if advice else []
    then = [why.pop()] if why and why[-1].startswith("Then: ") else []
    return why, then


def code_at(place: str) -> list[str]:
    """Return the lines of a method from a place in a file on; [] if there are none, or many."""
    file, _, number = place.rpartition(":")
    if not is_plain(ROOT / file):
        return []
    rows = (ROOT / file).read_text("utf-8", "replace").expandtabs(4).splitlines()[int(number) - 1 :]
    margin = len(rows[0]) - len(rows[0].lstrip()) if rows else 0
    own = [clean(row[margin:]) for row in takewhile(lambda row: not row[:margin].strip(), rows)]
    own = "\n".join(own).rstrip().splitlines()
    return own if len(own) <= QUOTED else []


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
