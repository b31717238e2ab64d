"""Which commands does a learner use?"""

import sys
from argparse import Namespace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from checks import catalog
from checks.command import COULD_NOT, EXERCISE, NOT_YET, OK, Command, write
from checks.errors import KitError
from checks.submission import EXERCISES, at

if TYPE_CHECKING:
    from checks.result import Result


def run(options: Namespace) -> int:
    """Check the exercises and report."""
    began = perf_counter()
    chosen = tuple(catalog.exercise(name).id for name in options.exercise)
    submission = at(options.submission)
    from checks import session  # starts the worker before anything large is imported

    result = session.run(submission, chosen)
    checked = perf_counter()
    if options.json is not None:
        _write_json(options.json, result)
    if options.json != "-" or options.html is not None:
        _show_report(result, options)
    if options.time:
        told = perf_counter()
        print(
            f"checked in {checked - began:.2f} s, reported in {told - checked:.2f} s",
            file=sys.stderr,
        )
    return _status(result)


def _status(result: "Result") -> int:
    return {"pass": OK, "kit error": COULD_NOT}.get(result.verdict, NOT_YET)


def _show_report(result: "Result", options: Namespace) -> None:
    """Print the report, write it as a page, or both; keep its verdicts for the next run."""
    from checks import history, terminal
    from checks.report import Report

    plain = terminal.is_plain(options.plain)
    console = terminal.console(plain=plain)
    before = history.before(result)
    report = Report(result, before, width=console.width, plain=plain, full=options.full)
    if options.json != "-":
        terminal.write(console, report.whole(), plain=plain)
    if options.html is not None:
        write(options.html, terminal.page(report))
    history.note(result)


def _write_json(target: str, result: "Result") -> None:
    import msgspec

    text = msgspec.json.format(msgspec.json.encode(result), indent=2).decode() + "\n"
    if target == "-":
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        sys.stdout.write(text)
    else:
        write(Path(target), text)


def watch(options: Namespace) -> int:
    """Check after every save, until that is ended; return what the last check came to."""
    from checks import terminal, watch

    result = watch.watch(EXERCISES, plain=terminal.is_plain(options.plain))
    return NOT_YET if result is None else _status(result)


def list_exercises(_: Namespace) -> int:
    """List the exercises: their names, files and points."""
    from rich.table import Table
    from rich.text import Text

    from checks import roster, terminal

    plain = terminal.is_plain(False)
    rows = Table.grid(padding=(0, 2))
    for one in catalog.exercises():
        if one.given:
            continue
        count = sum(check.exercise == one.id for check in roster.checks())
        worth = f"{one.points:g} points" if one.required else "stretch goal"
        file = f"exercises/{one.file}" if one.stubbed else "the parts together"
        rows.add_row(Text(one.id, "bold"), one.title, file, f"{count} checks", worth)
    terminal.write(terminal.console(plain=plain), rows, plain=plain)
    return OK


def hint(options: Namespace) -> int:
    """Show one hint: of the mistake that is recognised in the exercise, else of the exercise.

    An exercise that passes shows all of its hints.
    """
    one = catalog.exercise(options.exercise)
    from rich.text import Text

    from checks import session, terminal

    advice, passes = session.recognised(at(EXERCISES), one)
    ladder = advice.hints if advice else one.hints
    number, count = options.number, len(ladder)
    if not 1 <= number <= count:
        raise KitError(
            f"There are {count} hints for this; there is no number {number}.",
            fix=f"python -m checks hint {one.id} {min(max(number, 1), count)}",
        )
    text = Text(f"{one.title}\n\n", "bold")
    if passes:
        text.append("It passes. These are the hints that there were:\n\n", "not bold")
        text.append("\n\n".join(f"{n}. {words}" for n, words in enumerate(ladder, 1)), "not bold")
    else:
        text.append(f"Hint {number} of {count}: {ladder[number - 1]}", "not bold")
        if number < count:
            more = f"\n\nThe next one: python -m checks hint {one.id} {number + 1}"
            text.append(more, "not bold")
    plain = terminal.is_plain(False)
    terminal.write(terminal.console(plain=plain), text, plain=plain)
    return OK


PLAIN = (["--plain"], {"action": "store_true", "help": "ASCII only, no colour"})
COMMANDS = {
    "run": Command(
        "check the exercises and say what to do next",
        run,
        [
            (["exercise"], {"nargs": "*", "metavar": "EXERCISE", "help": "only these"}),
            (
                ["--submission"],
                {
                    "type": Path,
                    "default": EXERCISES,
                    "metavar": "FOLDER",
                    "help": "where the files are (default: exercises)",
                },
            ),
            (
                ["--json"],
                {"metavar": "FILE", "help": "write the Result as JSON; - for standard output"},
            ),
            (
                ["--html"],
                {"type": Path, "metavar": "FILE", "help": "write the report as a page"},
            ),
            (
                ["--full"],
                {"action": "store_true", "help": "explain every check, not only the next one"},
            ),
            PLAIN,
            (["--time"], {"action": "store_true", "help": "say how long it took"}),
        ],
    ),
    "watch": Command("check after every save, and say what to do next", watch, [PLAIN]),
    "list": Command("list the exercises", list_exercises),
    "hint": Command(
        "show a hint for an exercise",
        hint,
        [
            EXERCISE,
            (
                ["number"],
                {"metavar": "N", "nargs": "?", "type": int, "default": 1, "help": "which one"},
            ),
        ],
    ),
}
