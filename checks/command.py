"""A command of the command line: its words, its options, its exit status, the files it writes."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from checks.errors import KitError

OK, NOT_YET, COULD_NOT, STOPPED = 0, 1, 2, 130


def no_options(_: ArgumentParser) -> None:
    """Add nothing."""


class Command(NamedTuple):
    """A command: the function that runs it, and the one that adds its options to a parser.

    The first line of the former's docstring says what it is for; it returns the exit status.
    """

    function: Callable[[Namespace], int]
    options: Callable[[ArgumentParser], None] = no_options

    @property
    def help(self) -> str:
        line = (self.function.__doc__ or " ").splitlines()[0].rstrip(".")
        return line[0].lower() + line[1:]


def passphrase(*, twice: bool = False) -> str:
    """Ask for a passphrase; without a terminal, read it from standard input.

    Raises:
        KitError: if it is asked for twice, and the two are not the same.
    """
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    from getpass import getpass

    found = getpass("Passphrase of the sealed solutions: ")
    if twice and getpass("Once more: ") != found:
        raise KitError("The two are not the same.", fix="Run the command again.")
    return found


def confirms(question: str) -> bool:
    """Ask at the terminal for a yes or a no; nothing, or the end of input, means no."""
    try:
        return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        print()
        return False


def is_interactive() -> bool:
    """Tell whether somebody can be asked."""
    return bool(sys.stdin and sys.stdin.isatty() and sys.stdout.isatty())


def write(path: Path, content: str | bytes) -> None:
    """Write a file that the user asked for.

    Raises:
        KitError: if it cannot be written.
    """
    if str(path) == "-":
        raise KitError("A page is written to a file, not to -.", fix="Give its path: --html FILE")
    try:
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    except OSError as error:
        raise _not_written(path, error.strerror) from error


def demand_place(path: Path) -> None:
    """Find out before the work whether there is a place for a file.

    Raises:
        KitError: if its folder is not there, or it is a folder itself.
    """
    if path.is_dir():
        raise _not_written(path, "it is a folder")
    if not path.parent.is_dir():
        raise _not_written(path, f"{path.parent} is no folder")


def demand_apart(**named: Path | str | None) -> None:
    """Fail if two options name one file: what one of them writes would be lost to the other.

    Args:
        named: what each option names, by the option without its dashes.

    Raises:
        KitError: if two are the same.
    """
    taken: dict[str, str] = {}
    for option, target in named.items():
        if target is None:
            continue
        place = "-" if str(target) == "-" else os.path.realpath(target)
        if place in taken:
            raise KitError(
                f"--{taken[place]} and --{option} both name {target}.",
                fix=f"Give --{option} another file: nothing is written over.",
            )
        taken[place] = option


def _not_written(path: Path, why: str | None) -> KitError:
    if path.parent.exists():
        return KitError(f"{path} cannot be written: {why}.", fix="Give another path.")
    return KitError(
        f"{path} cannot be written: there is no folder {path.parent}.",
        fix=f"Make that folder, or give another path: mkdir -p {path.parent}",
    )


def tell_names(notes: Iterable[str]) -> None:
    """Say which files are taken under another name than they have."""
    for note in notes:
        print(note, file=sys.stderr)
