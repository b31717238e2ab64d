"""A worker, from outside: the process that runs a learner's code, and the observations it makes.

This side starts it, gives it one job an exercise, holds it to its time, and turns whatever comes
back, or does not, into one observation for each scenario.
"""

import contextlib
import os
import signal
import site
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from math import inf
from pathlib import Path, PurePosixPath
from time import monotonic
from typing import TYPE_CHECKING, Any, Literal, Self

import msgspec
from msgspec.structs import replace

from checks import catalog
from checks.catalog import HERE, PROGRAMS, STAND_INS, Asked, Exercise, Scenario
from checks.run.observation import Ended, Error, Observation, decode, ended
from checks.submission import ENGINE, STUBS, Submission, is_plain

if TYPE_CHECKING:
    from checks.run.box import Box

SCENARIO_SECONDS = 2.0
EXERCISE_SECONDS = 4.0
SUBMISSION_SECONDS = 40.0  # of all that is asked of it, also in a second look
SEED = 4
ENDLESS_SECONDS = 0.5  # of the processor; a right answer needs a hundredth of that
END_SECONDS = 8.0  # what a worker has to reply after that, its job's own grace included
LEAVE_SECONDS = 1.0  # what it has to end by itself
START_SECONDS = 20.0  # the interpreter's own start, on a slow disk
LIMITS = {"RLIMIT_AS": 2 << 30, "RLIMIT_CPU": 30, "RLIMIT_FSIZE": 16 << 20, "RLIMIT_CORE": 0}
ENVIRONMENT = {"SYSTEMROOT", "TEMP", "TMP"}  # what Windows needs to start; nothing of the user's
HAS_FORK = hasattr(os, "fork")
INSIDE = HERE / "inside"
OPTIONS = ("-I", "-S", "-X", "utf8")
START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from inside.worker import main; main()"
PACKAGES = [path for path in site.getsitepackages() if path.endswith("-packages")]
MOST_LINE = 200  # bytes of what a worker says itself

Observations = dict[str, Observation]
Job = dict[str, Any]  # what a worker is told of an exercise, and asked
Command = tuple[list[str], tuple[int, ...]]  # how to start a process, and the descriptors it needs
# where a learner's own engine is while all else is looked at: not there; its helpers beside the
# engine that was handed out; the same, where that one is to lack what theirs lacks; or beneath
Place = Literal["aside", "beside", "right", "beneath"]


def observe(
    submission: Submission,
    exercises: Iterable[Exercise],
    *,
    seed: int = SEED,
    asked: Asked | None = None,
    worker: "Worker | None" = None,
    engine: Place = "beside",
    begun: Sequence[Observation] = (),
) -> Observations:
    """Ask the scenarios of some exercises and return one observation for each.

    Args:
        seed: what `random` starts from, with the id of each scenario.
        asked: the scenarios, if they are not the published ones.
        worker: one to use and leave running, if there are more jobs for it than these.
        engine: where an engine that the submission brings is, in all but the engine's own exercise.
        begun: what came of the first one so far, if anything did.
    """
    found: Observations = {}
    asked = asked or catalog.published()
    with contextlib.nullcontext(worker) if worker else worker_for(submission) as worker:
        for exercise in exercises:
            needed = [s.id for need in exercise.needs for s in asked.get(need, ())]
            if any(found[name].status == "timeout" for name in needed if name in found):
                # it is blocked, and would only hang once more
                found |= {s.id: Observation(s.id, "skipped") for s in asked[exercise.id]}
            else:
                job = _job(submission, exercise, asked[exercise.id], engine)
                found |= _observed(worker, {**job, "seed": seed}, begun)
            begun = ()
    return found


class Slow(Exception):
    """Code did not end in its time, and was not seen to be busy."""


def observe_at_once(
    submission: Submission,
    exercises: Sequence[Exercise],
    *,
    asked: Asked,
    worker: "Worker",
    engine: Place = "beside",
) -> dict[str, Observations]:
    """Ask the scenarios of some exercises in one process; return each one's, as far as that came.

    That takes half as long. What one exercise leaves behind may show in the next: what comes of it
    counts only where it is right. If anything but the time ended the process, it is nothing.

    Raises:
        Slow: if something did not end in its time, which may be the machine's fault.
    """
    how = {"at_once": True, "most": ENDLESS_SECONDS}  # what takes longer is looked at alone
    jobs = [
        {**_job(submission, one, scenarios, engine), **how}
        for one in exercises
        if (scenarios := asked[one.id])
    ]
    if not jobs:
        return {}
    worker.ready()
    came = worker.ask(jobs, min(EXERCISE_SECONDS * worker.patience, worker.left))
    if any(one.status == "timeout" and one.busy < ENDLESS_SECONDS for one in came):
        raise Slow
    if came[-1].status in ("crashed", "garbled"):  # what else it had to say is lost with it
        return {}
    left = iter(came)
    every = {one.id: [*islice(left, len(asked[one.id]))] for one in exercises}
    return {name: {one.scenario: one for one in found} for name, found in every.items() if found}


