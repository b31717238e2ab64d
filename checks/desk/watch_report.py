"""A Result while its submission is watched: what is new, and the one next thing."""

from collections.abc import Iterator, Mapping, Sequence, Set

from rich.console import Group, RenderableType
from rich.text import Text

from checks.catalog import exercise
from checks.check.result import ExerciseResult
from checks.check.session import Checked
from checks.desk.screen import GLYPHS, STYLES, Report
from checks.errors import KitError

MOST_NEW = 3  # lines; a whole exercise may pass at once
KEYS = {"h": "hint", "r": "check again", "l": "list", "q": "quit"}


class WatchReport(Report):
    """What there is to see after one check out of many: what is new, and the one next thing.

    Attributes:
        gained: the exercises that pass since the check before.
        saved: the names of the files that were saved last.
        at: when it was checked, as a clock shows it.
        hints: those for what is next, and `shown` how many of them were asked for.
        is_list: whether a list is asked for.
    """

    def __init__(
        self,
        checked: Checked,
        before: Mapping[str, str],
        gained: Sequence[ExerciseResult],
        saved: Set[str],
        at: str,
        *,
        has_keys: bool,
        plain: bool,
    ) -> None:
        super().__init__(
            checked.result, before, width=0, plain=plain, full=False, evidence=checked.evidence
        )
        self.gained, self.saved, self.at, self.has_keys = gained, saved, at, has_keys
        self.hints: Sequence[str] = ()
        self.shown, self.is_list = 0, False

    @property
    def following(self) -> ExerciseResult | None:
        """Return the exercise that was just worked on, unless it passes; else the next one."""
        open_ones = (one for one in self.result.exercises if one.verdict not in ("pass", "blocked"))
        return next((one for one in open_ones if self._was_saved(one)), self.result.next)

    def _was_saved(self, one: ExerciseResult) -> bool:
        declared = exercise(one.id)
        return not self.saved.isdisjoint({declared.file, *(f"{own}.py" for own in declared.own)})

    def hint(self, hints: Sequence[str]) -> None:
        """Show one hint more from now on."""
        self.hints, self.shown, self.is_list = hints, min(self.shown + 1, len(hints)), False

    def content(self, width: int) -> RenderableType:
        """Return what was asked for: a list, hints, or else what came of the check."""
        self.width = width
        if self.is_list:
            return self.list()
        if self.shown:
            return Group(self.ending(), Text(), self.hinted())
        return self.success() if self.gained else self.now()

    def now(self) -> RenderableType:
        """Return what is new, and what to do next."""
        return Group(self.news(), Text(), self.ending())

    def news(self) -> RenderableType:
        """Return how many checks pass and which of them are new."""
        new = [
            check
            for one in self.result.exercises
            for check in one.checks
            if check.verdict == "pass" and self.before.get(check.id, "pass") != "pass"
        ]
        glyph = GLYPHS["pass"][self.plain]
        lines = [
            Text.assemble(
                (f"{glyph} new  ", STYLES["pass"]), check.title, no_wrap=True, overflow="ellipsis"
            )
            for check in new[:MOST_NEW]
        ]
        if len(new) > MOST_NEW:
            lines.append(Text(f"  and {len(new) - MOST_NEW} more", "dim"))
        problems = self.problems() if self.plain else []
        return Group(Text.assemble((f"{self.at}  ", "dim"), self.count()), *lines, *problems)

    def problems(self) -> Iterator[Text]:
        """Yield a line for each exercise that is wrong, as an editor reads it: place, message."""
        for one in self.result.exercises:
            check = one.worst
            if check and check.where and check.verdict not in ("not started", "blocked"):
                words = " ".join(f"{check.where}: {check.verdict}: {check.message}".split())
                yield Text(words, no_wrap=True, overflow="ellipsis")

    def success(self) -> RenderableType:
        """Return what was achieved, and where it goes on; what is wrong there can wait."""
        gained, following = self.gained, self.following
        is_built = self.result.is_built and any(one.required for one in gained)
        if following is None or (is_built and following.verdict == "not started"):
            return self.now()  # which says so, and what there is besides
        lines = [Text(f"{one.passed} of {len(one.checks)} checks pass.") for one in gained]
        if len(gained) > 1:
            lines = [Text(f"{one.title}: ") + line for one, line in zip(gained, lines, strict=True)]
        lines.append(Text())
        if is_built:
            lines.append(Text("With this, all required exercises pass."))
        lines.append(self.pointer(following))
        titles = " and ".join(one.title for one in gained)
        return Group(self.news(), Text(), self.panel(f"Done: {titles}", Group(*lines), "green"))

    def pointer(self, one: ExerciseResult) -> Text:
        """Return which exercise comes next, where it is and how to see what is to do there."""
        text = Text("Next: " if one.required else "Next, if you like: ")
        text.append(one.title, "bold")
        if exercise(one.id).stubbed:
            text.append(f", in {self.result.submission}/{exercise(one.id).file}")
        enter = "Press Enter to see what to do there."
        return text.append(f".\n{enter}" if self.has_keys else ".")

    def hinted(self) -> RenderableType:
        """Return the hints that were asked for."""
        shown, count = self.shown, len(self.hints)
        lines = [Text(f"{number}. {hint}") for number, hint in enumerate(self.hints, 1)]
        more = Text("h shows the next one." if shown < count else "There are no more.", "dim")
        title = f"Hint {shown} of {count}"
        return self.panel(title, Group(*lines[:shown], Text(), more), "cyan")

    def list(self) -> RenderableType:
        """Return how far each exercise is, and each check of the one that is next."""
        one = self.following
        checks = [] if one is None else [Text(), self.block(one, min(self.width, 100))]
        return Group(self.progress(), *checks)

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
