"""A Result while its submission is watched: what is new, and the one next thing."""

from collections.abc import Iterator, Mapping, Set

from rich.console import Group, RenderableType
from rich.text import Text

from checks.catalog import exercise
from checks.check.result import ExerciseResult
from checks.check.session import Checked
from checks.desk import ladder, terminal
from checks.desk.screen import GLYPHS, STYLES, Report
from checks.errors import KitError

MOST_NEW = 3  # lines; a whole exercise may pass at once
KEYS = {"h": "hint", "r": "check again", "l": "list", "q": "quit"}


class WatchReport(Report):
    """One Result out of many; what is shown of it changes with the keys.

    Attributes:
        saved: the names of the files that were saved last.
        at: when it was checked, as a clock shows it.
        hints: how many of them were asked for.
        is_list: whether a list is asked for.
    """

    def __init__(
        self,
        checked: Checked,
        before: Mapping[str, str],
        saved: Set[str],
        at: str,
        *,
        has_keys: bool,
        plain: bool,
    ) -> None:
        result, evidence = checked.result, checked.evidence
        super().__init__(result, before, width=0, plain=plain, full=False, evidence=evidence)
        self.saved, self.at, self.has_keys = saved, at, has_keys
        self.hints, self.is_list = 0, False

    @property
    def following(self) -> ExerciseResult | None:
        """Return the exercise that was just worked on, unless it passes; else the next one."""
        for one in self.result.exercises:
            declared = exercise(one.id)
            files = {declared.file, *(f"{name}.py" for name in declared.own)}
            if one.verdict not in ("pass", "blocked") and files & self.saved:
                return one
        return self.result.next

    @property
    def gained(self) -> list[ExerciseResult]:
        """Return the exercises that pass since the check before; none if another has ceased to."""
        every, before = self.result.exercises, self.before
        passed = {one.id for one in every if all(before.get(c.id) == "pass" for c in one.checks)}
        passes = [one for one in every if one.verdict == "pass"]
        is_gain = before and passed <= {one.id for one in passes}
        return [one for one in passes if is_gain and one.id not in passed]

    def hint(self) -> None:
        """Show one hint more from now on."""
        self.hints, self.is_list = self.hints + 1, False

    def content(self) -> RenderableType:
        """Return what was asked for: a list, hints, or else what came of the check."""
        self.width = terminal.width()
        one = self.following
        if self.is_list:
            checks = [] if one is None else [Text(), self.block(one, min(self.width, 100))]
            return Group(self.progress(), *checks)
        if self.hints and one is not None:
            return Group(self.ending(), Text(), self.hinted(one))
        if self.gained and one is not None and not (self.is_end and one.verdict == "not started"):
            return Group(self.news(), Text(), self.success(one))
        return Group(self.news(), Text(), self.ending())

    @property
    def is_end(self) -> bool:
        """Tell whether all that is required passes since the check before."""
        return self.result.is_built and any(one.required for one in self.gained)

    def news(self) -> RenderableType:
        """Return how many checks pass and which of them are new; plain, also what is wrong."""
        new = [
            Text.assemble((f"{GLYPHS['pass'][self.plain]} new  ", STYLES["pass"]), check.title)
            for one in self.result.exercises
            for check in one.checks
            if check.verdict == "pass" and self.before.get(check.id, "pass") != "pass"
        ]
        more = [Text(f"  and {len(new) - MOST_NEW} more", "dim")] if len(new) > MOST_NEW else []
        lines = [*new[:MOST_NEW], *more, *(self.problems() if self.plain else ())]
        for line in lines:
            line.no_wrap, line.overflow = True, "ellipsis"
        counted = Text.assemble((f"{self.at}  ", "dim"), self.count())
        return Group(counted, *self.notes(), *lines)

    def problems(self) -> Iterator[Text]:
        """Yield a line for each exercise that is wrong, as an editor reads it: place, message."""
        for one in self.result.exercises:
            check = one.worst
            if check and check.where and check.verdict not in ("not started", "blocked"):
                words = f"{check.where}: {check.verdict}: {check.message}"
                yield Text(" ".join(words.split()))

    def success(self, following: ExerciseResult) -> RenderableType:
        """Return what was achieved, and where it goes on; what is wrong there can wait."""
        named = len(self.gained) > 1
        text = Text()
        for one in self.gained:
            name = f"{one.title}: " if named else ""
            text.append(f"{name}{one.passed} of {len(one.checks)} checks pass.\n")
        text.append("\nWith this, all required exercises pass.\n" if self.is_end else "\n")
        text.append("Next: " if following.required else "Next, if you like: ")
        text.append(following.title, "bold")
        if exercise(following.id).stubbed:
            text.append(f", in {self.result.submission}/{exercise(following.id).file}")
        text.append(".\nPress Enter to see what to do there." if self.has_keys else ".")
        return self.panel(f"Done: {' and '.join(one.title for one in self.gained)}", text, "green")

    def hinted(self, one: ExerciseResult) -> RenderableType:
        """Return the hints that were asked for."""
        every = ladder.hints(one)
        shown = min(self.hints, len(every))
        lines = [Text(f"{number}. {hint}") for number, hint in enumerate(every[:shown], 1)]
        more = "h shows the next one." if shown < len(every) else "There are no more."
        title = f"Hint {shown} of {len(every)}"
        return self.panel(title, Group(*lines, Text(), Text(more, "dim")), "cyan")

    def commands(self, one: ExerciseResult) -> Text:
        """Return what to do next: there is no command to type while this is on."""
        hint = "press h" if self.has_keys else f"python -m checks hint {one.id}"
        return Text.assemble(
            ("A hint:  ", "dim"), f"{hint}\n",
            ("Again:   ", "dim"), "save the file",
        )  # fmt: skip


def trouble(error: KitError, at: str) -> RenderableType:
    """Return why nothing could be checked, and what to do about it."""
    return Group(
        Text.assemble((f"{at}  ", "dim"), (str(error), "bold")), Text(f"To do: {error.fix}")
    )


def footer(folder: str, *, has_keys: bool) -> RenderableType:
    """Return what goes on, and what can be done."""
    watching = f"Watching {folder}: save a file there, and it is checked."
    if not has_keys:
        return Text(f"{watching} Ctrl-C ends this.", "dim")
    keys = Text("   ").join(Text.assemble((key, "bold"), f" {does}") for key, does in KEYS.items())
    return Group(Text(watching, "dim"), keys)