def worker_for(submission: Submission, box: "Box | None" = None, patience: float = 1.0) -> "Worker":
    """Start a worker for one submission; in a box it sees no other's files."""
    if box is None or not box.bwrap:
        return Worker(box, None, patience, left=SUBMISSION_SECONDS)
    # a link could show any file of this machine
    plain = [path for path in (*submission.files.values(), *submission.beside) if is_plain(path)]
    tops = [*dict.fromkeys(path.parent for path in submission.files.values())]
    own = {
        path: f"/submission/{number}/{path.relative_to(top).as_posix()}"
        for number, top in enumerate(tops)
        for path in plain
        if path.is_relative_to(top)
    }
    kit = {INSIDE: "/kit/inside", PROGRAMS: f"/kit/{PROGRAMS.name}", STUBS: "/kit/stubs"}
    return Worker(box, {**own, **kit}, patience, left=SUBMISSION_SECONDS)


def waiting_worker() -> "Worker":
    """Return a worker for later: it has time to import what a learner's code may want."""
    return Worker(ahead=catalog.setting().ahead)


def _job(
    submission: Submission, exercise: Exercise, scenarios: Sequence[Scenario], place: Place
) -> Job:
    """Return what any worker is told of one exercise."""
    files, file = submission.files, submission.files[exercise.module]
    parts = (*exercise.own, exercise.module)
    is_apart = file != submission.whole  # also beside one file that holds all the others
    own = {one: files[one] for one in parts if is_apart or files[one] != file}
    beneath = ("engine", *exercise.over, *own)
    # one that stands in a file with all else is found there; what is apart knows none of it
    is_other = place != "beneath" and not exercise.given and submission.brings_engine
    is_inside = files["engine"] == submission.whole
    engine = ENGINE if is_other or is_inside else files["engine"]
    given = {one: STAND_INS / f"{one}.py" for one in exercise.over}
    return {
        "scenarios": scenarios,
        "files": {"engine": engine, **given, **own},
        "theirs": {one: files.get(one, "") for one in given},  # which these stand in for
        "beside": files["engine"] if is_other and place != "aside" and not is_inside else "",
        "limited": place == "right",
        "given": place != "beneath" and not exercise.given,  # the engine is none of the learner's
        "kits": ENGINE,  # which has no place among the submission's files
        "own": [*{*(files[one] for one in parts), files["engine"], engine}],
        "look_at": exercise.module,
        "whole": "" if is_apart else file,
        "names": [] if is_apart else [one for one in files if one not in beneath],
        "inside": is_inside,
        "own_engine": is_inside and (exercise.given or place == "beneath"),
        # of what is not in the file that holds all the others
        "stub": "" if is_apart or exercise.required else STUBS / exercise.file,
        "class": catalog.setting().leaf,
        "lesson": catalog.names(),
        "known_as": catalog.setting().known_as,
        "also": {one: files[one].stem for one in files if files[one] != submission.whole},
        "packages": PACKAGES,  # a worker starts without them, four times faster
        "folder": file.parent,
        "busy": SCENARIO_SECONDS,
        "seed": SEED,
        "limits": LIMITS,
    }


def _observed(worker: "Worker", job: Job, begun: Sequence[Observation]) -> Observations:
    """Ask until each scenario has its observation or the exercise's time is used up."""
    found: Observations = {}
    waiting: Sequence[Scenario] = job["scenarios"]
    left = min(EXERCISE_SECONDS * worker.patience, worker.left)
    last, alike = Observation("", "skipped"), False
    while waiting and left > 0:
        worker.ready()  # a slow start of the interpreter is not the learner's
        asked_at = monotonic()
        for last in begun or worker.ask([{**job, "scenarios": waiting}], left):
            found[last.scenario] = last
        is_late = begun and last.status == "timeout"
        left -= SCENARIO_SECONDS if is_late else monotonic() - asked_at
        begun = ()
        waiting = [scenario for scenario in waiting if scenario.id not in found]
        # asking again would end alike, and forks multiply meanwhile
        if alike := (last.loading and last.status == "timeout") or last.status == "garbled":
            break
    for scenario in waiting:
        status = last.status if alike else "skipped"
        found[scenario.id] = replace(last, scenario=scenario.id, status=status)
    return found


