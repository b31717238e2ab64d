"""The hints for what is in an exercise now: those of its mistake, of its state, or its own."""

from rich.text import Text

from checks import catalog
from checks.catalog import Exercise
from checks.check import key
from checks.check.finding import STUB
from checks.check.result import CheckResult, ExerciseResult
from checks.desk.screen import compared, opener, to_type
from checks.submission import EXERCISES


def shown(exercise: Exercise, found: ExerciseResult | None, number: int) -> Text:
    """Return one hint of an exercise, for where it stands; the last one where there are fewer."""
    text = Text.assemble((exercise.title, "bold"))
    if found and found.worst is None:
        text.append("\n\nIt passes, so there is no hint left.\n\n")
        way = compared([found], EXERCISES.name)
        return text.append_text(way or to_type({"Go on": "python -m checks"}))
    if found and found.worst and (first := opener(found)) != exercise.id:
        text.append(f"\n\n{found.worst.message}\n\n")
        return text.append_text(to_type({"A hint": f"python -m checks hint {first}"}))
    every = hints(found) if found else exercise.hints[""]
    count = len(every)
    number = min(max(number, 1), count)
    if found and not found.advice and len(exercise.hints) > 1:
        text.append(f": {_function(exercise, _check(found))}")
    text.append(f"\n\nHint {number} of {count}: {every[number - 1]}")
    if number < count:
        text.append(f"\n\nThe next one: python -m checks hint {exercise.id} {number + 1}")
    return text


def hints(found: ExerciseResult) -> tuple[str, ...]:
    """Return the hints for what does not pass in an exercise, from a nudge to nearly the code."""
    exercise, check = catalog.exercise(found.id), _check(found)
    if found.advice is not None:
        return key.bank().advice[found.advice.mistake.partition("+")[0]].hints  # one at a time
    own = exercise.hints.get(_function(exercise, check), exercise.hints.get("", ()))
    if not (state := _state(check) or ("" if own else "blank")):
        return own
    is_told = check.where and (state != "stops" or (check.trace and check.kind != "elsewhere"))
    lesson, reset = catalog.words("hints"), f"python -m checks reset {exercise.id}"
    last = own[-1] if own else lesson["blank"][-1].format(reset=reset)
    told = [text for text in lesson[state] if is_told or "{place}" not in text]
    words = {"place": _place(check), "reset": reset, "last": last}
    return tuple(text.format(**words).strip() for text in told)


def _check(found: ExerciseResult) -> CheckResult:
    """Return what to give hints for: the worst, or one that ends as it does and has a place."""
    assert found.worst is not None
    alike = [one for one in found.checks if one.verdict == found.worst.verdict and one.where]
    return found.worst if found.worst.where else [*alike, found.worst][0]


def _function(exercise: Exercise, check: CheckResult) -> str:
    """Return which function a check is about: a stub, one that does not end well, or the called."""
    if check.verdict == "not started":
        return check.message.partition(f" {STUB}")[0]
    inside = [frame.partition("\n")[0].rpartition(" in ")[2] for frame in check.trace]
    if own := [name for name in inside if name in exercise.stubbed]:
        return own[-1]
    scenario = catalog.scenarios().get(check.scenario)
    return scenario.focus if scenario else next(iter(exercise.stubbed), "")


def _state(check: CheckResult) -> str:
    """Return which hints of the lesson's words are for this; "" if the function's own are."""
    match check.verdict, check.kind:
        case ("timed out", _) | ("crashed", "recursion"):
            return "endless"
        case "crashed", "leftover" | "unreadable":
            return check.kind
        case "crashed", "no file" | "closed file":
            return "missing"
    return "stops" if check.verdict == "crashed" else ""


def _place(check: CheckResult) -> str:
    """Say where something happens, and quote the line as far as it is known."""
    frames = (frame.partition("\n") for frame in check.trace)
    texts = (text for place, _, text in frames if place.partition(" ")[0] == check.where)
    line = next((text.partition("\n")[0].strip() for text in texts), "")
    return f"{check.where}, in the line `{line}`" if line else check.where
