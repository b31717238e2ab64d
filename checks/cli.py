"""The command line: a short function a command, and the options of each beside it.

The instructor's and the author's commands are there where their edition is. What a command needs
is imported in its function, so that no run pays for another command.
"""

import shlex
import sys
from argparse import ArgumentParser, HelpFormatter, Namespace
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from checks import catalog
from checks.desk.terminal import say
from checks.errors import COULD_NOT, NOT_YET, OK, KitError
from checks.submission import EXERCISES, SOLUTIONS, at

if TYPE_CHECKING:
    from checks.check.result import Result
    from checks.check.session import Checked

HELP = {"-h", "--help", "help"}
PAGE = "report.html"  # what a page is called unless it is told
# what runs it, and returns the exit status; what adds its options to a parser, if there are any
Command = tuple[Callable[[Namespace], int], Callable[[ArgumentParser], None] | None]


def main(arguments: list[str]) -> int:
    """Run one command and return the exit status: 0 all pass, 1 not yet, 2 could not check."""
    name, rest = split(arguments)
    if name in HELP:
        return overview()
    try:
        options = parser(name, for_help=not HELP.isdisjoint(rest)).parse_args(rest)
        status: int = options.function(options)
        return status
    except catalog.Unknown as error:
        unknown = catalog.Unknown(error.name, commands() if error.name == arguments[0] else ())
        again = shlex.join(unknown.near if one == error.name else one for one in arguments)
        return could_not(unknown, f"python -m checks {again}" if unknown.near else unknown.fix)
    except KitError as error:
        return could_not(error, error.fix)


def could_not(error: KitError, fix: str) -> int:
    """Say what keeps a command from its work, and what to do about it."""
    say(f"{error}\nTo do: {fix}", sys.stderr)
    return COULD_NOT


def split(arguments: list[str]) -> tuple[str, list[str]]:
    """Split off the command; none means `run`: it is what `python -m checks` does by itself."""
    first = arguments[0] if arguments else "run"
    is_about_run = first.startswith("-") or any(first == one.id for one in catalog.exercises())
    if first in HELP or (not is_about_run and first in commands()):
        return first, arguments[1:]
    return "run", arguments


class Parser(ArgumentParser):
    """Says what it cannot read as the kit says it of all else."""

    def error(self, message: str) -> NoReturn:
        words = f"{message[0].upper()}{message[1:]}."
        raise KitError(words, fix=f"See what can be typed: {self.prog} --help")


def parser(name: str, *, for_help: bool = False) -> ArgumentParser:
    """Return the parser of one command."""
    formatter = HelpFormatter
    if for_help:
        from rich_argparse import RichHelpFormatter as formatter
    # a learner's command does not load the instructor's
    function, add_options = LEARNERS.get(name) or commands()[name]
    prog, words = f"python -m checks {name}", purpose(function)
    made = Parser(prog=prog, description=words, formatter_class=formatter)
    made.set_defaults(function=function)
    if add_options is not None:
        add_options(made)
    return made


def purpose(function: Callable[[Namespace], int]) -> str:
    """Return what a command is for: the first line of its function's docstring."""
    line = (function.__doc__ or " ").splitlines()[0].rstrip(".")
    return line[0].lower() + line[1:]


def overview() -> int:
    """Print which commands there are."""
    print("usage: python -m checks [COMMAND] [OPTION ...]\n")
    width = max(map(len, commands())) + 2
    for name, (function, _) in commands().items():
        print(f"  {name:<{width}}{purpose(function)}")
    print("\nWithout a command, it checks your exercises (that is `run`). Options of `run`:\n")
    print(parser("run").format_help().partition("options:\n")[2])
    print("More about a command: python -m checks COMMAND --help")
    print("Exit status: 0 all required exercises pass, 1 not yet, 2 could not check.")
    return OK


# run


def run_options(command: ArgumentParser) -> None:
    check_options(command)
    add = command.add_argument
    words = "a folder, a script or a notebook (default: exercises)"
    add("--submission", type=Path, default=EXERCISES, metavar="PATH", help=words)
    add("--json", metavar="FILE", help="write the report as JSON; - for standard output")
    words = f"write the report as a page (default: {PAGE})"
    add("--html", type=Path, nargs="?", const=Path(PAGE), metavar="FILE", help=words)
    add("--full", action="store_true", help="explain every check, not only the next one")
    add("--github", action="store_true", help="annotations and a summary, in a workflow")


def check_options(command: ArgumentParser) -> None:
    exercise_option(command, "*", "all")
    words = "lines to be read aloud: no boxes, bars, colour"
    command.add_argument("--plain", action="store_true", help=words)


