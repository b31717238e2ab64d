"""Every command on the three pages works as it stands there, one after the other.

Each page is walked from its first command to its last, in a copy of the kit that has only a few of
the known mistakes: with all of them, answers on new numbers take a minute each time.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sysconfig
import venv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checks.errors import KitError
from checks.instructor import bank
from checks.run import box
from checks.submission import STUBS
from tests import browser
from tests.conftest import ROOT
from tests.test_pages import AUTHORS, INSTRUCTORS, PAGES, README, blocks

KEPT = {  # the pages name the second, and `python -m tests.screenshot page` draws the first
    "neuron/bias_unused",
    "layer/always_a_list",
    "mlp/index_past_the_end",
}
UNWANTED = (".git", ".venv", ".checks", "__pycache__", "variants", "alternatives")

# What a page leaves to its reader.
FILLED_IN = {"FOLDER": "../handed-in/ada", "FILE": "report.html", "HOST": "127.0.0.1"}

# Commands that say with 1 that something does not pass yet: so it is where they stand.
NOT_YET = {
    "python -m checks",
    "python -m checks run",
    "python -m checks neuron layer",
    "python -m checks --html report.html",
    "python -m checks --html FILE",
    "python -m checks --json result.json",
    "python -m checks --github",
    "python -m checks --submission checks/lesson/stubs",
    "python -m checks review solutions/mistakes/layer/always_a_list.py",
    "python -m checks loss  # Open exercises/loss.py:7",
}

# Commands that wait until they are ended, beside those that follow.
BESIDE = {"python -m dask scheduler", "python -m dask worker tcp://HOST:8786"}

# Commands that take minutes, wait for somebody, download or would start this again. Those of
# `watch`, `review --html` and `--passphrase` have tests of their own, .ci/run runs the others.
ELSEWHERE = re.compile(
    r"python -m checks (watch|review( --.*)?|solution .* --passphrase)|.*pip install.*|.*uv run.*"
    r"|python -m (pytest( -m slow)?|tests\.(ledger|benchmarks).*)|ruff .*|mypy"
)


def commands(page: str) -> list[str]:
    """Return a page's commands in their order: the lines for bash, and code that is one."""
    page = page.partition("## Renew the pins")[0]  # that is done by hand, and ends with .ci/run
    found = []
    for block, span in re.findall(r"^```bash\n(.*?)\n```$|`([^`\n]+)`", page, re.M | re.DOTALL):
        if re.match(r"python -m |ruff |mypy$", span):
            found.append(span)
        elif "\ndone" not in block:  # tests/test_pages.py runs the scripts
            found += block.splitlines()
    return found


