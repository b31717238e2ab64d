"""How far long work is, told on standard error: a bar on a terminal, elsewhere a line now and then.

Work is given its `Progress`: it begins a part with its name and length, and calls what comes back
at each step, with the verdict that the step came to if there is one.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

LINE_SECONDS = 10.0  # between two lines where there is no terminal

Step = Callable[..., object]
Progress = Callable[[str, int], Step]


def untold(name: str, length: int) -> Step:
    """Begin a part that nobody is told of."""
    return lambda verdict="": None


class View:
    """Shows how far the work is; `part` is its `Progress`."""

    def __init__(self, bars: "Bars") -> None:
        self._bars, self._has_bars = bars, bars.console.is_terminal

    def part(self, name: str, length: int) -> Step:
        task, found = self._bars.add_task(name, total=length, said=""), Counter[str]()
        began = told = monotonic()
        if not self._has_bars:
            self.say(f"{name}: {length}")

        def step(verdict: str = "") -> None:
            nonlocal told
            found[verdict] += 1
            now, done = monotonic(), found.total()
            rate = done / max(now - began, 1e-6)
            left = f", {(length - done) / rate:.0f} s left" if done < length else ""
            verdicts = ", ".join(f"{count} {one}" for one, count in found.items() if one)
            said = f"{rate:.1f}/s{left}" + (f": {verdicts}" if verdicts else "")
            self._bars.update(task, advance=1, said=said)
            if not self._has_bars and now - told >= LINE_SECONDS:
                told = now
                self.say(f"{name}: {done} of {length}, {said}")

        return step

    def say(self, text: str) -> None:
        """Show a line of its own."""
        self._bars.console.print(text, soft_wrap=True)


@contextmanager
def view() -> Iterator[View]:
    """Yield what shows the work for as long as it goes on."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.table import Column

    console = Console(stderr=True, highlight=False, markup=False)
    rest = Column(ratio=1, no_wrap=True)  # what else there is room for
    bars = Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=min(24, console.width // 6)),
        MofNCompleteColumn(),
        TextColumn("{task.fields[said]}", style="dim", table_column=rest),
        console=console,
        expand=True,
    )
    with bars if console.is_terminal else nullcontext():
        yield View(bars)
