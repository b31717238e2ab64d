"""The catalog: the lesson and its exercises, as `exercises.toml` declares them."""

import tomllib
from functools import cache
from pathlib import Path

import msgspec

from checks.errors import KitError

HERE = Path(__file__).parent
ROOT = HERE.parent


class Exercise(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"own": "with"}):
    """One exercise; the comments in `exercises.toml` say what each field means."""

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


class Lesson(msgspec.Struct, frozen=True, rename={"try_it": "try", "exercises": "exercise"}):
    """The lesson; the comments in `exercises.toml` say what each field means."""

    title: str
    whole: str
    built: str
    try_it: str
    exercises: tuple[Exercise, ...]


@cache
def lesson() -> Lesson:
    """Return what the lesson declares."""
    with (HERE / "lesson" / "exercises.toml").open("rb") as file:
        return msgspec.convert(tomllib.load(file), Lesson)


def exercises() -> tuple[Exercise, ...]:
    """Return all exercises in their order."""
    return lesson().exercises


def example() -> str:
    """Return the id of the first exercise that there is to write, for examples in texts."""
    return next(one.id for one in exercises() if not one.given)


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
