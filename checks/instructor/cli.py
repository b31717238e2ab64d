"""The commands for a class, and the author's: a short function a command, and its options."""

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checks import catalog
from checks.desk import terminal
from checks.errors import NOT_YET, OK, STOPPED, KitError
from checks.files import demand_apart, demand_place, put, write

if TYPE_CHECKING:
    from checks.instructor.decisions import Row
    from checks.instructor.grading import Grading
    from checks.run.box import Box


def gradebook_option(command: ArgumentParser) -> None:
    words = "the file that keeps the results of the class"
    command.add_argument("--gradebook", type=Path, required=True, metavar="FILE", help=words)


def isolation_option(command: ArgumentParser) -> None:
    words = "what holds the learners' code (default: box); with none, it runs as you"
    command.add_argument("--isolation", choices=("box", "none"), default="box", help=words)


def holding(options: Namespace) -> "Box | None":
    """Return what holds the learners' code, as it was asked for, and say what is missing of it."""
    from checks.run import box

    found = box.probe() if options.isolation == "box" else None
    if found and not found.system_calls:
        print(f"{box.UNFILTERED} To do: {box.FILTER}", file=sys.stderr)
    return found


def chosen_option(command: ArgumentParser, words: str) -> None:
    add = command.add_argument
    add("--exercises", type=named, action="extend", default=[], metavar="A,B", help=words)


def named(text: str) -> list[str]:
    """Return the ids of the exercises that are named, each of which there is."""
    return [catalog.exercise(name).id for name in text.split(",")]


def jobs_option(command: ArgumentParser) -> None:
    words = "how many to check at a time (default: one for each core)"
    jobs, default = number(1, 256), os.cpu_count() or 1
    command.add_argument("--jobs", type=jobs, default=default, metavar="N", help=words)


def number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isdecimal() or not least <= int(text) <= most:
            raise ArgumentTypeError(f"give a number from {least} to {most}")
        return int(text)

    return read


seed = number(0, 2**63 - 1)  # as large as the gradebook can keep


# grade


def grade_options(command: ArgumentParser) -> None:
    add = command.add_argument
    each = "holds a folder, zip, tar, .py or .ipynb for each submission; or a download, or its zip"
    add("folder", type=Path, metavar="FOLDER", help=each)
    gradebook_option(command)
    add("--scheduler", metavar="ADDRESS", help="grade on this Dask cluster, as tcp://HOST:8786")
    jobs_option(command)
    add("--resume", action="store_true", help="go on with the last run; grade nothing twice")
    add("--roster", type=Path, metavar="FILE", help="a table (CSV): submission, name, id, email")
    drawn = "the seed of the hidden numbers (default: as the last time, or at random)"
    add("--seed", type=seed, metavar="N", help=drawn)
    chosen_option(command, "what was handed out (default: as the last time, or all)")
    isolation_option(command)
    add("--json", metavar="FILE", help="write the Results as JSON; - for standard output")
    add("--csv", metavar="FILE", help="write the marks as a table; - for standard output")


def grade(options: Namespace) -> int:
    """Grade a class: every submission in a folder, into a gradebook."""
    from checks.instructor import checking, grading
    from checks.instructor.decisions import kit_command
    from checks.instructor.gradebook import Gradebook

    paths = {name: getattr(options, name) for name in ("gradebook", "roster", "csv", "json")}
    demand_apart(**paths)
    demand_place(options.csv)
    demand_place(options.json)
    box, client = holding(options), None
    with ExitStack() as opened:
        if options.scheduler is not None:
            client = opened.enter_context(checking.connected(options.scheduler, box))
        book = opened.enter_context(Gradebook.write(options.gradebook, new=not options.resume))
        grades = grading.Grading(
            book,
            options.folder,
            box,
            seed=options.seed,
            exercises=(*options.exercises,),
            resume=options.resume,
            roster=options.roster,
            others=[Path(other) for other in paths.values() if other is not None],
        )
        sys.stderr.writelines(f"{words}\n" for words in grades.told)
        grade_all(grades, options.jobs, client)
        if grades.is_stopped:
            again = kit_command(*(one for one in sys.argv[1:] if one != "--resume"), "--resume")
            print(f"Stopped. Every result so far is kept. To go on:\n  {again}", file=sys.stderr)
            return STOPPED
        rows = grades.rows()
        show_class(grades, rows, options)
    return NOT_YET if grades.renewed or any(row.needs for row in rows) else OK


def grade_all(grades: "Grading", jobs: int, client: object) -> None:
    """Grade what is waiting, here or by the workers of a cluster, and show how far that is."""
    from checks.instructor import checking, grading, reference

    with terminal.progress() as view:
        hidden = reference.hidden(grades.run.seed)
        step = view.part("submissions", len(grades.waiting))
        how: Any = {"box": grades.box, "hidden": hidden, "chosen": grades.run.exercises}
        with checking.workers(client, **how) if client else checking.threads(jobs, **how) as pool:
            grades.go(
                pool,
                lambda outcome: step(grading.verdict(outcome)),
                lambda: view.say("Stopping when those under way are graded. Ctrl-C again: now."),
            )


