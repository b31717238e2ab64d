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

ROOT = Path(__file__).resolve().parents[1]
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


@pytest.mark.parametrize(
    ("command", "table"),
    [
        ("run", section(README, "Commands").partition("Options of")[2]),
        ("release", section(INSTRUCTORS, "Hand it out")),
    ],
)
def test_a_table_of_options_has_every_option(command: str, table: str) -> None:
    named = {re.match(r"`(--[\w-]+)", first)[1] for first, *_ in rows(table)}
    assert named == options(command)


def test_an_option_that_is_named_by_itself_is_one_of_a_command_or_of_the_benchmarks() -> None:
    known = {flag for command in cli.commands() for flag in options(command)} | {"--smoke"}
    assert set(re.findall(r"`(--[\w-]+)", "\n".join(PAGES.values()))) <= known


# Set-up


def after(marker: str) -> tuple[str, str]:
    """Return the two code blocks behind a marker in README.md: for bash and for PowerShell."""
    text = README.partition(f"<!-- {marker} -->")[2]
    return blocks(text, "bash")[0], blocks(text, "powershell")[0]


def test_ci_runs_the_commands_for_the_set_up_as_they_stand_in_the_readme() -> None:
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert f'start="{after("start")[0]}"' in ci
    assert ci.count('not_yet "$start"') == 1
    assert f'tests="{after("tests")[0]}"' in ci
    assert ci.count('bash -c "$tests') == 2  # as root, and as an ordinary user


@pytest.mark.parametrize("marker", ["start", "tests"])
def test_the_form_for_powershell_does_the_same(marker: str) -> None:
    bash, powershell = after(marker)
    same = bash.replace("python3 ", "py ").replace(".venv/bin/", ".venv\\Scripts\\")
    assert powershell == same.replace(" && ", "; ")


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


def test_a_link_leads_to_a_file_that_is_there() -> None:
    for name, page in PAGES.items():
        targets = re.findall(r"\]\(([^)#]+)|src=\"([^\"]+)", page)
        paths = [a or b for a, b in targets if not (a or b).startswith("https://")]
        assert paths, name
        assert [one for one in paths if not (ROOT / name).parent.joinpath(one).exists()] == [], name


def test_a_file_of_the_kit_that_a_page_names_is_there() -> None:
    named = re.findall(r"`((?:checks|tests|solutions|\.ci)/[\w/.]+)`", "\n".join(PAGES.values()))
    stands_for = re.compile(r"\b(NAME|EXERCISE|ID|loss)\b")  # `loss` is the worked example
    assert named
    gone = [one for one in named if not stands_for.search(one) and not (ROOT / one).exists()]
    assert gone == []


def test_the_table_of_exercises_has_every_exercise_with_its_file_and_points() -> None:
    table = {first.strip("`"): cells for first, *cells in rows(section(README, "The exercises"))}

    assert table.keys() == {one.id for one in catalog.exercises()}
    for one in catalog.exercises():
        file, _, points = table[one.id]
        alone = one.stubbed or one.given
        assert file == (
            f"[exercises/{one.file}](exercises/{one.file})" if alone else "the three together"
        )
        assert float(points) == one.points


def test_the_table_of_verdicts_has_the_seven_words() -> None:
    table = rows(section(README, "How to read a verdict"))
    assert sorted(first.strip("`") for first, *_ in table) == sorted(get_args(Verdict))


def test_the_outline_of_the_result_has_its_fields_in_their_order() -> None:
    outline = next(block for block in blocks(README, "text") if block.startswith("version"))
    shown = [line.replace("└", "").split() for line in outline.splitlines()]
    kinds = (Result, ExerciseResult, CheckResult)
    assert shown == [list(kind.__struct_fields__) for kind in kinds]


def test_the_limits_are_the_ones_that_a_worker_has() -> None:
    text = " ".join(section(README, "What the kit does not do").split())
    assert f"A call may take {worker.SCENARIO_SECONDS:g} seconds" in text
    assert f"an exercise {worker.EXERCISE_SECONDS:g}," in text
    assert f"{worker.LIMITS['RLIMIT_AS'] >> 30} GB of memory" in text


def test_the_map_of_the_variants_has_every_folder() -> None:
    (row,) = (cells for cells in rows(AUTHORS) if cells[0] == "`tests/variants/`")
    there = {path.name for path in (ROOT / "tests" / "variants").iterdir()}
    assert {found.partition("/")[0] for found in re.findall(r"`([a-z]+/[^`]*)`", row[1])} == there


def test_the_recipe_that_errors_point_to_is_there() -> None:
    heading, page = re.findall(r"`(.+)` in (\S+\.md)", bank.RECIPE)[0]
    assert section(PAGES[page], heading)


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


def test_the_picture_shows_what_a_run_prints_today(tmp_path: Path) -> None:
    """If not: `python -m tests.screenshot`."""
    fresh = tmp_path / "report.svg"
    subprocess.run([sys.executable, "-m", "tests.screenshot", str(fresh)], cwd=ROOT, check=True)

    shown = PICTURE.read_text(encoding="utf-8")
    assert texts(shown) == texts(fresh.read_text(encoding="utf-8"))


def test_the_picture_fetches_nothing_and_names_no_path_of_a_machine() -> None:
    svg = PICTURE.read_text(encoding="utf-8")
    said = "\n".join(texts(svg))

    assert not re.search(r"url\((?!#)|href|@font-face|@import", svg)
    assert set(re.findall(r"\S*/\S*\.py", said)) == {"exercises/layer.py"}
    assert max(len(line) for line in said.splitlines()) <= 100
