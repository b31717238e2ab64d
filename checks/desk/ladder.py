"""The hints for what is in an exercise now: those of its mistake, of its state, or its own."""

from rich.text import Text

from checks import catalog
from checks.catalog import Exercise
from checks.check import key
from checks.check.finding import STUB
from checks.check.result import CheckResult, ExerciseResult
from checks.errors import KitError


def shown(exercise: Exercise, found: ExerciseResult | None, number: int) -> Text:
    """Return one hint of an exercise, or all of them once it passes."""
    every = hints(found) if found else exercise.hints
    count = len(every)
    if not 1 <= number <= count:
        there_are = f"There are {count} hints" if count > 1 else "There is one hint"
        raise KitError(
            f"{there_are} for this; there is no number {number}.",
            fix=f"python -m checks hint {exercise.id} {min(max(number, 1), count)}",
        )
    text = Text.assemble((f"{exercise.title}\n\n", "bold"))
    if found and found.verdict == "pass":
        text.append("It passes. These are the hints that there were:\n\n")
        return text.append("\n\n".join(f"{n}. {words}" for n, words in enumerate(every, 1)))
    text.append(f"Hint {number} of {count}: {every[number - 1]}")
    if number < count:
        text.append(f"\n\nThe next one: python -m checks hint {exercise.id} {number + 1}")
    return text


def hints(found: ExerciseResult) -> tuple[str, ...]:
    """Return the hints for what came of checking an exercise, from a nudge to nearly the code."""
    exercise = catalog.exercise(found.id)
    if found.advice is not None:
        return key.bank().advice[found.advice.mistake.partition("+")[0]].hints  # one at a time
    if found.worst is None:
        return exercise.hints
    alike = [found.worst, *(c for c in found.checks if c.verdict == found.worst.verdict)]
    check = next((check for check in alike if check.where), found.worst)
    if not (state := _state(exercise, check)):
        return exercise.hints
    words = {
        "message": check.message,
        "place": _place(check),
        "reset": f"python -m checks reset {exercise.id}",
        "last": exercise.hints[-1],
    }
    return tuple(text.strip().format(**words) for text in catalog.words("hints")[state])


def _state(exercise: Exercise, check: CheckResult) -> str:
    """Return which hints of the lesson's words are for this; "" if the exercise's own are."""
    match check.verdict, check.kind:
        case "timed out", _:
            return "endless" if check.where else "endless_somewhere"
        case "crashed", "recursion":
            return "endless" if check.where else "stops_somewhere"
        case "crashed", "leftover":
            return "leftover"
        case "crashed", "unreadable":
            return "unreadable" if check.where else "unreadable_somewhere"
        case "crashed", "no file" | "closed file":
            return "missing"
        case "crashed", kind:
            is_told = check.where and check.trace and kind != "elsewhere"
            return "stops" if is_told else "stops_somewhere"
        case "not started", _ if check.message.removesuffix(f" {STUB}") not in exercise.stubbed:
            return "blank"  # a part that the guided stub has written
    return ""


def _place(check: CheckResult) -> str:
    """Say where something happens, and quote the line as far as it is known."""
    frames = (frame.partition("\n") for frame in check.trace)
    texts = (text for place, _, text in frames if place.partition(" ")[0] == check.where)
    line = next((text.partition("\n")[0].strip() for text in texts), "")
    return f"{check.where}, in the line `{line}`" if line else check.where
