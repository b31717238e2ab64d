"""The pages say what is so: every command, option, link, name and figure on them is held to."""

import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tomllib
import venv
from collections.abc import Iterator
from math import tanh
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree

import pytest

from checks import catalog, cli
from checks.check.finding import Verdict
from checks.check.result import CheckResult, ExerciseResult, Result
from checks.errors import KitError
from checks.instructor import bank
from checks.run import box, worker
from checks.submission import STUBS
from tests import screenshot
from tests.conftest import ROOT, python, tables, written
from tests.test_export import CANVAS, MOODLE

NAMES = ("README.md", "solutions/README.md", "CONTRIBUTING.md")
PAGES = {name: (ROOT / name).read_text(encoding="utf-8") for name in NAMES}
README, INSTRUCTORS, AUTHORS = PAGES.values()
PICTURE = ROOT / "tests" / "report.svg"


def section(page: str, heading: str) -> str:
    """Return what stands under a heading, down to the next one."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", page, re.M | re.DOTALL)
    assert found, heading
    return found[1]


def rows(text: str) -> list[list[str]]:
    """Return the cells of the tables' rows that begin with code."""
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("| `")
    ]


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)\n```$", text, re.M | re.DOTALL)


def calls(text: str) -> list[str]:
    return [found.strip() for found in re.findall(r"python -m checks(?![\w.])([^`\n&|;>#]*)", text)]


# Commands


def test_a_command_on_a_page_is_one_that_the_kit_has():
    named, refused = {"run"}, {}
    for text in PAGES.values():
        for call in dict.fromkeys(calls(text)):
            command, rest = cli.split(shlex.split(call))
            named.add(command)
            rest = [argument for argument in rest if argument != "--help"]
            try:
                if command not in cli.HELP:
                    cli.parser(command).parse_args(rest)  # the walk runs it
            except KitError as error:
                refused[call] = str(error)
    assert refused == {}
    assert set(cli.commands()) <= named


def options(command: str) -> set[str]:
    actions = cli.parser(command)._actions
    return {flag for one in actions for flag in one.option_strings} - {"-h", "--help"}


def test_the_table_of_options_has_every_option_and_no_page_has_another():
    table = section(INSTRUCTORS, "Hand it out")
    assert set(re.findall(r"^\| `(--[\w-]+)", table, re.M)) == options("release")
    known = {flag for command in cli.commands() for flag in options(command)}
    known.add("--smoke")  # of the benchmarks
    assert set(re.findall(r"`(--[\w-]+)", "\n".join(PAGES.values()))) <= known


# Set-up


def test_ci_runs_the_set_up_as_it_stands_and_the_form_for_powershell_does_the_same():
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for marker, runs in {"start": 'not_yet "$start"', "tests": 'bash -c "$tests'}.items():
        bash = blocks(README.partition(f"<!-- {marker} -->")[2], "bash")[0]
        assert f'{marker}="{bash}"' in ci
        assert runs in ci
    start = blocks(README, "bash")[0].replace("python3 ", "py ").replace(" && ", "; ")
    assert blocks(README, "powershell") == [start.replace(".venv/bin/", ".venv\\Scripts\\")]


