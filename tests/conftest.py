"""What tests share: a folder with some answers replaced, the kit's command, a copy of the kit."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from checks import submission
from checks.check import session
from checks.check.result import Result

ROOT = Path(__file__).resolve().parents[1]
SOLUTIONS = ROOT / "solutions"
MODULES = submission.MODULES

# A process that is started in the background may begin with Ctrl-C ignored, and what it starts too.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

Source = str | bytes | None  # None: the file is not there
Submit = Callable[..., Result]
Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def answers(tmp_path: Path) -> Callable[..., Path]:
    """Write the solutions' files to a folder, some replaced by a given source; return it."""

    def write(*, base: Path = SOLUTIONS, **sources: Source) -> Path:
        folder = tmp_path / "answers"
        folder.mkdir(exist_ok=True)
        for module in MODULES:
            source = sources.get(module, (base / f"{module}.py").read_bytes())
            if isinstance(source, str):
                source = source.encode()
            if source is not None:
                (folder / f"{module}.py").write_bytes(source)
        return folder

    return write


@pytest.fixture
def submit(answers: Callable[..., Path]) -> Submit:
    """Judge the solutions, all or some exercises, with some files replaced by a given source."""

    def judge(*names: str, **sources: Source) -> Result:
        return session.check(submission.at(answers(**sources)), names).result

    return judge


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    """A copy of the kit to break, or to leave notes in; its exercises are untouched."""
    copy = tmp_path / "kit"
    unwanted = shutil.ignore_patterns("__pycache__", "alternatives")
    for name in ("checks", "solutions"):
        shutil.copytree(ROOT / name, copy / name, ignore=unwanted)
    (copy / "exercises").mkdir()
    for path in (copy / "checks" / "lesson" / "stubs").glob("*.py"):
        shutil.copy(path, copy / "exercises")
    return copy


@pytest.fixture
def command(kit: Path) -> Command:
    """Run `python -m checks` in a copy of the kit and return what it did."""

    def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
        encoding = environment.get("PYTHONIOENCODING", "utf-8")
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "checks", *map(str, arguments)],
            cwd=kit,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding=encoding,
            timeout=120,
        )

    return run
