"""A cluster: the workers of Dask check submissions in place of this process's threads.

The processes of the kit trust each other: what goes between them is pickled, as Dask does. A
learner's code stays in a worker process of its own there as here, and only JSON comes out of that.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from checks.check.key import Answers
from checks.errors import KitError
from checks.instructor.grading import Pool, graded, kit_hash, layers
from checks.run import box

SECONDS = 20.0  # to find the scheduler and its workers
START = "in a checkout of the kit: python -m dask worker ADDRESS"


@contextmanager
def connected(address: str, held: box.Box | None) -> Iterator[Any]:
    """Yield Dask's client of a cluster none of whose workers judges otherwise than this machine."""
    try:
        from distributed import Client  # half a second, and an extra
    except ModuleNotFoundError as error:
        fix = "python -m pip install '.[cluster]'"
        raise KitError("Dask's distributed is not installed.", fix=fix) from error
    try:
        client: Any = Client(address, timeout=SECONDS)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        fix = "python -m dask scheduler"
        raise KitError(f"No scheduler answers at {address}.", fix=fix) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=SECONDS)  # one may have been started just now
            rules = set(client.run(_rules, is_held=held is not None).values())
        except TimeoutError as error:
            raise KitError("The cluster has no workers.", fix=f"Start some, {START}") from error
        except (ImportError, KitError) as error:
            raise KitError(f"A worker cannot check: {error}", fix=f"Start it {START}") from error
        if rules != {(kit_hash(), layers(held))}:
            raise KitError(
                "A worker has another version of the kit, or its box other layers than this one.",
                fix=f"Install the same on all, and start each {START}",
            )
        yield client


def workers(client: Any, hidden: Answers, **how: Any) -> Pool:
    """Return the workers of a cluster; what one of them loses is done again by another."""
    # the answers are sent once, not with each submission
    how["hidden"] = client.scatter(hidden, broadcast=True)
    submit = partial(client.get_executor(pure=False).submit, graded, **how)
    return Pool(sum(client.nthreads().values()), submit)


def _rules(*, is_held: bool) -> tuple[str, tuple[str, ...]]:
    """Return what a worker would judge by: its kit, and the layers of its box."""
    return kit_hash(), layers(box.probe() if is_held else None)
