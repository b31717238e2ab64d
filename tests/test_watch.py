"""Does `python -m checks watch` see each save, tell what is so, and leave the terminal as it was?

Everything here is real: files, processes and, where keys are pressed, a terminal.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from checks import catalog
from checks.check import roster
from checks.instructor import bank

COUNT = sum(not catalog.exercise(check.exercise).given for check in roster.every())
START = f"0 of {COUNT} checks pass"
STRETCH = tuple(one.id for one in catalog.exercises() if not one.required and one.stubbed)
GUARD = 90.0  # seconds; on a quiet machine nothing here takes a twentieth of it
CLEAR = "\x1b[H\x1b[2J"
WATCH = ("-W", "error", "-m", "checks", "watch")
NEXT_LAYER = "Open exercises/layer.py:"
needs_terminal = pytest.mark.skipif(
    not hasattr(os, "openpty"), reason="this system has no pseudo-terminals"
)
needs_proc = pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="child processes are looked up in /proc"
)
# gives a process of its own session the terminal on its standard input
TAKE = """\
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.argv[1], sys.argv[1:])
"""


class Watched:
    """A watch that is going on, and all that it has said."""

    def __init__(self, kit: Path, output: int, **popen: Any) -> None:
        self.kit, self.said = kit, ""
        self.output = output
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "TERM": "xterm", "NO_COLOR": "1"}
        self.process = subprocess.Popen(cwd=kit, env=environment, **popen)

    def read(self) -> None:
        """Take in all that is said, until that is over; runs beside the test."""
        while True:
            try:
                data = os.read(self.output, 65536)
            except OSError:  # how Linux says that the other end of a terminal is closed
                return
            if not data:
                return
            self.said += data.decode("utf-8", "replace").replace("\r\n", "\n")

    def until(self, holds: Callable[[], object], what: str) -> None:
        deadline = time.monotonic() + GUARD
        while not holds():
            assert time.monotonic() < deadline, f"{what!r} did not come:\n{self.said}"
            time.sleep(0.01)

    @property
    def page(self) -> str:
        """What is to be seen: all since the screen was cleared."""
        return self.said.rpartition(CLEAR)[2]

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
            self.save(f"{name}.py", solution(name))

    def ended(self) -> int:
        return self.process.wait(GUARD)


class AtTerminal(Watched):
    """A watch at a terminal of its own, with somebody who presses keys."""

    def __init__(self, kit: Path, command: tuple[str, ...] = (sys.executable, *WATCH)) -> None:
        import termios

        self.keys, self.terminal = os.openpty()
        self.resize(40, 100)
        self.before = termios.tcgetattr(self.terminal)
        ends = dict.fromkeys(("stdin", "stdout", "stderr"), self.terminal)
        program = [sys.executable, "-c", TAKE, *command]
        super().__init__(kit, self.keys, args=program, start_new_session=True, **ends)
        self.reader = Thread(target=self.read, daemon=True)
        self.reader.start()

    def press(self, keys: str) -> None:
        os.write(self.keys, keys.encode())

    def answer(self, keys: str, words: str) -> None:
        """Press keys and wait until something is said once more."""
        count = self.said.count(words)
        self.press(keys)
        self.until(lambda: self.said.count(words) > count, words)

    def resize(self, rows: int, columns: int) -> None:
        import fcntl
        import struct
        import termios

        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(self.terminal, termios.TIOCSWINSZ, size)

    @property
    def settings(self) -> list[Any]:
        import termios

        return termios.tcgetattr(self.terminal)

    @property
    def echoes(self) -> bool:
        import termios

        return bool(self.settings[3] & termios.ECHO)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.terminal)
        self.reader.join(GUARD)  # else it may read on, from what has the same number next
        os.close(self.keys)


class InPipe(Watched):
    """A watch whose output is read by a program."""

    def __init__(self, kit: Path, command: tuple[str, ...] = WATCH) -> None:
        self.reading, writing = os.pipe()
        settings = {"stdin": subprocess.DEVNULL, "stdout": writing, "stderr": subprocess.STDOUT}
        super().__init__(kit, self.reading, args=[sys.executable, *command], **settings)
        os.close(writing)
        self.reader = Thread(target=self.read, daemon=True)
        self.reader.start()

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.reader.join(GUARD)
        os.close(self.reading)


def solution(name: str) -> str:
    root = Path(__file__).resolve().parents[1]
    return (root / "solutions" / f"{name}.py").read_text(encoding="utf-8")


def saying(words: str, top: str = "") -> str:
    """Return a neuron that raises something to know it by."""
    lines = (
        top,
        "class Neuron:",
        "    def __init__(self, nin):",
        f"        raise ValueError({words!r})",
    )
    return "\n".join((*lines, ""))


@pytest.fixture
def begin(kit: Path) -> Iterator[Callable[..., Any]]:
    """Start a watch at a terminal or in a pipe, on untouched exercises; see to its end."""
    begun: list[AtTerminal | InPipe] = []

    def start(kind: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        begun.append(kind(kit, *arguments, **options))
        return begun[-1]

    yield start
    for watched in begun:
        watched.close()


@pytest.fixture
def at_terminal(begin: Callable[..., Any]) -> AtTerminal:
    watched: AtTerminal = begin(AtTerminal)
    watched.see(START)
    return watched


@pytest.fixture
def in_pipe(begin: Callable[..., Any]) -> InPipe:
    watched: InPipe = begin(InPipe)
    watched.hear(START)
    return watched


# 1. Saves, however an editor writes them.


def test_each_save_is_told_and_a_pipe_gets_plain_lines(in_pipe: InPipe) -> None:
    heard = 0
    for number in range(2):
        in_pipe.save("neuron.py", saying(f"save {number}."))
        heard = in_pipe.hear(f"save {number}.", heard)

    assert "\x1b" not in in_pipe.said
    assert "q quit" not in in_pipe.said
    assert "python -m checks hint neuron" in in_pipe.said
    in_pipe.process.send_signal(signal.SIGINT)
    assert in_pipe.ended() == 130
    in_pipe.reader.join(GUARD)
    assert "Traceback" not in in_pipe.said


def test_a_file_that_is_replaced_is_a_save(in_pipe: InPipe) -> None:
    fresh = in_pipe.kit / "exercises" / ".neuron.py.swp"
    fresh.write_text(saying("replaced"), encoding="utf-8")
    fresh.replace(in_pipe.kit / "exercises" / "neuron.py")
    in_pipe.hear("replaced")


def test_the_folder_may_go_and_come_back(in_pipe: InPipe) -> None:
    exercises = in_pipe.kit / "exercises"
    shutil.rmtree(exercises)
    heard = in_pipe.hear("There is no exercise in exercises/ any more.")
    shutil.copytree(in_pipe.kit / "checks" / "lesson" / "stubs", exercises)
    heard = in_pipe.hear(START, heard)
    in_pipe.solve("neuron")
    in_pipe.hear("Done: A neuron", heard)


def test_a_save_that_no_event_tells_of_is_seen_all_the_same(kit: Path, in_pipe: InPipe) -> None:
    """Behind a link, as on a folder of another machine, the system tells of nothing."""
    far = kit / "far.py"
    far.write_text(solution("neuron"), encoding="utf-8")
    (kit / "exercises" / "neuron.py").unlink()
    (kit / "exercises" / "neuron.py").symlink_to(far)
    heard = in_pipe.hear("Done: A neuron")
    far.write_text(saying("from afar"), encoding="utf-8")
    in_pipe.hear("from afar", heard)


def test_where_nothing_tells_of_saves_they_are_looked_for(begin: Callable[..., Any]) -> None:
    without = "import runpy, sys; sys.modules['watchfiles'] = None; sys.argv[1:] = ['watch']"
    watched = begin(InPipe, ("-c", f"{without}; runpy.run_module('checks', run_name='__main__')"))
    watched.hear(START)
    watched.solve("neuron")
    watched.hear("Done: A neuron")


# 2. Nothing that is no longer so.


def test_a_save_while_a_check_is_on_is_checked_and_the_old_one_is_not_shown(
    in_pipe: InPipe,
) -> None:
    in_pipe.save("neuron.py", saying("out of date", top="import time\ntime.sleep(1)"))
    in_pipe.hear("Checking…")
    in_pipe.solve("neuron")
    in_pipe.hear("Done: A neuron")

    assert "out of date" not in in_pipe.said


@needs_proc
def test_workers_that_were_lost_while_they_waited_are_not_the_learners_fault(
    in_pipe: InPipe,
) -> None:
    in_pipe.hear("save the file")
    in_pipe.until(lambda: len(children(in_pipe.process.pid)) == 2, "two workers")
    workers = children(in_pipe.process.pid)
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    in_pipe.until(lambda: not any(map(is_running, workers)), "the workers' end")
    in_pipe.solve("neuron")
    in_pipe.hear("Done: A neuron")

    assert "crashed" not in in_pipe.said


def test_a_kit_that_has_changed_meanwhile_is_not_mixed_with_what_it_was(in_pipe: InPipe) -> None:
    with (in_pipe.kit / "checks" / "inside" / "scenarios.py").open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    in_pipe.solve("neuron")
    in_pipe.hear("The kit itself has changed")

    assert "Done" not in in_pipe.said


def children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="utf-8")
    return [int(child) for child in found.split()]


# 3. What is shown: one thing.


@needs_terminal
def test_a_success_stops_at_the_success_until_one_goes_on(at_terminal: AtTerminal) -> None:
    at_terminal.solve("neuron")
    page = at_terminal.see("Done: A neuron", "14 of 14 checks pass")
    assert "and 11 more" in page
    assert "Next: A layer, in exercises/layer.py." in page
    assert NEXT_LAYER not in page

    at_terminal.press("\n")
    page = at_terminal.see(NEXT_LAYER, "as before")
    assert "Done" not in page


@needs_terminal
def test_when_all_passes_it_says_so_and_goes_on(at_terminal: AtTerminal) -> None:
    at_terminal.solve("neuron", "layer", "mlp", *STRETCH)
    at_terminal.see(f"All {COUNT} of {COUNT} checks pass", "out.backward()")
    at_terminal.press("h")
    at_terminal.see("There is no hint left")
    at_terminal.save("mlp.py", "")
    at_terminal.see("Next: A network: MLP")
    at_terminal.solve("mlp")
    at_terminal.see(f"All {COUNT} of {COUNT} checks pass", "new")
    at_terminal.press("q")

    assert at_terminal.ended() == 0


@needs_terminal
def test_when_all_that_is_required_passes_it_says_so_and_what_else_there_is(
    at_terminal: AtTerminal,
) -> None:
    at_terminal.solve("neuron", "layer", "mlp")
    page = at_terminal.see("required checks pass", "Next, if you like: Counting parameters")
    assert "Done" in page

    at_terminal.solve("count")
    page = at_terminal.see("Done: Counting parameters", "Next, if you like: Gradients")
    assert "Open exercises/gradients.py" not in page
    at_terminal.press("\n")
    at_terminal.see("Open exercises/gradients.py")
    at_terminal.press("q")

    assert at_terminal.ended() == 0


@needs_terminal
def test_a_wrong_neuron_is_drawn_term_by_term_as_in_a_run(at_terminal: AtTerminal) -> None:
    at_terminal.save("neuron.py", bank.source(bank.MISTAKES / "neuron" / "no_activation.py"))
    at_terminal.see("Term by term", "the first difference")


@needs_terminal
def test_what_was_saved_comes_before_what_would_be_next(at_terminal: AtTerminal) -> None:
    at_terminal.save("mlp.py", "def (")
    assert "exercises/mlp.py:1" in at_terminal.see("Next: A network: MLP")

    at_terminal.press("r")
    at_terminal.see("Next: A network: MLP", "as before")
    at_terminal.save("mlp.py", solution("mlp"))
    at_terminal.see("Done: A network: MLP", "Next: A neuron, in exercises/neuron.py.")


# 4. Keys.


@needs_terminal
def test_keys_work_without_enter_and_are_not_echoed(at_terminal: AtTerminal) -> None:
    assert not at_terminal.echoes
    at_terminal.press("h")
    assert "2." not in at_terminal.see("Hint 1 of 3", "h shows the next one")
    at_terminal.press("hhh")
    at_terminal.see("Hint 3 of 3", "There are no more")
    at_terminal.press("l")
    page = at_terminal.see("0 of 14  not started", "parameters() lists the weights")
    assert "Hint" not in page
    at_terminal.press("l")
    at_terminal.see("Next: A neuron", "Hint 3 of 3")
    at_terminal.press("x\x1b[H\x1bOQ\t\xe9")  # no command of ours, some of them several bytes long
    at_terminal.press("\r")
    page = at_terminal.see(f"{START}, as before.")
    assert "Hint" not in page
    at_terminal.press("Q")

    assert at_terminal.ended() == 1
    assert at_terminal.settings == at_terminal.before
    pages = at_terminal.said.replace("Checking…\n", "").split(CLEAR)
    assert all(page.endswith("q quit\n") for page in pages[1:])


@needs_terminal
def test_one_can_quit_while_a_check_is_on(at_terminal: AtTerminal) -> None:
    at_terminal.save("neuron.py", "while True: pass\n")
    at_terminal.until(lambda: "Checking…" in at_terminal.page, "Checking…")
    at_terminal.press("q")

    assert at_terminal.ended() == 1
    assert "timed out" not in at_terminal.said


# 5. The terminal is left as it was.


@needs_terminal
def test_ctrl_c_leaves_the_terminal_as_it_was(at_terminal: AtTerminal) -> None:
    at_terminal.press("\x03")

    assert at_terminal.ended() == 130
    assert at_terminal.settings == at_terminal.before
    assert "Traceback" not in at_terminal.said


@needs_terminal
@needs_proc
def test_being_told_to_end_leaves_the_terminal_and_no_process(at_terminal: AtTerminal) -> None:
    at_terminal.until(lambda: len(children(at_terminal.process.pid)) == 2, "two workers")
    left = children(at_terminal.process.pid)
    at_terminal.process.terminate()

    assert at_terminal.ended() == -signal.SIGTERM
    assert at_terminal.settings == at_terminal.before
    at_terminal.until(lambda: not any(map(is_running, left)), "the worker's end")


def is_running(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


@needs_terminal
def test_a_fault_of_the_kit_leaves_the_terminal_as_it_was(
    kit: Path, begin: Callable[..., Any]
) -> None:
    layout = kit / "checks" / "desk" / "watch_report.py"
    text = layout.read_text(encoding="utf-8")
    layout.write_text(text.replace("if self.is_list:", "if 1 / 0:"), encoding="utf-8")
    watched = begin(AtTerminal)

    assert watched.ended() == 1
    assert "ZeroDivisionError" in watched.said
    assert watched.settings == watched.before


@needs_terminal
@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("bash"), reason="needs a shell that suspends its jobs")
def test_ctrl_z_gives_the_terminal_to_the_shell_and_fg_takes_it_back(
    begin: Callable[..., Any],
) -> None:
    watched = begin(AtTerminal, (shutil.which("bash"), "--norc", "--noprofile", "-i"))
    watched.press(f"{sys.executable} {' '.join(WATCH)}\n")
    watched.see(START)
    for _ in range(4):  # by chance in the moment in which the next worker is started
        watched.answer("\x1a", "Stopped")
        watched.answer("stty -a | grep -o ' echo '; echo $((6 * 7))\n", " echo \n42\n")
        watched.answer("fg\n", CLEAR)
        watched.answer("r", CLEAR)
        watched.see(START)
    watched.press("l")
    watched.see("0 of 14  not started")
    watched.press("q")
    watched.until(lambda: re.search(r"bash\S+ $", watched.said), "the shell's prompt")
    watched.press("exit 7\n")

    assert watched.ended() == 7


@needs_terminal
@pytest.mark.parametrize("size", [(0, 0), (500, 1000)])
def test_a_terminal_of_any_size_is_drawn_on(at_terminal: AtTerminal, size: tuple[int, int]) -> None:
    pages = at_terminal.said.count(CLEAR)
    at_terminal.resize(*size)
    at_terminal.until(lambda: at_terminal.said.count(CLEAR) > pages, "the page, drawn again")
    at_terminal.solve("neuron")
    at_terminal.see("Done: A neuron")
    at_terminal.press("q")

    assert at_terminal.ended() == 1


# 6. Beginnings.


@needs_terminal
def test_plain_clears_nothing_and_keeps_to_ascii(begin: Callable[..., Any]) -> None:
    watched = begin(AtTerminal, (sys.executable, *WATCH, "--plain"))
    watched.see(START)
    watched.press("h")
    watched.see("Hint 1 of 3")
    watched.resize(30, 60)
    watched.press("q")

    assert watched.ended() == 1
    assert watched.said.isascii()
    assert "\x1b" not in watched.said


@needs_terminal
@pytest.mark.skipif(not shutil.which("bash"), reason="needs a shell that puts jobs aside")
def test_in_the_background_it_leaves_the_terminal_alone(begin: Callable[..., Any]) -> None:
    watched = begin(AtTerminal, (shutil.which("bash"), "--norc", "--noprofile", "-i"))
    watched.press(f"{sys.executable} {' '.join(WATCH)} &\n")
    watched.hear(START)
    watched.solve("neuron")
    watched.hear("Done: A neuron")
    watched.press("kill %1; wait; exit 7\n")

    assert watched.ended() == 7
    assert "Stopped" not in watched.said


def test_without_exercises_it_does_not_begin(
    kit: Path, command: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    shutil.rmtree(kit / "exercises")
    done = command("watch")

    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 2
