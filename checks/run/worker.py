"""How does a learner's code get run, and what did it do?

A worker process runs the code; this side starts it, feeds it jobs, holds it to its time, and turns
whatever comes back, or does not, into one observation for each scenario.
"""

import contextlib
import os
import queue
import signal
import subprocess
import sys
import sysconfig
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from time import monotonic
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any, Literal, Self

import msgspec

from checks.catalog import HERE, Exercise, Scenario
from checks.lesson.scenarios import BY_EXERCISE
from checks.run.observation import (
    MOST_BYTES,
    Error,
    Garbled,
    Idle,
    Job,
    Observation,
    Status,
    decode,
)
from checks.submission import STUBS, Submission, is_plain

if TYPE_CHECKING:
    from checks.run.box import Box

SCENARIO_SECONDS = 2.0
EXERCISE_SECONDS = 4.0
SEED = 4
NAP_SECONDS = 0.05  # how often a worker looks at the time where a wait may be cut short
GRACE_SECONDS = 0.5  # what a worker has to report a time-out itself, with the line
END_SECONDS = 5.0  # what a job has to end after its last answer, on a busy machine
START_SECONDS = 20.0  # the interpreter's own start, on a slow disk
LIMITS = {"RLIMIT_AS": 2 << 30, "RLIMIT_CPU": 30, "RLIMIT_FSIZE": 16 << 20, "RLIMIT_CORE": 0}
ENVIRONMENT = {"SYSTEMROOT", "TEMP", "TMP"}  # what Windows needs to start; nothing of the user's
HAS_FORK = hasattr(os, "fork")
INSIDE = HERE / "inside"
DOUBLES = INSIDE / "doubles"
OPTIONS = ("-I", "-S", "-X", "utf8")
WORKER = str(INSIDE / "worker.py")
# Most of what `import graphviz` costs. All of it is Python's own, so no file of a learner's could
# have come in its place: it is found first.
AHEAD = ("inspect", "locale", "logging", "pathlib", "platform", "subprocess", "urllib.parse")

Observations = dict[str, Observation]
Asked = Mapping[str, Sequence[Scenario]]  # the scenarios of each exercise


def observe(
    submission: Submission,
    exercises: Iterable[Exercise],
    *,
    engine_ok: bool,
    seed: int = SEED,
    box: "Box | None" = None,
    asked: Asked = BY_EXERCISE,
    worker: "Worker | None" = None,
) -> Observations:
    """Ask the scenarios of some exercises and return one observation for each.

    Args:
        asked: the scenarios, if they are not the published ones.
        seed: what `random` starts from, with the id of each scenario.
        engine_ok: whether the submission's engine can be trusted beneath the other exercises;
            if not, they run over the one that was handed out.
        box: what holds the submission's code apart from this machine; nothing at the desk.
        worker: one to use and leave running, if there are more jobs for it than these.
    """
    found: Observations = {}
    with contextlib.nullcontext(worker) if worker else worker_for(submission, box) as worker:
        for exercise in exercises:
            scenarios = asked[exercise.id]
            if _hung(exercise, found, asked):  # it is blocked, and would only hang once more
                found |= {s.id: Observation(scenario=s.id, status="skipped") for s in scenarios}
                continue
            job = _job(submission, exercise, engine_ok, seed, worker)
            found |= _exercise(worker, job, scenarios)
    return found


def worker_for(submission: Submission, box: "Box | None" = None, patience: float = 1.0) -> "Worker":
    """Start a worker for one submission; in a box it sees no other's files."""
    return Worker(box, _inside(submission) if box else {}, patience)


def _hung(exercise: Exercise, found: Observations, asked: Asked) -> bool:
    """Tell whether an exercise that this one needs did not end."""
    needed = (s.id for need in exercise.needs for s in asked.get(need, ()))
    return any(name in found and found[name].status == "timeout" for name in needed)


def _inside(submission: Submission) -> dict[Path, str]:
    """Return which files a box shows, and where; a link could show any file of this machine."""
    plain = {name: path for name, path in submission.files.items() if is_plain(path)}
    own = {path: f"/submission/{name}/{path.name}" for name, path in plain.items()}
    return {INSIDE: "/kit/inside", STUBS: "/kit/stubs", **own}


