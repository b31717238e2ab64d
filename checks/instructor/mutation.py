"""What small changes break a solution? Mutants, made by a mutation-testing library's operators."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from checks.errors import KitError
from checks.submission import MODULES, SOLUTIONS


class Mutant(Struct, frozen=True):
    """A solution with one small change.

    Attributes:
        module: the file that was changed, without its ending.
        number: its place among the mutants of that file.
        line: the changed line, as it is now; "" if a line went.
        source: the whole changed file.
    """

    module: str
    number: int
    line: str
    source: str

    @property
    def id(self) -> str:
        return f"{self.module}:{self.line}"


def mutants(folder: Path = SOLUTIONS) -> Iterator[Mutant]:
    """Yield every different mutant of the solutions.

    Raises:
        KitError: if cosmic-ray, whose operators make them, is not installed.
    """
    try:
        from cosmic_ray import plugins
        from cosmic_ray.mutating import mutate_code
    except ModuleNotFoundError as error:
        raise KitError(
            "Mutants need cosmic-ray, which is not installed.",
            fix='python -m pip install ".[review]"',
        ) from error
    for module in MODULES:
        source = (folder / f"{module}.py").read_text(encoding="utf-8")
        seen = {source}
        for name in sorted(plugins.operator_names()):
            if "Variable" in name:
                continue  # these two want arguments of their own for each program
            operator, occurrence = plugins.get_operator(name)(), 0
            while (changed := mutate_code(source, operator, occurrence)) is not None:
                occurrence += 1
                if changed not in seen:
                    seen.add(changed)
                    yield Mutant(module, len(seen) - 1, _changed_line(source, changed), changed)


def _changed_line(source: str, changed: str) -> str:
    """Return the first line that is not the one of the source."""
    pairs = zip(source.splitlines(), changed.splitlines(), strict=False)
    return next((now.strip() for was, now in pairs if was != now), "")
