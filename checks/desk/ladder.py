"""Which hints fit what is in an exercise now: those of its mistake, of its state, or its own?"""

from rich.text import Text

from checks import catalog
from checks.catalog import Exercise
from checks.check import key
from checks.check.diagnosis import each
from checks.check.endings import STUB
from checks.check.result import CheckResult, ExerciseResult
from checks.errors import KitError

STOPS = (
    "Say to yourself what each name on that line holds, and of which type it is: which of them is "
    "not what the line needs?"
)
SHOWN = (
    "To see what the names hold, put a print above that line: the report shows what your code "
    "prints."
)
UNREAD = (
    "Nothing of the file runs before Python can read it. Look at that line and at the end of the "
    "one above it: brackets, quotation marks, commas, colons, and how far it is indented."
)
ENDLESS = "What has to change for this line to be left behind, and which line of yours changes it?"
NOWHERE = (
    "No line of yours was reached that could be named. A single calculation can take that long, "
    "too: 10 ** 10 ** 8, for instance."
)
CARET = "The caret in the report is where Python gave up: what is wrong is there or before it."
LOOPS = (
    "`for item in items:` ends by itself, as long as items does not grow meanwhile. `while` ends "
    "only if each turn brings its end nearer; a function that calls itself, only if it passes on "
    "something smaller each time."
)
PIECES = (
    "Take out what you wrote last, piece by piece, until `python -m checks` says something else; "
    "then put it back the same way."
)
DOCSTRINGS = (
    "The docstring of the class says what an object of it keeps, and under which names. The "
    "docstring of the function says what comes in and what goes out. Begin with what is kept."
)


def shown(exercise: Exercise, found: ExerciseResult | None, number: int) -> Text:
    """Return one hint of an exercise, or all of them once it passes.

    Raises:
        KitError: if there is no hint of that number.
    """
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
    """Return the hints for what came of checking an exercise, from a nudge to nearly the code.

    Raises:
        KitError: if the answer key cannot be used.
    """
    exercise = catalog.exercise(found.id)
    if found.advice is not None:
        return _of_mistakes(found.advice.mistake.split("+"))
    if found.worst is None:
        return exercise.hints
    alike = [found.worst, *(c for c in found.checks if c.verdict == found.worst.verdict)]
    return _of_state(exercise, next((check for check in alike if check.where), found.worst))


def _of_mistakes(names: list[str]) -> tuple[str, ...]:
    """Return the hints of a known mistake; of several that are made at once, all at each step."""
    known = key.bank().advice
    if len(names) == 1:
        return known[names[0]].hints
    return tuple(_of_all(step) for step in zip(*(known[name].hints for name in names), strict=True))


def _of_all(hints: tuple[str, ...]) -> str:
    return "\n\n".join((f"There are {len(hints)} things here.", *each(hints)))


def _of_state(exercise: Exercise, check: CheckResult) -> tuple[str, ...]:
    """Return the hints for code that stops or does not end; the exercise's own for any other."""
    reset = f"python -m checks reset {exercise.id}"
    anew = f"If you would rather write it anew: {exercise.hints[-1]}"
    match check.verdict:
        case "timed out":
            asked = ENDLESS if check.where else NOWHERE
            return f"{_place('It does not end', check)} {asked}", LOOPS, anew
        case "crashed":
            return _of_crash(check, reset, anew)
        case "not started" if check.message.removesuffix(f" {STUB}") not in exercise.stubbed:
            return DOCSTRINGS, f"In the guided stub this part is written:\n{reset}"
    return exercise.hints


def _of_crash(check: CheckResult, reset: str, anew: str) -> tuple[str, ...]:
    """Return the hints for code that stops, or that Python cannot read."""
    if check.kind == "unreadable":
        keep = f"Or begin again from the stub; what you have is kept:\n{reset}"
        if not check.where:
            return check.message, keep
        first, second = _place("Python stops reading", check), f"{check.message}\n\n{CARET}"
        return f"{first} {UNREAD}", second, f"{PIECES} {keep}"
    if check.kind == "recursion":
        return f"{_place('It does not end', check)} {ENDLESS}", LOOPS, anew
    if reset in check.message:
        return (check.message,)
    if not check.trace or check.kind == "elsewhere":
        return check.message, anew
    return f"{_place('Your code stops', check)} {STOPS}", f"{check.message}\n\n{SHOWN}", anew


def _place(what: str, check: CheckResult) -> str:
    """Say where something happens, as far as that is known, and quote the line."""
    if not check.where:
        return check.message
    frames = (frame.partition("\n") for frame in check.trace)
    texts = (text for place, _, text in frames if place.partition(" ")[0] == check.where)
    line = next((text.partition("\n")[0].strip() for text in texts), "")
    return f"{what} at {check.where}{f', in the line `{line}`' if line else ''}."
