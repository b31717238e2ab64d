"""Does a long day leave anything behind: memory, descriptors, threads, processes, files?

    python -m tests.benchmarks.soak                                10,000 gradings, 1,000 saves
    python -m tests.benchmarks.soak --gradings N --saves N         so many

One process grades the class of `grading.py` over and over, boxed, and one watches save after save.
What each of them holds is looked at twenty times on the way, while it rests. Half an hour on two
processors; Linux only, as what a process holds is read in /proc.

Exit status: 0 all stayed flat, 1 something grew, 2 not measured.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from tests.benchmarks import Row
from tests.benchmarks.__main__ import status, table
from tests.benchmarks.cold import ROOT, NotMeasuredError, environment
from tests.benchmarks.grading import handed_in
from tests.benchmarks.watch import watching

LOOKS = 20
WARM = LOOKS // 4  # looks until caches are full
MOST_MEBIBYTES = 4.0  # of growth from the first looks to the last ones: the allocator's own noise
GRADE = """\
import sys
from pathlib import Path
from checks.instructor import checking, grading, reference
from checks.instructor.gradebook import Gradebook
from checks.run import box
held, hidden = box.probe(), reference.hidden(1)
with Gradebook.write(Path(sys.argv[2])) as book:
    while sys.stdin.readline():
        with checking.threads(2, held, hidden) as pool:
            grading.Grading(book, Path(sys.argv[1]), held, seed=1).go(pool)
        print(sum(1 for _ in book.standing()), flush=True)
"""


@dataclass(frozen=True, slots=True)
class Held:
    """What a process holds while it rests."""

    memory: float  # MiB
    descriptors: int
    threads: int
    processes: int  # that it started, and theirs
    files: int  # in the folder for temporary ones


def held(pid: int, temporary: Path) -> Held:
    """Look at a process in /proc."""
    place = Path("/proc", str(pid))
    pages = int((place / "statm").read_text().split()[1])
    return Held(
        pages * os.sysconf("SC_PAGE_SIZE") / 2**20,
        len(list((place / "fd").iterdir())),
        len(list((place / "task").iterdir())),
        len(list(descendants(place))),
        sum(1 for _ in temporary.rglob("*")),
    )


def descendants(place: Path) -> Iterator[str]:
    """Yield the processes that a process started, and theirs."""
    for task in (place / "task").iterdir():
        for child in (task / "children").read_text().split():
            yield child
            yield from descendants(Path("/proc", child))


def gradings(count: int) -> Iterator[Held]:
    """Grade a class again and again in one process; yield what it holds after each time."""
    with TemporaryDirectory() as folder:
        handed_in(Path(folder, "class"), count // LOOKS)
        temporary = Path(folder, "tmp")
        temporary.mkdir()
        with subprocess.Popen(
            [sys.executable, "-c", GRADE, f"{folder}/class", f"{folder}/class.db"],
            cwd=ROOT,
            env={**environment(), "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            for _ in range(LOOKS):
                process.stdin.write("again\n")
                process.stdin.flush()
                if process.stdout.readline() != f"{count // LOOKS}\n":
                    raise NotMeasuredError(process.stderr.read().strip().rpartition("\n")[2])
                yield held(process.pid, temporary)
            process.stdin.close()


def saves(count: int) -> Iterator[Held]:
    """Save again and again beside one watch; yield what that holds now and then."""
    with TemporaryDirectory() as folder, watching(Path(folder)) as watched:
        for number in range(1, count + 1):
            watched.save(f"class Neuron:\n    raise ValueError('save {number}.')\n")
            watched.report(f"save {number}.")
            if number % (count // LOOKS) == 0:
                time.sleep(1)  # the workers for the next save are being started
                yield held(watched.process.pid, Path(folder))


def rows(what: str, looks: list[Held]) -> Iterator[Row]:
    """Hold the most of the last looks to the most of the first ones, once all is warm."""
    early, late = looks[WARM : 2 * WARM], looks[-WARM:]
    for field, first, last in zip(fields(Held), most(early), most(late), strict=True):
        allowed = MOST_MEBIBYTES if field.name == "memory" else 0
        unit = " MiB" if field.name == "memory" else ""
        told = f"{first:.0f} -> {last:.0f}{unit}"
        yield Row(f"{what}: {field.name}", told, "", f"<= +{allowed:g}", last - first <= allowed)


def most(looks: list[Held]) -> list[float]:
    """Return the most that was held of each."""
    return [max(column) for column in zip(*map(astuple, looks), strict=True)]


def main() -> int:
    """Read what was typed, and run."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.soak", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    for name, count in (("gradings", 10_000), ("saves", 1_000)):
        parser.add_argument(f"--{name}", type=int, default=count, metavar="N", help="how many")
    options = parser.parse_args()
    found: list[Row] = []
    for what, count, looks in (
        ("boxed gradings", options.gradings, gradings),
        ("saves in a row", options.saves, saves),
    ):
        began = time.perf_counter()
        count = max(count // LOOKS, 1) * LOOKS
        try:
            found += rows(f"{count:,} {what}", list(looks(count)))
        except NotMeasuredError as error:
            found.append(Row(what, missing=str(error)))
        seconds = time.perf_counter() - began
        print(f"{count:,} {what}: {seconds:.0f} s, {count / seconds:.1f} a second", file=sys.stderr)
    console = Console()
    console.print(table(found, ""))
    return status(found, smoke=False)


if __name__ == "__main__":
    sys.exit(main())
