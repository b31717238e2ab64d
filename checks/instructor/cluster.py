"""How is a class graded on more than one machine? Workers of a Dask cluster check, one writes.

The processes of the kit trust each other: what goes between them is pickled, as Dask does. A
learner's code stays in a worker process of its own there as here, and only JSON comes out of that.
"""

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from typing import Any

from checks.check.key import Answers
from checks.errors import KitError
from checks.instructor import drawn_key, grading
from checks.instructor.outcome import Outcome, graded
from checks.run import box

SECONDS = 20.0  # to find the scheduler and its workers
START = "in a checkout of the kit: python -m dask worker ADDRESS"


class Cluster(Executor):
    """Runs the grading of each submission on a cluster; a lost worker's work is done again.

    Attributes:
        jobs: how many its workers check at the same time.
    """

    def __init__(self, client: Any, answers: Answers) -> None:
        self.jobs: int = sum(client.nthreads().values())
        self._executor = client.get_executor(pure=False)
        # sent once, not with each submission
        self._answers = client.scatter(drawn_key.packed(answers), broadcast=True)

    def submit(  # type: ignore[override]
        self, grade: Any, name: str, files: Mapping[str, bytes], *, patience: float = 1.0
    ) -> "Future[Outcome]":
        """Check one submission there; `grade` is what a thread here would call."""
        held = grade.keywords["box"]
        found: Future[Outcome] = self._executor.submit(
            _graded, name, dict(files), held, self._answers, patience
        )
        return found

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._executor.shutdown(wait=wait)


def demand_installed() -> None:
    """Fail unless Dask is there; for half a second less than it takes to load it.

    Raises:
        KitError: if it is not.
    """
    if find_spec("distributed") is None:
        raise KitError(
            "Dask's distributed is not installed.", fix="python -m pip install '.[cluster]'"
        )


@contextmanager
def cluster(address: str, held: box.Box | None, answers: Answers) -> Iterator[Cluster]:
    """Yield the executor of a cluster.

    Args:
        address: of its scheduler, as in "tcp://10.0.0.7:8786".

    Raises:
        KitError: if it does not answer, or its workers would judge otherwise than this machine.
    """
    from distributed import Client

    try:
        client = Client(address, timeout=SECONDS)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise KitError(
            f"No scheduler answers at {address}.", fix="python -m dask scheduler"
        ) from error
    with client:
        _demand_alike(client, held)
        yield Cluster(client, answers)


def _demand_alike(client: Any, held: box.Box | None) -> None:
    try:
        client.wait_for_workers(1, timeout=SECONDS)  # one may have been started just now
    except TimeoutError as error:
        raise KitError("The cluster has no workers.", fix=f"Start some, {START}") from error
    try:
        hashes = set(client.run(grading.kit_hash).values())
        layers = set(client.run(_layers).values()) if held else set()
    except (ImportError, KitError) as error:
        raise KitError(f"A worker cannot check: {error}", fix=f"Start it {START}") from error
    if hashes != {grading.kit_hash()}:
        raise KitError("A worker has another version of the kit.", fix=f"Start it {START}")
    if held and layers != {held.layers}:
        raise KitError(
            "A worker's box has other layers than this machine's.",
            fix="Install the same on all: apt install bubblewrap python3-seccomp",
        )


def _layers() -> tuple[str, ...]:
    return box.probe().layers


def _graded(
    name: str, files: dict[str, bytes], held: box.Box | None, answers: bytes, patience: float
) -> Outcome:
    return graded(name, files, held, _unpacked(answers), patience)


@cache
def _unpacked(answers: bytes) -> Answers:
    return drawn_key.unpacked(answers)
