"""A trace and a drawing of the computation graph are judged by what they show alone.

`graph` is a stretch goal, and the only exercise that needs a package: graphviz. What each known
mistake is told stands in the ledger.
"""

from collections.abc import Callable
from textwrap import indent

import pytest

from checks.check.result import ExerciseResult
from checks.run import worker as sandbox
from tests.conftest import SOURCE, STUB, messages, of, tables
from tests.test_engine_exercise import OWN

CASES = tables("graphs.toml")
SOLUTION = SOURCE["graph"]
TRACE, DRAW = SOLUTION[: SOLUTION.index("def draw_dot")], SOLUTION[SOLUTION.index("def draw_dot") :]
OF_TRACE = {
    *("pair", "nodes", "edges", "leaf", "equal", "shared", "fresh", "many_ways"),
    "trace_changes_nothing",
}
OF_DRAWING = {
    *("digraph", "direction", "data", "gradients", "operations", "arrows"),
    *("equal_drawn", "leaf_drawn", "drawing_changes_nothing"),
}
Judge = Callable[..., ExerciseResult]


@pytest.fixture
def judge(submit) -> Judge:
    """Judge one graph.py; other files as they are in the solutions, unless they are given."""
    return lambda source, **others: of(submit("graph", graph=source, **others), "graph")


def verdicts(one: ExerciseResult) -> dict[str, str]:
    return {check.id.removeprefix("graph."): check.verdict for check in one.checks}


def failed(one: ExerciseResult) -> set[str]:
    return {name for name, verdict in verdicts(one).items() if verdict != "pass"}


def drawing(body: str) -> str:
    right = DRAW.replace("def draw_dot", "def right")
    return f"{TRACE}{right}\n\ndef draw_dot(root):\n{indent(body.strip(), '    ')}\n"


def tracing(body: str, top: str = "") -> str:
    return f"{top}\n\n\ndef trace(root):\n{indent(body, '    ')}\n\n\n{DRAW}"


# 1. The two functions are judged one by one.


def test_a_trace_is_judged_before_there_is_a_drawing(judge):
    stub = STUB["graph"]
    found = verdicts(judge(TRACE + stub[stub.index("def draw_dot") :]))

    assert found == dict.fromkeys(OF_TRACE, "pass") | dict.fromkeys(OF_DRAWING, "not started")


@pytest.mark.parametrize(
    "before", ["", "def trace(root):\n    return {root.data}, {(root.data, 1.0)}\n\n\n"]
)
def test_a_trace_that_is_wrong_or_missing_costs_the_drawing_nothing(judge, before):
    one = judge(before + DRAW)

    assert failed(one)
    assert failed(one) <= OF_TRACE


# 2. The package, and the program that is not part of it.


def test_without_the_package_it_is_told_how_to_get_it_in_one_line(judge, monkeypatch):
    monkeypatch.setattr(sandbox, "PACKAGES", [])
    one = judge(f"import graphviz\n\n\n{SOLUTION}")

    assert failed(one) == OF_DRAWING
    assert messages(one) == (
        "ModuleNotFoundError: No module named 'graphviz'. The package graphviz draws the graph, "
        "and it is not here yet. Type: python -m pip install graphviz"
    )


# 3. What is drawn is what node(), edge(), edges() and subgraph() were asked for.


@pytest.mark.parametrize("one", CASES["right"].values(), ids=CASES["right"])
def test_a_drawing_may_be_made_in_any_way(judge, one):
    """Eleven more ways are in solutions/alternatives."""
    assert messages(judge(drawing(**one))) == ""


def test_any_engine_will_do(judge):
    """This one keeps operands in a set, and composes tanh of other operations."""
    exp = "e = (self * 2.0).exp()\n        return (e - 1.0) / (e + 1.0)\n        t = 0.0"

    assert messages(judge(SOLUTION, engine=OWN.replace("t = math.tanh(self.data)", exp))) == ""


@pytest.mark.parametrize("one", CASES["drawings"].values(), ids=CASES["drawings"])
def test_what_is_no_right_drawing_is_told_so_and_leaves_nothing_behind(
    judge, tmp_path, monkeypatch, one
):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    found = judge(drawing(one["body"]))

    assert failed(found) <= OF_DRAWING
    assert OF_DRAWING - failed(found) <= {*one.get("may_pass", OF_DRAWING)}
    assert "kit error" not in verdicts(found).values()
    assert one["words"] in messages(found)
    assert all(len(check.message) < 300 for check in found.checks)
    assert list((tmp_path / "here").iterdir()) == []


@pytest.mark.parametrize(
    ("form", "is_right"),
    [
        ("x7 | DATA: {v.data:+.3e} | GRADIENT: {v.grad:+.3e}", True),
        ("<<b>{v.data:6.3f}</b> &lt; {v.grad:6.3f}>", True),
        ("data {v.data:.1f} grad {v.grad:.4f}", False),
        ("data 1{v.data:.4f} grad {v.grad:.4f}", False),
    ],
)
def test_numbers_may_be_written_in_any_form_with_two_decimals(judge, form, is_right):
    draw = DRAW.replace('"{ " + " | ".join(shown) + " }"', f'"{form}".format(v=value)')
    assert form in draw

    assert (failed(judge(TRACE + draw)) == set()) == is_right


# 4. What comes back in a trace's place.


@pytest.mark.usefixtures("short_limits")
@pytest.mark.parametrize("one", CASES["traces"].values(), ids=CASES["traces"])
def test_what_is_no_right_trace_is_told_so(judge, one):
    found = judge(tracing(one["body"], one.get("top", "")))

    assert {"nodes", "edges"} <= failed(found)
    assert "kit error" not in verdicts(found).values()
    assert one["words"] in messages(found)
