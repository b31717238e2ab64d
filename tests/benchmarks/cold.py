"""How long does a cold `python -m checks` take?  Against a bare pytest run of one empty test."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks import Row, at_most, median_ratio, ratio_row

ROOT = Path(__file__).resolve().parents[2]
BUDGET = 1.2
CHECKS = ("-m", "checks")
# The same, with time for what callgrind makes some fifty times slower: else a limit would end what
# is well in time otherwise, and the count would be of other work.
PATIENT = """\
import runpy
from checks.run import worker as sandbox
sandbox.SCENARIO_SECONDS = sandbox.START_SECONDS = sandbox.END_SECONDS = 600
sandbox.EXERCISE_SECONDS = 6000
runpy.run_module("checks", run_name="__main__", alter_sys=True)
"""
SUBMISSIONS = {"solutions": "solutions", "exercises": "untouched stubs"}


class NotMeasuredError(Exception):
    """A command did not do its work, so its time or its instructions mean nothing."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What one run left behind."""

    pid: int
    output: str


@dataclass(frozen=True, slots=True)
class Counted:
    """The instructions of one run: of its main process, and with those of its child processes."""

    main: int
    everything: int


@dataclass(frozen=True, slots=True)
class Command:
    """One Python command line, where it runs, and the exit statuses of a run that did its work."""

    arguments: tuple[str, ...]
    folder: Path
    good: tuple[int, ...]

    def run(self, *before: str) -> Ran:
        """Run it, with its output piped; `before` goes in front of the interpreter."""
        with subprocess.Popen(
            [*before, sys.executable, *self.arguments],
            cwd=self.folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        ) as process:
            output, errors = process.communicate()
        # Python itself ends with 1 as well, when a module is missing or an error is not caught.
        if process.returncode not in self.good or not output or "Traceback" in errors:
            last = (errors or output).strip().rpartition("\n")[2]
            raise NotMeasuredError(f"`{self}` ended with status {process.returncode}: {last}")
        return Ran(process.pid, output)

    def seconds(self) -> float:
        """Return the wall time of one run."""
        start = time.perf_counter()
        self.run()
        return time.perf_counter() - start

    def __str__(self) -> str:
        return " ".join(("python", *self.arguments))


def environment() -> dict[str, str]:
    """Leave out what changes the work: pytest's options, and not keeping compiled files."""
    left_out = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return {**kept, "PYTHONHASHSEED": "0"}  # with it, instruction counts repeat


def rows(smoke: bool) -> list[Row]:
    """Measure both submissions; when one cannot be measured, say why and go on."""
    out: list[Row] = []
    with TemporaryDirectory() as folder:
        bare = empty_test(Path(folder))
        for submission, name in SUBMISSIONS.items():
            checks = Command((*CHECKS, "--submission", submission), ROOT, good=(0, 1))
            what = f"cold run, {name} / bare pytest"
            try:
                slow = Command(("-c", PATIENT, *checks.arguments[2:]), ROOT, checks.good)
                out += compare(what, checks, bare, slow, smoke)
            except NotMeasuredError as error:
                out.append(Row(what, budget=at_most(BUDGET), missing=str(error)))
    return out


def empty_test(folder: Path) -> Command:
    """Write one empty test, and return the barest pytest run of it."""
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    (folder / "test_empty.py").write_text("def test_empty():\n    pass\n", encoding="utf-8")
    bare = ("-m", "pytest", "-q", "--disable-plugin-autoload", "-c", "pytest.ini")
    return Command(bare, folder, good=(0,))


def compare(what: str, checks: Command, bare: Command, slow: Command, smoke: bool) -> Iterator[Row]:
    """Compare by wall time and, where valgrind is there, by the instructions of `slow`."""
    for command in (checks, bare):
        command.run()  # from now on its compiled files are there, and the disk's cache is warm
    pairs = 3 if smoke else 15
    wall = median_ratio(checks.seconds, bare.seconds, pairs)
    yield ratio_row(f"{what}, wall", wall, BUDGET)
    if smoke:
        return
    if not shutil.which("valgrind"):
        yield Row(f"{what}, instructions (needs valgrind)", budget=at_most(BUDGET))
        return
    ours, theirs = instructions(slow), instructions(bare)
    with_children = ours.everything / theirs.everything
    yield ratio_row(f"{what}, instructions", ours.main / theirs.main, BUDGET, with_children)


def instructions(command: Command) -> Counted:
    """Count the instructions of one run by callgrind, in its main process and in its children.

    The count is written every million basic blocks, and starts again from 0: a child that is killed
    loses no more than the last of them, and one that is forked brings no more of its parent's.
    """
    with TemporaryDirectory() as folder:
        options = ("-q", "--tool=callgrind", "--trace-children=yes", "--dump-every-bb=1000000")
        ran = command.run("valgrind", *options, f"--callgrind-out-file={folder}/%p")
        if without_numbers(ran) != without_numbers(command.run()):
            raise NotMeasuredError(f"`{command}` does something else under callgrind")
        counts = {file: count(file) for file in sorted(Path(folder).iterdir())}
    main = sum(n for file, n in counts.items() if file.name.split(".")[0] == str(ran.pid))
    return Counted(main, sum(counts.values()))


def without_numbers(ran: Ran) -> str:
    """Return the output without what differs between runs of the same work: times."""
    return re.sub(r"[\d.]+", "", ran.output)


def count(file: Path) -> int:
    """Return the number of instructions in a file of callgrind's; 0 if it was cut short."""
    found = re.search(r"^totals: (\d+)", file.read_text(encoding="utf-8"), re.M)
    return int(found[1]) if found else 0