def canonical(requirement: str) -> str:
    """Return the name in a requirement or a pin, spelt as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=]", requirement)[0]).lower()


def test_every_direct_dependency_is_pinned():
    comment, *pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    pinned = [canonical(pin) for pin in pins]

    assert comment.startswith("# ")
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", pin) for pin in pins)
    assert pinned == sorted(pinned)
    assert {canonical(one) for one in sum(extras.values(), project["dependencies"])} <= {*pinned}


# Names and figures


def test_what_a_page_links_to_or_names_is_there():
    stands_for = re.compile(r"\b(NAME|EXERCISE|ID|loss)\b")  # `loss` is the worked example
    for name, page in PAGES.items():
        here = (ROOT / name).parent
        links = re.findall(r"(?:\]\(|src=\")(?!https://)([^)#\"]+)", page)
        named = re.findall(r"`((?:checks|tests|solutions|\.ci)/[\w/.]+)`", page)
        assert links, name
        gone = [one for one in links if not (here / one).exists()]
        gone += [one for one in named if not stands_for.search(one) and not (ROOT / one).exists()]
        assert gone == [], name


def test_the_table_of_exercises_has_every_exercise_with_its_file_and_points():
    table = {
        name.strip("`"): (file, float(points))
        for name, file, _, points in rows(section(README, "What you do"))
    }
    link = "[exercises/{0}](exercises/{0})".format
    assert table == {
        one.id: (link(one.file) if one.has_file else "the three together", one.points)
        for one in catalog.exercises()
    }


def test_the_verdicts_and_the_outline_of_the_result_are_those_that_there_are():
    table = rows(section(README, "How to read a report"))
    outline = next(block for block in blocks(INSTRUCTORS, "text") if block.startswith("version"))
    shown = [line.replace("└", "").split() for line in outline.splitlines()]

    assert sorted(first.strip("`") for first, *_ in table) == sorted(get_args(Verdict))
    kinds = (Result, ExerciseResult, CheckResult)
    assert shown == [list(kind.__struct_fields__) for kind in kinds]


def test_limits_folders_and_recipes_are_those_that_there_are():
    text = " ".join(section(README, "Limits").split())
    assert f"A call may take {worker.SCENARIO_SECONDS:g} seconds" in text
    assert f"an exercise {worker.EXERCISE_SECONDS:g}," in text
    assert f"{worker.LIMITS['RLIMIT_AS'] >> 30} GB of memory" in text

    (row,) = (cells for cells in rows(AUTHORS) if cells[0] == "`tests/variants/`")
    there = {path.name for path in (ROOT / "tests" / "variants").iterdir()}
    assert {found.partition("/")[0] for found in re.findall(r"`([a-z]+/[^`]*)`", row[1])} == there

    heading, page = re.findall(r"`(.+)` in (\S+\.md)", bank.RECIPE)[0]
    assert section(PAGES[page], heading)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the page's first script is for bash")
def test_the_instructors_scripts_work_as_they_stand(kit):
    (kit / "handed-in" / "nobody").mkdir(parents=True)
    written(kit / "handed-in" / "ada")
    written(kit / "handed-in" / "grace", base=STUBS)
    (collect,) = (block for block in blocks(INSTRUCTORS, "bash") if "for folder" in block)
    (read,) = blocks(INSTRUCTORS, "python")
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    told = Place(kit, path).run(collect)
    assert (told.returncode, told.stdout) == (0, "nobody: not checked\n")
    lines = "ada\tpass\t10.0\tof\t10.0\ngrace\tnot started\t0.0\tof\t10.0\n"
    assert python("-c", read, folder=kit).stdout == lines


# The picture


def texts(svg: str) -> list[str]:
    """Return what a picture says; no-break spaces keep its columns in place."""
    root = ElementTree.fromstring(svg)
    return [
        (element.text or "").replace("\xa0", " ")
        for element in root.iter()
        if element.tag.endswith("}text")
    ]


def test_the_picture_shows_what_a_run_prints_today_and_fetches_nothing():
    """If not: `python -m tests.screenshot`."""
    svg = PICTURE.read_text(encoding="utf-8")
    said = texts(svg)

    assert said == texts(screenshot.picture())
    assert not re.search(r"url\((?!#)|href|@font-face|@import", svg)
    assert set(re.findall(r"\S*/\S*\.py", "\n".join(said))) == {"exercises/layer.py"}
    assert max(map(len, said)) <= 100


def test_the_numbers_of_the_network_in_the_picture_are_right():
    said = set(texts(PICTURE.with_name("network.svg").read_text(encoding="utf-8")))
    first = tanh(0.5 * 2.0 + -1 * 1.0 + 0.25)
    second = tanh(0.3 * 2.0 + 0.4 * 1.0 - 0.5)
    out = tanh(1 * first + 2 * second - 0.5)

    assert said >= {"1", "2", "2.0", "1.0", "0.5", "-1", "0.3", "0.4"}  # inputs and weights
    assert said >= {f"{number:.4f}" for number in (first, second, out)}


# Each page is walked from its first command to its last, in a copy of the kit that has only a few
# of the known mistakes: with all of them, answers on new numbers take a minute each time.

WALK = tables("pages.toml")
UNWANTED = (".git", ".venv", ".checks", "__pycache__", "variants", "alternatives")

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
        elif "\ndone" not in block:  # the scripts run by themselves
            found += block.splitlines()
    return found


class Place:
    """A copy of the kit with an environment of its own, and what goes on there meanwhile."""

    def __init__(self, kit: Path, path: str = "") -> None:
        self.kit = kit
        path = path or f"{kit / '.venv' / 'bin'}:{os.environ['PATH']}"
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
        how = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
        how |= {"cwd": self.kit, "env": self._environment, "start_new_session": True}
        self._beside.append(subprocess.Popen(["bash", "-c", f"exec {command}"], **how))

    def end(self) -> None:
        for process in reversed(self._beside):
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(30)


@pytest.fixture(scope="module")
def few(tmp_path_factory) -> Path:
    """A copy of the kit with a few of the mistakes, an answer key made of them, and a .venv."""
    kit = tmp_path_factory.mktemp("walk") / "kit"
    shutil.copytree(ROOT, kit, ignore=shutil.ignore_patterns(*UNWANTED))
    for path in STUBS.glob("*.py"):
        shutil.copy(path, kit / "exercises")
    for path in (kit / "solutions" / "mistakes").glob("*/*.py"):
        if f"{path.parent.name}/{path.stem}" not in WALK["kept"]:
            path.unlink()
    venv.create(kit / ".venv", symlinks=True)  # the packages are those of the tests
    (packages,) = (kit / ".venv").glob("lib/*/site-packages")
    packages.rmdir()
    packages.symlink_to(sysconfig.get_path("purelib"))
    made = Place(kit).run("python -m checks key")
    assert made.returncode == 0, made.stderr
    return kit


@pytest.fixture
def place(few, tmp_path) -> Iterator[Place]:
    found = Place(Path(shutil.copytree(few, tmp_path / "kit", symlinks=True)))
    yield found
    found.end()


def a_learner(place: Place, command: str) -> None:
    """Write a neuron that is right at first, and again before that is looked at or handed in."""
    again = ("python -m checks solution neuron", "python -m checks hand-in")
    if command in ("python -m checks neuron layer", *again):
        place.write("exercises/neuron.py", ROOT / "solutions" / "neuron.py")


def an_instructor(place: Place, command: str) -> None:
    """Collect a small class, and solve what was handed out."""
    if command == "python -m checks hand-in":
        a_learner(place, command)
    if "always_a_list" in command:
        (place.kit.parent / "handed-in").mkdir()
        written(place.kit.parent / "handed-in" / "ada")
        wrong = bank.source(bank.MISTAKES / "layer" / "always_a_list.py")
        written(place.kit.parent / "handed-in" / "bo", layer=wrong)
        (place.kit / "roster.csv").write_text(*blocks(INSTRUCTORS, "csv"))
        (place.kit / "prices.toml").write_text(*blocks(INSTRUCTORS, "toml"))
        for name, wrote in (("canvas", CANVAS), ("moodle", MOODLE)):
            table = re.sub(r"\{\w+\}", "", wrote).replace('Ada ""Countess"" King', "Ada Lovelace")
            (place.kit / f"from-{name}.csv").write_text(table, encoding="utf-8")
    if command == "python -m checks solution layer":
        place.write("../day-4/exercises/layer.py", ROOT / "solutions" / "layer.py")


def an_author(place: Place, command: str) -> None:
    """Add the exercise that the page has as its example."""
    if command != "python -m checks stubs  # Renewed: loss.py.":
        return
    example = AUTHORS.partition("### An example\n")[2].partition("\n## ")[0]
    step = r"^Step \d.*?`([\w/]+\.\w+)`.*?^```\w+\n(.*?)^```$"
    steps = re.findall(step, example, re.M | re.DOTALL)
    assert len(steps) == 5
    for name, text in steps:
        path = place.kit / name
        path.parent.mkdir(exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        head, by_exercise, rest = before.partition("BY_EXERCISE: ")
        rest = rest.replace("\n}\n", '\n    "loss": LOSS,\n}\n', 1)
        path.write_text(head + text + by_exercise + rest, encoding="utf-8")


IN_EDITION = {(INSTRUCTORS, f"python -m checks {one}") for one in ("doctor", "solution layer")}


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the pages' commands are for bash")
@pytest.mark.parametrize(
    ("page", "meanwhile"),
    [(README, a_learner), (INSTRUCTORS, an_instructor), (AUTHORS, an_author)],
    ids=PAGES,
)
def test_every_command_of_a_page_works_as_it_stands(page, meanwhile, place):
    if page == INSTRUCTORS:
        _demand_box_and_port()
    for command in commands(page):
        if ELSEWHERE.fullmatch(command):
            continue
        meanwhile(place, command)
        words = command
        for name, filled in WALK["filled_in"].items():
            words = re.sub(rf"\b{name}\b", filled, words)
        if command in WALK["beside"]:
            place.start(words)
            continue
        done = place.run(words, "../day-4" if (page, command) in IN_EDITION else ".")
        told = f"{command}\n{done.stdout}\n{done.stderr}"
        assert done.returncode == (command in WALK["not_yet"]), told
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


def test_what_is_said_of_commands_is_of_commands_on_a_page():
    known = {command for page in PAGES.values() for command in commands(page)}
    assert known >= {*WALK["not_yet"], *WALK["beside"]}
    assert all(any(name in command for command in known) for name in WALK["filled_in"])
