"""Do the parts of the kit import one another as CONTRIBUTING.md says, and nothing they need not?"""

import ast
import graphlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CHECKS = ROOT / "checks"
AUTHORS = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
# imported on demand, by `checks.report()` in a notebook
ON_DEMAND = {("checks", "checks.desk.cell")}


def sources(*folders: str) -> dict[str, ast.Module]:
    """Return the modules in some folders of `checks/` by their dotted names."""
    paths = sorted(path for folder in folders for path in (CHECKS / folder).rglob("*.py"))
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): ast.parse(
            path.read_text(encoding="utf-8")
        )
        for path in paths
    }


INSIDE = sources("inside", "lesson/programs")
KIT = {
    name: tree for name, tree in sources("").items() if name not in INSIDE and ".stubs." not in name
}


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield what a module may import, wherever in it: modules, and names that may be modules."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute here"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def packages(tree: ast.AST) -> set[str]:
    return {name.partition(".")[0] for name in imported(tree)}


def arrows() -> dict[str, set[str]]:
    """Return which of the kit's modules each of them imports; packages say nothing but what for."""
    empty = {name for name, tree in KIT.items() if len(tree.body) == 1}
    found = {
        name: set(imported(tree)) & KIT.keys() - empty - {"checks"} for name, tree in KIT.items()
    }
    return {name: {one for one in to if (name, one) not in ON_DEMAND} for name, to in found.items()}


def parts() -> list[set[str]]:
    """Return the parts that CONTRIBUTING.md names, from the one on top down."""
    (drawn,) = re.findall(r"```\n(__main__ .*?)```", AUTHORS, re.DOTALL)
    stack = drawn.partition("\n\n")[0]
    return [set(re.findall(r"^(\w+)", level, re.M)) for level in stack.split("   ↓\n")]


def part(module: str) -> str:
    """Return the part that a module belongs to; `checks` are the ones in no folder."""
    if module == "checks.__main__":
        return "__main__"
    _, *names = module.split(".")
    return names[0] if names and (CHECKS / names[0]).is_dir() else "checks"


def test_every_part_has_its_place() -> None:
    assert {part(name) for name in KIT} == set.union(*parts())


def test_there_are_arrows_to_follow() -> None:
    assert "checks.submission" in arrows()["checks.check.key"]
    assert "checks.check.evidence" in arrows()["checks.lesson.suite.neuron"]


@pytest.mark.parametrize("name", KIT)
def test_a_module_imports_only_what_stands_below_it(name: str) -> None:
    place = {one: level for level, names in enumerate(parts()) for one in names}
    assert not {one for one in arrows()[name] if place[part(one)] < place[part(name)]}


def test_no_modules_import_one_another_in_a_circle() -> None:
    graphlib.TopologicalSorter(arrows()).prepare()  # raises CycleError


@pytest.mark.parametrize("name", INSIDE)
def test_what_runs_beside_a_learners_code_imports_nothing_of_the_kit(name: str) -> None:
    own = {
        "engine",
        "neuron",
        "layer",
        "inside",
        "programs",
    }  # a learner's modules, or stand-ins for them
    assert packages(INSIDE[name]) <= own | sys.stdlib_module_names


def test_nothing_imports_what_runs_beside_a_learners_code() -> None:
    assert not [name for name, tree in KIT.items() if INSIDE.keys() & set(imported(tree))]


@pytest.mark.parametrize(
    ("package", "importers"),
    [
        ("pytest", {"checks.check.session", "checks.lesson.suite.conftest"}),
        ("pytest_jsonreport", {"checks.check.session"}),
        (
            "rich",
            {
                "checks.instructor.feedback",
                "checks.instructor.grading_report",
                "checks.desk.screen",
                "checks.instructor.review_report",
                "checks.desk.terminal",
                "checks.desk.progress",
                "checks.cli",
                "checks.desk.solution",
                "checks.desk.watch",
                "checks.desk.watch_report",
                "checks.instructor.comparison",
            },
        ),
        ("watchfiles", {"checks.desk.saves", "checks.desk.doctor"}),
        ("rich_argparse", {"checks.cli"}),
        ("jinja2", {"checks.desk.page"}),
    ],
)
def test_a_large_package_is_imported_in_few_places(package: str, importers: set[str]) -> None:
    assert {name for name, tree in KIT.items() if package in packages(tree)} <= importers


@pytest.mark.parametrize("name", [*KIT, *INSIDE])
def test_a_module_says_what_it_is_for(name: str) -> None:
    tree = {**KIT, **INSIDE}[name]
    assert ast.get_docstring(tree) or not tree.body


def test_nothing_that_judges_reads_a_learners_text_as_code() -> None:
    """No eval, exec, pickle or yaml; only the stubs and the bank parse, and only our own files."""
    for name, tree in KIT.items():
        called = {
            node.func.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not called & {"eval", "exec", "compile", "__import__"}, name
        assert not packages(tree) & {"pickle", "dill", "yaml", "shelve", "marshal"}, name
