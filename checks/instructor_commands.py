"""Which commands does an instructor use?"""

from argparse import Namespace
from pathlib import Path

from checks.command import NOT_YET, OK, Command, write


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
}
