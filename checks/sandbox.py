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
from collections.abc import Iterable, Mapping, Sequence
from time import monotonic
from typing import IO, Any, Literal

import msgspec

from checks.catalog import HERE, Exercise
from checks.observation import MOST_BYTES, Error, Garbled, Idle, Observation, Status, decode
from checks.scenarios import BY_EXERCISE, Scenario
from checks.submission import STUBS, Submission

SCENARIO_SECONDS = 2.0
EXERCISE_SECONDS = 4.0
SEED = 4
GRACE_SECONDS = 0.5  # what a worker has to report a time-out itself, with the line
START_SECONDS = 20.0  # the interpreter's own start, on a slow disk
LIMITS = {"RLIMIT_AS": 2 << 30, "RLIMIT_CPU": 30, "RLIMIT_FSIZE": 16 << 20, "RLIMIT_CORE": 0}
ENVIRONMENT = {"SYSTEMROOT", "TEMP", "TMP"}  # what Windows needs to start; nothing of the user's
HAS_FORK = hasattr(os, "fork")
DOUBLES = HERE / "inside" / "doubles"

Observations = dict[str, Observation]
Asked = Mapping[str, Sequence[Scenario]]  # the scenarios of each exercise


def observe(
    submission: Submission,
    exercises: Iterable[Exercise],
    *,
    engine_ok: bool,
    seed: int = SEED,
    asked: Asked = BY_EXERCISE,
) -> Observations:
    """Ask the scenarios of some exercises and return one observation for each.

    Args:
        asked: the scenarios, if they are not the published ones.
        seed: what `random` starts from in each scenario.
        engine_ok: whether the submission's engine can be trusted beneath the other exercises;
            if not, they run over the one that was handed out.
    """
    found: Observations = {}
    worker = _Worker()
    try:
        for exercise in exercises:
            scenarios = asked[exercise.id]
            if _hung(exercise, found, asked):  # it is blocked, and would only hang once more
                found |= {s.id: Observation(scenario=s.id, status="skipped") for s in scenarios}
                continue
            job = _job(submission, exercise, engine_ok, seed)
            found |= _exercise(worker, job, scenarios)
    finally:
        worker.end()
    return found


def _hung(exercise: Exercise, found: Observations, asked: Asked) -> bool:
    """Tell whether an exercise that this one needs did not end."""
    needed = (s.id for need in exercise.needs for s in asked.get(need, ()))
    return any(name in found and found[name].status == "timeout" for name in needed)


def _job(submission: Submission, exercise: Exercise, engine_ok: bool, seed: int) -> dict[str, Any]:
    own_engine = engine_ok or exercise.given
    engine = submission.files["engine"] if own_engine else STUBS / "engine.py"
    files = {"engine": engine}
    files |= {module: DOUBLES / f"{module}.py" for module in exercise.over}
    own = {module: submission.files[module] for module in (*exercise.own, exercise.module)}
    files |= own
    folder = submission.files[exercise.module].parent
    return {
        "files": {module: str(path) for module, path in files.items()},
        "own": [str(path) for path in {**own, "engine": submission.files["engine"]}.values()],
        "look_at": exercise.module,
        "path": [str(folder), *_packages()],
        "seconds": SCENARIO_SECONDS,
        "seed": seed,
        "limits": LIMITS,
    }