def show_class(grades: "Grading", rows: "list[Row]", options: Namespace) -> None:
    """Write a run's marks where they are wanted, and say what came of it."""
    from checks.instructor import grading

    if options.csv or options.json:
        from checks.instructor import marks  # with all that the feedback takes

        to_do = "Name another file, and add --resume: it keeps all, and grades nothing twice."
        every = (*rows, *grades.book.absent())
        for target, made in ((options.csv, marks.as_csv), (options.json, marks.as_json)):
            if target is not None:
                marks.write(target, made(every), to_do)
    if "-" not in (options.csv, options.json):
        terminal.show(grading.summary(grades.book, grades.run, rows))
    if grades.renewed:
        print(
            f"Handed in again after this run graded them: {', '.join(grades.renewed)}.\n"
            "Their marks are for the earlier files. To grade the new ones, leave out --resume.",
            file=sys.stderr,
        )


# regrade


def regrade_options(command: ArgumentParser) -> None:
    add = command.add_argument
    gradebook_option(command)
    add("--check", metavar="ID", help="only this check, by its id")
    add("--exercise", metavar="ID", help=f"only this exercise, e.g. {catalog.example()}")
    add("--student", action="append", default=[], metavar="NAME", help="only this one; or more")
    add("--all", action="store_true", help="everything")
    add("--accept", action="store_true", help="keep what changes, as a new run")
    jobs_option(command)
    isolation_option(command)


def regrade(options: Namespace) -> int:
    """Check stored submissions again, and say what changes before it counts."""
    from checks.instructor import grading
    from checks.instructor.gradebook import Gradebook

    choice = grading.Choice(options.check or "", options.exercise or "", (*options.student,))
    if (choice == grading.Choice()) != options.all:
        raise KitError(
            "Say what to regrade: a part of it, or everything.",
            fix="Give --check, --exercise or --student; or --all alone.",
        )
    box = holding(options)
    with Gradebook.write(options.gradebook, new=False) as book:
        with terminal.progress() as view:
            found = grading.regrade(book, choice, box, options.jobs, view.part)
        terminal.show(grading.regraded(found))
        if not any(one.is_other for one in found):
            return OK
        if terminal.accepts("Keep this as a new run?", is_said=options.accept):
            made = grading.accept(book, choice, box, found)
            numbers = ", ".join(str(run.id) for run in made)
            print(f"Kept as run {numbers}. What was there before stays in the gradebook.")
    return OK


# mark


def mark_options(command: ArgumentParser) -> None:
    from checks.instructor import marking

    gradebook_option(command)
    marking.options(command)


def mark(options: Namespace) -> int:
    """List what needs a person, and decide: on a mark, or on the class."""
    from checks.instructor import marking

    marking.mark(options)
    return OK


# report, export, package


def report_options(command: ArgumentParser) -> None:
    from checks.instructor.class_pages import DETAILS

    gradebook_option(command)
    command.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="a new folder")
    words = "how much the files to send back tell"
    command.add_argument("--feedback", choices=("none", *DETAILS), default="none", help=words)


def report(options: Namespace) -> int:
    """Write a class from its gradebook as pages, with feedback to send back."""
    from checks.instructor import class_pages
    from checks.instructor.gradebook import Gradebook

    detail = None if options.feedback == "none" else options.feedback
    with Gradebook.read(options.gradebook) as book, terminal.progress() as view:
        rows = class_pages.write(book, options.to, detail, view.part)
        sys.stderr.write(book.stopped())
    sent = f" The feedback is in {options.to / class_pages.FEEDBACK}." if detail else ""
    print(f"The class is in {options.to / class_pages.INDEX}.{sent}")
    if persons := sum(bool(row.needs) for row in rows):
        print(f"Needs a person: {persons} of {len(rows)}, on top.")
    return OK


def export_options(command: ArgumentParser) -> None:
    add = command.add_argument
    gradebook_option(command)
    from checks.instructor.class_pages import DETAILS
    from checks.instructor.marks import FORMATS

    add("--format", choices=FORMATS, default="csv", help="default: csv")
    add("--to", default="-", metavar="FILE", help="default: standard output")
    title, what = catalog.declared().title, "what the assignment is called there"
    add("--title", default=title, metavar="TITLE", help=what)
    add("--worksheet", type=Path, metavar="FILE", help="the file from Canvas or Moodle to fill in")
    words = "how much mail and moodle-feedback tell (default: advice)"
    add("--feedback", choices=DETAILS, default="advice", help=words)


def export(options: Namespace) -> int:
    """Write the marks of a class for a spreadsheet, Canvas, Moodle or a mail merge."""
    from checks.instructor import marks
    from checks.instructor.gradebook import Gradebook

    demand_apart(gradebook=options.gradebook, worksheet=options.worksheet, to=options.to)
    demand_place(options.to)
    with Gradebook.read(options.gradebook) as book:
        book.demand_graded()
        every = (*book.standing(), *book.absent())
        sys.stderr.write(book.stopped())
    how = options.format, options.title, options.worksheet, options.feedback
    content, notes = marks.exported(every, *how)
    sys.stderr.writelines(f"{words}\n" for words in notes)
    marks.write(options.to, content, "Name a file in a folder that you can write to: --to FILE")
    if options.to != "-":
        print(f"{options.to} has the marks of the class.")
    return OK


