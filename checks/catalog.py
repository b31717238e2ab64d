"""Which exercises are there, and what does each of them declare?"""

import tomllib
from functools import cache
from pathlib import Path

import msgspec

from checks.errors import KitError

HERE = Path(__file__).parent
ROOT = HERE.parent


class Exercise(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"own": "with"}):
    """One exercise, as `exercises.toml` declares it; the comments there say what each means."""

    id: str
    title: str
    file: str
    points: float
    needs: tuple[str, ...]
    hints: tuple[str, ...]
    required: bool = True
    given: bool = False
    over: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    stubbed: dict[str, str] = {}

    @property
    def module(self) -> str:
        return self.file.removesuffix(".py")

    @property
    def has_file(self) -> bool:
        """Tell whether its file is its own; that of the assembled whole is another exercise's."""
        return self.given or bool(self.stubbed)


@cache
def exercises() -> tuple[Exercise, ...]:
    """Return all exercises in their order."""
    with (HERE / "lesson" / "exercises.toml").open("rb") as file:
        return msgspec.convert(tomllib.load(file)["exercise"], tuple[Exercise, ...])


def exercise(name: str) -> Exercise:
    """Return the exercise of that name.

    Raises:
        KitError: if there is none.
    """
    for one in exercises():
        if one.id == name:
            return one
    known = ", ".join(one.id for one in exercises() if not one.given)
    raise KitError(
        f"There is no exercise called {name!r}.{_nearest(name)}",
        fix=f"Choose from: {known}. For the commands: python -m checks --help",
    )


def _nearest(name: str) -> str:
    from difflib import get_close_matches  # only a typing slip pays for it

    near = get_close_matches(name.lower(), [one.id for one in exercises()], n=1)
    return f" Did you mean {near[0]}?" if near else ""
