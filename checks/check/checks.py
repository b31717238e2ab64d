"""The checks: functions over evidence, all known before anything runs, so a pass is N of N."""

from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from checks.catalog import exercises, lesson
from checks.check.evidence import STOPS, Evidence, Judge, finding_of, title
from checks.check.finding import Finding
from checks.run.observation import Observation

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
    if over.beneath:
        return _waiting(check, evidence, over)
    own = _judged(check, over)
    if own is None:
        return found if over.is_told and _is_wrong(check, evidence) else None
    if found is None:
        if check.exercise in over.by_numbers - evidence.by_numbers:
            return None  # what is wrong may be an operation of theirs: the whole tells
        both = (one for one in checks(check.exercise) if _judged(one, over))
        return None if any(_judged(one, evidence) for one in both) else own
    ends = [(one.verdict, one.message.partition(". ")[0]) for one in (own, found)]
    is_other = ends[0] != ends[1]  # what explains an error is behind it, and differs with the parts
    is_told_better = own.message != found.message and own.where == found.where
    return own if found.verdict in STOPS and (is_other or is_told_better) else found


def _is_wrong(check: Check, evidence: Evidence) -> bool:
    """Tell whether stand-ins show that a check, or what it waits for, is wrong: not that it stops.

    It says so where what own parts show was held to its own numbers.
    """
    found = _judged(check, evidence)
    every = (_judged(one, evidence) for one in checks(check.exercise))
    is_wrong = any(one is not None and one.verdict == "not yet" for one in every)
    return is_wrong and found is not None and found.verdict in ("not yet", "blocked")


def _waiting(check: Check, evidence: Evidence, over: Evidence) -> Finding | None:
    """Let what fails over stand-ins wait for own parts, where these have what stand-ins lack."""
    found, own = _judged(check, evidence), _judged(check, over)
    if found is None or own == found:
        return found
    parts = " and ".join(over.beneath)
    lacks = _lacks(evidence.observations.get(found.scenario))
    runs = own is None or (lacks and own.verdict in ("not yet", "blocked"))
    waits = Finding("blocked", f"This is checked with your own {parts}, once that passes.")
    if runs and (lacks or found.verdict == "not yet"):
        return waits
    is_over_own = ", over " in found.call
    if own is None or own.message == found.message or is_over_own or found.verdict != "not yet":
        return found
    if own.verdict == "not yet":  # it goes another way there: it may know no stand-in
        return waits
    return replace(found, message=f"{found.message} That is with the kit's own {parts}.")


def _lacks(seen: Observation | None) -> bool:
    """Tell whether a file cannot be loaded over a stand-in, or asks it for more than it has."""
    if seen is None:
        return False
    return seen.loading or (seen.error is not None and seen.error.clues.get("whose") == ("kit",))


def _judged(check: Check, evidence: Evidence) -> Finding | None:
    """Judge some evidence as it is, once: it may be asked for again."""
    if check.id not in evidence.judged:
        try:
            found = finding_of(check.function, evidence)
        except Exception as error:  # a fault of the check: it must not end a whole class
            found = Finding("kit error", f"{OURS} {type(error).__name__}: {error}")
        evidence.judged[check.id] = found
    return evidence.judged[check.id]