class Worker:
    """A worker process, started at once and again after it was lost; a context manager.

    Attributes:
        visible: where a box shows a submission's files; without one they are where they are, and
            the worker may run any submission.
        patience: how many times as long as usual the machine, not the code, may take.
        ahead: what it imports at once.
        left: seconds that it may still be asked, in all.
    """

    def __init__(
        self,
        box: "Box | None" = None,
        visible: Mapping[Path, str] | None = None,
        patience: float = 1.0,
        ahead: Sequence[str] = (),
        left: float = inf,
    ) -> None:
        self.box, self.visible, self.patience, self.ahead = box, visible or {}, patience, ahead
        self.process: subprocess.Popen[bytes] | None = None
        self.left = left
        self.is_ready, self.at = False, cache(self._at)
        self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    @property
    def is_alive(self) -> bool:
        """Tell whether the process that was started last is still there."""
        return self.process is not None and self.process.poll() is None

    def _at(self, path: Path) -> str:
        """Return where the worker sees a file."""
        for seen in (path, *path.parents):
            if place := self.visible.get(seen):
                return str(PurePosixPath(place, *path.relative_to(seen).parts))
        for seen, place in self.visible.items():
            if seen.parent == path:  # of it, no more is seen than such files
                return str(PurePosixPath(place).parent)
        return str(path)

    def ready(self) -> None:
        """Wait until there is a process that takes jobs."""
        if self.process is None:
            self._start()
        if not self.is_ready:
            self.is_ready = True
            self._reply(START_SECONDS)

    def ask(self, jobs: Sequence[Job], left: float) -> list[Observation]:
        """Return one observation each, up to and including the first that ended the process."""
        scenarios = [scenario for job in jobs for scenario in job["scenarios"]]
        own: Job = {"seconds": SCENARIO_SECONDS * self.patience, "left": left}
        own |= {"limits": self.box.limits} if self.box else {}
        own |= {"packages": [self.box.packages]} if self.box and self.box.bwrap else {}
        told = msgspec.json.encode([job | own for job in jobs], enc_hook=self.at)
        began, most = monotonic(), left + END_SECONDS
        reply = self._reply(most, told + b"\n")
        self.left -= (took := monotonic() - began)
        if reply and HAS_FORK:
            return _observations(*reply, scenarios)
        is_late, status = took >= most, self.end()
        if reply:  # the process itself ran the job
            how = replace(reply[0], status=status, late=is_late)
            return _observations(how, reply[1], scenarios)
        return [Observation(scenarios[0].id, "timeout" if is_late else "crashed")]

    def _reply(self, seconds: float, told: bytes = b"") -> tuple[Ended, bytes] | None:
        """Return how a job ended and what it said, or nothing if there is no such word in time."""
        assert self.process is not None
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        limit = threading.Timer(seconds, _end, [self.process])
        limit.daemon = True
        limit.start()
        try:
            self.process.stdin.write(told)
            self.process.stdin.flush()
            how = ended(self.process.stdout.readline(MOST_LINE))
            return how, self.process.stdout.read(how.size)
        except (OSError, ValueError, msgspec.MsgspecError):  # it is gone
            return None
        finally:
            limit.cancel()

    def end(self) -> int | None:
        """End the process and all that it started; return its exit status."""
        process, self.process = self.process, None
        if process is None:
            return None
        assert process.stdout is not None
        _end(process)
        process.stdout.close()
        return process.returncode

    def _start(self) -> None:
        self.is_ready = False
        words = [*OPTIONS, "-c", START, self.at(HERE), self.at(PROGRAMS), *self.ahead]
        # in a virtual environment a launcher or a link hides the interpreter itself
        python = getattr(sys, "_base_executable", None) or sys.executable
        bare = contextlib.nullcontext[Command](([python, *words], ()))
        start = self.box.command(words, self.visible) if self.box else bare
        with _not_suspended(), start as (told, descriptors):
            self.process = subprocess.Popen(
                told,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={k: v for k, v in os.environ.items() if k in ENVIRONMENT},
                start_new_session=True,
                pass_fds=descriptors,
            )


def _observations(how: Ended, said: bytes, scenarios: Sequence[Scenario]) -> list[Observation]:
    """Return what a job said of its scenarios, up to the first that it says nothing fit of."""
    *lines, rest = said.split(b"\n")
    found: list[Observation] = []
    for scenario, line in zip(scenarios, lines, strict=False):
        answer = decode(line)
        if answer is None or answer.scenario != scenario.id:
            answer = Observation(scenario.id, "garbled")
        found.append(answer)
        if found[-1].status in ("timeout", "garbled"):
            return found
    is_garbled = len(lines) > len(scenarios) or rest != b""
    if len(found) == len(scenarios):
        if not (is_garbled or how.late or how.status):
            return found
        found.pop()  # all is answered, but it did not end as it should
    lost = scenarios[len(found)].id
    if how.late or is_garbled:
        return [*found, Observation(lost, "timeout" if how.late else "garbled")]
    words = f"exit status {how.status}"
    if how.status < 0:
        words = f"the process was ended by signal {-how.status}"
    return [*found, Observation(lost, "crashed", error=Error("", words))]


def _end(process: subprocess.Popen[bytes]) -> None:
    """Let a worker end what it runs, and itself; kill it, and all in its group, if it does not."""
    assert process.stdin is not None
    with contextlib.suppress(OSError):  # a job may be left in its buffer
        process.stdin.close()
    if process.poll() is not None:  # its number may be another's by now
        return
    with contextlib.suppress(OSError):  # it ended by itself
        if HAS_FORK:
            os.killpg(process.pid, signal.SIGCONT)  # code may have stopped it
    try:
        process.wait(LEAVE_SECONDS)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL) if HAS_FORK else process.kill()
        process.wait()


@contextlib.contextmanager
def _not_suspended() -> Iterator[None]:
    """Keep Ctrl-Z from a process until it has a session of its own.

    This process waits without being interruptible until then (vfork): both would hang for ever.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTSTP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
