"""What comes of one submission of a class, and of many at the same time?"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from checks.catalog import exercises
from checks.check import session
from checks.check.key import Answers
from checks.check.result import Result
from checks.lesson.exhibits.excerpt import packed
from checks.run.box import Box
from checks.run.observation import Observation
from checks.submission import NOTEBOOK, SCRIPT, STUBS, Submission

PATIENCE = 4.0  # how many times as long a second look may take, if it is not the code that does
ENDLESS_SECONDS = 0.5  # of the processor; a right answer needs a hundredth of that
AHEAD = 2  # submissions for each job that are read before they are needed

Files = Mapping[str, bytes]
Grade = Callable[..., "Outcome"]


class HandedIn(Struct, frozen=True):
    """What was handed in under a name: files, or a reason why none could be taken in."""

    name: str
    files: Files
    refused: str = ""


class Outcome(Struct, frozen=True):
    """What came of one submission: a Result, a reason why it needs a person, or both.

    Attributes:
        is_doubtful: something timed out, and perhaps only because the machine was busy.
        excerpt: of the evidence, what pictures are drawn from.
    """

    result: Result | None
    reason: str = ""
    is_doubtful: bool = False
    excerpt: bytes = b""


def outcomes(
    pool: Executor,
    jobs: int,
    grade: Grade,
    submissions: Iterable[HandedIn],
    is_stopped: Callable[[], bool] = lambda: False,
) -> Iterator[tuple[HandedIn, Outcome]]:
    """Yield each submission with what came of it, as it comes, and few read before they are needed.

    What may be the machine's fault is looked at once more at the end, one after the other, unless
    it is stopped before.

    Args:
        grade: `graded` with its box and answers; it runs wherever the pool does.
    """
    doubtful = []
    for one, outcome in _first_looks(pool, jobs, grade, iter(submissions)):
        if outcome.is_doubtful:
            doubtful.append(one)
        else:
            yield one, outcome
    for one in doubtful:
        if not is_stopped():
            yield one, _of(pool.submit(grade, one.name, one.files, patience=PATIENCE))


def _first_looks(
    pool: Executor, jobs: int, grade: Grade, left: Iterator[HandedIn]
) -> Iterator[tuple[HandedIn, Outcome]]:
    going: dict[Future[Outcome], HandedIn] = {}
    while True:
        while len(going) < AHEAD * jobs and (one := next(left, None)):
            if one.refused:
                yield one, Outcome(None, one.refused)
            else:
                going[pool.submit(grade, one.name, one.files)] = one
        if not going:
            return
        for ended in wait(going, return_when=FIRST_COMPLETED).done:
            yield going.pop(ended), _of(ended)


def _of(looking: Future[Outcome]) -> Outcome:
    """Return what came of a submission; the machine that checked it may have been lost."""
    try:
        return looking.result()
    except Exception as error:
        return Outcome(None, f"it was not checked to its end ({type(error).__name__})")


def graded(
    name: str, files: Files, box: Box | None, answers: Answers, patience: float = 1.0
) -> Outcome:
    """Check one submission; whatever goes wrong, there is an outcome."""
    try:
        with laid_out(name, files) as submission:
            checked = session.check(submission, box=box, answers=answers, patience=patience)
    except Exception as error:  # a fault of the kit on one submission is no reason to stop a class
        return Outcome(None, f"the kit failed on it ({type(error).__name__}: {error})")
    result, doubt = checked.result, _is_doubtful(checked.evidence.observations)
    faults = [c.id for one in result.exercises for c in one.checks if c.verdict == "kit error"]
    reason = f"the kit failed in {', '.join(faults)}" if faults else ""
    return Outcome(result, reason, doubt, packed(result, checked.evidence))


def _is_doubtful(observations: Mapping[str, Observation]) -> bool:
    """Tell whether an exercise was cut short and its code was not seen to be busy all that time."""
    seen: dict[str, list[Observation]] = {}
    for scenario, observation in observations.items():
        seen.setdefault(scenario.partition(".")[0], []).append(observation)
    return any(
        {"timeout", "skipped"} & {one.status for one in found}
        and {one.status for one in found} != {"skipped"}  # what it needs was: it says so there
        and not any(one.busy >= ENDLESS_SECONDS for one in found)
        for found in seen.values()
    )


@contextmanager
def laid_out(name: str, files: Files) -> Iterator[Submission]:
    """Write a submission's files to a private folder of its own, which goes when it is checked.

    An engine that was not handed in is the one that was handed out, a stretch goal is not started.
    """
    with TemporaryDirectory(prefix="submission-", ignore_cleanup_errors=True) as folder:
        for file, content in files.items():
            Path(folder, file).write_bytes(content)
        whole = next((Path(folder, file) for file in (SCRIPT, NOTEBOOK) if file in files), None)
        paths = {}
        for one in exercises():
            is_optional = one.given or not one.required
            missing = STUBS / one.file if is_optional else Path(folder, one.file)
            paths[one.module] = Path(folder, one.file) if one.file in files else whole or missing
        yield Submission(name, paths, whole)