def _packages() -> list[str]:
    """Return where installed packages are; a worker starts without them, four times faster."""
    return list({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")})


def _exercise(
    worker: "_Worker", job: dict[str, Any], scenarios: Sequence[Scenario]
) -> Observations:
    """Ask until each scenario has its observation or the exercise's time is used up."""
    found: Observations = {}
    waiting = list(scenarios)
    worker.ready()  # a slow start of the interpreter is not the learner's
    deadline = monotonic() + EXERCISE_SECONDS
    while waiting and monotonic() < deadline:
        for last in worker.ask(job, waiting, deadline):
            found[last.scenario] = last
        waiting = [scenario for scenario in waiting if scenario.id not in found]
        if last.loading:
            break
    for scenario in waiting:
        found[scenario.id] = msgspec.structs.replace(
            last, scenario=scenario.id, status="timeout" if last.loading else "skipped"
        )
    return found


class _Worker:
    """A worker process, started when it is needed and again after it was lost."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self._start()

    def ask(
        self, job: dict[str, Any], scenarios: Sequence[Scenario], deadline: float
    ) -> list[Observation]:
        """Return one observation each, up to and including the first that ended the process."""
        asked = [{"id": s.id, "ask": s.ask, "given": s.given, "focus": s.focus} for s in scenarios]
        found: list[Observation] = []
        try:
            self._write({**job, "scenarios": asked})
            for scenario in scenarios:
                left = max(deadline - monotonic(), 0.0)
                answer = self._read(min(SCENARIO_SECONDS, left) + GRACE_SECONDS)
                if isinstance(answer, Idle):
                    self.end()  # whatever the process still writes goes nowhere
                    return [*found, _ended(scenario, answer.idle)]
                if answer.scenario != scenario.id:
                    raise Garbled("A worker answered what it was not asked.")
                found.append(answer)
                if answer.status == "timeout":
                    break
            self._expect_idle(found)
        except _Lost as lost:
            self.end()
            return [*found, Observation(scenario=scenarios[len(found)].id, status=lost.status)]
        except Garbled:
            self.end()
            return [*found, Observation(scenario=scenarios[len(found)].id, status="garbled")]
        return found

    def end(self) -> None:
        """Kill the process and all that it started in its group."""
        process, self.process = self.process, None
        if process is None:
            return
        with contextlib.suppress(OSError):  # it ended by itself
            if HAS_FORK:
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait()
        if process.stdin is not None:
            with contextlib.suppress(OSError):  # a job may be left in its buffer
                process.stdin.close()

    def _start(self) -> None:
        self.process = subprocess.Popen(
            [_interpreter(), "-I", "-S", "-X", "utf8", str(HERE / "inside" / "worker.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={k: v for k, v in os.environ.items() if k in ENVIRONMENT},
            start_new_session=True,
        )
        # A thread of its own reads the pipe: a read that ends in time exists on no system, and a
        # process that the learner's code left behind may hold the other end open for ever.
        self.lines: queue.Queue[bytes] = queue.Queue(maxsize=100)
        reading = threading.Thread(
            target=_read_lines, args=(self.process.stdout, self.lines), daemon=True
        )
        reading.start()
        self.is_ready = False

    def ready(self) -> None:
        """Wait until there is a process that takes jobs."""
        if self.process is None:
            self._start()
        if not self.is_ready:
            self.is_ready = True
            with contextlib.suppress(_Lost, Garbled):  # asking it says so
                self._read(START_SECONDS)

    def _write(self, job: dict[str, Any]) -> None:
        self.ready()
        assert self.process is not None
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(msgspec.json.encode(job) + b"\n")
            self.process.stdin.flush()
        except OSError as error:
            raise _Lost("crashed") from error

    def _read(self, seconds: float) -> Observation | Idle:
        try:
            line = self.lines.get(timeout=seconds)
        except queue.Empty:
            raise _Lost("timeout") from None
        if not line:
            raise _Lost("crashed")
        return decode(line)

    def _expect_idle(self, found: list[Observation]) -> None:
        """See to it that nothing follows the last answer, and be ready for the next job."""
        if not HAS_FORK:
            self.end()
            return
        try:
            extra = not isinstance(self._read(GRACE_SECONDS), Idle)
        except _Lost:  # a process that does not end by itself has answered all the same
            self.end()
            return
        if extra:
            found.pop()
            raise Garbled("A worker answered more than it was asked.")


def _read_lines(pipe: IO[bytes], lines: queue.Queue[bytes]) -> None:
    with pipe:
        while line := pipe.readline(MOST_BYTES):
            lines.put(line)
    lines.put(b"")


class _Lost(Exception):
    """The worker's process is gone, or has to go."""

    def __init__(self, status: Literal["timeout", "crashed"]) -> None:
        super().__init__(status)
        self.status: Status = status


def _ended(scenario: Scenario, status: int) -> Observation:
    """Describe a job whose process ended before it answered."""
    words = f"the process was ended by signal {-status}" if status < 0 else f"exit status {status}"
    return Observation(scenario=scenario.id, status="crashed", error=Error("", words))


def _interpreter() -> str:
    """Return the interpreter itself: in a virtual environment on Windows a launcher hides it."""
    return getattr(sys, "_base_executable", None) or sys.executable
