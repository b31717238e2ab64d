"""The made files: in step with what they are made from."""

import ast
import json
import math
from pathlib import Path

import pytest

from checks import catalog, submission
from checks.check import key
from checks.desk.recovery import blank_form
from checks.errors import KitError
from checks.instructor import bank, release
from tests.conftest import SOURCE, STUB, Command

FOLDERS = (submission.STUBS, submission.EXERCISES)
STUBBED = [one.module for one in catalog.exercises() if one.stubbed]
Signature = tuple[str, str, str | None]


def signatures(source: str) -> list[Signature]:
    """Return what each function in a source is called, takes, and says of itself."""
    found = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    return [(one.name, ast.unparse(one.args), ast.get_docstring(one)) for one in found]


# 1. Stubs.


def test_the_stubs_and_the_exercises_are_what_the_solutions_make_and_nothing_else() -> None:
    made = {name: text.encode() for name, text in release.all_stubs().items()}
    for folder in FOLDERS:
        assert {path.name: path.read_bytes() for path in folder.glob("*.py")} == made


@pytest.mark.parametrize("name", STUBBED)
def test_a_stub_keeps_every_signature_and_sentence_and_says_what_to_do(name: str) -> None:
    stub, solution = STUB[name], SOURCE[name]
    assert signatures(stub) == signatures(solution)
    assert stub.count("raise NotImplementedError") == stub.count("# TODO: ") > 0
    assert max(map(len, stub.splitlines())) <= 100


def test_a_stub_of_nothing_is_refused() -> None:
    for source, name in (
        ("class A:\n    def f(self):\n        'What.'\n", "A.g"),  # no method
        ("class A:\n    def f(self):\n        return 1\n", "A.f"),  # no docstring
        ("def f():\n    'What.'\n", "A.f"),  # no class
    ):
        with pytest.raises(KitError, match=name):
            release.stub(source, {name: "do it."})


@pytest.mark.parametrize("name", STUBBED)
def test_a_blank_exercise_has_every_signature_and_docstring_and_no_body(name: str) -> None:
    stub, solution = STUB[name], SOURCE[name]
    found = blank_form(stub)
    assert found == blank_form(solution)
    assert ast.get_docstring(ast.parse(found)) == ast.get_docstring(ast.parse(solution))
    outer = [one for one in signatures(solution) if one in signatures(found)]
    assert signatures(found) == outer
    bodies = [node for node in ast.walk(ast.parse(found)) if isinstance(node, ast.FunctionDef)]
    assert {ast.unparse(one.body[-1]) for one in bodies} == {"raise NotImplementedError"}
    assert all(len(one.body) == 1 + (ast.get_docstring(one) is not None) for one in bodies)
    between = "def f(\n    x,\n):\n    # half of it\n\n    # the rest\n    return x\n\n\nA = 1\n"
    left = "def f(\n    x,\n):\n    raise NotImplementedError\n\n\nA = 1\n"
    assert blank_form(between) == left  # comments above a body go with it


def test_whether_an_untouched_stub_was_saved_is_asked_from_the_second_run_on(
    kit: Path, command: Command
) -> None:
    def asked() -> list[bool]:
        shown = " ".join(command("--plain", "neuron").stdout.replace("|", " ").split())
        untouched = "exercises/neuron.py has changed since it was handed out: did you save?"
        return [words in shown for words in (f"Nothing in {untouched}", "There is a neuron.py in ")]

    (kit / "neuron.py").write_text(SOURCE["neuron"], encoding="utf-8")  # beside the folder
    assert asked() == [False, False]
    assert asked() == [True, True]
    (kit / "exercises" / "neuron.py").write_text(f"{STUB['neuron']}# mine\n", encoding="utf-8")
    assert asked() == [False, False]
    command("layer", "mlp")
    (kit / "exercises" / "neuron.py").write_text(SOURCE["neuron"], encoding="utf-8")
    sent = [command("--plain").stdout for _ in range(2)]
    assert ["did you save?" in one for one in sent] == [False, True]


# 2. The answer key.


def demand_alike(one: object, other: object, at: str = "") -> None:
    """Fail unless two parts of a key are the same; floats but for the last bits."""
    if isinstance(one, dict) and isinstance(other, dict):
        assert one.keys() == other.keys(), at
        for name in one:
            demand_alike(one[name], other[name], f"{at}/{name}")
    elif isinstance(one, list) and isinstance(other, list):
        assert len(one) == len(other), at
        for place, pair in enumerate(zip(one, other, strict=True)):
            demand_alike(*pair, f"{at}/{place}")
    elif isinstance(one, float) and isinstance(other, float):
        assert math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-15), at
    else:
        assert (type(one), one) == (type(other), other), at


@pytest.mark.slow
def test_the_answer_key_is_what_the_solutions_and_the_mistakes_make() -> None:
    for kept, made in zip((key.PATH, key.BANK), bank.build(), strict=True):
        demand_alike(json.loads(kept.read_bytes()), json.loads(bank.lines(made)))
