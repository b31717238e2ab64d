"""The command line: `python -m checks`."""

import gc
import os
import sys

MISSING = """\
The kit needs {name}, and this Python ({python}) does not have it.
Install what it needs:  {python} -m pip install ."""


def main() -> int:
    """Run the command line; say in one line what is missing if something is."""
    if not __package__:  # started as `python checks`, from whichever folder
        sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    try:
        from checks import command_line
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "checks":
            raise
        print(MISSING.format(name=error.name, python=sys.executable), file=sys.stderr)
        return 2
    return command_line.main(sys.argv[1:])


if __name__ == "__main__":
    gc.disable()  # one short run: the collector would only walk imported modules, for 15 ms
    try:
        status = main()
        sys.stdout.flush()
        sys.stderr.flush()
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        status = 130
    except BrokenPipeError:  # whoever read the output has seen enough
        status = 1
    os._exit(status)  # nothing is left to close, and taking the interpreter down costs 40 ms
