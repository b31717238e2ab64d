"""The pages say what is so: every command, option, link, name and figure on them is held to."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree

import pytest

from checks import catalog, cli
from checks.check.evidence import Verdict
from checks.check.result import CheckResult, ExerciseResult, Result
from checks.instructor import bank
from checks.run import worker
from tests import screenshot
from tests.conftest import ROOT

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
    """Return the code blocks in one language."""
    return re.findall(rf"^```{language}\n(.*?)\n```$", text, re.M | re.DOTALL)


def calls(text: str) -> list[str]:
    """Return the arguments of every `python -m checks` in a text."""
    return [found.strip() for found in re.findall(r"python -m checks(?![\w.])([^`\n&|;>#]*)", text)]


# Commands


def test_a_command_on_a_page_is_one_that_the_kit_has(capsys: pytest.CaptureFixture[str]) -> None:
    named, refused = {"run"}, {}
    for text in PAGES.values():
        for call in dict.fromkeys(calls(text)):
            command, rest = cli.split(shlex.split(call))
            named.add(command)
            rest = [argument for argument in rest if argument != "--help"]
            if command == "hint" and not rest:
                rest = ["neuron"]  # a page may name the command alone
            try:
                if command not in cli.HELP:
                    cli.parser(command).parse_args(rest)  # test_walk.py runs it
            except SystemExit:
                refused[call] = capsys.readouterr().err
    assert refused == {}
    assert set(cli.commands()) <= named


def options(command: str) -> set[str]:
    """Return the options of a command, but for --help."""
    actions = cli.parser(command)._actions
    return {flag for one in actions for flag in one.option_strings} - {"-h", "--help"}


def test_the_tables_of_options_have_every_option_and_no_page_has_another() -> None:
    run = section(README, "Commands").partition("Options of")[2]
    for command, table in (("run", run), ("release", section(INSTRUCTORS, "Hand it out"))):
        assert set(re.findall(r"^\| `(--[\w-]+)", table, re.M)) == options(command)
    known = {flag for command in cli.commands() for flag in options(command)}
    known.add("--smoke")  # of the benchmarks
    assert set(re.findall(r"`(--[\w-]+)", "\n".join(PAGES.values()))) <= known


# Set-up


@pytest.mark.parametrize("marker", ["start", "tests"])
def test_ci_runs_the_set_up_as_it_stands_and_the_form_for_powershell_does_the_same(
    marker: str,
) -> None:
    text = README.partition(f"<!-- {marker} -->")[2]
    bash, powershell = blocks(text, "bash")[0], blocks(text, "powershell")[0]
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    same = bash.replace("python3 ", "py ").replace(".venv/bin/", ".venv\\Scripts\\")

    assert powershell == same.replace(" && ", "; ")
    assert f'{marker}="{bash}"' in ci
    assert {"start": 'not_yet "$start"', "tests": 'bash -c "$tests'}[marker] in ci


def canonical(requirement: str) -> str:
    """Return the name in a requirement or a pin, spelt as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=]", requirement)[0]).lower()


def test_every_direct_dependency_is_pinned_and_pytorch_is_not() -> None:
    comment, *pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    pinned = [canonical(pin) for pin in pins]

    assert comment.startswith("# ")
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", pin) for pin in pins)
    assert pinned == sorted(pinned)
    assert {canonical(one) for one in sum(extras.values(), project["dependencies"])} <= {*pinned}
    assert "torch" not in pinned  # a large download, for one comparison


# Names and figures


def test_what_a_page_links_to_or_names_is_there() -> None:
    stands_for = re.compile(r"\b(NAME|EXERCISE|ID|loss)\b")  # `loss` is the worked example
    for name, page in PAGES.items():
        here = (ROOT / name).parent
        links = re.findall(r"(?:\]\(|src=\")(?!https://)([^)#\"]+)", page)
        named = re.findall(r"`((?:checks|tests|solutions|\.ci)/[\w/.]+)`", page)
        assert links, name
        gone = [one for one in links if not (here / one).exists()]
        gone += [one for one in named if not stands_for.search(one) and not (ROOT / one).exists()]
        assert gone == [], name


def test_the_table_of_exercises_has_every_exercise_with_its_file_and_points() -> None:
    table = [
        (name, file, float(points))
        for name, file, _, points in rows(section(README, "The exercises"))
    ]
    link = "[exercises/{0}](exercises/{0})"
    assert sorted(table) == sorted(
        (f"`{one.id}`", link.format(one.file) if one.has_file else "the three together", one.points)
        for one in catalog.exercises()
    )


def test_the_verdicts_and_the_outline_of_the_result_are_those_that_there_are() -> None:
    table = rows(section(README, "How to read a verdict"))
    outline = next(block for block in blocks(README, "text") if block.startswith("version"))
    shown = [line.replace("└", "").split() for line in outline.splitlines()]

    assert sorted(first.strip("`") for first, *_ in table) == sorted(get_args(Verdict))
    kinds = (Result, ExerciseResult, CheckResult)
    assert shown == [list(kind.__struct_fields__) for kind in kinds]


def test_limits_folders_and_recipes_are_those_that_there_are() -> None:
    text = " ".join(section(README, "What the kit does not do").split())
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
def test_the_instructors_scripts_work_as_they_stand(kit: Path) -> None:
    for learner in ("ada", "grace", "nobody"):
        (kit / "handed-in" / learner).mkdir(parents=True)
    for path in (kit / "solutions").glob("*.py"):
        shutil.copy(path, kit / "handed-in" / "ada")
    for path in (kit / "exercises").glob("*.py"):
        shutil.copy(path, kit / "handed-in" / "grace")
    (collect,) = (block for block in blocks(INSTRUCTORS, "bash") if "for folder" in block)
    (read,) = blocks(INSTRUCTORS, "python")
    own = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}

    def run(*command: str) -> str:
        ran = subprocess.run(
            command, cwd=kit, env={**os.environ, **own}, capture_output=True, text=True, check=True
        )
        return ran.stdout

    assert run("bash", "-c", collect) == "nobody: not checked\n"
    assert (
        run(sys.executable, "-c", read)
        == "ada\tpass\t10.0\tof\t10.0\ngrace\tnot started\t0.0\tof\t10.0\n"
    )


# The picture


def texts(svg: str) -> list[str]:
    """Return what a picture says; no-break spaces keep its columns in place."""
    root = ElementTree.fromstring(svg)
    return [
        (element.text or "").replace("\xa0", " ")
        for element in root.iter()
        if element.tag.endswith("}text")
    ]


def test_the_picture_shows_what_a_run_prints_today_and_fetches_nothing() -> None:
    """If not: `python -m tests.screenshot`."""
    svg = PICTURE.read_text(encoding="utf-8")
    said = texts(svg)

    assert said == texts(screenshot.picture())
    assert not re.search(r"url\((?!#)|href|@font-face|@import", svg)
    assert set(re.findall(r"\S*/\S*\.py", "\n".join(said))) == {"exercises/layer.py"}
    assert max(map(len, said)) <= 100
