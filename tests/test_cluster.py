"""A cluster gives the same marks as one machine, though it loses a worker half way."""

import json
import os
import shutil
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
from checks.instructor.gradebook import Gradebook
from checks.submission import SOLUTIONS, STUBS

pytestmark = pytest.mark.slow  # a cluster takes seconds to start

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")

ROOT = Path(__file__).resolve().parents[1]
SECONDS = 60

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start parts of a cluster, and end them afterwards."""
    started = []

    def begin(*words: str) -> subprocess.Popen[bytes]:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        environment = {**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}
        words = (sys.executable, "-m", "dask", *words)
        started.append(subprocess.Popen(words, cwd=ROOT, env=environment, **quiet))
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture
def address(start: Start, tmp_path: Path) -> str:
    noted = tmp_path / "scheduler.json"
    words = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file")
    scheduler = start("scheduler", *words, str(noted))
    while not (noted.exists() and noted.stat().st_size):
        assert scheduler.poll() is None, "the scheduler did not start"
        time.sleep(0.1)
    return str(json.loads(noted.read_text(encoding="utf-8"))["address"])


def worker(start: Start, address: str) -> subprocess.Popen[bytes]:
    return start("worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard")


def marks(book: Gradebook, pool: grading.Pool, folder: Path, step: Callable[..., object]) -> object:
    grading.Grading(book, grading.Settings(folder, 2, resume=False, seed=1)).go(pool, step)
    return {
        row.submission: [
            (c.id, c.verdict, c.message) for one in row.result.exercises for c in one.checks
        ]
        for row in book.latest()
    }


def test_a_cluster_that_loses_a_worker_gives_the_marks_of_one_machine(
    start: Start, address: str, tmp_path: Path
) -> None:
    folder = tmp_path / "class"
    neuron = (SOLUTIONS / "neuron.py").read_text(encoding="utf-8")
    for number in range(6):
        parts = shutil.ignore_patterns("mistakes", "alternatives")
        place = shutil.copytree(SOLUTIONS, folder / f"student{number}", ignore=parts)
        if number % 2:
            (place / "neuron.py").write_text(neuron.replace(".tanh()", ""), encoding="utf-8")
        if number % 3:
            shutil.copy(STUBS / "layer.py", place)
    with (
        Gradebook.write(tmp_path / "alone.db") as book,
        grading.threads(2, None, published()) as pool,
    ):
        alone = marks(book, pool, folder, lambda _: None)

    first, _ = worker(start, address), worker(start, address)
    with distributed.Client(address, timeout=SECONDS) as client:
        client.wait_for_workers(2, timeout=SECONDS)
    with (
        Gradebook.write(tmp_path / "cluster.db") as book,
        cluster.cluster(address, None, published()) as pool,
    ):
        together = marks(book, pool, folder, lambda _: first.send_signal(signal.SIGKILL))

    assert pool.jobs == 2  # workers of one thread each
    assert first.wait() == -signal.SIGKILL
    assert len(alone) == 6
    assert together == alone


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