def _job(
    submission: Submission,
    exercise: Exercise,
    engine_ok: bool,
    seed: int,
    worker: "Worker",
) -> dict[str, Any]:
    """Return what a worker is told of one exercise."""
    box, inside = worker.box, worker.inside

    def at(path: Path) -> str:
        if box and path.parent in (DOUBLES, STUBS):
            folder = f"{inside[INSIDE]}/doubles" if path.parent == DOUBLES else inside[STUBS]
            return f"{folder}/{path.name}"
        return inside.get(path) or str(path)

    own_engine = engine_ok or exercise.given
    # a file that is handed in beside one that holds everything is looked at as any other
    is_apart = submission.files[exercise.module] not in (
        submission.whole,
        submission.files["engine"],
    )
    whole = None if is_apart else submission.whole
    engine = submission.files["engine"] if own_engine else STUBS / "engine.py"
    files = {"engine": engine}
    files |= {module: DOUBLES / f"{module}.py" for module in exercise.over}
    own = {module: submission.files[module] for module in (*exercise.own, exercise.module)}
    files |= {} if whole else own
    folder = submission.files[exercise.module].parent
    return {
        "files": {module: at(path) for module, path in files.items()},
        "texts": {},  # of what has no file of its own
        **(_of_whole(submission, exercise, own_engine, at) if whole else {}),
        "own": [at(path) for path in {**own, "engine": submission.files["engine"]}.values()],
        "look_at": exercise.module,
        "path": [box.packages] if box else [str(folder), *_packages()],
        "seconds": SCENARIO_SECONDS * worker.patience,
        "busy": SCENARIO_SECONDS,
        "nap": NAP_SECONDS if whole or worker.patience > 1 else SCENARIO_SECONDS,
        "seed": seed,
        "limits": box.limits if box else LIMITS,
    }


def _of_whole(
    submission: Submission, exercise: Exercise, own_engine: bool, at: Callable[[Path], str]
) -> dict[str, Any]:
    """Return what a worker is told besides of one file that holds everything."""
    assert submission.whole is not None
    stub = STUBS / exercise.file  # of a stretch goal that is not in it
    return {
        "whole": at(submission.whole),
        "names": [one for one in submission.files if one not in ("engine", *exercise.over)],
        "own_engine": own_engine,
        "brought": submission.brings_engine,
        "stub": "" if exercise.required else at(stub),
    }


def _packages() -> list[str]:
    """Return where installed packages are; a worker starts without them, four times faster."""
    return list({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})


def _exercise(worker: "Worker", job: dict[str, Any], scenarios: Sequence[Scenario]) -> Observations:
    """Ask until each scenario has its observation or the exercise's time is used up."""
    found: Observations = {}
    waiting = list(scenarios)
    worker.ready()  # a slow start of the interpreter is not the learner's
    deadline = monotonic() + EXERCISE_SECONDS * worker.patience
    while waiting and monotonic() < deadline:
        for last in worker.ask(job, waiting, deadline):
            found[last.scenario] = last
        waiting = [scenario for scenario in waiting if scenario.id not in found]
        if (last.loading and last.status == "timeout") or last.status == "garbled":
            break  # asking again would end alike, and forks multiply meanwhile
    for scenario in waiting:
        alike = last.loading or last.status == "garbled"
        found[scenario.id] = msgspec.structs.replace(
            last, scenario=scenario.id, status=last.status if alike else "skipped"
        )
    return found


def waiting_worker() -> "Worker":
    """Return a worker for later: it has time to import what a learner's code may want."""
    return Worker(ahead=AHEAD)


