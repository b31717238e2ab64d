"""Which commands does an instructor use?"""

import os
import shlex
import sys
from argparse import ArgumentTypeError, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from checks.command import NOT_YET, OK, Command, passphrase, write
from checks.errors import KitError

if TYPE_CHECKING:
    from checks.gradebook import Gradebook, Run

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


def release(options: Namespace) -> int:
    """Write the learner's edition."""
    from checks import parcel
    from checks import release as making

    choice = making.Choice(
        tuple(name for names in options.exercises for name in names.split(",") if name),
        _one_line("--title", options.title),
        tuple(_link(link) for link in options.link),
        not options.no_solutions,
        passphrase(twice=True) if options.passphrase else "",
    )
    made = making.files(choice)
    written = parcel.write(options.folder, made, zipped=options.zip)
    print(f"Written: {' and '.join(map(str, written))}, {len(made)} files.")
    seals = [Path(name).stem for name in made if name.endswith(".seal")]
    print(f"Solutions in it, sealed: {', '.join(seals) or 'none'}.")
    return OK


def _one_line(option: str, words: str) -> str:
    if not words.isprintable():
        raise KitError(f"{option} takes one line of text.", fix=f"{option} 'Day 4: a neuron'")
    return words.strip()


def _link(link: str) -> tuple[str, str]:
    """Read words and an address: "The course=https://example.org"."""
    words, _, address = _one_line("--link", link).partition("=")
    if not words or not address.startswith(("https://", "http://")) or set(address) & set(" ()<>"):
        raise KitError(
            f"{link!r} is no link.", fix="--link 'The course=https://example.org/course'"
        )
    return words, address


def grade(options: Namespace) -> int:
    """Grade every submission in a folder; each is in the gradebook the moment it is graded."""
    from checks import box, grading, grading_report
    from checks.gradebook import Gradebook

    written = [Path(name) for name in (options.csv, options.json) if name not in (None, "-")]
    settings = grading.Settings(
        options.folder,
        options.jobs,
        options.resume,
        box.probe() if options.isolation == "box" else None,
        (options.gradebook, *written),
        options.seed,
    )
    with Gradebook.write(options.gradebook) as book:
        grades = grading.Grading(book, settings)
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


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 256:
        raise ArgumentTypeError("give a number from 1 to 256")
    return int(text)


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
    "release": Command(
        "write the learner's edition, with the solutions sealed in it",
        release,
        [
            (
                ["folder"],
                {"type": Path, "metavar": "DIR", "help": "a folder that is empty or not there yet"},
            ),
            (["--zip"], {"action": "store_true", "help": "write DIR.zip as well"}),
            (
                ["--exercises"],
                {
                    "action": "append",
                    "default": [],
                    "metavar": "A,B",
                    "help": "only these, with what they need",
                },
            ),
            (
                ["--no-solutions"],
                {"action": "store_true", "help": "leave the sealed solutions out"},
            ),
            (
                ["--passphrase"],
                {"action": "store_true", "help": "ask for one that opens the solutions, too"},
            ),
            (["--title"], {"default": "", "help": "the heading of its README"}),
            (
                ["--link"],
                {
                    "action": "append",
                    "default": [],
                    "metavar": "WORDS=ADDRESS",
                    "help": "a link below that heading; may be given more than once",
                },
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
            (
                ["--gradebook"],
                {"type": Path, "required": True, "metavar": "FILE", "help": "where results go"},
            ),
            (
                ["--jobs"],
                {
                    "type": _jobs,
                    "default": os.cpu_count() or 1,
                    "metavar": "N",
                    "help": "how many at the same time (default: as many as there are cores)",
                },
            ),
            (
                ["--resume"],
                {"action": "store_true", "help": "go on with the last run; grade nothing twice"},
            ),
            (
                ["--seed"],
                {
                    "type": int,
                    "metavar": "N",
                    "help": "draw the numbers from this (default: as the last time, or at random)",
                },
            ),
            (
                ["--isolation"],
                {
                    "choices": ("box", "none"),
                    "default": "box",
                    "help": "what holds the learners' code; none: it runs as you",
                },
            ),
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
}
