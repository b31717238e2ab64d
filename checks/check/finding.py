"""The finding: why one check does not pass, and how a scenario ended that was cut short."""

from typing import Literal

from msgspec import Struct

from checks.catalog import Scenario, lesson
from checks.run.observation import Error, Line, Observation

STUB = "is still a stub: write your code there and delete the line `raise NotImplementedError`."
LEFTOVER = "raise NotImplementedError"
KILLED = "Something stopped all of Python, such as os._exit or a call without end."

Verdict = Literal["pass", "not started", "not yet", "crashed", "timed out", "blocked", "kit error"]
Kind = Literal[
    "",
    "stub",  # it still raises NotImplementedError
    "no file",
    "closed file",  # it is there, and cannot be opened
    "unreadable",  # Python cannot read it
    "leftover",  # there is code, and a `raise NotImplementedError` that ends it
    "recursion",  # it calls itself without end
    "elsewhere",  # an exception that the line where it was raised says nothing about
]


class Finding(Struct, frozen=True):
    """Why a check does not pass.

    Attributes:
        message: what is wrong, in a sentence.
        kind: what sort of ending it tells of, for whoever gives hints.
        call: what was called, as a learner would type it; "" where nothing was.
        expected, got: what differs; "" where nothing compares.
        where: the line to look at.
        trace: the learner's frames that led there, outermost first.
        prints: the first characters that were printed, of `printed` in all.
        scenario: the id of what was asked.
    """

    verdict: Verdict
    message: str
    kind: Kind = ""
    call: str = ""
    expected: str = ""
    got: str = ""
    where: Line | None = None
    trace: tuple[Line, ...] = ()
    prints: str = ""
    printed: int = 0
    scenario: str = ""


class Unmet(Exception):
    """Raised by a check that does not pass; carries the finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


# how a scenario ended that did not run to its end

SAID = {
    "skipped": Finding(
        "timed out", "This did not run: earlier calls took too long, and used up the time."
    ),
    "oversize": Finding(
        "not yet",
        "What came back has more than 20,000 nodes or items. A right answer here has fewer "
        "than 300.",
    ),
    "garbled": Finding(
        "crashed",
        "The kit could not read what came back: your code writes where only the kit may write.",
    ),
}
RAISED = {
    "SystemExit": "Your code asks Python to exit. A call has to return instead.",
    "BdbQuit": "breakpoint() waits for somebody at the keyboard, and nobody types during a check.",
    "EOFError": "Your code asks for input from the keyboard, and nobody types during a check.",
    "MemoryError": "Your code asks for more memory than a check may have.",
}
NO_EXIT = [f"name '{one}' is not defined" for one in ("exit", "quit")]


def ending(seen: Observation, asked: Scenario) -> Finding:
    """Return how a scenario ended that did not run to its end: verdict, message and kind."""
    said = seen.error.message if seen.error else ""
    match seen.status:
        case "todo":
            stub = seen.where.function if seen.where else asked.focus
            return Finding("not started", f"{stub} {STUB}", "stub")
        case "missing":  # or a name that is missing in a file that is there
            is_gone, is_closed = said.startswith("there is no file "), said.startswith("the file ")
            kind: Kind = "no file" if is_gone else "closed file" if is_closed else ""
            return Finding("crashed", sentence(said), kind)
        case "timeout":
            return Finding("timed out", _endless(seen))
        case "crashed":
            how = said or "its process is gone"
            return Finding("crashed", f"Python ended before the call returned ({how}). {KILLED}")
        case "raised" if seen.error:
            return Finding("crashed", *_raised(seen, seen.error, asked))
        case "raised":
            return Finding("crashed", "Your code raised an exception.")
    return SAID[seen.status]


def sentence(words: str) -> str:
    """Begin with a capital letter and end with a full stop, unless it is a question."""
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith('?') else '.'}"


def _endless(seen: Observation) -> str:
    """Say what was going on when the time was up, as far as that is known."""
    if seen.loading:
        what = f": {seen.error.message}" if seen.error else ""
        return f"Importing your file does not end in time{what}."
    if seen.where:
        return (
            "This call does not end, or takes far too long. Is there a loop that never comes to "
            "its end? A `while` needs a line in it that brings the end nearer."
        )
    # a loop in C keeps the worker from saying anything, even whether the file was loaded; or many
    # calls end, each late, and have used up the time of the exercise
    return "Your file, or this call, does not end in time. Does it wait, sleep, or print much?"


def _raised(seen: Observation, error: Error, asked: Scenario) -> tuple[str, Kind]:
    """Say what was raised in Python's own words, and what they mean here or Python proposes."""
    match error.type:
        case "NotImplementedError" if seen.where and seen.where.text.startswith(LEFTOVER):
            return _left_over(seen.where), "leftover"
        case kind if kind in RAISED:
            return RAISED[kind], "elsewhere"
        case "NameError" if error.message in NO_EXIT:  # a worker does not have these
            return RAISED["SystemExit"], "elsewhere"
        case "RecursionError":
            return f"Your code calls itself without end. {error.type}: {error.message}", "recursion"
    message, hint = error.message, error.hint
    is_import = error.type in ("ImportError", "ModuleNotFoundError")
    if is_import:
        message = message.partition(" (")[0]  # behind it stands a path, of a stand-in perhaps
    said = f"{error.type}: {message}" if message else error.type
    if message and (more := lesson("explain").explain(seen, asked) or hint):
        said = f"{said}. {more}"  # only code that raises pays for it
    # only where a SyntaxError is about the file itself, its beginning alone is known
    is_of_the_file = not seen.trace or seen.trace[-1].column > seen.trace[-1].end
    if error.type in ("SyntaxError", "IndentationError", "TabError") and is_of_the_file:
        return f"Python cannot read the file. {said}", "unreadable"
    return said, "elsewhere" if is_import else ""


def _left_over(where: Line) -> str:
    """Say that code is there, and what still ends it; a branch may raise for a reason."""
    said = f"Your code in {where.function} is there, but `{LEFTOVER}` in line {where.line}"
    is_bare = where.text.partition("#")[0].rstrip(" ;") in (LEFTOVER, f"{LEFTOVER}()")
    return f"{said} still ends it{': delete that line.' if is_bare else '.'}"
