"""How far is some long work? Told on standard error: as a bar, or in lines where it is no terminal.

Work is told its `Progress`: it begins a part with its name and length, and calls what comes back at
each step, with the verdict that the step came to if there is one.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    import rich.progress

LINE_SECONDS = 10.0  # between two lines where there is no terminal

Step: TypeAlias = Callable[..., object]
Progress: TypeAlias = Callable[[str, int], Step]


def untold(name: str, length: int) -> Step:
    """Begin a part that nobody is told of."""
    return lambda verdict="": None


class View(Protocol):
    """Shows how far the work is; `part` is its `Progress`."""

    def part(self, name: str, length: int) -> Step: ...

    def say(self, text: str) -> None:
        """Show a line of its own."""


@contextmanager
def view() -> Iterator[View]:
    """Yield what shows the work for as long as it goes on."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.table import Column

    console = Console(stderr=True, highlight=False, markup=False)
    if not console.is_terminal:
        yield _Lines()
        return
    rest = Column(ratio=1, no_wrap=True)  # what else there is room for
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=min(24, console.width // 6)),
        MofNCompleteColumn(),
        TextColumn("{task.fields[said]}", style="dim", table_column=rest),
    )
    with Progress(*columns, console=console, expand=True) as bars:
        yield _Bars(bars)


class _Part:
    """A part of the work."""

    def __init__(self, length: int) -> None:
        self.length, self.done, self.began = length, 0, monotonic()
        self.found = Counter[str]()

    def step(self, verdict: str) -> None:
        self.done += 1
        if verdict:
            self.found[verdict] += 1

    def __str__(self) -> str:
        """Say how fast it goes, how long it will take, and what was found."""
        rate = self.done / max(monotonic() - self.began, 1e-6)
        left = f", {(self.length - self.done) / rate:.0f} s left" * (self.done < self.length)
        found = ", ".join(f"{count} {verdict}" for verdict, count in self.found.items())
        return f"{rate:.1f}/s{left}" + f": {found}" * bool(found)


class _Bars:
    def __init__(self, bars: "rich.progress.Progress") -> None:
        self._bars = bars

    def part(self, name: str, length: int) -> Step:
        task, part = self._bars.add_task(name, total=length, said=""), _Part(length)

        def step(verdict: str = "") -> None:
            part.step(verdict)
            self._bars.update(task, advance=1, said=str(part))

        return step

    def say(self, text: str) -> None:
        self._bars.console.print(text)


class _Lines:
    def part(self, name: str, length: int) -> Step:
        part, told = _Part(length), monotonic()
        self.say(f"{name}: {length}")

        def step(verdict: str = "") -> None:
            nonlocal told
            part.step(verdict)
            if monotonic() - told >= LINE_SECONDS:
                told = monotonic()
                self.say(f"{name}: {part.done} of {length}, {part}")

        return step

    def say(self, text: str) -> None:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
