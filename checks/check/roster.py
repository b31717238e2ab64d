"""The roster: every check, known before anything runs. A pass means N of N."""

from functools import cache

from msgspec import Struct

from checks.catalog import exercises, lesson
from checks.check.evidence import Evidence, Judge, title
from checks.check.finding import Finding, Unmet

STOPS = ("crashed", "timed out")
OURS = "The check itself failed; your code is not to blame."


class Check(Struct, frozen=True):
    """One check.

    Attributes:
        id: exercise and name, as in "double.call".
        title: the first line of its docstring: what is true of a right answer.
        function: raises `Unmet` on evidence of an answer that is not right.
    """

    id: str
    exercise: str
    title: str
    function: Judge


def every() -> tuple[Check, ...]:
    """Return every check, in the order of the exercises and of the files."""
    return tuple(check for exercise in exercises() for check in checks(exercise.id))


@cache
def checks(exercise: str) -> tuple[Check, ...]:
    """Return the checks of one exercise; who asks for no other does not load theirs."""
    module = lesson(f"suite.{exercise}")
    return tuple(
        Check(f"{exercise}.{name}", exercise, title(function), function)
        for name, function in vars(module).items()
        if getattr(function, "__module__", "") == module.__name__ and not name.startswith("_")
    )


def judge(check: Check, evidence: Evidence) -> Finding | None:
    """Return why a check does not pass, or None if it does.

    Where an exercise was also seen over the submission's own parts, what holds there passes. What
    is wrong over both is told as over stand-ins, which is how mistakes are known, unless it stops
    there in another way. What is wrong over own parts alone counts if nothing is wrong over both:
    one slip shows in many places.
    """
    found = _judged(check, evidence)
    if check.exercise not in evidence.owned:
        return found
    over = evidence.owned[check.exercise]
    own = _judged(check, over)
    if own is None:
        return None
    if found is None:
        both = (one for one in checks(check.exercise) if _judged(one, over))
        return None if any(_judged(one, evidence) for one in both) else own
    is_other = (own.verdict, own.message) != (found.verdict, found.message)
    return own if found.verdict in STOPS and is_other else found


def _judged(check: Check, evidence: Evidence) -> Finding | None:
    """Judge some evidence as it is, once: it may be asked for again."""
    name = ("", check.id)
    if name not in evidence.known:
        evidence.known[name] = _found(check, evidence)
    found: Finding | None = evidence.known[name]
    return found


def _found(check: Check, evidence: Evidence) -> Finding | None:
    try:
        check.function(evidence)
    except Unmet as unmet:
        return unmet.finding
    except Exception as error:  # a fault of the check: it must not end a whole class
        return Finding("kit error", f"{OURS} {type(error).__name__}: {error}")
    return None
