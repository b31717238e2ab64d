"""The way on, once something passes: its solution, what is next, and what there is at the end."""

import re
from collections.abc import Iterable, Mapping
from shlex import quote

from rich.text import Text

from checks import catalog
from checks.check.evidence import checks
from checks.check.result import ExerciseResult, Result
from checks.submission import EXERCISES, SOLUTIONS


def compared(passed: Iterable[ExerciseResult], folder: str) -> Text | None:
    """Return how to see the solutions of what passes in a folder; None if there are none here."""
    every = [catalog.exercise(one.id) for one in passed if folder == EXERCISES.name]
    here = {path.name for path in SOLUTIONS.glob("*.*")}
    kept = [one.id for one in every if one.stubbed and here & {one.file, f"{one.id}.seal"}]
    more = f" (or {', '.join(kept[1:])})" if kept[1:] else ""
    return line("Compare", f"python -m checks solution {kept[0]}{more}") if kept else None


def after(result: Result, noted: Mapping[str, str]) -> Text:
    """Return what is next where not all was asked for; `noted` has what is known of the rest."""
    if result.submission != EXERCISES.name:
        return line("Go on", f"python -m checks --submission {quote(result.submission)}")
    lines = [line("Go on", "python -m checks")]
    for one in reversed(catalog.exercises()):
        passes = all(noted.get(check.id) == "pass" for check in checks(one.id))
        if one.required and not one.given and not passes:
            where = f"in {result.submission}/{one.file}" if one.stubbed else "with nothing to write"
            lines[:-1] = [line("Next", f"{one.title}, {where}")]
    return Text("\n").join(lines)


def first(one: ExerciseResult) -> str:
    """Return the id of what has to pass before an exercise opens; its own, where it is open."""
    named = re.findall(r"\w+", one.worst.message) if one.worst and one.verdict == "blocked" else ()
    return next((other.id for other in catalog.exercises() if other.id in named), one.id)


def at_the_end() -> Text:
    """Return where more is to be seen of what is built, and what comes after it."""
    books = sorted(EXERCISES.glob("*.ipynb"))
    lines = [line("Pictures", "python -m checks --html report.html")]
    where = f"{EXERCISES.name}/{books[0].name}, for VS Code or Jupyter" if books else ""
    lines += [line("Notebook", where)] * bool(books)
    return Text("\n").join([*lines, Text(f"\n{catalog.declared().tomorrow}")])


def line(label: str, text: str) -> Text:
    """Return what is to be typed or opened, behind what it is for."""
    return Text.assemble((f"{label + ':':<10}", "dim"), text)
