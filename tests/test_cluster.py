"""A cluster gives the same marks as one machine, though it loses a worker half way."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checks.check.key import published
from checks.errors import KitError
from checks.instructor import cluster, grading
from checks.instructor.gradebook import Outcome
from checks.submission import SOLUTIONS
from tests.conftest import ROOT

pytestmark = pytest.mark.slow  # a cluster takes seconds to start

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")

RIGHT = {f"{part}.py": (SOLUTIONS / f"{part}.py").read_bytes() for part in ("neuron", "layer")}
WRONG = {**RIGHT, "neuron.py": RIGHT["neuron.py"].replace(b".tanh()", b"")}
CLASS = [Outcome(f"student{number}", WRONG if number % 2 else RIGHT) for number in range(6)]

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start parts of a cluster, and end them afterwards."""
    started = []

    def begin(*words: str) -> subprocess.Popen[bytes]:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        environment = {**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}
        words = (sys.executable, "-m", "dask", *words, "--no-dashboard")
        started.append(subprocess.Popen(words, cwd=ROOT, env=environment, **quiet))
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture
def address(start: Start, tmp_path: Path) -> str:
    noted = tmp_path / "scheduler.json"
    words = ("--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(noted))
    scheduler = start("scheduler", *words)
    while not (noted.exists() and noted.stat().st_size):
        assert scheduler.poll() is None, "the scheduler did not start"
        time.sleep(0.1)
    return str(json.loads(noted.read_text(encoding="utf-8"))["address"])


def test_a_cluster_that_loses_a_worker_gives_the_marks_of_one_machine(
    start: Start, address: str
) -> None:
    first, _ = (start("worker", address, "--no-nanny", "--nthreads", "1") for _ in range(2))
    with distributed.Client(address, timeout=60) as client:
        client.wait_for_workers(2, timeout=60)
    marks: list[dict[str, object]] = [{}, {}]
    with grading.threads(2, None, published()) as pool:
        for one in grading.outcomes(pool, CLASS):
            marks[0][one.name] = [exercise.checks for exercise in one.result.exercises]
    with cluster.cluster(address, None, published()) as pool:
        assert pool.jobs == 2  # workers of one thread each
        for one in grading.outcomes(pool, CLASS):
            first.send_signal(signal.SIGKILL)
            marks[1][one.name] = [exercise.checks for exercise in one.result.exercises]

    assert first.wait() == -signal.SIGKILL
    assert len(marks[0]) == 6
    assert marks[0] == marks[1]


def test_what_cannot_be_reached_is_said_in_one_line(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "SECONDS", 3.0)
    for where, words in ((address, "no workers"), ("tcp://127.0.0.1:9", "No scheduler answers")):
        with pytest.raises(KitError, match=words), cluster.cluster(where, None, published()):
            pass
    monkeypatch.setattr(cluster, "find_spec", lambda _: None)
    with pytest.raises(KitError, match="Dask's distributed is not installed") as error:
        cluster.demand_installed()
    assert error.value.fix == "python -m pip install '.[cluster]'"
