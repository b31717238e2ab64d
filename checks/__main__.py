"""The command line: `python -m checks`."""

import contextlib
import gc
import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MISSING = """\
The kit needs {name}, and this Python ({python}) does not have it.
{to_do}"""


def main() -> int:
    """Run the command line; say in one line what is missing or changed if something is."""
    if not __package__:  # started as `python checks`, from whichever folder
        sys.path.insert(0, ROOT)
    try:
        from checks import cli

        return cli.main(sys.argv[1:])
    except SystemExit as end:  # argparse's way to end after --help
        return int(end.code or 0)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "checks":
            return broken()
        from checks.desk import doctor  # it needs none of them

        if sys.argv[1:2] == ["doctor"]:
            return doctor.main()
        python, own = sys.executable, doctor.own_python()
        use, install = f"Use the kit's own Python:  {own} -m checks", f"{python} -m pip install ."
        to_do = use if own else f"Install what it needs:  {install}"
        print(MISSING.format(name=error.name, python=python, to_do=to_do), file=sys.stderr)
        return 2
    except BrokenPipeError:  # whoever read the output has seen enough
        raise
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
    print(f"The kit itself was changed: {names}.\nTo do: {edition.ANEW}", file=sys.stderr)
    return 2


def is_closed() -> bool:
    """Tell whether there is nowhere to write to, and say so: a shell may have closed it."""
    if sys.stderr is None:  # print would write to standard output instead
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if sys.stdout is not None:
        return False
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    print("There is nowhere to report to: standard output is closed.", file=sys.stderr)
    return True


def is_full() -> bool:
    """Tell whether output cannot be written, and say so if that can be."""
    try:
        print(flush=True)
        print(end="", file=sys.stderr, flush=True)
    except OSError as error:
        with contextlib.suppress(OSError):
            print(f"What came of it cannot be written: {error.strerror}.", file=sys.stderr)
        return True
    return False


if __name__ == "__main__":
    gc.disable()  # one short run: the collector would only walk imported modules, for 15 ms
    try:
        status = 2 if is_closed() else main()
        sys.stdout.flush()
        sys.stderr.flush()
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        status = 130
    except BrokenPipeError:  # whoever read the output has seen enough
        status = 1
    except OSError:
        if not is_full():  # then it was something else, and ours
            raise
        status = 2
    os._exit(status)  # nothing is left to close, and taking the interpreter down costs 40 ms
