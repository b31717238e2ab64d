"""Which commands does an instructor use?"""

from argparse import Namespace
from pathlib import Path

from checks.command import NOT_YET, OK, Command, passphrase, write
from checks.errors import KitError


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
    from checks import release as making

    choice = making.Choice(
        tuple(name for names in options.exercises for name in names.split(",") if name),
        _one_line("--title", options.title),
        tuple(_link(link) for link in options.link),
        not options.no_solutions,
        passphrase(twice=True) if options.passphrase else "",
    )
    made = making.files(choice)
    written = making.write(options.folder, made, zipped=options.zip)
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
        "write the learner's edition: the kit without its solutions",
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
}
