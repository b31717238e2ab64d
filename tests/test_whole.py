"""One file that holds all classes, a script or a notebook, is judged as if each had its own."""

import json
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from checks.check.key import published
from checks.check.result import Result
from checks.instructor import bank
from checks.instructor.checking import Outcome, graded
from tests.conftest import REQUIRED, ROOT, SOURCE, STUB, changed, messages, of, tables, verdicts

PARTS = ("engine", "neuron", "layer", "mlp")


def cut(source: str) -> str:
    """Return a source without its imports of the other parts, which stand above it now."""
    return re.sub(r"^from (engine|neuron|layer) import .*\n", "", source, flags=re.M)


ALONE = {part: cut(SOURCE[part]) for part in PARTS}
LESSON = tuple(ALONE.values())
WRONG_NEURON = changed(ALONE["neuron"], (".tanh()", ""))
PIECES = {
    **ALONE,
    **{f"stub of {part}": STUB[part] for part in PARTS[1:]},
    "wrong neuron": WRONG_NEURON,
    "wrong engine": changed(ALONE["engine"], ("1.0 - t * t", "1.0 - t")),
    "endless layer": changed(
        ALONE["layer"], ("class Layer:", "class Layer:\n    while True: pass")
    ),
    "neuron without random": changed(ALONE["neuron"], ("import random", "")),
    "neuron of a Vlaue": changed(ALONE["neuron"], ("[Value(", "[Vlaue(")),
    "neuron of inputs": changed(
        ALONE["neuron"], ("self, nin", "self, inputs"), ("range(nin)", "range(inputs)")
    ),
    "layer of inputs": changed(ALONE["layer"], ("Neuron(nin)", "Neuron(inputs=nin)")),
    "layer of two": changed(ALONE["layer"], ("Neuron(nin)", "Neuron(nin, nout)")),
    "mlp of a Module": changed(ALONE["mlp"], ("MLP:", "MLP(Module):")),
}
CASES = tables("whole.toml")


def script(*parts: str) -> dict[str, bytes]:
    return {"submission.py": "\n".join(parts).encode()}


def notebook(*cells: str) -> dict[str, bytes]:
    code = [{"cell_type": "code", "source": source} for source in cells]
    return {"submission.ipynb": json.dumps({"cells": code}).encode()}


def filled_in(text: str) -> str:
    return re.sub("<([a-zA-Z ]+)>", lambda found: PIECES.get(found[1], found[0]), text)


def handed_in(one: dict[str, Any]) -> dict[str, bytes]:
    """Return the files of a script or a notebook as the table has it."""
    made = script if "script" in one else notebook
    beside = {"engine.py": filled_in(one["engine"]).encode()} if "engine" in one else {}
    return made(*map(filled_in, one.get("script") or one["notebook"])) | beside


def cases(section: str) -> list[Any]:
    return [
        pytest.param(one, id=name, marks=pytest.mark.slow if "no end" in name else ())
        for name, one in CASES[section].items()
    ]


def outcome(files: Mapping[str, bytes], patience: float = 1.0) -> Outcome:
    """Grade as a class does, looking again where the machine may have been too busy."""
    name = "anna.py" if "submission.py" in files else "anna.ipynb"
    found = graded(name, files, None, published(), patience)
    return outcome(files, 6.0) if found.is_doubtful and patience == 1.0 else found


def result(files: Mapping[str, bytes]) -> Result:
    found = outcome(files)
    assert found.reason == ""
    return found.result


# 1. What is right, however it is arranged: in a script, in cells, and with its own imports;
# tests/wild/ has more scripts and notebooks.


@pytest.mark.parametrize("step", [45, pytest.param(3, marks=pytest.mark.slow)])
def test_every_other_right_answer_passes_in_one_file(step):
    """As a script with its engine, with the imports it has when apart, and as a notebook."""
    cases = {}
    paths = [*bank.alternatives(), *sorted(ROOT.glob("tests/variants/right/*/*.py"))]
    for path in [path for path in paths if path.parent.name in PARTS][::step]:
        name, part, source = path.stem, path.parent.name, bank.source(path)
        parts = {**SOURCE, part: source}
        alone = [cut(parts[one]) for one in PARTS]
        cases[f"{part}/{name}, script"] = script(*alone)
        cases[f"{part}/{name}, imports"] = script(*(parts[one] for one in PARTS[1:]))
        cases[f"{part}/{name}, notebook"] = notebook(*alone)
    with ThreadPoolExecutor(2) as pool:
        found = dict(zip(cases, pool.map(result, cases.values()), strict=True))
    failed = {name: verdicts(one) for name, one in found.items() if one.verdict != "pass"}

    assert len(found) > 150 // step
    assert failed == {}


