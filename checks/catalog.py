"""The catalog: the lesson, its exercises, what is asked in each, and where the lesson is."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path, PureWindowsPath
from typing import Any, TypeAlias

import msgspec
import msgspec.toml

from checks.errors import KitError

HERE = Path(__file__).parent
ROOT = HERE.parent
PROGRAMS = HERE / "lesson" / "programs"  # what is asked of a learner's code, where that runs
STAND_INS = PROGRAMS / "standins"
DRAWINGS = HERE / "lesson" / "pages"  # how the lesson's pictures look on a page


class Setting(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"leaf": "class"}):
    """What a learner's code runs with, as `exercises.toml` declares it."""

    leaf: str
    packages: tuple[str, ...] = ()
    variables: dict[str, str] = {}
    ahead: tuple[str, ...] = ()
    known_as: dict[str, str] = {}


class Exercise(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"own": "with"}):
    """One exercise; the comments in `exercises.toml` say what each field means."""

    id: str
    title: str
    file: str
    points: float
    needs: tuple[str, ...]
    hints: dict[str, tuple[str, ...]]
    ways: tuple[str, ...] = ()
    required: bool = True
    given: bool = False
    over: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    stubbed: dict[str, str] = {}
    idle: dict[str, str] = {}
    joint: str = ""

    @property
    def module(self) -> str:
        return self.file.removesuffix(".py")

    @property
    def names(self) -> set[str]:
        """Return the names of its classes and functions."""
        return {name.partition(".")[0] for name in self.stubbed}

    @property
    def over_own(self) -> "Exercise":
        """Return it over the submission's own parts, in the place of stand-ins."""
        return msgspec.structs.replace(self, over=(), own=self.over)

    @property
    def has_file(self) -> bool:
        """Tell whether its file is its own; that of the assembled whole is another exercise's."""
        return self.given or bool(self.stubbed)


class Declared(msgspec.Struct, frozen=True, rename={"try_it": "try", "exercises": "exercise"}):
    """The lesson as a whole; the comments in `exercises.toml` say what each field means."""

    title: str
    whole: str
    built: str
    try_it: str
    tomorrow: str
    lesson: Setting
    exercises: tuple[Exercise, ...]


class Scenario(msgspec.Struct, frozen=True):
    """One thing that is asked of a submission.

    Attributes:
        id: exercise and name, as in "double.call".
        ask: the program that asks it.
        given: the numbers that it uses.
        focus: the method that it is about; the report points to its line.
        call: the same in words, as a learner would type it.
        random: the submission's own random numbers show, so no number in it can be expected.
        part: the function that it is about, where an exercise has several that have nothing to do
            with each other; a mistake in one is recognised whatever the others do.
    """

    id: str
    ask: str
    given: Mapping[str, Any]
    focus: str
    call: str
    random: bool = False
    part: str = ""

    @property
    def exercise(self) -> str:
        return self.id.partition(".")[0]


Asked: TypeAlias = Mapping[str, Sequence[Scenario]]  # the scenarios of each exercise


@cache
def lesson(name: str) -> Any:
    """Return a module of the lesson; nothing else knows where the lesson is."""
    return import_module(f"checks.lesson.{name}")


def published() -> Asked:
    """Return the scenarios that every copy of the kit asks."""
    asked: Asked = lesson("scenarios").BY_EXERCISE
    return asked


@cache
def scenarios() -> Mapping[str, Scenario]:
    """Return every published scenario by its id."""
    return {scenario.id: scenario for group in published().values() for scenario in group}


@cache
def declared() -> Declared:
    """Return what the lesson declares of itself."""
    return msgspec.toml.decode((HERE / "lesson" / "exercises.toml").read_bytes(), type=Declared)


def setting() -> Setting:
    """Return what a learner's code runs with."""
    return declared().lesson


@cache
def names() -> tuple[str, ...]:
    """Return the names that the lesson gives to classes and functions."""
    stubbed = (name.partition(".")[0] for one in exercises() for name in one.stubbed)
    return tuple(dict.fromkeys([setting().leaf, *stubbed]))


def words(table: str) -> dict[str, Any]:
    """Return a table of `words.toml`, what the lesson says where the kit does not know it."""
    found = msgspec.toml.decode((HERE / "lesson" / "words.toml").read_bytes())
    told: dict[str, Any] = found[table]
    return told


def exercises() -> tuple[Exercise, ...]:
    """Return all exercises in their order."""
    return declared().exercises


def handed_out(names: Sequence[str]) -> tuple[Exercise, ...]:
    """Return some exercises with what they need, and what is handed out complete; all, if none."""
    kept = {one.id for one in exercises() if one.given or not names}
    waiting = list(names)
    while waiting:
        one = exercise(waiting.pop())
        kept.add(one.id)
        waiting += one.needs
    return tuple(one for one in exercises() if one.id in kept)


def example() -> str:
    """Return the id of the first exercise that there is to write, for examples in texts."""
    return next(one.id for one in exercises() if not one.given)


def exercise(name: str) -> Exercise:
    """Return the exercise of that name; its file's, or its class's, will do.

    Raises:
        Unknown: if there is none.
    """
    for one in exercises():  # checks ask a thousand times, by the very name
        if one.id == name:
            return one
    path = PureWindowsPath(name)  # it takes either kind of slash
    stem = path.stem.lower() if path.parent.name in ("", "exercises") else name
    for one in sorted(exercises(), key=lambda one: one.id != stem):
        if stem in (one.id, one.module):
            return one
    raise Unknown(name)


class Unknown(KitError):
    """No exercise has that name; `near` is one that has one like it, or a command, or ""."""

    def __init__(self, name: str, commands: Iterable[str] = ()) -> None:
        from difflib import get_close_matches  # only a typing slip pays for it

        bare = name.lower().removeprefix("exercises/").removesuffix(".py")
        every = [*(one.id for one in exercises()), *commands]
        self.name, self.near = name, "".join(get_close_matches(bare, every, n=1, cutoff=0.75))
        meant = f" Did you mean {self.near}?" if self.near else ""
        known = ", ".join(one.id for one in exercises() if not one.given)
        fix = f"Choose from: {known}. All commands: python -m checks --help"
        kind = "command or exercise" if commands else "exercise"
        super().__init__(f"There is no {kind} called {name!r}.{meant}", fix=fix)
