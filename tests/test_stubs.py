"""Are the made files in step with what they are made from?"""

import ast
import math
from pathlib import Path

import msgspec
import pytest

from checks import catalog, submission
from checks.check import key
from checks.errors import KitError
from checks.instructor import key_building, stubs

ROOT = Path(__file__).resolve().parents[1]
CHECKS = ROOT / "checks"
NAMES = [f"{module}.py" for module in submission.MODULES]
BLANK = [one.file for one in catalog.exercises() if one.stubbed]


# 1. Stubs.


@pytest.mark.parametrize("name", NAMES)
def test_a_stub_is_what_its_solution_makes(name: str) -> None:
    assert (CHECKS / "lesson" / "stubs" / name).read_text(encoding="utf-8") == stubs.all_stubs()[
        name
    ]


@pytest.mark.parametrize("name", NAMES)
def test_an_exercise_is_handed_out_as_its_stub(name: str) -> None:
    assert (ROOT / "exercises" / name).read_bytes() == (
        CHECKS / "lesson" / "stubs" / name
    ).read_bytes()


@pytest.mark.parametrize("name", BLANK)
def test_a_blank_exercise_is_what_its_solution_makes(name: str) -> None:
    blank = (submission.BLANK / name).read_text(encoding="utf-8")

    assert blank == stubs.all_blanks()[name]
    assert sorted(path.name for path in submission.BLANK.iterdir()) == sorted(BLANK)


@pytest.mark.parametrize("name", BLANK)
def test_a_blank_exercise_has_every_signature_and_docstring_and_no_body(name: str) -> None:
    blank, solution = (
        ast.parse((folder / name).read_text(encoding="utf-8"))
        for folder in (submission.BLANK, submission.SOLUTIONS)
    )

    def functions(tree: ast.Module) -> list[ast.FunctionDef]:
        bodies = [tree.body, *(one.body for one in tree.body if isinstance(one, ast.ClassDef))]
        return [one for body in bodies for one in body if isinstance(one, ast.FunctionDef)]

    def said(tree: ast.Module) -> list[tuple[str, str, str | None]]:
        return [(f.name, ast.unparse(f.args), ast.get_docstring(f)) for f in functions(tree)]

    assert said(blank) == said(solution)
    assert ast.get_docstring(blank) == ast.get_docstring(solution)
    for function in functions(blank):
        told = ast.get_docstring(function) is not None
        assert [ast.unparse(line) for line in function.body[told:]] == ["raise NotImplementedError"]


def test_what_stands_between_a_signature_and_its_body_goes_with_the_body() -> None:
    source = (
        "def f(\n    x,\n):\n    # half of the answer\n\n    # the rest\n    return x\n\n\nA = 1\n"
    )

    assert stubs.blank(source) == "def f(\n    x,\n):\n    raise NotImplementedError\n\n\nA = 1\n"


def test_there_is_no_other_stub_and_no_other_exercise() -> None:
    for folder in (CHECKS / "lesson" / "stubs", ROOT / "exercises"):
        assert sorted(path.name for path in folder.glob("*.py")) == sorted(NAMES)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "engine.py"])
def test_a_stub_keeps_every_signature_and_sentence_and_says_what_to_do(name: str) -> None:
    stub = (CHECKS / "lesson" / "stubs" / name).read_text(encoding="utf-8")
    solution = (ROOT / "solutions" / name).read_text(encoding="utf-8")

    def said(source: str) -> list[tuple[str, str, str | None]]:
        return [
            (node.name, ast.unparse(node.args), ast.get_docstring(node))
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.FunctionDef)
        ]

    assert said(stub) == said(solution)
    assert stub.count("raise NotImplementedError") == stub.count("# TODO: ") > 0
    assert max(map(len, stub.splitlines())) <= 100


def test_an_engine_is_handed_out_whole() -> None:
    engine = (ROOT / "solutions" / "engine.py").read_bytes()

    assert (CHECKS / "lesson" / "stubs" / "engine.py").read_bytes() == engine


@pytest.mark.parametrize(
    ("source", "name"),
    [
        pytest.param("class A:\n    def f(self):\n        '''What.'''\n", "A.g", id="no method"),
        pytest.param("class A:\n    def f(self):\n        return 1\n", "A.f", id="no docstring"),
        pytest.param("def f():\n    '''What.'''\n", "A.f", id="no class"),
    ],
)
def test_a_stub_of_nothing_is_refused(source: str, name: str) -> None:
    with pytest.raises(KitError, match=name):
        stubs.stub(source, {name: "do it."})


# 2. The answer key.


def agree(one: object, other: object) -> bool:
    """Tell whether two parts of a key are the same; floats but for the last bits."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-15)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(agree(one[k], other[k]) for k in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(agree, one, other))
    return type(one) is type(other) and one == other


def differing(read: msgspec.Struct, built: msgspec.Struct) -> list[str]:
    """Return the names of the fields that are not the same, as JSON shows them."""
    one, other = (msgspec.json.decode(msgspec.json.encode(part)) for part in (read, built))
    return [name for name in {**one, **other} if not agree(one.get(name), other.get(name))]


def test_the_answer_key_is_what_the_solutions_and_the_mistakes_make() -> None:
    built = key_building.build()

    assert differing(key.read(), built.key) == []
    assert differing(key.bank(), built.bank) == []
