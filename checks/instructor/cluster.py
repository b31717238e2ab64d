"""A cluster: the workers of Dask check submissions in place of this process's threads.

The processes of the kit trust each other: what goes between them is pickled, as Dask does. A
learner's code stays in a worker process of its own there as here, and only JSON comes out of that.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from importlib.util import find_spec
from typing import Any

from checks.check.key import Answers
from checks.errors import KitError
from checks.instructor import drawn_key
from checks.instructor.gradebook import Outcome
from checks.instructor.grading import Pool, graded, kit_hash
from checks.run import box

SECONDS = 20.0  # to find the scheduler and its workers
START = "in a checkout of the kit: python -m dask worker ADDRESS"


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
def cluster(address: str, held: box.Box | None, answers: Answers) -> Iterator[Pool]:
    """Yield the workers of a cluster; what one of them loses is done again by another.

    Args:
        address: of its scheduler, as in "tcp://10.0.0.7:8786".

    Raises:
        KitError: if it does not answer, or its workers would judge otherwise than this machine.
    """
    from distributed import Client

    try:
        client: Any = Client(address, timeout=SECONDS)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise KitError(
            f"No scheduler answers at {address}.", fix="python -m dask scheduler"
        ) from error
    with client:
        _demand_alike(client, held)
        # sent once, not with each submission
        kept = client.scatter(drawn_key.packed(answers), broadcast=True)
        submit = partial(client.get_executor(pure=False).submit, _graded, kept, held)
        yield Pool(sum(client.nthreads().values()), submit)


def _demand_alike(client: Any, held: box.Box | None) -> None:
    try:
        client.wait_for_workers(1, timeout=SECONDS)  # one may have been started just now
        hashes = set(client.run(kit_hash).values())
        layers = set(client.run(_layers).values()) if held else set()
    except TimeoutError as error:
        raise KitError("The cluster has no workers.", fix=f"Start some, {START}") from error
    except (ImportError, KitError) as error:
        raise KitError(f"A worker cannot check: {error}", fix=f"Start it {START}") from error
    if hashes != {kit_hash()}:
        raise KitError("A worker has another version of the kit.", fix=f"Start it {START}")
    if held and layers != {held.layers}:
        raise KitError(
            "A worker's box has other layers than this machine's.",
            fix="Install the same on all: apt install bubblewrap python3-seccomp",
        )


def _layers() -> tuple[str, ...]:
    return box.probe().layers


def _graded(
    answers: bytes, held: box.Box | None, name: str, files: Mapping[str, bytes], patience: float
) -> Outcome:
    return graded(name, files, held, _unpacked(answers), patience)


@cache
def _unpacked(answers: bytes) -> Answers:
    return drawn_key.unpacked(answers)
