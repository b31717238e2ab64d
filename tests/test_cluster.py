"""Does a cluster give the same marks as one machine, though it loses a worker half way?"""

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
from checks.commands.command_line import main
from checks.errors import KitError
from checks.instructor import bank, cluster, grading
from checks.instructor.gradebook import Gradebook
from checks.submission import MODULES, SOLUTIONS

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")

ROOT = Path(__file__).resolve().parents[1]
MISTAKES = sorted((bank.MISTAKES / "layer").glob("*.py"))[:9]
SECONDS = 60

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start parts of a cluster, and end them afterwards."""
    started = []

    def begin(*words: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *words],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "False"},
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        process.kill()
        process.wait()


@pytest.fixture
def address(start: Start, tmp_path: Path) -> str:
    noted = tmp_path / "scheduler.json"
    start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
          "--scheduler-file", str(noted))  # fmt: skip
    deadline = time.monotonic() + SECONDS
    while not (noted.exists() and noted.stat().st_size):
        assert time.monotonic() < deadline, "the scheduler did not start"
        time.sleep(0.1)
    return str(json.loads(noted.read_text(encoding="utf-8"))["address"])


def worker(start: Start, address: str) -> subprocess.Popen[bytes]:
    return start("worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small class: right answers, and some mistakes."""
    for number, mistake in enumerate([None, *MISTAKES]):
        place = tmp_path / "class" / f"student{number:02}"
        place.mkdir(parents=True)
        for module in MODULES:
            (place / f"{module}.py").write_bytes((SOLUTIONS / f"{module}.py").read_bytes())
        if mistake is not None:
            (place / "layer.py").write_text(bank.source(mistake), encoding="utf-8")
    return tmp_path / "class"


def verdicts(book: Gradebook) -> dict[str, list[str]]:
    return {
        row.submission: [
            f"{check.id} {check.verdict} {check.message}"
            for one in row.result.exercises
            for check in one.checks
        ]
        for row in book.latest()
        if row.result is not None
    }


def test_a_cluster_that_loses_a_worker_gives_the_marks_of_one_machine(
    start: Start, address: str, folder: Path, tmp_path: Path
) -> None:
    first, _ = worker(start, address), worker(start, address)
    settings = grading.Settings(folder, 4, resume=False, seed=1)
    with Gradebook.write(tmp_path / "alone.db") as book:
        grading.Grading(book, settings).go(published())
        alone = verdicts(book)

    def lose(*_: object) -> None:
        if first.poll() is None:
            first.send_signal(signal.SIGKILL)

    _wait_for(address, workers=2)
    with (
        Gradebook.write(tmp_path / "cluster.db") as book,
        cluster.cluster(address, None, published()) as executor,
    ):
        jobs = executor.jobs
        grading.Grading(book, settings).go(published(), lose, executor=executor, jobs=jobs)
        together = verdicts(book)

    assert jobs == 2  # workers of one thread each
    assert first.poll() is not None
    assert len(alone) == 1 + len(MISTAKES)
    assert together == alone


def _wait_for(address: str, workers: int) -> None:
    from distributed import Client

    with Client(address, timeout=SECONDS) as client:
        client.wait_for_workers(workers, timeout=SECONDS)


def test_without_dask_nothing_is_begun(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    words = ["grade", str(folder), "--gradebook", str(tmp_path / "new.db"), "--isolation", "none"]

    assert main([*words, "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "Dask's distributed is not installed.",
        "To do: python -m pip install '.[cluster]'",
    ]
    assert not (tmp_path / "new.db").exists()


def test_a_cluster_without_workers_is_said_in_one_line(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "SECONDS", 3.0)
    with pytest.raises(KitError, match="no workers"), cluster.cluster(address, None, published()):
        pass


def test_an_address_where_nobody_answers_is_said_in_one_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cluster, "SECONDS", 1.0)
    with (
        pytest.raises(KitError, match="No scheduler answers"),
        cluster.cluster("tcp://127.0.0.1:9", None, published()),
    ):
        pass