class Worker:
    """A worker process, started at once and again after it was lost; a context manager.

    Attributes:
        inside: where a box shows a submission's files; without one they are where they are, and
            the worker may run any submission.
        patience: how many times as long as usual the machine, not the code, may take.
        ahead: what it imports at once, unless it is boxed.
    """

    def __init__(
        self,
        box: "Box | None" = None,
        inside: Mapping[Path, str] = MappingProxyType({}),
        patience: float = 1.0,
        ahead: Sequence[str] = (),
    ) -> None:
        self.ahead = ahead
        self.box, self.inside, self.patience = box, inside, patience
        self.process: subprocess.Popen[bytes] | None = None
        self.job: Job | None = None
        self._start()

    @property
    def is_alive(self) -> bool:
        """Tell whether the process that was started last is still there."""
        return self.process is not None and self.process.poll() is None

    def ask(
        self, job: dict[str, Any], scenarios: Sequence[Scenario], deadline: float
    ) -> list[Observation]:
        """Return one observation each, up to and including the first that ended the process."""
        asked = [{"id": s.id, "ask": s.ask, "given": s.given, "focus": s.focus} for s in scenarios]
        found: list[Observation] = []
        try:
            self._begin({**job, "scenarios": asked})
            for scenario in scenarios:
                left = max(deadline - monotonic(), 0.0)
                most = min(SCENARIO_SECONDS * self.patience, left)
                answer = self._read(most + GRACE_SECONDS)
                if not isinstance(answer, Observation) or answer.scenario != scenario.id:
                    raise self._unasked(answer)
                found.append(answer)
                if answer.status == "timeout":
                    self.end()
                    return found
            self._finish()
        except _Lost as lost:
            if lost.error is None:
                self.end()
            self.job = None  # else the worker has told how it ended, and waits for the next one
            if len(found) == len(scenarios):  # all is answered, but it did not end as it should
                found.pop()
            lost_at = scenarios[len(found)].id
            found.append(Observation(scenario=lost_at, status=lost.status, error=lost.error))
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def end(self) -> None:
        """Kill the process and all that it started in its group."""
        process, self.process = self.process, None
        if process is None:
            return
        if HAS_FORK:
            # in a box the job's number is another's outside; it ends with its init, the worker
            groups = [self.job.job] if self.job and not self.box else []
            if process.returncode is None:  # else it was seen to be gone: its number is another's
                groups.append(process.pid)
            for group in groups:
                with contextlib.suppress(OSError):  # it ended by itself
                    os.killpg(group, signal.SIGKILL)
        else:
            process.kill()
        self.job = None
        process.wait()
        if process.stdin is not None:
            with contextlib.suppress(OSError):  # a job may be left in its buffer
                process.stdin.close()
        self.lines.end()

    def _start(self) -> None:
        with _not_suspended():
            plain = [_interpreter(), *OPTIONS, WORKER, *self.ahead]
            self.process = self._boxed(self.box) if self.box else _popen(plain)
        assert self.process.stdout is not None
        self.lines = _Lines(self.process.stdout)
        self.is_ready = False

    def _boxed(self, box: "Box") -> subprocess.Popen[bytes]:
        with box.command([*OPTIONS, "/kit/inside/worker.py"], self.inside) as (words, descriptors):
            return _popen(words, descriptors)

    def ready(self) -> None:
        """Wait until there is a process that takes jobs."""
        if self.process is None:
            self._start()
        if not self.is_ready:
            self.is_ready = True
            with contextlib.suppress(_Lost, Garbled):  # asking it says so
                self._read(START_SECONDS)

    def _begin(self, job: dict[str, Any]) -> None:
        """Hand a job over and note which process runs it."""
        self.ready()
        assert self.process is not None
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(msgspec.json.encode(job) + b"\n")
            self.process.stdin.flush()
        except OSError as error:
            raise _Lost("crashed") from error
        if HAS_FORK:
            answer = self._read(START_SECONDS)
            if not isinstance(answer, Job):
                raise _Lost("garbled")
            self.job = answer

    def _line(self, seconds: float) -> bytes:
        """Return the next line; nothing if there will be none."""
        try:
            return self.lines.next(seconds)
        except queue.Empty:
            raise _Lost("timeout") from None

    def _read(self, seconds: float) -> Observation | Idle | Job:
        line = self._line(seconds)
        if not line:
            raise _Lost("crashed")
        try:
            return decode(line)
        except Garbled:
            raise _Lost("garbled") from None

    def _unasked(self, answer: Observation | Idle | Job) -> "_Lost":
        """Return what it means that this came in place of an answer."""
        status = self._status(answer)
        return _Lost("garbled") if status is None else _Lost("crashed", status)

    def _status(self, answer: Observation | Idle | Job) -> int | None:
        """Return the job's exit status if this is the worker's word that it ended."""
        if isinstance(answer, Idle) and self.job is not None and answer.mark == self.job.mark:
            return answer.idle
        return None

    def _finish(self) -> None:
        """See to it that the job ends by itself, says no more, and reports success."""
        if HAS_FORK:
            answer = self._read(END_SECONDS)
            if self._status(answer) != 0:
                raise self._unasked(answer)
            self.job = None
            return
        assert self.process is not None
        if self._line(END_SECONDS):
            raise _Lost("garbled")
        if status := self.process.wait(END_SECONDS):
            raise _Lost("crashed", status)
        self.end()


def _popen(words: list[str], descriptors: tuple[int, ...] = ()) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        words,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={k: v for k, v in os.environ.items() if k in ENVIRONMENT},
        start_new_session=True,
        pass_fds=descriptors,
    )


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


class _Lines:
    """The lines of a pipe, read by a thread of its own.

    A read that ends in time exists on no system, and a process that the learner's code left behind
    may hold the other end open for ever. What is read ahead is held in memory, so that is little.
    """

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self._ahead: queue.Queue[bytes] = queue.Queue(maxsize=2)
        self._is_over = False
        threading.Thread(target=self._read, daemon=True).start()

    def next(self, seconds: float) -> bytes:
        """Return the next line; nothing if there will be none.

        Raises:
            queue.Empty: if it does not come in time.
        """
        return self._ahead.get(timeout=seconds)

    def end(self) -> None:
        """Let the thread end: nobody will take what it still holds."""
        self._is_over = True
        with contextlib.suppress(queue.Empty):
            while True:
                self._ahead.get_nowait()

    def _read(self) -> None:
        with self._pipe:
            while not self._is_over and (line := self._pipe.readline(MOST_BYTES)):
                self._ahead.put(line)
        self._ahead.put(b"")


class _Lost(Exception):
    """A job did not go as it should, and its worker has to go."""

    def __init__(
        self, status: Literal["timeout", "crashed", "garbled"], ended: int | None = None
    ) -> None:
        super().__init__(status)
        self.status: Status = status
        self.error = None if ended is None else Error("", _words(ended))


def _words(status: int) -> str:
    """Say how a process ended: its exit status, or minus the signal's number."""
    return f"the process was ended by signal {-status}" if status < 0 else f"exit status {status}"


def _interpreter() -> str:
    """Return the interpreter itself: in a virtual environment on Windows a launcher hides it."""
    return getattr(sys, "_base_executable", None) or sys.executable