def run(options: Namespace) -> int:
    """Check the exercises and say what to do next."""
    chosen = tuple(catalog.exercise(name).id for name in options.exercise)
    for option, file in (("html", options.html), ("json", options.json)):
        if str(file) in {one.id for one in catalog.exercises()}:
            fix = f"python -m checks {file} --{option} report.{option}"
            raise KitError(f"Behind --{option} stands a file, and {file} is an exercise.", fix=fix)
    submission = at(options.submission)
    from checks.check import session  # starts the worker before anything large is imported

    checked = session.check(submission, chosen, hosted=True)
    tell(checked, options)
    if len(checked.result.exercises) < len({*chosen}):
        say(session.NOTHING, sys.stderr)
    if checked.result.verdict == "kit error":
        say(
            "The kit itself failed; your code is not to blame.\n"
            "To do: python -m checks doctor; if that finds nothing, report it with this report.",
            sys.stderr,
        )
    return status(checked.result)


def tell(checked: "Checked", options: Namespace) -> None:
    """Report what came of a check in every way that was asked for."""
    result = checked.result
    if options.json != "-":
        show_report(checked, plain=options.plain, full=options.full)
    if options.html is not None:
        from checks.desk import page  # jinja2 and what it brings: 70 ms
        from checks.files import write

        write(options.html, page.whole(result, checked.evidence))
        say(f"{options.html} is written. Open it in a browser.", sys.stderr)
    if options.json is not None:
        import msgspec

        from checks.files import write

        text = msgspec.json.format(msgspec.json.encode(result), indent=2) + b"\n"
        if options.json == "-":
            sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
            sys.stdout.write(text.decode())
        else:
            write(Path(options.json), text)
    if options.github:
        from checks.desk import page

        page.tell(result)


def status(result: "Result") -> int:
    return {"pass": OK, "kit error": COULD_NOT}.get(result.verdict, NOT_YET)


def show_report(checked: "Checked", *, plain: bool, full: bool) -> None:
    """Print the report, and keep its verdicts for the next run."""
    from checks.desk import screen, terminal

    report = screen.Report(
        checked.result,
        screen.verdicts_before(checked.result.submission),
        evidence=checked.evidence,
        width=terminal.width(),
        plain=terminal.is_plain(plain),
        full=full,
    )
    terminal.show(report.whole(), plain=plain)
    screen.note(checked.result)


# watch, list, hint


def watch(options: Namespace) -> int:
    """Check after every save, and say what to do next."""
    chosen = tuple(catalog.exercise(name).id for name in options.exercise)
    from checks.desk import terminal, watch

    result = watch.watch(chosen, plain=terminal.is_plain(options.plain))
    return NOT_YET if result is None else status(result)


def list_exercises(_: Namespace) -> int:
    """List the exercises, and how far each one was in the last run."""
    from rich.table import Table
    from rich.text import Text

    from checks.check.evidence import checks
    from checks.check.result import together
    from checks.desk import screen, terminal

    noted, rows = screen.verdicts_before(EXERCISES.name), Table.grid(padding=(0, 2))
    for one in (one for one in catalog.exercises() if not one.given):
        found = [noted.get(check.id, "not started") for check in checks(one.id)]
        verdict, count = together(found), f"{found.count('pass'):>2} of {len(found)}"
        worth = f"{one.points:g} points" if one.required else "stretch goal"
        shown = Text(verdict, screen.STYLES[verdict])
        rows.add_row(Text(one.id, "bold"), one.title, count, shown, worth)
    terminal.show(rows)
    if noted:
        print("\nThat is as of the last run. To check again: python -m checks")
    return OK


def following(fix: str, *, passed: bool = False) -> catalog.Exercise:
    """Return the exercise that a run names as the next; or that passes, and was saved last.

    `fix` is what can be done where there is none.
    """
    from checks.check import session

    result = session.check(at(EXERCISES)).result
    done = [catalog.exercise(one.id) for one in result.exercises if one.verdict == "pass"]
    if passed and (own := [one for one in done if one.stubbed]):
        return max(own, key=lambda one: (EXERCISES / one.file).stat().st_mtime_ns)
    if result.next is None:
        raise KitError("All checks pass, so all is done.", fix=fix)
    return catalog.exercise(result.next.id)


def exercise_option(command: ArgumentParser, nargs: str = "?", default: str = "the next") -> None:
    words = f"its name, e.g. {catalog.example()} (default: {default})"
    command.add_argument("exercise", nargs=nargs, metavar="EXERCISE", help=words)


def hint_options(command: ArgumentParser) -> None:
    exercise_option(command)
    command.add_argument("number", metavar="N", nargs="?", default="1", help="which one")


def hint(options: Namespace) -> int:
    """Show a hint for an exercise.

    It is for what is in the exercise now.
    """
    name, number = options.exercise or "", options.number
    if name.isdigit():
        name, number = "", name
    see = f"python -m checks --html {PAGE}  (a page of what you have built)"
    one = catalog.exercise(name) if name else following(see)
    if not number.isdecimal():
        first = f"python -m checks hint {one.id} 1"
        raise KitError(f"Hints are numbered from 1 on, and {number} is none of them.", fix=first)
    from checks.check import session
    from checks.desk import ladder, terminal

    found = next(iter(session.check(at(EXERCISES), (one.id,)).result.exercises), None)
    terminal.show(ladder.shown(one, found, int(number)))
    return OK


