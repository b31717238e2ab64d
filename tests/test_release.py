"""Is the learner's edition whole, the same every time, and without a single answer?"""

import ast
import json
import marshal
import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from inspect import CO_OPTIMIZED
from pathlib import Path
from types import CodeType
from typing import Any
from zipfile import ZipFile

import pytest

from checks import bank, catalog, edition, key, release, session, submission
from checks.errors import KitError

ROOT = Path(__file__).resolve().parents[1]
SOLUTIONS = ROOT / "solutions"
INSTRUCTORS = ("review", "release", "key", "stubs")
Ran = subprocess.CompletedProcess[str]


def run(folder: Path, *arguments: object, **environment: str) -> Ran:
    """Run `python -m checks` in an edition, with nothing of this repository in reach."""
    own = {name: is_ for name, is_ in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "checks", *map(str, arguments)],
        cwd=folder,
        env={**own, "PYTHONIOENCODING": "utf-8", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of this repository as the command makes it, with its zip beside it."""
    folder = tmp_path_factory.mktemp("release") / "edition"
    done = run(ROOT, "release", folder, "--zip")
    assert (done.returncode, done.stderr) == (0, "")
    return folder


@pytest.fixture
def copy(released: Path, tmp_path: Path) -> Path:
    """A copy of the release to solve, or to damage."""
    return shutil.copytree(released, tmp_path / "course", ignore=shutil.ignore_patterns(".checks"))


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not {"__pycache__", ".checks"} & set(path.parts)
    }


def solve(folder: Path, *names: str) -> None:
    for name in names:
        shutil.copy(SOLUTIONS / f"{name}.py", folder / "exercises")


# 1. No answer in it.
#
# A body is what stands in a function below its docstring, in any file of solutions/ and of
# tests/variants/, unless a function of the handed-out stubs has the same: `Neuron.parameters`, for
# instance. It is looked for as a tree, line by line, and as code; and every sentence of those files,
# unless it is a mistake's own advice or hint, which learners are meant to read.

Form = Callable[[str], set[Any]]


def sources() -> list[str]:
    paths = [*SOLUTIONS.rglob("*.py"), *(ROOT / "tests" / "variants").rglob("*.py")]
    return [path.read_text(encoding="utf-8") for path in sorted(paths)]


def bodies(source: str) -> Iterator[list[ast.stmt]]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            yield node.body[ast.get_docstring(node) is not None :]


class Renamed(ast.NodeTransformer):
    """Gives the variables of a body numbers in place of words, in the order of their use."""

    def __init__(self, own: set[str]) -> None:
        self.own, self.numbers = own, dict[str, str]()

    def visit_Name(self, node: ast.Name) -> ast.Name:
        if node.id in self.own:
            node.id = self.numbers.setdefault(node.id, f"n{len(self.numbers)}")
        return node


def trees(source: str) -> set[str]:
    """Return each body as a syntax tree, whatever its variables are called."""
    found = set()
    for body in bodies(source):
        names = [node for part in body for node in ast.walk(part) if isinstance(node, ast.Name)]
        own = {node.id for node in names if isinstance(node.ctx, ast.Store)}
        found.add("".join(ast.dump(Renamed(own).visit(part)) for part in body))
    return found


def lines(source: str) -> set[str]:
    """Return the lines of the bodies that have more in them than `for nout in nouts:` has."""
    written = source.splitlines()
    found = set()
    for body in bodies(source):
        for part in body:
            found |= {*written[part.lineno - 1 : part.end_lineno], *ast.unparse(part).splitlines()}
    return {line.strip() for line in found if len(re.findall(r"\w+", line)) > 4}


def codes(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from codes(constant)


def compiled(source: str) -> set[tuple[bytes, tuple[str, ...]]]:
    """Return what Python makes of each function that has more than three names in it."""
    return {
        (code.co_code, code.co_names)
        for code in codes(compile(source, "", "exec"))
        if code.co_flags & CO_OPTIMIZED and len({*code.co_names, *code.co_varnames}) > 3
    }


def sentences(source: str) -> set[str]:
    texts = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str) and len(text.split()) > 3}


@cache
def answers(form: Form) -> set[Any]:
    """Return all that must not be found, in one form."""
    stubs = [path.read_text(encoding="utf-8") for path in submission.STUBS.rglob("*.py")]
    told = [words for one in bank.mistakes() for words in (one.title, one.text, *one.hints)]
    found = set[Any]().union(*map(form, sources())).difference(*map(form, stubs))
    return {one for one in found if form != sentences or not any(one in words for words in told)}


def leaks(files: Mapping[str, bytes]) -> list[str]:
    """Return what of the answers is in some files, and where."""
    hits = []
    for name, data in files.items():
        text = data.decode("utf-8", "replace")
        text += re.sub(r"\\(.)", r"\1", text)  # as it reads inside JSON
        own = {form: form(data.decode()) if name.endswith(".py") else set() for form in FORMS}
        hits += [f"{name}: {hit}" for form in FORMS for hit in own[form] & answers(form)]
        plain = {*answers(lines), *answers(sentences)}
        hits += [f"{name}: {hit}" for hit in plain if hit in text]
        hits += [f"{name}: compiled code" for code, _ in answers(compiled) if code in data]
    return hits


FORMS: tuple[Form, ...] = (trees, lines, compiled)


def test_there_is_something_to_look_for() -> None:
    for form in (*FORMS, sentences):
        assert len(answers(form)) > 100, form


def test_no_body_of_a_solution_mistake_alternative_or_variant_is_in_an_edition(
    released: Path,
) -> None:
    assert leaks(contents(released)) == []


BODY = """
class Anything:
    def __call__(self, data):
        answers = [each(data) for each in self.neurons]
        return (answers[0] if len(answers) == 1
                else answers)
"""


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.py", (SOLUTIONS / "layer.py").read_bytes(), id="source"),
        pytest.param("b.py", BODY.encode(), id="under other names"),
        pytest.param("c.json", json.dumps((SOLUTIONS / "mlp.py").read_text("utf-8")).encode(), id="JSON"),
        pytest.param(
            "d.pyc",
            marshal.dumps(compile((SOLUTIONS / "layer.py").read_text("utf-8"), "", "exec")),
            id="bytecode",
        ),
        pytest.param(
            "e.md",
            b"see: " + sentences((SOLUTIONS / "alternatives/layer/recursion.py").read_text("utf-8")).pop().encode(),
            id="a sentence",
        ),
    ],
)
def test_the_search_finds_what_is_put_there(name: str, data: bytes) -> None:
    assert leaks({name: data})
