"""The start of `python -m checks`: where something is missing, changed or closed, it says so."""

import atexit
import contextlib
import gc
import os
import sys


def main() -> int:
    """Run the command line and return its exit status."""
    if not __package__:  # started as `python checks`, from whichever folder
        sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    if sys.version_info < (3, 11):  # noqa: UP036  # whoever starts it may have another
        return could_not(
            f"Python {sys.version.split()[0]} is too old: the kit needs 3.11 or newer.",
            "To do: Install a newer one from https://www.python.org/downloads/",
        )
    try:
        sys.modules.setdefault("typing_extensions", None)  # type: ignore[arg-type]
        from checks import cli  # msgspec does without that, in half the time

        if sys.modules["typing_extensions"] is None:
            del sys.modules["typing_extensions"]
        return cli.main(sys.argv[1:])
    except SystemExit as end:  # argparse's way to end after --help
        return int(end.code or 0)
    except ModuleNotFoundError as error:
        from checks.desk import doctor  # it needs no package

        return doctor.without(error)
    except BrokenPipeError:
        raise
    except Exception as error:
        from checks import edition

        return could_not(*edition.explained(error))


def could_not(*lines: str) -> int:
    """Say why nothing was checked, and what to do about it."""
    print(*lines, sep="\n", file=sys.stderr)
    return 2


def run() -> int:
    """Return the exit status, also where the output has no place to go to."""
    is_closed = sys.stdout is None  # a shell may do that
    for stream in ("stdout", "stderr"):  # printing to None would print to the other one
        if getattr(sys, stream) is None:
            setattr(sys, stream, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    if is_closed:
        return could_not("There is nowhere to report to: standard output is closed.")
    try:
        status = main()
        sys.stdout.flush()
        sys.stderr.flush()
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    except BrokenPipeError:  # whoever read the output has seen enough
        return 1
    except OSError as error:
        if error.filename is not None:  # a file's: it is not the output that failed
            raise
        with contextlib.suppress(OSError):
            print(f"What came of it cannot be written: {error.strerror}.", file=sys.stderr)
        return 2
    return status


if __name__ == "__main__":
    gc.disable()  # one short run: the collector would only walk imported modules, for 15 ms
    status = run()
    atexit._run_exitfuncs()  # temporary folders go
    os._exit(status)  # nothing else is left, and taking the interpreter down costs 40 ms
