"""How long does it take from a save to its report?  Against a cold `python -m checks` of the same.

And do two hundred saves in a row leave anything behind: one missed, one out of date, memory?
"""

import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer

from checks.instructor import bank
from tests.benchmarks import Row, at_most, median_ratio, ratio_row
from tests.benchmarks.cold import CHECKS, ROOT, Command, NotMeasuredError, environment

BUDGET = 0.4
MOST_GROWTH = 1.0  # MiB, of the most that is held at a time: what is held goes up and down
APART = 0.3  # seconds between two saves: somebody has looked at the report
GUARD = 120.0  # seconds for all that is read of one process at a time
LAST_LINE = "╰"  # of a report: the lower edge of its box
SAVED = {
    "all passes": "solutions/neuron.py",
    "one mistake": "solutions/mistakes/neuron/no_activation.py",
}


class Watched:
    """A `python -m checks watch` over a copy of the kit, and what it prints."""

    def __init__(self, kit: Path, temporary: Path | None) -> None:
        own = {} if temporary is None else {"TMPDIR": str(temporary)}
        self.neuron = kit / "exercises" / "neuron.py"
        self.said: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, *CHECKS, "watch"],
            cwd=kit,
            env={**environment(), "PYTHONIOENCODING": "utf-8", **own},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def report(self, words: str = "") -> None:
        """Read up to the end of the next report that has these words in it."""
        watchdog = Timer(GUARD, self.process.kill)
        watchdog.daemon = True
        watchdog.start()
        found = False
        while not found or not self.said[-1].startswith(LAST_LINE):
            line = self.process.stdout.readline()
            if not line:
                raise NotMeasuredError(f"`watch` ended, or did not tell of a save: {words}")
            self.said.append(line)
            found = found or words in line
        watchdog.cancel()

    def save(self, text: str) -> None:
        self.neuron.write_text(text, encoding="utf-8")

    def seconds(self, text: str) -> float:
        """Return the time from one save to the end of its report."""
        time.sleep(APART)
        start = time.perf_counter()
        self.save(text)
        self.report()
        return time.perf_counter() - start

    def mebibytes(self) -> list[float]:
        """Return what it holds in memory, if the system tells."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        except OSError:
            return []
        return [int(kilobytes) / 1024 for kilobytes in re.findall(r"^VmRSS:\s+(\d+)", status, re.M)]


@contextmanager
def watching(temporary: Path | None = None) -> Iterator[Watched]:
    """Watch right answers in a copy of the kit, so that the real exercises are left alone.

    Args:
        temporary: the folder in which it may put temporary files, if not the system's.
    """
    with TemporaryDirectory() as folder:
        kit = Path(folder) / "kit"
        for name in ("checks", "solutions"):
            shutil.copytree(ROOT / name, kit / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(kit / "solutions", kit / "exercises", ignore=ignored)
        cold(kit).run()  # from now on its compiled files are there
        watched = Watched(kit, temporary)
        try:
            watched.report()
            yield watched
        finally:
            watched.process.kill()
            watched.process.communicate()


def ignored(folder: str, names: list[str]) -> list[str]:
    """Leave out all but the solutions themselves."""
    return [name for name in names if not name.endswith(".py")]


def cold(kit: Path) -> Command:
    return Command(CHECKS, kit, good=(0, 1))


def rows(smoke: bool) -> list[Row]:
    """Measure; when one cannot be measured, say why and go on."""
    out: list[Row] = []
    for name, source in SAVED.items():
        what = f"watch, save to report / cold run, {name}"
        try:
            out.append(ratio_row(what, ratio(ROOT / source, 3 if smoke else 15), BUDGET))
        except NotMeasuredError as error:
            out.append(Row(what, budget=at_most(BUDGET), missing=str(error)))
    count = 30 if smoke else 200
    what = f"watch, {count} saves in a row"
    try:
        out += many(what, count)
    except NotMeasuredError as error:
        out.append(Row(what, missing=str(error)))
    return out


def ratio(source: Path, pairs: int) -> float:
    """Compare one save, seen by a warm process, with one cold run over the same files."""
    text = bank.source(source)
    with watching() as watched:
        command = cold(watched.neuron.parents[1])
        watched.seconds(text)  # warm up: what does not pass needs more than what does
        command.run()
        return median_ratio(
            lambda: watched.seconds(f"{text}\n# {time.monotonic_ns()}\n"), command.seconds, pairs
        )


def many(what: str, count: int) -> Iterator[Row]:
    """Save so often, every other time without waiting for the report, and look at what was told."""
    chance = random.Random(4)
    held: list[float] = []
    with watching() as watched:
        for number in range(1, count + 1):
            watched.save(f"class Neuron:\n    raise ValueError('save {number}.')\n")
            if number % 2:  # the next one comes at any moment of the check of this one
                time.sleep(chance.uniform(0, APART))
            else:
                watched.report(f"save {number}.")
                held += watched.mebibytes()
    told = [int(found) for found in re.findall(r"save (\d+)\.", "".join(watched.said))]
    missed = set(range(2, count + 1, 2)) - set(told)
    good = not missed and told == sorted(told) and told[-1] == count
    yield Row(what, f"{len(missed)} missed", "", "0, in order", good)
    what += ", memory, second half - first"
    if not held:
        yield Row(f"{what} (needs /proc)", budget=f"<= {MOST_GROWTH:g} MiB")
        return
    half = len(held) // 2
    grown = max(held[half:]) - max(held[:half])
    yield Row(what, f"{grown:+.1f} MiB", "", f"<= {MOST_GROWTH:g} MiB", grown <= MOST_GROWTH)