class Place:
    """A copy of the kit with an environment of its own, and what goes on there meanwhile."""

    def __init__(self, kit: Path) -> None:
        self.kit = kit
        path = f"{kit / '.venv' / 'bin'}:{os.environ['PATH']}"
        self._environment = {**os.environ, "PATH": path, "PYTHONIOENCODING": "utf-8"}
        self._beside: list[subprocess.Popen[bytes]] = []

    def write(self, name: str, source: Path) -> None:
        (self.kit / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, self.kit / name)

    def run(self, command: str, folder: str = ".") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-c", command],
            cwd=self.kit / folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=240,
        )

    def start(self, command: str) -> None:
        """Start what waits."""
        quiet = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
        words = ["bash", "-c", f"exec {command}"]
        self._beside.append(
            subprocess.Popen(
                words, cwd=self.kit, env=self._environment, start_new_session=True, **quiet
            )
        )

    def end(self) -> None:
        for process in reversed(self._beside):
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(30)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the kit with a few of the mistakes, an answer key made of them, and a .venv."""
    kit = tmp_path_factory.mktemp("walk") / "kit"
    shutil.copytree(ROOT, kit, ignore=shutil.ignore_patterns(*UNWANTED))
    for path in STUBS.glob("*.py"):
        shutil.copy(path, kit / "exercises")
    for path in (kit / "solutions" / "mistakes").glob("*/*.py"):
        if f"{path.parent.name}/{path.stem}" not in KEPT:
            path.unlink()
    venv.create(kit / ".venv", symlinks=True)  # the packages are those of the tests
    (packages,) = (kit / ".venv").glob("lib/*/site-packages")
    packages.rmdir()
    packages.symlink_to(sysconfig.get_path("purelib"))
    made = Place(kit).run("python -m checks key")
    assert made.returncode == 0, made.stderr
    return kit


@pytest.fixture
def place(few: Path, tmp_path: Path) -> Iterator[Place]:
    found = Place(Path(shutil.copytree(few, tmp_path / "kit", symlinks=True)))
    yield found
    found.end()


def a_learner(place: Place, command: str) -> None:
    """Write a neuron that is right at first, and again before its solution is looked at."""
    if command in ("source .venv/bin/activate", "python -m checks solution neuron"):
        place.write("exercises/neuron.py", ROOT / "solutions" / "neuron.py")


def an_instructor(place: Place, command: str) -> None:
    """Collect a small class, and solve what was handed out."""
    if "always_a_list" in command:
        for name in ("ada", "bo"):
            for path in (ROOT / "solutions").glob("*.py"):
                place.write(f"../handed-in/{name}/{path.name}", path)
        wrong = ROOT / "solutions" / "mistakes" / "layer" / "always_a_list.py"
        place.write("../handed-in/bo/layer.py", bank.answer(wrong).files["layer"])
        (place.kit / "roster.csv").write_text(*blocks(INSTRUCTORS, "csv"))
        (place.kit / "prices.toml").write_text(*blocks(INSTRUCTORS, "toml"))
    if command == "python -m checks solution layer":
        place.write("../day-4/exercises/layer.py", ROOT / "solutions" / "layer.py")


def an_author(place: Place, command: str) -> None:
    """Add the exercise that the page has as its example."""
    if command != "python -m checks stubs  # Renewed: loss.py.":
        return
    example = AUTHORS.partition("### An example\n")[2].partition("\n## ")[0]
    steps = re.findall(
        r"^Step \d.*?`([\w/]+\.\w+)`.*?^```\w+\n(.*?)^```$", example, re.M | re.DOTALL
    )
    assert len(steps) == 5
    for name, text in steps:
        path = place.kit / name
        path.parent.mkdir(exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        head, by_exercise, rest = before.partition("BY_EXERCISE: ")
        rest = rest.replace("\n}\n", '\n    "loss": LOSS,\n}\n', 1)
        path.write_text(head + text + by_exercise + rest, encoding="utf-8")


def in_folder(page: str, command: str) -> str:
    """Return where a command is run: some of the instructors' are for the edition."""
    handed_out = {"python -m checks doctor", "python -m checks solution layer"}
    return "../day-4" if page == INSTRUCTORS and command in handed_out else "."


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the pages' commands are for bash")
@pytest.mark.parametrize(
    ("page", "meanwhile"),
    [(README, a_learner), (INSTRUCTORS, an_instructor), (AUTHORS, an_author)],
    ids=PAGES,
)
def test_every_command_of_a_page_works_as_it_stands(
    page: str, meanwhile: Callable[[Place, str], None], place: Place
) -> None:
    if page == INSTRUCTORS:
        _demand_box_and_port()
    for command in commands(page):
        if ELSEWHERE.fullmatch(command):
            continue
        if "screenshot page" in command and browser.installed() is None:
            continue
        meanwhile(place, command)
        words = command
        for name, filled in FILLED_IN.items():
            words = re.sub(rf"\b{name}\b", filled, words)
        if command in BESIDE:
            place.start(words)
            continue
        done = place.run(words, in_folder(page, command))
        told = f"{command}\n{done.stdout}\n{done.stderr}"
        assert done.returncode == (command in NOT_YET), told
        assert "Traceback" not in done.stderr, told
        assert done.stdout or "checks" not in command, told
        assert words.partition("  # ")[2] in " ".join(done.stdout.split()), told
        for made in re.findall(r"--(?:html|json|csv|to) (\S+)", words):
            assert (place.kit / made).exists(), told


def _demand_box_and_port() -> None:
    try:
        box.probe()
    except KitError as error:
        pytest.skip(f"no box works here: {error}")
    with socket.socket() as other:
        if other.connect_ex(("127.0.0.1", 8786)) == 0:
            pytest.skip("somebody else's cluster has the port that the page names")


def test_what_is_said_of_commands_is_of_commands_on_a_page() -> None:
    known = {command for page in PAGES.values() for command in commands(page)}
    assert known >= NOT_YET | BESIDE
    assert all(any(name in command for command in known) for name in FILLED_IN)
