"""The author's commands: to review, to build the key and the stubs, to release an edition."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from checks import catalog
from checks.errors import NOT_YET, OK, KitError
from checks.files import demand_place, write

if TYPE_CHECKING:
    from checks.run.box import Box


def isolation_option(command: ArgumentParser, default: str = "box") -> None:
    words = f"what holds the learners' code (default: {default}); none: it runs as you"
    command.add_argument("--isolation", choices=("box", "none"), default=default, help=words)


def holding(options: Namespace) -> "Box | None":
    """Return what holds the learners' code, as it was asked for."""
    from checks.run import box

    return box.probe() if options.isolation == "box" else None


def review_options(command: ArgumentParser) -> None:
    add = command.add_argument
    add("submission", nargs="?", type=Path, metavar="PATH", help="one submission")
    isolation_option(command, "none")
    words = "write it as a page; without PATH, mistakes × checks"
    add("--html", type=Path, metavar="FILE", help=words)
    add("--show", action="store_true", help="print each solution beside its stub")


def review(options: Namespace) -> int:
    """Try all that the kit claims; or show a submission beside the reference."""
    if options.html is not None:
        demand_place(options.html)
    if options.submission is not None:
        return compare(options)
    from checks.desk import progress, terminal
    from checks.instructor import review_report
    from checks.instructor.review import review as try_all

    if options.show:
        terminal.show(review_report.solutions(terminal.width()))
    with progress.view() as view:
        found = try_all(view.part)
    terminal.show(review_report.terminal(found))
    if options.html is not None:
        write(options.html, review_report.page(found))
    return NOT_YET if found.faults else OK


def compare(options: Namespace) -> int:
    """Show a submission beside the reference, with all that differs."""
    from checks.check import session
    from checks.desk import terminal
    from checks.instructor import bank, review_report
    from checks.submission import at

    path = options.submission.resolve()
    submission = bank.answer(path) if bank.holds(path) else at(options.submission)
    for note in submission.notes:
        print(note, file=sys.stderr)
    checked = session.check(submission, box=holding(options))
    width, plain = terminal.width(), terminal.is_plain()
    terminal.show(review_report.compared(checked, submission, width, plain=plain))
    if options.html is not None:
        write(options.html, review_report.compared_page(checked, submission))
    return OK if checked.result.verdict == "pass" else NOT_YET


def key(_: Namespace) -> int:
    """Build the answer key from the solutions."""
    from checks.check import key as answer_key
    from checks.desk import progress
    from checks.instructor import key_building

    with progress.view() as view:
        built, bank = key_building.build(view.part)
    key_building.write(built, bank)
    print(
        f"checks/{answer_key.PATH.name} holds the answers to {len(built.reference)} scenarios, "
        f"checks/{answer_key.BANK.name} what {len(bank.advice)} mistakes change in them."
    )
    return OK


def stubs(_: Namespace) -> int:
    """Make the stubs from the solutions."""
    from checks.instructor import stubs as making

    renewed, edited = making.write()
    print(f"Renewed: {', '.join(renewed) or 'nothing, all are in step'}.")
    if edited:
        print(f"Left alone in exercises/, because they are edited: {', '.join(edited)}.")
    return OK


def release_options(command: ArgumentParser) -> None:
    add = command.add_argument
    add("folder", type=Path, metavar="DIR", help="a folder that is empty or not there yet")
    add("--zip", action="store_true", help="write DIR.zip as well")
    words = "only these, with what they need"
    add("--exercises", action="append", default=[], metavar="A,B", help=words)
    add("--no-solutions", action="store_true", help="leave the sealed solutions out")
    add("--passphrase", action="store_true", help="ask for one that opens the solutions, too")
    add("--title", default="", help="the heading of its README")
    words = "a link below that heading; may be given more than once"
    add("--link", action="append", default=[], metavar="WORDS=ADDRESS", help=words)


def release(options: Namespace) -> int:
    """Write the learner's edition, with the solutions sealed in it."""
    from checks.desk import terminal
    from checks.instructor import release as making

    chosen = tuple(name for names in options.exercises for name in names.split(",") if name)
    if options.exercises and not chosen:
        fix = f"--exercises {catalog.example()}, or leave it out"
        raise KitError("--exercises names none.", fix=fix)
    choice = making.Choice(
        chosen,
        making.one_line("--title", options.title),
        tuple(making.link(words) for words in options.link),
        not options.no_solutions,
        terminal.passphrase(twice=True) if options.passphrase else "",
    )
    made = making.files(choice)
    written = making.write(options.folder, made, zipped=options.zip)
    print(f"Written: {' and '.join(map(str, written))}, {len(made)} files.")
    seals = [Path(name).stem for name in made if name.endswith(".seal")]
    print(f"Solutions in it, sealed: {', '.join(seals) or 'none'}.")
    if left_out := making.left_out(chosen):
        print(
            f"Not in it: {', '.join(left_out)}. `grade` marks these all the same: take from its "
            "table the columns of what you handed out."
        )
    return OK
