"""Which commands does an instructor use?"""

import os
import shlex
import sys
from argparse import ArgumentTypeError, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from checks.command import NOT_YET, OK, Command, write
from checks.errors import KitError

if TYPE_CHECKING:
    from checks.gradebook import Gradebook, Run
    from checks.regrading import Regrading

STOPPED = 130


def review(options: Namespace) -> int:
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
        write(options.html, review_report.page(found))
    return NOT_YET if found.faults else OK


def grade(options: Namespace) -> int:
    """Grade every submission in a folder; each is in the gradebook the moment it is graded."""
    from checks import box, grading, grading_report, students
    from checks.gradebook import Gradebook

    others = [options.csv, options.json, options.roster]
    settings = grading.Settings(
        options.folder,
        options.jobs,
        options.resume,
        box.probe() if options.isolation == "box" else None,
        (options.gradebook, *(Path(other) for other in others if other is not None)),
        options.seed,
    )
    with Gradebook.write(options.gradebook) as book:
        grades = grading.Grading(book, settings)
        if options.roster is not None:
            book.enrol(students.read(options.roster, grades.submissions))
        with grading_report.view() as view:
            answers = grading.answers_of(book, grades.run.seed, view.part)
            step = view.part("submissions", len(grades.waiting))
            grades.go(
                answers,
                lambda _, outcome: step(grading_report.verdict(outcome)),
                lambda: view.say("Stopping when what has begun is done. Ctrl-C again: at once."),
            )
        if grades.is_stopped:
            again = shlex.join(["python", "-m", "checks", *sys.argv[1:]])
            again += " --resume" * (not options.resume)
            print(f"Stopped. All that was graded is kept; go on with:\n  {again}", file=sys.stderr)
            return STOPPED
        return _show_class(book, grades.run, options)


def _show_class(book: "Gradebook", run: "Run", options: Namespace) -> int:
    """Write a run's marks where they are wanted, and say what came of it."""
    from checks import grading_report, marks, terminal

    if options.csv is not None:
        marks.write(options.csv, marks.as_csv(book.rows(run.id)))
    if options.json is not None:
        marks.write(options.json, marks.as_json(book.rows(run.id)))
    summary = grading_report.Summary(book.rows(run.id), book.students())
    if "-" not in (options.csv, options.json):
        plain = terminal.is_plain(False)
        console = terminal.console(plain=plain)
        terminal.write(console, summary.whole(run, str(options.gradebook)), plain=plain)
    return NOT_YET if summary.reasons else OK


def regrade(options: Namespace) -> int:
    """Check stored submissions again, say what would change, and keep it once it is accepted."""
    from checks import box, grading_report, regrading, terminal
    from checks.gradebook import Gradebook

    choice = regrading.Choice(options.check or "", options.exercise or "", options.student or "")
    if choice == regrading.Choice() and not options.all:
        raise KitError(
            "Say what to regrade.",
            fix="Give --check, --exercise, --student, or --all for everything.",
        )
    holding = box.probe() if options.isolation == "box" else None
    with Gradebook.write(options.gradebook, new=False) as book:
        again = regrading.Regrading(book, choice, holding)
        with grading_report.view() as view:
            again.go(options.jobs, view.part)
        plain = terminal.is_plain(False)
        console = terminal.console(plain=plain)
        terminal.write(console, grading_report.regraded(again), plain=plain)
        if any(one.is_other for one in again.found):
            _accept(again, is_accepted=options.accept)
    return OK


def _accept(again: "Regrading", *, is_accepted: bool) -> None:
    """Keep a regrading if whoever asked for it wants it."""
    if not is_accepted and sys.stdin.isatty() and sys.stdout.isatty():
        try:
            is_accepted = input("Keep this as a new run? [y/N] ").strip().lower() in ("y", "yes")
        except EOFError:
            print()
    if is_accepted:
        numbers = ", ".join(str(run.id) for run in again.accept())
        print(f"Kept as run {numbers}. What was there before stays in the gradebook.")
    else:
        print("Nothing is kept. To keep it: the same command with --accept")


def _seed(text: str) -> int:
    if not text.isdecimal() or int(text) >= 2**63:
        raise ArgumentTypeError("give a whole number, 0 or larger")
    return int(text)


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 256:
        raise ArgumentTypeError("give a number from 1 to 256")
    return int(text)


GRADEBOOK = (
    ["--gradebook"],
    {"type": Path, "required": True, "metavar": "FILE", "help": "where the results are kept"},
)
JOBS = (
    ["--jobs"],
    {
        "type": _jobs,
        "default": os.cpu_count() or 1,
        "metavar": "N",
        "help": "how many at the same time (default: as many as there are cores)",
    },
)
ISOLATION = (
    ["--isolation"],
    {
        "choices": ("box", "none"),
        "default": "box",
        "help": "what holds the learners' code; none: it runs as you",
    },
)

COMMANDS = {
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
    "grade": Command(
        "grade a class: every submission in a folder, into a gradebook",
        grade,
        [
            (
                ["folder"],
                {
                    "type": Path,
                    "metavar": "FOLDER",
                    "help": "holds a folder, zip, .py or .ipynb for each submission",
                },
            ),
            GRADEBOOK,
            JOBS,
            (
                ["--resume"],
                {"action": "store_true", "help": "go on with the last run; grade nothing twice"},
            ),
            (
                ["--roster"],
                {
                    "type": Path,
                    "metavar": "FILE",
                    "help": "a table (CSV) with the columns submission, name, id",
                },
            ),
            (
                ["--seed"],
                {
                    "type": _seed,
                    "metavar": "N",
                    "help": "draw the numbers from this (default: as the last time, or at random)",
                },
            ),
            ISOLATION,
            (
                ["--json"],
                {"metavar": "FILE", "help": "write the Results as JSON; - for standard output"},
            ),
            (
                ["--csv"],
                {"metavar": "FILE", "help": "write the marks as a table; - for standard output"},
            ),
        ],
    ),
    "regrade": Command(
        "check stored submissions again, and say what changes before it counts",
        regrade,
        [
            GRADEBOOK,
            (["--check"], {"metavar": "ID", "help": "only this check, e.g. neuron.range"}),
            (["--exercise"], {"metavar": "ID", "help": "only this exercise, e.g. neuron"}),
            (["--student"], {"metavar": "NAME", "help": "only this one, by name or id"}),
            (["--all"], {"action": "store_true", "help": "everything"}),
            (["--accept"], {"action": "store_true", "help": "keep what changes, as a new run"}),
            JOBS,
            ISOLATION,
        ],
    ),
}
