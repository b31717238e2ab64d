"""`python -m checks watch` sees each save, tells what is so, and leaves the terminal as it was.

Everything here is real: files, processes and, where keys are pressed, a terminal.
"""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from select import select
from typing import Any

import psutil
import pytest

from checks import catalog
from checks.instructor import bank
from tests.conftest import COUNT, REQUIRED_COUNT, SOURCE, demand_refused, written

if sys.platform == "win32":
    pytest.skip("Windows has no pseudo-terminals, and no pipes to wait at", allow_module_level=True)
import fcntl
import struct
import termios

START = f"0 of {REQUIRED_COUNT} checks pass"
STRETCH = tuple(one.id for one in catalog.exercises() if not one.required and one.stubbed)
GUARD = 90.0  # seconds; on a quiet machine nothing here takes a twentieth of it
# the size of a terminal is its own, and not that of whoever runs the tests
PLAIN = {name: os.environ[name] for name in os.environ.keys() - {"COLUMNS", "LINES"}}
CLEAR = "\x1b[H\x1b[2J"
WATCH = (sys.executable, "-W", "error", "-m", "checks", "watch")
BASH = (shutil.which("bash") or "", "--norc", "--noprofile", "-i")
NEXT_LAYER = "Open exercises/layer.py:"
needs_bash = pytest.mark.skipif(not BASH[0], reason="needs a shell that controls its jobs")


class Watched:
    """A watch that goes on, at a terminal of its own or in a pipe, and all that it has said."""

    def __init__(self, kit: Path, command: tuple[str, ...], *, at_terminal: bool) -> None:
        self.kit, self.data = kit, b""
        self.ours, self.theirs = os.openpty() if at_terminal else os.pipe()
        if at_terminal:
            self.resize(40, 100)
            self.before = termios.tcgetattr(self.theirs)
        self.process = subprocess.Popen(
            command,
            cwd=kit,
            env={**PLAIN, "PYTHONIOENCODING": "utf-8", "TERM": "xterm", "NO_COLOR": "1"},
            stdin=self.theirs if at_terminal else subprocess.DEVNULL,
            stdout=self.theirs,
            stderr=self.theirs,
            start_new_session=True,
            preexec_fn=(lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0)) if at_terminal else None,
        )

    @property
    def said(self) -> str:
        return self.data.decode("utf-8", "replace").replace("\r\n", "\n")

    @property
    def page(self) -> str:
        """What is to be seen: all since the screen was cleared."""
        return self.said.rpartition(CLEAR)[2]

    def until(self, holds: Callable[[], object], what: str) -> None:
        deadline = time.monotonic() + GUARD
        while not holds():
            assert time.monotonic() < deadline, f"{what!r} did not come:\n{self.said}"
            if select([self.ours], [], [], 0.02)[0]:
                self.data += os.read(self.ours, 65536)

    def see(self, *words: str) -> str:
        """Wait until a page shows all these words and its footer; return the page."""
        whole = (*words, "q quit")
        self.until(lambda: all(word in self.page for word in whole), " ... ".join(words))
        return self.page

    def hear(self, words: str, start: int = 0) -> int:
        """Wait until something is said, for those who see no pages; return where it ends."""
        self.until(lambda: words in self.said[start:], words)
        return self.said.index(words, start) + len(words)

    def save(self, name: str, text: str) -> None:
        (self.kit / "exercises" / name).write_text(text, encoding="utf-8")

    def solve(self, *names: str) -> None:
        for name in names:
            self.save(f"{name}.py", SOURCE[name])

    def press(self, keys: str) -> None:
        os.write(self.ours, keys.encode())

    def workers(self) -> list[psutil.Process]:
        """Wait until two wait to be of use."""
        own = psutil.Process(self.process.pid)
        self.until(lambda: len(own.children()) == 2, "two workers that wait")
        return own.children()

    def answer(self, deed: Callable[[], object], words: str) -> None:
        count = self.said.count(words)
        deed()
        self.until(lambda: self.said.count(words) > count, words)

    def resize(self, rows: int, columns: int) -> None:
        fcntl.ioctl(self.theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    @property
    def settings(self) -> list[Any]:
        return termios.tcgetattr(self.theirs)

    def ended(self) -> int:
        self.until(lambda: self.process.poll() is not None, "the end")
        while select([self.ours], [], [], 0)[0]:
            self.data += os.read(self.ours, 65536)
        return self.process.returncode

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.ours)
        os.close(self.theirs)


def saying(words: str, top: str = "") -> str:
    """Return a neuron that raises something to know it by."""
    return (
        f"{top}\nclass Neuron:\n    def __init__(self, nin):\n        raise ValueError({words!r})\n"
    )


def is_running(one: psutil.Process) -> bool:
    return one.is_running() and one.status() != psutil.STATUS_ZOMBIE


@pytest.fixture
def begin(kit) -> Iterator[Callable[..., Watched]]:
    begun: list[Watched] = []

    def start(*command: str, at_terminal: bool = True) -> Watched:
        begun.append(Watched(kit, command or WATCH, at_terminal=at_terminal))
        return begun[-1]

    yield start
    for watched in begun:
        watched.close()