BETWEEN = {"before": [*CASES["idle"], *LESSON], "behind": [*LESSON, *CASES["idle"]]}
CASES["right"] |= {f"idle cells, {where}": {"notebook": cells} for where, cells in BETWEEN.items()}


@pytest.mark.parametrize("one", cases("right"))
def test_what_is_right_passes_whatever_stands_around_it(one):
    found = result(handed_in(one))

    assert set(verdicts(found)) >= {*REQUIRED}
    assert {*verdicts(found).values()} == {"pass"}
    assert {one.verdict for one in found.exercises if not one.required} <= {"not started", "pass"}


# 2. A fault in one class costs the others nothing.

METHODS = "    def __call__" + ALONE["layer"].partition("    def __call__")[2]


@pytest.mark.parametrize("start", CASES["layers"].values(), ids=CASES["layers"])
def test_a_layer_is_judged_over_stand_ins_however_it_holds_on_to_its_neuron(start):
    found = result(script(LESSON[0], WRONG_NEURON, start + METHODS, LESSON[3]))

    assert [*verdicts(found).values()] == ["pass", "not yet", "pass", "pass", "blocked"]
    assert of(found, "neuron").advice.mistake == "N01"  # no tanh


MISTAKES = [one for one in bank.mistakes() if one.exercise in PARTS[1:]][::40]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda one: one.id)
def test_a_mistake_in_one_file_is_recognised_as_in_its_own(mistake):
    parts = {**ALONE, mistake.exercise: cut(bank.source(mistake.path))}
    found = result(notebook(*parts.values()))

    passed = {"neuron", "layer", "mlp"} - {mistake.exercise}
    assert {verdicts(found)[name] for name in passed} == {"pass"}
    assert of(found, mistake.exercise).advice.mistake == mistake.id


@pytest.mark.parametrize("one", cases("faults"))
def test_a_fault_is_told_where_it_is_and_costs_the_others_nothing(one):
    found = result(handed_in(one))

    assert ", ".join(verdicts(found).values()) == one["verdicts"]
    assert one.get("words", "") in "\n".join(map(messages, found.exercises))


def test_a_stretch_goal_may_be_in_the_file_or_beside_it():
    inside = result(script(*LESSON, SOURCE["count"]))
    beside = result({**notebook(*LESSON), "count.py": SOURCE["count"].encode()})

    for found in (inside, beside):
        assert of(found, "count").verdict == "pass"
        assert of(found, "gradients").verdict == "not started"


def test_a_line_of_a_cell_is_named_by_its_cell_and_shown():
    stops = LESSON[1].replace("return", "return None +", 1)
    layer = LESSON[2] + "\n    x = = 3\n"
    unread = of(result(notebook(*LESSON[:2], layer, LESSON[3])), "layer").worst
    stopped = of(result(notebook(LESSON[0], stops, *LESSON[2:])), "neuron").worst
    place, text, carets = stopped.trace[0].splitlines()

    assert unread.where == f"anna.ipynb, code cell 3, line {len(layer.splitlines())}"
    assert re.fullmatch(r"anna\.ipynb, code cell 2, line \d+", stopped.where)
    assert place == f"{stopped.where} in Neuron.__call__"
    assert text[carets.index("^") :].startswith("None +")


# 3. Hostile.


@pytest.mark.usefixtures("short_limits")
@pytest.mark.parametrize("cell", CASES["hostile"].values(), ids=CASES["hostile"])
def test_hostile_cells_are_never_a_pass_and_always_a_result(cell):
    found = outcome(notebook(*LESSON, cell)).result

    assert found is not None
    assert found.verdict != "pass"
    assert of(found, "network").verdict != "pass"
