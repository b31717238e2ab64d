"""What does grading cost, boxed?  Against a bare pytest run of one empty test.

What right answers cost is the processor's time, of all processes and with the set-up; each hands in
three files. Another class is made of right answers, known mistakes, stubs, and code that ends or
floods its process: ten times as many should cost ten times as much, and no more memory.
"""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from checks.instructor import bank
from tests.benchmarks import Row, at_most, ratio_row
from tests.benchmarks.cold import ROOT, NotMeasuredError, environment
from tests.benchmarks.peers import bare
from tests.benchmarks.peers.meter import Meter

RIGHT = {1: 3.0, 4: 4.3, 16: 10.0}  # budgets, by the number of right answers
MANY, FURTHER = 64, 0.4  # and of each further one
HANDED_IN = ("neuron.py", "layer.py", "mlp.py")
ENOUGH = 600.0  # seconds
GROWTH = 1.2  # of cost and of memory, for ten times as many
FULL, SMOKE = (100, 1_000), (3, 12)
HOSTILE = (
    "import os\nos._exit(0)\n",
    "print('x' * 10**7)\nraise ValueError\n",
    "import sys\nsys.exit(0)\n",
)
GRADE = """\
import sys, time
from pathlib import Path
from checks.instructor import checking, grading, reference
from checks.run import box
from checks.instructor.gradebook import Gradebook
held, hidden = box.probe(), reference.hidden(1)
began = time.perf_counter()
with (
    Gradebook.write(Path(sys.argv[2])) as book,
    checking.threads(1, held, hidden) as pool,
):
    grading.Grading(book, Path(sys.argv[1]), held, seed=1).go(pool)
    rows = sum(1 for _ in book.standing())
status = Path('/proc/self/status').read_text()  # getrusage begins with what started this process
memory = int(status.partition('VmHWM:')[2].split()[0])
print(f'[{rows}, {time.perf_counter() - began}, {memory}]')
"""


def rows(smoke: bool) -> list[Row]:
    """Measure two classes; where there is no box, say so."""
    what = "grading, boxed, processor / bare pytest"
    small, large = SMOKE if smoke else FULL
    with TemporaryDirectory() as folder:
        try:
            costs = {count: _right(Path(folder), count) for count in RIGHT}
            most = 2 if smoke else MANY
            further = (_right(Path(folder), most) - costs[1]) / (most - 1)
            few, many = (_graded(Path(folder), count) for count in (small, large))
            base = bare().cpu
        except NotMeasuredError as error:
            return [Row(what, budget=at_most(FURTHER), missing=str(error))]
    return [
        *(
            ratio_row(f"{what}, {count} right", costs[count] / base, RIGHT[count])
            for count in RIGHT
        ),
        ratio_row(f"{what}, each further one of {most}", further / base, FURTHER),
        ratio_row(f"a submission, class of {large} / of {small}", many[0] / few[0], GROWTH),
        ratio_row(f"memory, class of {large} / of {small}", many[1] / few[1], GROWTH),
        Row(f"  that is, of {large}", f"{1 / many[0]:.1f} a second, {many[1] / 1024:.0f} MiB"),
    ]


def handed_in(place: Path, count: int) -> None:
    """Write a class of so many."""
    for number, source in enumerate(islice(_neurons(), count)):
        own = place / f"student{number:04}"
        own.mkdir(parents=True)
        for path in (ROOT / "solutions").glob("*.py"):
            (own / path.name).write_bytes(path.read_bytes())
        (own / "neuron.py").write_text(source, encoding="utf-8")


def _right(folder: Path, count: int) -> float:
    """Grade so many right answers; return the seconds of the processor."""
    place, meter = folder / f"right{count}", Meter(ENOUGH)
    for number in range(count):
        own = place / f"student{number:04}"
        own.mkdir(parents=True)
        for name in HANDED_IN:
            shutil.copy(ROOT / "solutions" / name, own)
    words = [sys.executable, "-m", "checks", "grade", place]
    if meter.run([*words, "--gradebook", folder / f"right{count}.db"], ROOT):
        raise NotMeasuredError(f"{count} right answers: {meter.last_line}")
    return meter.cpu


def _graded(folder: Path, count: int) -> tuple[float, float]:
    """Grade a class; return the seconds for each submission and the peak memory in KiB."""
    place = folder / f"class{count}"
    handed_in(place, count)
    done = subprocess.run(
        [sys.executable, "-c", GRADE, str(place), str(folder / f"{count}.db")],
        cwd=ROOT,
        env={**environment(), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NotMeasuredError(done.stderr.strip().rpartition("\n")[2])
    graded, seconds, memory = json.loads(done.stdout)
    if graded != count:
        raise NotMeasuredError(f"Of {count} submissions, {graded} have a row.")
    return seconds / count, memory


def _neurons() -> Iterator[str]:
    """Yield answers for ever: right ones, known mistakes, the stub, code that means harm."""
    right = [ROOT / "solutions" / "neuron.py"] * 20
    wrong = sorted((ROOT / "solutions" / "mistakes" / "neuron").glob("*.py"))
    stub = [ROOT / "checks" / "lesson" / "stubs" / "neuron.py"] * 5
    texts = [bank.source(path) for path in (*right, *wrong[::4], *stub)]
    return cycle([*texts, *HOSTILE])


if __name__ == "__main__":
    began = time.perf_counter()
    for row in rows("--smoke" in sys.argv):
        print(row.what, row.measured, row.missing)
    print(f"{time.perf_counter() - began:.0f} s")
