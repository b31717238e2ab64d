"""The command line: `python -m checks`."""

import gc
import os
import sys

MISSING = """\
The kit needs {name}, and this Python ({python}) does not have it.
Install what it needs:  {python} -m pip install ."""


def main() -> int:
    """Run the command line; say in one line what is missing or changed if something is."""
    if not __package__:  # started as `python checks`, from whichever folder
        sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    try:
        from checks import command_line

        return command_line.main(sys.argv[1:])
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "checks":
            print(MISSING.format(name=error.name, python=sys.executable), file=sys.stderr)
            return 2
        return broken()
    except Exception:
        return broken()


def broken() -> int:
    """Say which file is not as it was handed out; if none is, the fault is the kit's own.

    Raises:
        Exception: the one that is being handled, if nothing explains it.
    """
    from checks import edition

    changed = edition.changed()
    if not changed:
        raise
    names = f"{changed[0]} and {len(changed) - 1} more" if len(changed) > 1 else changed[0]
    print(f"The kit itself was changed: {names}.\nTo do: {edition.AFRESH}", file=sys.stderr)
    return 2


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
