"""What is a command of the command line: its words, its options, its exit status?"""

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from checks.errors import KitError

OK, NOT_YET, COULD_NOT = 0, 1, 2


class Command(NamedTuple):
    """A command: what it is for, what runs it, and its options as argparse takes them.

    The function returns the exit status.
    """

    help: str
    function: Callable[[Namespace], int]
    options: Sequence[tuple[Sequence[str], dict[str, Any]]] = ()


EXERCISE = (["exercise"], {"metavar": "EXERCISE", "help": "its name, e.g. neuron"})


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


def write(path: Path, text: str) -> None:
    """Write a page that the user asked for.

    Raises:
        KitError: if it cannot be written.
    """
    if str(path) == "-":
        raise KitError("A page is written to a file, not to -.", fix="Give its path: --html FILE")
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file that the user asked for.

    Raises:
        KitError: if it cannot be written.
    """
    try:
        path.write_bytes(content)
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
    to_do = "Give another path."
    if not path.parent.exists():
        why = f"there is no folder {path.parent}"
        to_do = f"Make that folder, or give another path: mkdir -p {path.parent}"
    return KitError(f"{path} cannot be written: {why}.", fix=to_do)