# reset, undo


def reset_options(command: ArgumentParser) -> None:
    exercise_option(command, "*")
    words = "leave only the def lines and the texts beneath them"
    command.add_argument("--blank", action="store_true", help=words)


def reset(options: Namespace) -> int:
    """Start an exercise over; what you have is kept."""
    from checks.desk import recovery

    which = f"Choose one, such as: python -m checks reset {catalog.example()}"
    number = recovery.free()
    for one in [catalog.exercise(name) for name in options.exercise] or [following(which)]:
        saved = recovery.reset(one, number, blank=options.blank)
        blank = "blank: only the def lines and the texts beneath them are left"
        print(f"exercises/{one.file} is {blank if options.blank else 'as it was handed out'}.")
        if saved is not None:
            say(f"What you had is kept: {recovery.named(saved)}")
            print(f"To have it back:      python -m checks undo {one.id}")
    return OK


def undo(options: Namespace) -> int:
    """Bring back what a reset replaced; without a name, all that the last reset did."""
    from checks.desk import recovery

    for one in [catalog.exercise(name) for name in options.exercise] or recovery.last():
        when, replaced = recovery.undo(one)
        print(f"exercises/{one.file} is as it was on {when}, before the reset.")
        if replaced is not None:
            say(f"What it replaced is kept: {recovery.named(replaced)}")
        if recovery.kept(one):
            print(f"The state before it:      python -m checks undo {one.id}")
    return OK


# solution, hand-in, doctor


def solution_options(command: ArgumentParser) -> None:
    exercise_option(command, default="of those that pass, the one that was saved last")
    words = "show it before yours passes, too; not where it is sealed"
    command.add_argument("--spoil", action="store_true", help=words)
    words = "ask for the one that opens it where it is sealed"
    command.add_argument("--passphrase", action="store_true", help=words)


def solution(options: Namespace) -> int:
    """Show the reference beside your own answer, and other ways to write it."""
    from checks.check import session
    from checks.desk import solution as both
    from checks.desk import terminal

    which = f"Choose one, such as: python -m checks solution {catalog.example()}"
    name = options.exercise
    one = catalog.exercise(name) if name else following(which, passed=True)
    texts = both.texts(one)
    passphrase = terminal.passphrase() if options.passphrase else ""
    submission = at(EXERCISES)
    checked = session.check(submission, (one.id,))
    if not texts:  # they are sealed
        from checks.desk import seal

        texts = seal.opened(one, submission, checked, passphrase).split(both.BETWEEN)
    right, *others = texts
    pairs = both.pairs(one, right, EXERCISES / one.file)
    passes = checked.result.verdict == "pass"
    if not (passes or options.spoil or options.passphrase):
        print(f"{one.id} does not pass yet. A hint: python -m checks hint {one.id}")
        print(f"To see its solution all the same: python -m checks solution {one.id} --spoil")
        return NOT_YET
    terminal.show(both.beside(one, pairs, others, terminal.width(), passes=passes))
    return OK


def hand_in_options(command: ArgumentParser) -> None:
    add = command.add_argument
    add("--name", help="yours, as your course knows it (default: as the last time)")
    add("--id", help="yours in the course (default: as the last time)")


def hand_in(options: Namespace) -> int:
    """Pack what you have written as one zip to hand in."""
    from checks.check import session
    from checks.desk import hand_in as packing

    by, submission = packing.who(options.name, options.id), at(EXERCISES)
    files = packing.written(submission)
    result = session.check(submission).result
    say(packing.told(packing.pack(files, by, result), files, by, result))
    return OK


def doctor(_: Namespace) -> int:
    """Say what of the set-up works."""
    from checks.desk import doctor as trying

    return trying.main()


LEARNERS: dict[str, Command] = {
    "run": (run, run_options),
    "watch": (watch, check_options),
    "list": (list_exercises, None),
    "hint": (hint, hint_options),
    "reset": (reset, reset_options),
    "undo": (undo, lambda command: exercise_option(command, "*", "the last reset")),
    "solution": (solution, solution_options),
    "hand-in": (hand_in, hand_in_options),
    "doctor": (doctor, None),
}
if not SOLUTIONS.is_dir():  # handed out without them
    del LEARNERS["solution"]


@cache
def commands() -> dict[str, Command]:
    """Return all commands of this edition, in the order in which they are listed."""
    if not (catalog.HERE / "instructor").is_dir():  # a learner's
        return LEARNERS
    from checks.instructor import cli as instructor

    return LEARNERS | instructor.COMMANDS
