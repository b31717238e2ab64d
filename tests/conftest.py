"""What tests share: a folder with some answers replaced, the kit's command, a copy of the kit."""

import io
import os
import shutil
import signal
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from checks import catalog, cli, submission
from checks.check import evidence, session
from checks.check.result import CheckResult, ExerciseResult, Result
from checks.desk import hand_in, proof, recovery, screen, solution
from checks.run import worker
from tests import browser as browsers

ROOT = Path(__file__).resolve().parents[1]
SOLUTIONS = ROOT / "solutions"
MODULES = submission.MODULES
SOURCE = {name: (SOLUTIONS / f"{name}.py").read_text("utf-8") for name in MODULES}
STUB = {name: (submission.STUBS / f"{name}.py").read_text("utf-8") for name in MODULES}
PARTS = ("neuron", "layer", "mlp")
REQUIRED = (*PARTS, "network")

ASKED = [catalog.exercise(check.exercise) for check in evidence.every()]
NO_STRETCH = {one.id: None for one in catalog.exercises() if not one.required}  # no such files
COUNT = sum(not one.given for one in ASKED)  # the checks there are, and those that are required
REQUIRED_COUNT = sum(one.required and not one.given for one in ASKED)
HANG_GUARD = 90.0  # seconds; every case takes a tenth of it, a hanging one would take for ever

# A process that is started in the background may begin with Ctrl-C ignored, and what it starts too.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# A file is for one process, so those that take longest come first: the last ones would run alone.
LONGEST = ("test_pages", "test_answers", "test_box", "test_release", "test_seal", "test_page")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda one: one.path.stem not in LONGEST)


def tables(name: str) -> dict[str, Any]:
    """Return a file of cases that stands beside the tests."""
    return tomllib.loads((ROOT / "tests" / name).read_text(encoding="utf-8"))


Source = str | bytes | None  # None: the file is not there


def changed(source: str, *pairs: tuple[str, str]) -> str:
    """Return a source with some pieces replaced, each of which is there."""
    for old, new in pairs:
        assert old in source
        source = source.replace(old, new)
    return source


def calling(lines: str) -> str:
    """Return a right neuron that begins its call with some lines."""
    first = "        pre_activation = "
    return changed(SOURCE["neuron"], (first, f"        {lines}\n{first}"))


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


def demand_fair(result: Result, *broken: str) -> None:
    """Fail unless these exercises fail, for a reason of their own, and no other one does."""
    found = {one.id: one for one in result.exercises}
    is_open = not {*broken} & {*PARTS}
    for name in broken:
        assert found[name].verdict not in ("pass", "kit error"), messages(found[name])
        assert all(check.message for check in failed(found[name]))
    assert {found[name].verdict for name in PARTS if name not in broken} <= {"pass"}
    assert found["network"].verdict == ("pass" if is_open else "blocked")
    assert is_open or result.verdict != "pass"
    assert "kit error" not in {check.verdict for one in result.exercises for check in one.checks}
    assert result.seconds < HANG_GUARD


@pytest.fixture
def folder(tmp_path) -> Path:
    """An empty folder for a class."""
    (tmp_path / "class").mkdir()
    return tmp_path / "class"


@pytest.fixture
def short_limits(monkeypatch) -> None:
    """Wait a third of the time: a right answer takes a twentieth of that."""
    monkeypatch.setattr(worker, "SCENARIO_SECONDS", 0.7)
    monkeypatch.setattr(worker, "EXERCISE_SECONDS", 1.4)


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
def answers(tmp_path) -> Callable[..., Path]:
    """Write the solutions' files to a folder, some replaced by a given source; return it."""
    return partial(written, tmp_path / "answers")


@pytest.fixture
def submit(answers) -> Callable[..., Result]:
    """Judge the solutions, all or some exercises, with some files replaced by a given source."""

    def judge(*names: str, **sources: Source) -> Result:
        return session.check(submission.at(answers(**sources)), names).result

    return judge


def copied(copy: Path) -> Path:
    unwanted = shutil.ignore_patterns("alternatives")  # what is compiled already, starts sooner
    for name in ("checks", "solutions"):
        shutil.copytree(ROOT / name, copy / name, ignore=unwanted)
    (copy / "exercises").mkdir()
    for path in (copy / "checks" / "lesson" / "stubs").glob("*.py"):
        shutil.copy(path, copy / "exercises")
    return copy


@pytest.fixture
def kit(tmp_path) -> Path:
    """A copy of the kit to break, or to leave notes in."""
    return copied(tmp_path / "kit")


PASSPHRASE = "quartz gondola thistle rye"


@pytest.fixture(scope="module")
def released(tmp_path_factory) -> Path:
    """A release of this repository as the command makes it, with its zip beside it."""
    folder = tmp_path_factory.mktemp("release") / "edition"
    done = run_kit(ROOT, "release", folder, "--zip", "--passphrase", typed=PASSPHRASE)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


