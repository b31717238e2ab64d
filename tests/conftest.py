"""What tests share: a folder with some answers replaced, the kit's command, a copy of the kit."""

import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from checks import cli, submission
from checks.check import session
from checks.check.result import CheckResult, ExerciseResult, Result
from checks.desk import recovery
from tests import browser as browsers

ROOT = Path(__file__).resolve().parents[1]
SOLUTIONS = ROOT / "solutions"
MODULES = submission.MODULES
SOURCE = {name: (SOLUTIONS / f"{name}.py").read_text("utf-8") for name in MODULES}
REQUIRED = ("neuron", "layer", "mlp", "network")

# A process that is started in the background may begin with Ctrl-C ignored, and what it starts too.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

Source = str | bytes | None  # None: the file is not there
Submit = Callable[..., Result]
Command = Callable[..., subprocess.CompletedProcess[str]]


def changed(source: str, *pairs: tuple[str, str]) -> str:
    """Return a source with some pieces replaced, each of which is there."""
    for old, new in pairs:
        assert old in source
        source = source.replace(old, new)
    return source


def of(result: Result, name: str) -> ExerciseResult:
    return next(one for one in result.exercises if one.id == name)


def verdicts(result: Result) -> dict[str, str]:
    """Return the verdict of each exercise that is required, and of an engine of one's own."""
    return {one.id: one.verdict for one in result.exercises if one.required}


def failed(one: ExerciseResult) -> list[CheckResult]:
    return [check for check in one.checks if check.verdict != "pass"]


def messages(one: ExerciseResult) -> str:
    """Return every message of an exercise, each once."""
    return "\n".join(dict.fromkeys(check.message for check in one.checks if check.message))


def written(folder: Path, *, base: Path = SOLUTIONS, **sources: Source) -> Path:
    """Write the solutions' files to a folder, some replaced by a given source; return it."""
    folder.mkdir(exist_ok=True)
    for module in MODULES:
        source = sources.get(module, (base / f"{module}.py").read_bytes())
        if isinstance(source, str):
            source = source.encode()
        if source is not None:
            (folder / f"{module}.py").write_bytes(source)
    return folder


@pytest.fixture
def answers(tmp_path: Path) -> Callable[..., Path]:
    """Write the solutions' files to a folder, some replaced by a given source; return it."""
    return partial(written, tmp_path / "answers")


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
    unwanted = shutil.ignore_patterns("alternatives")  # what is compiled already, starts sooner
    for name in ("checks", "solutions"):
        shutil.copytree(ROOT / name, copy / name, ignore=unwanted)
    (copy / "exercises").mkdir()
    for path in (copy / "checks" / "lesson" / "stubs").glob("*.py"):
        shutil.copy(path, copy / "exercises")
    return copy


def run_kit(
    folder: Path, *arguments: object, typed: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run `python -m checks` in a copy of the kit, with nothing of this repository in reach."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "checks", *map(str, arguments)],
        cwd=folder,
        env={**inherited, "PYTHONIOENCODING": "utf-8", **environment},
        input=typed,
        capture_output=True,
        encoding=environment.get("PYTHONIOENCODING", "utf-8"),
        timeout=300,
    )


def at_terminal(folder: Path, *words: str, answer: bytes = b"", **own: str) -> tuple[int, str]:
    """Run a Python at a terminal of its own; answer a question; return status and screen."""
    pty = pytest.importorskip("pty")
    here, there = pty.openpty()
    with subprocess.Popen(
        [sys.executable, *words],
        cwd=folder,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", **own},
        stdin=there,
        stdout=there,
        stderr=there,
    ) as process:
        os.close(there)
        seen = b""
        while select.select([here], [], [], 120)[0]:
            try:
                data = os.read(here, 65536)
            except OSError:  # Linux's way to say that the other end is closed
                break
            if not data:
                break
            seen += data
            if b"[y/N]" in seen and answer:
                os.write(here, answer)
                answer = b""
        status = process.wait(timeout=60)
    os.close(here)
    return status, seen.decode("utf-8")


def demand_refused(done: subprocess.CompletedProcess[str], *says: str) -> None:
    """Fail unless a command could not go on and says so: a line what, and a line what to do."""
    assert done.returncode == 2, done.stdout + done.stderr
    assert len(done.stderr.splitlines()) == 2, done.stderr
    assert done.stderr.splitlines()[1].startswith("To do: ")
    for words in says:
        assert words in done.stderr


@pytest.fixture
def command(kit: Path) -> Command:
    """Run `python -m checks` in a copy of the kit and return what it did."""
    return partial(run_kit, kit)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[browsers.Browser]:
    with browsers.Browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


class Desk:
    """A folder with the stubs as exercises, and what the commands say there, in this process."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self._capsys = root, capsys
        self.backup = root / ".checks" / "backup" / "neuron"
        self.file = root / "exercises" / "neuron.py"
        self.stub = (submission.STUBS / "neuron.py").read_bytes()

    def do(self, *arguments: object) -> str:
        """Return what a command says that does its work."""
        assert cli.main([*map(str, arguments)]) == 0
        said = self._capsys.readouterr()
        assert said.err == ""
        return said.out

    def refused(self, *arguments: object) -> str:
        """Return what a command says that cannot do it: a line what, and a line what to do."""
        assert cli.main([*map(str, arguments)]) == 2
        said = self._capsys.readouterr()
        assert said.out == ""
        assert len(said.err.splitlines()) == 2
        return said.err

    def kept(self) -> list[bytes]:
        return [path.read_bytes() for path in sorted(self.backup.glob("*.py"))]

    def everything(self) -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in self.root.rglob("*") if path.is_file()}


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Desk:
    root = tmp_path / "desk"
    for module in (submission, recovery, cli):
        monkeypatch.setattr(module, "EXERCISES", root / "exercises")
    for module in (submission, recovery):
        monkeypatch.setattr(module, "ROOT", root)
    monkeypatch.setattr(recovery, "BACKUP", root / ".checks" / "backup")
    shutil.copytree(submission.STUBS, root / "exercises")
    return Desk(root, capsys)
