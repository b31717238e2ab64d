"""Which commands are there, and what does each of them do?"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

from checks import catalog
from checks.errors import KitError
from checks.submission import EXERCISES, at

if TYPE_CHECKING:
    from checks.result import Result

OK, NOT_YET, COULD_NOT = 0, 1, 2


def main(arguments: list[str]) -> int:
    """Run one command and return the exit status: 0 all pass, 1 not yet, 2 could not check."""
    name, rest = _command(arguments)
    if name in ("-h", "--help"):
        return overview()
    try:
        options = _parser(name, rest).parse_args(rest)
        status: int = COMMANDS[name].function(options)
    except KitError as error:
        print(f"{error}\nTo do: {error.fix}", file=sys.stderr)
        return COULD_NOT
    return status


def _command(arguments: list[str]) -> tuple[str, list[str]]:
    """Split off the command; none means `run`: it is what `python -m checks` does by itself."""
    first = arguments[0] if arguments else ""
    if first in (*COMMANDS, "-h", "--help"):
        return first, arguments[1:]
    return "run", arguments


def _parser(name: str, arguments: list[str]) -> argparse.ArgumentParser:
    """Return the parser of one command alone: building all of them would cost every run 10 ms."""
    command = COMMANDS[name]
    formatter = argparse.HelpFormatter
    if {"-h", "--help"} & set(arguments):
        from rich_argparse import RichHelpFormatter as formatter
    parser = argparse.ArgumentParser(
        prog=f"python -m checks {name}", description=command.help, formatter_class=formatter
    )
    for flags, settings in command.options:
        parser.add_argument(*flags, **settings)
    return parser


def overview() -> int:
    """Print which commands there are."""
    print("usage: python -m checks [COMMAND] [OPTION ...]\n")
    for name, command in COMMANDS.items():
        print(f"  {name:<8}{command.help}")
    print("\nWithout a command, it is run. More about one: python -m checks COMMAND --help")
    print("Exit status: 0 all required exercises pass, 1 not yet, 2 could not check.")
    return OK


def run(options: argparse.Namespace) -> int:
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
    return {"pass": OK, "kit error": COULD_NOT}.get(result.verdict, NOT_YET)


def _show_report(result: "Result", options: argparse.Namespace) -> None:
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
        _write(options.html, terminal.page(report))
    history.note(result)


def _write_json(target: str, result: "Result") -> None:
    import msgspec

    text = msgspec.json.format(msgspec.json.encode(result), indent=2).decode() + "\n"
    if target == "-":
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        sys.stdout.write(text)
    else:
        _write(Path(target), text)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise KitError(
            f"{path} cannot be written: {error.strerror}.", fix="Give another path."
        ) from error


def list_exercises(_: argparse.Namespace) -> int:
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
        kind = "required" if one.required else "stretch"
        file = f"exercises/{one.file}" if one.stubbed else "the parts together"
        rows.add_row(
            Text(one.id, "bold"), one.title, file, f"{count} checks", f"{one.points:g} points", kind
        )
    terminal.write(terminal.console(plain=plain), rows, plain=plain)
    return OK


def hint(options: argparse.Namespace) -> int:
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


def review(options: argparse.Namespace) -> int:
    """Try all that the kit claims of its solutions, mistakes, alternatives and checks."""
    from checks import review_report, terminal
    from checks.review import review as try_all

    plain = terminal.is_plain(False)
    console = terminal.console(plain=plain)
    if options.show:
        terminal.write(console, review_report.solutions(console.width), plain=plain)
    with terminal.progress() as progress:
        found = try_all(progress)
    terminal.write(console, review_report.terminal(found), plain=plain)
    if options.html is not None:
        _write(options.html, review_report.page(found))
    return NOT_YET if found.faults else OK


def key(_: argparse.Namespace) -> int:
    """Build the answer key from the solutions."""
    from checks import key as answer_key
    from checks import key_building

    built, bank = key_building.build()
    key_building.write(built, bank)
    print(
        f"checks/{answer_key.PATH.name} holds the answers to {len(built.reference)} scenarios, "
        f"checks/{answer_key.BANK.name} what {len(bank.advice)} mistakes change in them."
    )
    return OK


def stubs(_: argparse.Namespace) -> int:
    """Make the stubs from the solutions."""
    from checks import stubs as making

    written = making.write()
    print(f"Renewed: {', '.join(sorted(set(written.renewed))) or 'nothing, all are in step'}.")
    if written.edited:
        print(f"Left alone in exercises/, because they are edited: {', '.join(written.edited)}.")
    return OK


class Command(NamedTuple):
    """A command: what it is for, what runs it, and its options as argparse takes them."""

    help: str
    function: Callable[[argparse.Namespace], int]
    options: Sequence[tuple[Sequence[str], dict[str, Any]]] = ()


_EXERCISE = (["exercise"], {"metavar": "EXERCISE", "help": "its name, e.g. neuron"})

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
            (["--plain"], {"action": "store_true", "help": "ASCII only, no colour"}),
            (["--time"], {"action": "store_true", "help": "say how long it took"}),
        ],
    ),
    "list": Command("list the exercises", list_exercises),
    "hint": Command(
        "show a hint for an exercise",
        hint,
        [
            _EXERCISE,
            (
                ["number"],
                {"metavar": "N", "nargs": "?", "type": int, "default": 1, "help": "which one"},
            ),
        ],
    ),
    "review": Command(
        "try all that the kit claims: solutions, mistakes, alternatives, checks, mutants",
        review,
        [
            (
                ["--html"],
                {"type": Path, "metavar": "FILE", "help": "write mistakes × checks as a page"},
            ),
            (
                ["--show"],
                {"action": "store_true", "help": "print each solution beside its stub"},
            ),
        ],
    ),
    "key": Command("build the answer key from the solutions", key),
    "stubs": Command("make the stubs from the solutions", stubs),
}
