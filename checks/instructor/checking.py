"""The checking of submissions, in threads of this process or by the workers of a cluster.

Each is checked by itself, so that none stops the others. The processes of a cluster trust each
other: what goes between them is pickled, as Dask does. A learner's code stays in a worker process
of its own there as here, and only JSON comes out of that.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from functools import cache, partial
from hashlib import sha256
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from checks.catalog import HERE, lesson
from checks.check import session
from checks.check.key import Answers
from checks.check.result import Result
from checks.edition import hash_of
from checks.errors import KitError
from checks.instructor.decisions import Student, groups
from checks.run.box import Box, probe
from checks.run.observation import Observation
from checks.run.worker import ENDLESS_SECONDS, Slow
from checks.submission import FILES, SOLUTIONS, WHOLE, Submission, at, plain

PATIENCE = 4.0  # how many times as long a second look may take, if it is not the code that does
AHEAD = 2  # submissions for each job that are read before they are needed
SECONDS = 20.0  # to find a cluster's scheduler and its workers
START = "in a checkout of the kit: python -m dask worker ADDRESS"


# one submission


class Outcome(Struct, frozen=True):
    """A submission and what came of it: a Result, a reason why it needs a person, or both."""

    name: str
    files: Mapping[str, bytes]
    result: Result | None = None
    reason: str = ""
    excerpt: bytes = b""  # of the evidence: what pictures are drawn from
    is_doubtful: bool = False  # something timed out, perhaps only because the machine was busy
    notes: tuple[str, ...] = ()  # what is to be said of how it was handed in
    students: tuple[Student, ...] = ()  # whose it is, as far as itself or its system says

    @property
    def hash(self) -> str:
        """Return one hash of all its files, by their names; "" if none could be taken in."""
        found = sha256()
        for name, content in sorted(self.files.items()):
            found.update(f"{len(name.encode())} {len(content)} {name}".encode() + content)
        return found.hexdigest() if self.files else ""


def graded(
    name: str,
    files: Mapping[str, bytes],
    box: Box | None,
    hidden: Answers,
    patience: float = 1.0,
    chosen: tuple[str, ...] = (),
) -> Outcome:
    """Check some exercises of one submission; whatever goes wrong, there is an outcome."""
    try:
        is_shown = box is not None and not box.bwrap  # to another user
        with laid_out(name, files, is_shown=is_shown) as submission:
            checked = session.check(submission, chosen, box=box, hidden=hidden, patience=patience)
        result = checked.result
        faults = [c.id for one in result.exercises for c in one.checks if c.verdict == "kit error"]
        reason = f"the kit failed in {', '.join(faults)}" if faults else ""
        excerpt = lesson("exhibits.pictures").packed(result, checked.evidence)
        found = [one for one in (checked.evidence, checked.hidden) if one]
        seen = [evidence for one in found for evidence in (one, *one.owned.values())]
        doubt = any(is_doubtful(one.observations) for one in seen)
        return Outcome(name, files, result, reason, excerpt, doubt)
    except Slow:
        return Outcome(name, files, None, is_doubtful=True)
    except Exception as error:  # a fault of the kit on one submission is no reason to stop a class
        return Outcome(name, files, None, f"the kit failed on it ({type(error).__name__}: {error})")


def is_doubtful(observations: Mapping[str, Observation]) -> bool:
    """Tell whether an exercise was cut short and its code was not seen to be busy all that time."""
    seen = groups(observations.values(), lambda one: one.scenario.partition(".")[0])
    return any(
        {"timeout", "skipped"} & {one.status for one in found}
        and {one.status for one in found} != {"skipped"}  # what it needs was: it says so there
        and not any(one.busy >= ENDLESS_SECONDS for one in found)
        for found in seen.values()
    )


@contextmanager
def laid_out(
    name: str, files: Mapping[str, bytes], *, is_shown: bool = False
) -> Iterator[Submission]:
    """Write a submission's files to a private folder of its own, which goes when it is checked."""
    with TemporaryDirectory(prefix="submission-", ignore_cleanup_errors=True) as folder:
        first, *others = files
        # one that is handed in by itself is called as the submission is
        is_alone = first == WHOLE.get(Path(name).suffix.lower())
        whole = Path(folder, plain(name) if is_alone else first)
        paths = [Path(folder, file) for file in files] if others else [whole]
        for path, content in zip(paths, files.values(), strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            path.chmod(0o644)  # whatever the umask says, a box of root's is another user
        for one in (Path(folder), *Path(folder).rglob("*/")) if is_shown else ():
            one.chmod(0o755)
        found = at(Path(folder) if others or first in FILES else whole)
        yield replace(found, name=name, beside=tuple(paths))


# many at the same time


class Pool(Struct, frozen=True):
    """What checks submissions: threads of this process, or the workers of a cluster."""

    jobs: int  # how many at the same time
    submit: Callable[..., "Future[Outcome]"]


@contextmanager
def threads(
    jobs: int, box: Box | None, hidden: Answers, chosen: tuple[str, ...] = ()
) -> Iterator[Pool]:
    """Yield the pool of this process; each thread waits for a worker process."""
    executor = ThreadPoolExecutor(jobs)
    try:
        how = partial(graded, box=box, hidden=hidden, chosen=chosen)
        yield Pool(jobs, partial(executor.submit, how))
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


def outcomes(
    pool: Pool, submissions: Iterable[Outcome], is_stopped: Callable[[], bool] = lambda: False
) -> Iterator[Outcome]:
    """Yield what came of each submission, as it comes, and few read before they are needed.

    One with a reason not to check it is yielded as it is. What may be the machine's fault is looked
    at once more at the end, with more time, unless it is stopped before.
    """
    doubtful = []
    for found in _seen(pool, submissions):
        if found.is_doubtful:
            doubtful.append(replace(found, result=None, reason=""))
        else:
            yield found
    yield from _seen(pool, takewhile(lambda _: not is_stopped(), doubtful), patience=PATIENCE)


def _seen(pool: Pool, submissions: Iterable[Outcome], **how: float) -> Iterator[Outcome]:
    left = iter(submissions)
    going: dict[Future[Outcome], Outcome] = {}
    while True:
        while len(going) < AHEAD * pool.jobs and (one := next(left, None)):
            if one.reason:
                yield one
            else:
                going[pool.submit(one.name, one.files, **how)] = one
        if not going:
            break
        for ended in wait(going, return_when=FIRST_COMPLETED).done:
            yield _ended(ended, going.pop(ended))


def _ended(looking: "Future[Outcome]", one: Outcome) -> Outcome:
    """Return what came of a submission; the machine that checked it may have been lost."""
    try:
        found = looking.result()
    except Exception as error:
        reason = f"it was not checked to its end ({type(error).__name__})"
        return replace(one, reason=reason)
    result = found.result and replace(found.result, notes=(*one.notes, *found.result.notes))
    return replace(found, result=result, notes=one.notes, students=one.students)


# what a verdict depends on


def layers(box: Box | None) -> tuple[str, ...]:
    """Return what holds the learners' code."""
    return box.layers if box else ()


@cache
def kit_hash() -> str:
    """Hash all that a verdict depends on: the checks, their numbers and the solutions."""
    kinds = ("*.py", "*.toml", "*.json")
    paths = [*(path for kind in kinds for path in HERE.rglob(kind)), *SOLUTIONS.rglob("*.py")]
    return hash_of(sorted(paths))


# a cluster


@contextmanager
def connected(address: str, held: Box | None) -> Iterator[Any]:
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


@contextmanager
def workers(client: Any, hidden: Answers, **how: Any) -> Iterator[Pool]:
    """Yield the workers of a cluster; what one of them loses is done again by another."""
    # the answers are sent once, not with each submission
    how["hidden"] = client.scatter(hidden, broadcast=True)
    submit = partial(client.get_executor(pure=False).submit, graded, **how)
    yield Pool(sum(client.nthreads().values()), submit)


def _rules(*, is_held: bool) -> tuple[str, tuple[str, ...]]:
    """Return what a worker would judge by: its kit, and the layers of its box."""
    return kit_hash(), layers(probe() if is_held else None)