@pytest.fixture
def copy(released, tmp_path) -> Path:
    """A copy of the release to solve, or to damage."""
    return shutil.copytree(released, tmp_path / "course", ignore=shutil.ignore_patterns(".checks"))


class Said(NamedTuple):
    status: int
    out: str
    err: str


def run(*arguments: object) -> Said:
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        try:
            status = cli.main([*map(str, arguments)])
        except SystemExit as end:
            status = int(end.code)
    for stream in (out, err):
        stream.seek(0)
    return Said(status, out.read(), err.read())


needs_descriptors = pytest.mark.skipif(
    os.open not in os.supports_dir_fd, reason="a class is graded where files open by descriptor"
)


def grade(folder: Path, gradebook: Path, *more: object) -> Said:
    """Grade a class in no box, by the same hidden numbers in every test."""
    how = ("--isolation", "none", "--jobs", 2, "--seed", 7)
    return run("grade", folder, "--gradebook", gradebook, *how, *more)


def python(
    *words: object, folder: Path = ROOT, typed: str = "", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a Python in a folder, with nothing else of this repository in reach."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [sys.executable, *map(str, words)],
        cwd=folder,
        env={**inherited, "PYTHONIOENCODING": "utf-8", **environment},
        input=typed,
        capture_output=True,
        encoding=environment.get("PYTHONIOENCODING", "utf-8"),
        timeout=300,
    )


def run_kit(folder: Path, *arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    return python("-W", "error", "-m", "checks", *arguments, folder=folder, **more)


SPAWN = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"


def at_terminal(folder: Path, *words: str, answer: str = "", **own: str) -> tuple[int, str]:
    """Run a Python at a terminal of its own; type an answer; return status and screen."""
    pytest.importorskip("pty")
    own = {"TERM": "xterm-256color", "COLUMNS": "100", **own}
    done = python("-c", SPAWN, sys.executable, *words, folder=folder, typed=answer, **own)
    return done.returncode, done.stdout


def demand_refused(done: subprocess.CompletedProcess[str], *says: str) -> None:
    """Fail unless a command could not go on and says so: a line what, and a line what to do."""
    assert done.returncode == 2, done.stdout + done.stderr
    assert len(done.stderr.splitlines()) == 2, done.stderr
    assert done.stderr.splitlines()[1].startswith("To do: ")
    for words in says:
        assert words in done.stderr


@pytest.fixture
def command(kit) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the copy of the kit as its user does."""
    return partial(run_kit, kit)


@pytest.fixture(scope="module")
def browser(tmp_path_factory) -> Iterator[browsers.Browser]:
    with browsers.Browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@contextmanager
def full_disk(room: int) -> Iterator[None]:
    """Let the system end every write after some bytes: what a full disk does, for any user."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


class Desk:
    """A folder with the stubs as exercises, and what the commands say there, in this process."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.backup = root / ".checks" / "backup" / "neuron"
        self.file = root / "exercises" / "neuron.py"
        self.stub = (submission.STUBS / "neuron.py").read_bytes()

    def __call__(self, *arguments: object, **environment: str) -> Said:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            return run(*arguments)

    def write(self, text: str, name: str = "neuron") -> None:
        (self.root / "exercises" / f"{name}.py").write_text(text, encoding="utf-8")

    def solve(self, *names: str) -> None:
        for name in names:
            self.write(SOURCE[name], name)

    def do(self, *arguments: object) -> str:
        """Return what a command says that does its work."""
        said = run(*arguments)
        assert (said.status, said.err) == (0, "")
        return said.out

    def refused(self, *arguments: object) -> str:
        """Return what a command says that cannot do it: a line what, and a line what to do."""
        said = run(*arguments)
        assert (said.status, said.out) == (2, "")
        assert len(said.err.splitlines()) == 2
        return said.err

    def kept(self) -> list[bytes]:
        return [path.read_bytes() for path in sorted(self.backup.glob("*.py"))]

    def everything(self) -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in self.root.rglob("*") if path.is_file()}


@pytest.fixture
def desk(tmp_path, monkeypatch) -> Desk:
    root = tmp_path / "desk"
    for module in (submission, recovery, cli, hand_in, solution):
        monkeypatch.setattr(module, "EXERCISES", root / "exercises")
    for module in (submission, recovery, screen, proof, hand_in):
        monkeypatch.setattr(module, "ROOT", root)
    monkeypatch.setattr(hand_in, "KEPT", root / ".checks" / "name.json")
    monkeypatch.setattr(recovery, "BACKUP", root / ".checks" / "backup")
    monkeypatch.setattr(screen, "NOTE", root / ".checks" / "last.json")
    shutil.copytree(submission.STUBS, root / "exercises")
    monkeypatch.chdir(root)
    return Desk(root)