def package_options(command: ArgumentParser) -> None:
    add = command.add_argument
    add("service", choices=("gradescope",), help="which one")
    add("--to", type=Path, required=True, metavar="FILE", help="a new zip")
    add("--seed", type=seed, metavar="N", help="what its hidden numbers are drawn from")
    chosen_option(command, "only these were handed out")


def package(options: Namespace) -> int:
    """Pack an autograder for a grading service."""
    from checks.instructor import gradescope

    print(gradescope.packed(options.to, options.seed, options.exercises))
    return OK


# review, key, stubs, release


def review_options(command: ArgumentParser) -> None:
    add = command.add_argument
    add("submission", nargs="?", type=Path, metavar="PATH", help="one submission")
    add("--gradebook", type=Path, metavar="FILE", help="or what is kept there of a --student")
    add("--student", metavar="NAME", help="whose, by name or id")
    isolation_option(command)
    words = "write it as a page; without a submission, mistakes × checks"
    add("--html", type=Path, metavar="FILE", help=words)
    add("--show", action="store_true", help="print each solution beside its stub")


def review(options: Namespace) -> int:
    """Try all that the kit claims; or show a submission beside the reference."""
    demand_place(options.html)
    if any((options.submission, options.gradebook, options.student)):
        return compare(options)
    from checks.instructor import review

    if options.show:
        terminal.show(review.solutions())
    with terminal.progress() as view:
        found = review.review(view.part)
    terminal.show(review.summary(found))
    if options.html is not None:
        write(options.html, review.page(found))
    return NOT_YET if found.faults else OK


def compare(options: Namespace) -> int:
    """Show a submission beside the reference, with all that differs."""
    from checks.instructor import review

    which = options.submission, options.gradebook, options.student
    with review.looked_at(*which, lambda: holding(options)) as (submission, checked):
        for note in submission.notes:
            print(note, file=sys.stderr)
        width, plain = terminal.width(), terminal.is_plain()
        terminal.show(review.compared(checked, submission, width, plain=plain))
        if options.html is not None:
            write(options.html, review.compared_page(checked, submission))
    return OK if checked.result.verdict == "pass" else NOT_YET


def key(_: Namespace) -> int:
    """Build the answer key from the solutions."""
    from checks.check import key as answer_key
    from checks.instructor import bank

    with terminal.progress() as view:
        built, known = bank.build(view.part)
    put(answer_key.PATH, bank.lines(built))
    put(answer_key.BANK, bank.lines(known))
    print(
        f"checks/{answer_key.PATH.name} holds the answers to {len(built.reference)} scenarios, "
        f"checks/{answer_key.BANK.name} what {len(known.advice)} mistakes change in them."
    )
    return OK


def stubs(_: Namespace) -> int:
    """Make the stubs from the solutions."""
    from checks.instructor import release

    renewed, edited = release.write_stubs()
    print(f"Renewed: {', '.join(renewed) or 'nothing, all are in step'}.")
    if edited:
        print(f"Left alone in exercises/, because they are edited: {', '.join(edited)}.")
    return OK


def release_options(command: ArgumentParser) -> None:
    add = command.add_argument
    add("folder", type=Path, metavar="DIR", help="a folder that is empty or not there yet")
    add("--zip", action="store_true", help="write DIR.zip as well")
    chosen_option(command, "only these, with what they need")
    add("--no-solutions", action="store_true", help="leave the sealed solutions out")
    add("--passphrase", action="store_true", help="ask for one that opens the solutions, too")
    add("--title", default="", help="the heading of its README")
    add("--link", action="append", default=[], metavar="WORDS=ADDRESS", help="a link below that")


def release(options: Namespace) -> int:
    """Write the learner's edition, with the solutions sealed in it."""
    from checks.instructor import release as making

    made = making.files(
        options.exercises,
        making.one_line("--title", options.title),
        [making.link(words) for words in options.link],
        terminal.passphrase(twice=True) if options.passphrase else "",
        is_sealed=not options.no_solutions,
    )
    written = making.write(options.folder, made, zipped=options.zip)
    print(f"Written: {' and '.join(map(str, written))}, {len(made)} files.")
    seals = [Path(name).stem for name in made if name.endswith(".seal")]
    print(f"Solutions in it, sealed: {', '.join(seals) or 'none'}.")
    if left_out := making.left_out(options.exercises):
        print(f"Not in it: {', '.join(left_out)}.")
    only = f" --exercises {','.join(options.exercises)}" if options.exercises else ""
    print(f"To grade it: python -m checks grade FOLDER --gradebook class.db{only}")
    return OK


COMMANDS = {
    "review": (review, review_options),
    "release": (release, release_options),
    "grade": (grade, grade_options),
    "regrade": (regrade, regrade_options),
    "mark": (mark, mark_options),
    "report": (report, report_options),
    "export": (export, export_options),
    "package": (package, package_options),
    "key": (key, None),
    "stubs": (stubs, None),
}