@pytest.fixture
def at_terminal(begin) -> Watched:
    (watched := begin()).see(START)
    return watched


@pytest.fixture
def in_pipe(begin) -> Watched:
    (watched := begin(at_terminal=False)).hear(START)
    return watched


# 1. Saves, however they are done; nothing that is no longer so.


def test_each_save_is_told_and_a_pipe_gets_plain_lines(in_pipe):
    exercises = in_pipe.kit / "exercises"
    in_pipe.save("neuron.py", saying("save 1."))
    in_pipe.hear("save 1.")
    (exercises / ".neuron.py.swp").write_text(saying("replaced"), encoding="utf-8")
    (exercises / ".neuron.py.swp").replace(exercises / "neuron.py")
    in_pipe.hear("replaced")

    far = in_pipe.kit / "far.py"  # of which the system tells nothing, as on another machine
    far.write_text(SOURCE["neuron"], encoding="utf-8")
    (exercises / "neuron.py").unlink()
    (exercises / "neuron.py").symlink_to(far)
    in_pipe.hear("Done: A neuron")
    far.write_text(saying("from afar"), encoding="utf-8")
    in_pipe.hear("from afar")

    shutil.rmtree(exercises)
    heard = in_pipe.hear("There is no folder exercises.")
    shutil.copytree(in_pipe.kit / "checks" / "lesson" / "stubs", exercises)
    heard = in_pipe.hear(START, heard)
    in_pipe.solve("neuron")
    in_pipe.hear("Done: A neuron", heard)

    in_pipe.process.send_signal(signal.SIGINT)
    assert in_pipe.ended() == 130
    assert "python -m checks hint neuron" in in_pipe.said
    assert not [word for word in ("\x1b", "q quit", "Traceback") if word in in_pipe.said]


def test_what_is_told_is_neither_out_of_date_nor_the_machines_fault(in_pipe):
    in_pipe.save("neuron.py", saying("out of date", top="import time\ntime.sleep(1)"))
    in_pipe.hear("Checking…", in_pipe.hear("save the file"))
    in_pipe.solve("neuron")
    heard = in_pipe.hear("Done: A neuron")
    assert "out of date" not in in_pipe.said

    workers = in_pipe.workers()
    for worker in workers:
        worker.kill()
    in_pipe.until(lambda: not any(map(is_running, workers)), "the workers' end")
    in_pipe.solve("layer")
    heard = in_pipe.hear("Done: A layer", heard)
    assert "crashed" not in in_pipe.said

    (in_pipe.kit / "checks" / "inside" / "another.py").write_text("# changed\n")
    in_pipe.solve("mlp")
    in_pipe.hear("The kit itself has changed")
    assert "Done" not in in_pipe.said[heard:]


# 2. What is shown, one thing at a time, and the keys.


def test_a_success_stops_at_the_success_until_one_goes_on(at_terminal):
    at_terminal.save("neuron.py", bank.source(bank.MISTAKES / "neuron" / "no_activation.py"))
    at_terminal.see("Term by term", "Σ, not squashed")
    for size in ((0, 0), (500, 1000), (40, 100)):
        at_terminal.answer(partial(at_terminal.resize, *size), CLEAR)  # drawn again
    at_terminal.answer(partial(at_terminal.resize, 24, 80), CLEAR)
    page = at_terminal.see("returns the weighted sum as it is", "Σ, not squashed")
    assert page.count("\n") < 24
    assert "Try it" not in page  # there is no room for it
    assert "Next: A neuron (not yet)" in page
    assert "d shows the rest" in page
    at_terminal.press("d")
    at_terminal.see("A neuron and an MLP from scratch", "Try it", "python -i exercises/neuron.py")
    at_terminal.press("x")
    at_terminal.until(lambda: at_terminal.page == page, "the page before")
    at_terminal.solve("neuron")
    page = at_terminal.see("Done: A neuron", "14 of 14 checks pass", "new")
    assert "Next: A layer, in exercises/layer.py." in page
    assert NEXT_LAYER not in page

    at_terminal.press("\n")
    page = at_terminal.see(NEXT_LAYER, "as before")
    assert "Done" not in page
    at_terminal.save("mlp.py", "def (")  # what was saved comes before what would be next
    assert "exercises/mlp.py:1" in at_terminal.see("Next: A network: MLP")
    at_terminal.press("r")
    at_terminal.see("Next: A network: MLP", "as before")
    at_terminal.solve("mlp")
    at_terminal.see("Done: A network: MLP", "Next: A layer, in exercises/layer.py.")

    at_terminal.press("\x03")  # Ctrl-C
    assert at_terminal.ended() == 130
    assert at_terminal.settings == at_terminal.before
    assert "Traceback" not in at_terminal.said


def test_where_no_key_can_be_pressed_all_is_shown_whatever_the_height(begin):
    watched = begin("sh", "-c", f"exec {shlex.join(WATCH)} < /dev/null")
    start = watched.hear("Ctrl-C ends this", watched.hear(START))
    watched.resize(16, 80)
    watched.save("neuron.py", bank.source(bank.MISTAKES / "neuron" / "no_activation.py"))
    end = watched.hear("Ctrl-C ends this", watched.hear("returns the weighted sum as it is", start))
    assert "Try it" in watched.said[start:end]
    assert "d shows the rest" not in watched.said


