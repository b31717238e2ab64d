"""The keys that are pressed while something goes on, where somebody sits at a terminal."""

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from select import select

REDRAW = "\f"  # Ctrl-L; said as well when the terminal has changed under what it shows
SEQUENCE = rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.|.)?"  # what an arrow or a function key sends
WINDOWS_PREFIXES = ("\0", "\xe0")  # likewise, with one more character behind

Keys = Callable[[], str]  # those that were pressed since the last call


def is_there() -> bool:
    """Tell whether keys can be read and what is printed is seen: both ends are a terminal."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    # in the background (`watch &`) the terminal is the shell's, and touching it would stop us
    try:
        return os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()
    except (AttributeError, OSError):  # Windows, or no shell that could have put us there
        return True


def keys() -> AbstractContextManager[Keys]:
    """Yield what returns the keys, without echo; afterwards the terminal is what it was."""
    if not is_there():
        return nullcontext(lambda: "")
    return nullcontext(_windows) if sys.platform == "win32" else _posix()


@contextmanager
def _posix() -> Iterator[Keys]:
    import signal
    import termios
    import tty

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    noted: list[str] = []  # what the system said, not a key

    def suspend(*_: object) -> None:
        """Leave the terminal to the shell on Ctrl-Z, and take it again when that is over."""
        termios.tcsetattr(terminal, termios.TCSANOW, before)
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        # where this thread puts it off, another one would stop the process, at any later moment
        before_it = signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTSTP})
        signal.raise_signal(signal.SIGTSTP)  # it is here that the process stands still
        signal.pthread_sigmask(signal.SIG_SETMASK, before_it)
        signal.signal(signal.SIGTSTP, suspend)
        tty.setcbreak(terminal, termios.TCSANOW)
        noted.append(REDRAW)

    def pressed() -> str:
        found, noted[:] = "".join(noted), []
        try:
            typed = os.read(terminal, 100) if select([terminal], [], [], 0)[0] else b""
        except OSError:  # the terminal is gone
            typed = b""
        return found + re.sub(SEQUENCE, b"", typed).decode("utf-8", "replace")

    handlers = {signal.SIGTSTP: suspend, signal.SIGWINCH: lambda *_: noted.append(REDRAW)}
    others = {number: signal.signal(number, handle) for number, handle in handlers.items()}
    try:
        tty.setcbreak(terminal, termios.TCSANOW)
        yield pressed
    finally:
        termios.tcsetattr(terminal, termios.TCSANOW, before)
        for number, handle in others.items():
            signal.signal(number, handle)


def _windows() -> str:
    found = ""
    if sys.platform == "win32":
        import msvcrt

        while msvcrt.kbhit():
            key = msvcrt.getwch()
            if key in WINDOWS_PREFIXES:
                msvcrt.getwch()
            else:
                found += key
    return found
