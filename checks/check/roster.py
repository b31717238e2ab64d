"""Which checks are there? All of them are known before anything runs: pass means N of N."""

from functools import cache
from importlib import import_module

from msgspec import Struct

from checks.catalog import HERE, exercises
from checks.check import evidence

SUITE = HERE / "lesson" / "suite"


class Check(Struct, frozen=True):
    """One check.

    Attributes:
        id: exercise and name, as in "neuron.one_value".
        title: the first line of its docstring: what is true of a right answer.
        function: raises `Unmet` on evidence of an answer that is not right.
    """

    id: str
    exercise: str
    title: str
    function: evidence.Check


@cache
def checks() -> tuple[Check, ...]:
    """Return every check, in the order of the exercises and of the files."""
    return tuple(check for exercise in exercises() for check in _checks(exercise.id))


def _checks(exercise: str) -> list[Check]:
    module = import_module(f"checks.lesson.suite.{exercise}")
    return [
        Check(
            f"{exercise}.{name}",
            exercise,
            (function.__doc__ or "").strip().splitlines()[0],
            function,
        )
        for name, function in vars(module).items()
        if getattr(function, "__module__", "") == module.__name__ and not name.startswith("_")
    ]
