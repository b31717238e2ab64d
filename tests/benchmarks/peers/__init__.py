"""What does a class cost here and with the peers, and what becomes of it if one means harm?

The same answers, each a file with all classes, are graded by all of them; each has its assignment,
the checks of `assignment.py` in the peer's own form, in a module of its own.
"""

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.cold import NotMeasuredError, empty_test
from tests.benchmarks.peers import assignment
from tests.benchmarks.peers.meter import HungError, Meter

HOSTILE = "eve"
NEIGHBOURS = ("ada", "zoe")  # graded before and after her
GUARD = 100.0  # seconds for a class of three, one of which may hang; the longest own limit is 60
ENOUGH = 3600.0  # for a class of right answers

Marks = Iterator[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Peer:
    """One way to grade a class.

    Attributes:
        name: what is called, as the tables have it.
        package: what has to be installed for it.
        forgery: an attack on just this peer, put in front of classes that do nothing.
        set_up: makes the assignment in a folder, once, with the Python that has the peer.
        grade: grades the files STUDENT.py of one folder in a copy of the other, and yields who has
            a result, and whether it is full marks.
    """

    name: str
    package: str
    forgery: str
    set_up: Callable[[Path, Path, Meter], None]
    grade: Callable[[Path, Path, Path, Meter], Marks]


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds: of the processor, child processes included, and of a clock."""

    cpu: float
    wall: float


@dataclass(frozen=True, slots=True)
class Graded:
    """What came of a class.

    Attributes:
        full: who has a result, and whether it is full marks.
        hung: whether it had to be ended.
        last_line: the last that was printed.
    """

    full: Mapping[str, bool]
    cost: Cost
    hung: bool
    last_line: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of one peer: costs by size of the class, and outcomes by hostile answer."""

    peer: Peer
    set_up: Cost
    classes: Mapping[int, Cost]
    outcomes: Mapping[str, str]


def measure(peer: Peer, python: Path, sizes: tuple[int, ...], guard: float = GUARD) -> Measured:
    """Grade classes of right answers, then one class for each hostile answer."""
    with TemporaryDirectory() as folder:
        assigned = Path(folder) / "assigned"
        assigned.mkdir()
        meter = Meter(ENOUGH)
        peer.set_up(python, assigned, meter)
        return Measured(
            peer,
            Cost(meter.cpu, meter.wall),
            {size: _right(peer, python, assigned, size) for size in sizes},
            {
                name: _hostile(peer, python, assigned, name, guard)
                for name in assignment.hostile(Path(), "")
            },
        )


def bare() -> Cost:
    """Return the cost of the barest pytest run of one empty test: the least of five."""
    found = []
    with TemporaryDirectory() as folder:
        words = empty_test(Path(folder)).arguments
        for _ in range(5):
            meter = Meter(ENOUGH)
            meter.run([sys.executable, *words], Path(folder))
            found.append((meter.cpu, meter.wall))
    return Cost(min(cpu for cpu, _ in found), min(wall for _, wall in found))


def _right(peer: Peer, python: Path, assigned: Path, size: int) -> Cost:
    answers = {f"student{number:03}": assignment.right() for number in range(size)}
    found = graded(peer, python, assigned, lambda _: answers, ENOUGH)
    if found.full != dict.fromkeys(answers, True):
        count = sum(found.full.values())
        raise NotMeasuredError(
            f"of {size} right answers, {count} have full marks. "
            f"The last that it said: {found.last_line}"
        )
    return found.cost


def _hostile(peer: Peer, python: Path, assigned: Path, name: str, guard: float) -> str:
    def answers(handed_in: Path) -> dict[str, str]:
        neighbour, other = NEIGHBOURS
        theirs = assignment.hostile(handed_in / f"{neighbour}.py", peer.forgery)[name]
        return {neighbour: assignment.right(), HOSTILE: theirs, other: assignment.right()}

    return outcome(graded(peer, python, assigned, answers, guard), guard)


def graded(
    peer: Peer,
    python: Path,
    assigned: Path,
    answers: Callable[[Path], Mapping[str, str]],
    guard: float,
) -> Graded:
    """Grade one class in a folder of its own."""
    with TemporaryDirectory() as folder:
        handed_in, work = Path(folder) / "handed-in", Path(folder) / "work"
        handed_in.mkdir()
        shutil.copytree(assigned, work)
        for student, text in answers(handed_in).items():
            (handed_in / f"{student}.py").write_text(text, encoding="utf-8")
        full: dict[str, bool] = {}
        hung, meter = False, Meter(guard)
        try:
            for student, is_full in peer.grade(python, handed_in, work, meter):
                full[student] = is_full
        except HungError:
            hung = True
        return Graded(full, Cost(meter.cpu, meter.wall), hung, meter.last_line)


def outcome(found: Graded, guard: float) -> str:
    """Say what became of the class, and of the one that meant harm."""
    lost = [name for name in NEIGHBOURS if not found.full.get(name)]
    marks = {True: "full marks", False: "not full marks", None: "no result"}
    batch = f"did not end in {guard:.0f} s" if found.hung else "went on"
    others = f", {len(lost)} of {len(NEIGHBOURS)} others lost" if lost else ""
    return f"{batch}{others}; {marks[found.full.get(HOSTILE)]}"
