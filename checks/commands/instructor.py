"""Which commands does an instructor use?"""

import os
import shlex
import sys
from argparse import ArgumentTypeError, Namespace
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from checks.commands.command import (
    NOT_YET,
    OK,
    Command,
    demand_apart,
    demand_place,
    passphrase,
    write,
    write_bytes,
)
from checks.errors import KitError

if TYPE_CHECKING:
    from checks.check.key import Answers
    from checks.instructor.gradebook import Gradebook, Run
    from checks.instructor.grading import Pool, Settings
    from checks.instructor.regrading import Regrading

STOPPED = 130


def review(options: Namespace) -> int:
    """Try all that the kit claims; or show one submission beside the reference."""
    if options.html is not None:
        demand_place(options.html)
    if options.submission is not None:
        return _compare(options)
    from checks.desk import progress, terminal
    from checks.instructor import review_report
    from checks.instructor.review import review as try_all

    plain = terminal.is_plain(False)
    console = terminal.console(plain=plain)
    if options.show:
        terminal.write(console, review_report.solutions(console.width), plain=plain)
    with progress.view() as view:
        found = try_all(view.part)
    terminal.write(console, review_report.terminal(found), plain=plain)
    if options.html is not None:
        write(options.html, review_report.page(found))
    return NOT_YET if found.faults else OK


def _compare(options: Namespace) -> int:
    """Show a submission beside the reference, with all that differs."""
    from checks.check import session
    from checks.desk import terminal
    from checks.instructor import comparison
    from checks.run import box
    from checks.submission import at

    submission = at(options.submission)
    checked = session.check(submission, box=box.probe() if options.isolation == "box" else None)
    plain = terminal.is_plain(False)
    console = terminal.console(plain=plain)
    shown = comparison.terminal(checked, submission, console, plain=plain)
    terminal.write(console, shown, plain=plain)
    if options.html is not None:
        write(options.html, comparison.page(checked, submission))
    return OK if checked.result.verdict == "pass" else NOT_YET