def test_when_all_that_is_required_passes_it_says_so_and_what_else_there_is(at_terminal):
    at_terminal.solve("neuron", "layer", "mlp")
    page = at_terminal.see("required checks pass", "Next, a stretch goal: Counting parameters")
    assert "Done" in page

    at_terminal.solve("count")
    page = at_terminal.see("Done: Counting parameters", "Next, a stretch goal: Gradients")
    assert "Open exercises/gradients.py" not in page
    at_terminal.press("\n")
    at_terminal.see("Open exercises/gradients.py")

    at_terminal.solve(*STRETCH)
    at_terminal.see(f"All {COUNT} checks pass", "out.backward()")
    at_terminal.answer(partial(at_terminal.resize, 60, 100), CLEAR)
    assert "the rest" not in at_terminal.see(f"All {COUNT} checks pass")
    at_terminal.answer(partial(at_terminal.resize, 16, 80), CLEAR)
    page = at_terminal.see(f"All {COUNT} checks pass", "d shows the rest")
    assert page.count("\n") < 16
    at_terminal.press("h")
    at_terminal.see("There is no hint left")
    at_terminal.press("q")
    assert at_terminal.ended() == 0


def test_one_exercise_can_be_watched_alone(begin):
    watched = begin(*WATCH, "exercises/neuron.py")
    watched.see("0 of 14 checks pass")
    watched.solve("neuron")
    page = watched.see("14 of 14 checks pass", "Next:     A layer, in exercises/layer.py")
    assert "Compare:  python -m checks solution neuron" in page


def test_what_is_known_of_the_others_stays_known_where_one_is_watched(begin, command, kit):
    written(kit / "exercises")
    command()
    watched = begin(*WATCH, "neuron")
    watched.see("14 of 14 checks pass", "Go on:")
    for _ in range(2):
        seen = len(watched.said)
        watched.press("r")
        watched.hear("q quit", seen)
        assert "Next:" not in watched.page


def test_keys_work_without_enter_and_are_not_echoed(at_terminal):
    assert not at_terminal.settings[3] & termios.ECHO
    at_terminal.press("h")
    assert "2." not in at_terminal.see("Hint 1 of 3", "h shows the next one")
    at_terminal.press("hhh")
    at_terminal.see("Hint 3 of 3", "There are no more")
    at_terminal.press("l")
    page = at_terminal.see("0 of 14  not started", "parameters() lists each weight")
    assert "Hint" not in page
    at_terminal.press("l")
    at_terminal.see("Next: A neuron", "Hint 3 of 3")
    at_terminal.press("x\x1b[H\x1bOQ\t\xe9")  # no command of ours, some of them several bytes long
    at_terminal.press("\r")
    page = at_terminal.see(f"{START}, as before.")
    assert "Hint" not in page
    at_terminal.save("neuron.py", "while True: pass\n")
    at_terminal.until(lambda: "Checking…" in at_terminal.page, "Checking…")
    at_terminal.press("Q")

    assert at_terminal.ended() == 1
    assert at_terminal.settings == at_terminal.before
    assert "timed out" not in at_terminal.said
    pages = at_terminal.said.replace("Checking…\n", "").split(CLEAR)
    assert all(page.endswith("q quit\n") for page in pages[1:])


# 3. The terminal is left as it was.


def test_plain_clears_nothing_and_being_told_to_end_leaves_the_terminal_and_no_process(begin):
    watched = begin(*WATCH, "--plain")
    watched.see(START)
    watched.press("h")
    watched.see("Hint 1 of 3")
    left = watched.workers()
    watched.process.terminate()

    assert watched.ended() == -signal.SIGTERM
    assert watched.settings == watched.before
    assert watched.said.isascii()
    assert "\x1b" not in watched.said
    watched.until(lambda: not any(map(is_running, left)), "the workers' end")


@needs_bash
@pytest.mark.slow
def test_ctrl_z_gives_the_terminal_to_the_shell_and_fg_takes_it_back(begin):
    watched = begin(*BASH)
    watched.press(f"{' '.join(WATCH)}\n")
    watched.see(START)
    echo = "stty -a | grep -o ' echo '; echo $((6 * 7))\n"
    told = {"\x1a": "Stopped", echo: " echo \n42\n", "fg\n": CLEAR, "r": CLEAR}
    for _ in range(2):  # by chance in the moment in which the next worker is started
        for keys, words in told.items():
            watched.answer(partial(watched.press, keys), words)
        watched.see(START)
    watched.press("l")
    watched.see("0 of 14  not started")
    watched.press("q")
    watched.until(lambda: re.search(r"bash\S+ $", watched.said), "the shell's prompt")
    watched.press("exit 7\n")

    assert watched.ended() == 7


def test_without_exercises_it_does_not_begin(kit, command):
    shutil.rmtree(kit / "exercises")
    demand_refused(command("watch"))
