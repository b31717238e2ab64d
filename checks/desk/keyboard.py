"""Which key was pressed, where somebody sits at a terminal?"""

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Thread
from time import sleep

REDRAW = "\f"  # Ctrl-L; said as well when the terminal has changed under what it shows
ENTER = ("\r", "\n")
END = "\x04"  # Ctrl-D
SEQUENCE = rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.|.)?"  # what an arrow or a function key sends
WINDOWS_PREFIXES = ("\0", "\xe0")  # likewise, with one more character behind
LOOK_SECONDS = 0.05

Heard = Callable[[str], object]


def is_there() -> bool:
    """Tell whether keys can be read and what is printed is seen: both ends are a terminal."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    # in the background (`watch &`) the terminal is the shell's, and touching it would stop us
    try:
        return os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()
    except (AttributeError, OSError):  # Windows, or no shell that could have put us there
        return True


def listening(heard: Heard) -> AbstractContextManager[None]:
    """Say each key at once, without echo; afterwards the terminal is what it was.

    Args:
        heard: takes one character. It is called in another thread or between two steps of the
            main one, so it may do no more than pass the key on.
    """
    return _windows(heard) if sys.platform == "win32" else _posix(heard)


@contextmanager
def _posix(heard: Heard) -> Iterator[None]:
    import signal
    import termios
    import tty

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)

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
        heard(REDRAW)

    handlers = {signal.SIGTSTP: suspend, signal.SIGWINCH: lambda *_: heard(REDRAW)}
    try:
        others = {number: signal.signal(number, handle) for number, handle in handlers.items()}
        tty.setcbreak(terminal, termios.TCSANOW)
        Thread(target=_read, args=(terminal, heard), daemon=True).start()
        yield
    finally:
        termios.tcsetattr(terminal, termios.TCSANOW, before)
        for number, handle in others.items():
            signal.signal(number, handle)


def _read(terminal: int, heard: Heard) -> None:
    """Pass on what is typed until the terminal is gone."""
    try:
        while typed := os.read(terminal, 100):
            for key in re.sub(SEQUENCE, b"", typed).decode("utf-8", "replace"):
                heard(key)
    except OSError:
        return


@contextmanager
def _windows(heard: Heard) -> Iterator[None]:
    Thread(target=_look, args=(heard,), daemon=True).start()
    yield  # reading a key changes nothing there that would have to be restored


def _look(heard: Heard) -> None:
    """Look for keys now and then: a read that waits would swallow Ctrl-C."""
    if sys.platform == "win32":
        import msvcrt

        while True:
            while msvcrt.kbhit():
                key = msvcrt.getwch()
                if key in WINDOWS_PREFIXES:
                    msvcrt.getwch()
                else:
                    heard(key)
            sleep(LOOK_SECONDS)