def release(options: Namespace) -> int:
    """Write the learner's edition."""
    from checks.instructor import parcel
    from checks.instructor import release as making

    chosen = tuple(name for names in options.exercises for name in names.split(",") if name)
    if options.exercises and not chosen:
        raise KitError("--exercises names none.", fix="--exercises neuron,layer, or leave it out")
    choice = making.Choice(
        chosen,
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
    if left_out := making.left_out(chosen):
        print(
            f"Not in it: {', '.join(left_out)}. `grade` marks these all the same: take from its "
            "table the columns of what you handed out."
        )
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
    from checks.desk import progress
    from checks.instructor import cluster, drawn_key, grading, grading_report
    from checks.instructor.gradebook import Gradebook
    from checks.run import box

    demand_apart(
        gradebook=options.gradebook, roster=options.roster, csv=options.csv, json=options.json
    )
    for target in (options.csv, options.json):
        if target not in (None, "-"):
            demand_place(Path(target))
    if options.scheduler is not None:
        cluster.demand_installed()
    others = [options.csv, options.json, options.roster]
    settings = grading.Settings(
        options.folder,
        options.jobs,
        options.resume,
        box.probe() if options.isolation == "box" else None,
        (options.gradebook, *(Path(other) for other in others if other is not None)),
        options.seed,
        options.roster,
    )
    with Gradebook.write(options.gradebook) as book:
        grades = grading.Grading(book, settings)
        with progress.view() as view:
            answers = drawn_key.of(book, grades.run.seed, view.part)
            step = view.part("submissions", len(grades.waiting))
            with _pool(options.scheduler, settings, answers) as pool:
                grades.go(
                    pool,
                    lambda outcome: step(grading_report.verdict(outcome)),
                    lambda: view.say("Stopping when what has begun is done. Again: at once."),
                )
        if grades.is_stopped:
            again = shlex.join(["python", "-m", "checks", *sys.argv[1:]])
            again += " --resume" * (not options.resume)
            print(f"Stopped. All that was graded is kept; go on with:\n  {again}", file=sys.stderr)
            return STOPPED
        status = _show_class(book, grades.run, options)
    if grades.renewed:
        print(
            f"Handed in anew since this run graded them: {', '.join(grades.renewed)}.\n"
            "Their marks are of what was there before. To grade it: leave out --resume.",
            file=sys.stderr,
        )
    return NOT_YET if grades.renewed else status


def _pool(
    scheduler: str | None, settings: "Settings", answers: "Answers"
) -> AbstractContextManager["Pool"]:
    """Return what checks submissions: this machine, or a cluster if that was asked for."""
    from checks.instructor import grading

    if scheduler is None:
        return grading.threads(settings.jobs, settings.box, answers)
    from checks.instructor.cluster import cluster

    return cluster(scheduler, settings.box, answers)


def _show_class(book: "Gradebook", run: "Run", options: Namespace) -> int:
    """Write a run's marks where they are wanted, and say what came of it."""
    from checks.desk import terminal
    from checks.instructor import grading_report, marks

    to_do = (
        "All is in the gradebook. Name another file, and give --resume: nothing is graded twice."
    )
    if options.csv is not None:
        marks.write(options.csv, marks.as_csv(book.rows(run.id)), to_do)
    if options.json is not None:
        marks.write(options.json, marks.as_json(book.rows(run.id)), to_do)
    summary = grading_report.Summary(book, run)
    if "-" not in (options.csv, options.json):
        plain = terminal.is_plain(False)
        console = terminal.console(plain=plain)
        terminal.write(console, summary.shown(), plain=plain)
    return NOT_YET if summary.reasons else OK


def regrade(options: Namespace) -> int:
    """Check stored submissions again, say what would change, and keep it once it is accepted."""
    from checks.desk import progress, terminal
    from checks.instructor import grading_report, regrading
    from checks.instructor.gradebook import Gradebook
    from checks.run import box

    choice = regrading.Choice(options.check or "", options.exercise or "", options.student or "")
    if (choice == regrading.Choice()) != options.all:
        raise KitError(
            "Say what to regrade: a part of it, or everything.",
            fix="Give --check, --exercise or --student; or --all alone.",
        )
    holding = box.probe() if options.isolation == "box" else None
    with Gradebook.write(options.gradebook, new=False) as book:
        again = regrading.Regrading(book, choice, holding)
        with progress.view() as view:
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


def report(options: Namespace) -> int:
    """Write what came of a class as pages, and what to send back to each student."""
    from checks.desk import progress
    from checks.instructor import pages
    from checks.instructor.gradebook import Gradebook

    detail = None if options.feedback == "none" else options.feedback
    with Gradebook.read(options.gradebook) as book, progress.view() as view:
        found = pages.write(book, options.to, detail, view.part)
    sent = f" What to send back is in {options.to / pages.FEEDBACK}." * (detail is not None)
    print(f"The class is in {options.to / pages.INDEX}.{sent}")
    if found.persons:
        print(f"For a person to look at: {len(found.persons)} of {len(found.rows)}, on top.")
    return OK


def export(options: Namespace) -> int:
    """Write a class's marks for another system."""
    from checks.instructor import marks
    from checks.instructor.gradebook import Gradebook

    demand_apart(gradebook=options.gradebook, to=options.to)
    if options.to != "-":
        demand_place(Path(options.to))
    with Gradebook.read(options.gradebook) as book:
        book.demand_graded()
        for words in marks.twice(book.latest()):
            print(words, file=sys.stderr)
        rows = marks.exported(book.latest(), options.format, options.title)
        marks.write(options.to, rows, "Name a file in a folder that you can write to: --to FILE")
    if options.to != "-":
        print(f"{options.to} has the marks of the class.")
    return OK


def package(options: Namespace) -> int:
    """Pack the kit, with answers on hidden numbers and no solution, for a grading service."""
    from secrets import randbits

    from checks.desk import progress
    from checks.instructor import drawn_key, gradescope

    demand_place(options.to)
    if options.to.exists():
        raise KitError(f"{options.to} is there already.", fix="Move it away, or name another file.")
    seed = randbits(48) if options.seed is None else options.seed
    with progress.view() as view:
        packed = gradescope.package(drawn_key.answers(seed, view.part))
    write_bytes(options.to, packed)
    print(f"{options.to} is the autograder. To have the same again: --seed {seed}")
    return OK


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
        "help": "how many at the same time here (default: as many as there are cores)",
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
        "try all that the kit claims; or show a submission beside the reference",
        review,
        [
            (
                ["submission"],
                {"nargs": "?", "type": Path, "metavar": "FOLDER", "help": "one submission"},
            ),
            (
                ["--isolation"],
                {
                    "choices": ("box", "none"),
                    "default": "none",
                    "help": "what holds its code (default: none, it runs as you)",
                },
            ),
            (
                ["--html"],
                {
                    "type": Path,
                    "metavar": "FILE",
                    "help": "write it as a page; without FOLDER, mistakes × checks",
                },
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
            GRADEBOOK,
            (
                ["--scheduler"],
                {"metavar": "ADDRESS", "help": "of a Dask cluster that checks, as tcp://HOST:8786"},
            ),
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
    "report": Command(
        "write a class from its gradebook as pages, with feedback to send back",
        report,
        [
            GRADEBOOK,
            (
                ["--to"],
                {"type": Path, "required": True, "metavar": "FOLDER", "help": "a new folder"},
            ),
            (
                ["--feedback"],
                {
                    "choices": ("none", "verdicts", "advice", "full"),
                    "default": "none",
                    "help": "how much the files to send back tell; full: what was expected, too",
                },
            ),
        ],
    ),
    "export": Command(
        "write the marks of a class for a spreadsheet, Canvas or Moodle",
        export,
        [
            GRADEBOOK,
            (
                ["--format"],
                {"choices": ("csv", "canvas", "moodle"), "default": "csv", "help": "default: csv"},
            ),
            (["--to"], {"default": "-", "metavar": "FILE", "help": "default: standard output"}),
            (
                ["--title"],
                {
                    "default": "A neuron and an MLP from scratch",
                    "metavar": "TITLE",
                    "help": "what the assignment is called there",
                },
            ),
        ],
    ),
    "package": Command(
        "pack an autograder for a grading service",
        package,
        [
            (["service"], {"choices": ("gradescope",), "help": "which one"}),
            (
                ["--to"],
                {"type": Path, "required": True, "metavar": "FILE", "help": "a new zip"},
            ),
            (
                ["--seed"],
                {"type": _seed, "metavar": "N", "help": "what its numbers are drawn from"},
            ),
        ],
    ),
}
