"""How does what was typed become a command?"""

import argparse
import sys
from importlib import import_module

from checks.commands.command import COULD_NOT, OK, Command
from checks.errors import KitError

USERS = ("learner", "instructor", "author")


def _commands(users: str) -> dict[str, Command]:
    """Return the commands of some users; none if they are not in this edition of the kit."""
    name = f"checks.commands.{users}"
    try:
        found: dict[str, Command] = import_module(name).COMMANDS
    except ModuleNotFoundError as error:
        if error.name != name or users == "learner":
            raise
        return {}
    return found


COMMANDS = {name: command for users in USERS for name, command in _commands(users).items()}


def main(arguments: list[str]) -> int:
    """Run one command and return the exit status: 0 all pass, 1 not yet, 2 could not check."""
    name, rest = _command(arguments)
    if name in ("-h", "--help"):
        return overview()
    try:
        options = _parser(name, rest).parse_args(rest)
        status: int = COMMANDS[name].function(options)
    except KitError as error:
        print(f"{error}\nTo do: {error.fix}", file=sys.stderr)
        return COULD_NOT
    return status


def _command(arguments: list[str]) -> tuple[str, list[str]]:
    """Split off the command; none means `run`: it is what `python -m checks` does by itself."""
    first = arguments[0] if arguments else ""
    if first in (*COMMANDS, "-h", "--help"):
        return first, arguments[1:]
    return "run", arguments


def _parser(name: str, arguments: list[str]) -> argparse.ArgumentParser:
    """Return the parser of one command alone: building all of them would cost every run 10 ms."""
    command = COMMANDS[name]
    formatter = argparse.HelpFormatter
    if {"-h", "--help"} & set(arguments):
        from rich_argparse import RichHelpFormatter as formatter
    parser = argparse.ArgumentParser(
        prog=f"python -m checks {name}", description=command.help, formatter_class=formatter
    )
    for flags, settings in command.options:
        parser.add_argument(*flags, **settings)
    return parser


def overview() -> int:
    """Print which commands there are."""
    print("usage: python -m checks [COMMAND] [OPTION ...]\n")
    width = max(map(len, COMMANDS)) + 2
    for name, command in COMMANDS.items():
        print(f"  {name:<{width}}{command.help}")
    print("\nWithout a command, it is run. More about one: python -m checks COMMAND --help")
    print("Exit status: 0 all required exercises pass, 1 not yet, 2 could not check.")
    return OK
