"""A trace and a drawing of the computation graph are judged by what they show alone.

`graph` is a stretch goal, and the only exercise that needs a package: graphviz. What each known
mistake is told stands in the ledger.
"""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent, indent

import pytest

from checks.check.result import ExerciseResult
from checks.run import worker as sandbox
from checks.submission import STUBS
from tests.conftest import SOURCE, Submit, messages, of
from tests.test_engine_exercise import OWN

SOLUTION, STUB = SOURCE["graph"], (STUBS / "graph.py").read_text(encoding="utf-8")
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
def judge(submit: Submit) -> Judge:
    """Judge one graph.py; other files as they are in the solutions, unless they are given."""
    return lambda source, **others: of(submit("graph", graph=source, **others), "graph")


def verdicts(one: ExerciseResult) -> dict[str, str]:
    return {check.id.removeprefix("graph."): check.verdict for check in one.checks}


def failed(one: ExerciseResult) -> set[str]:
    return {name for name, verdict in verdicts(one).items() if verdict != "pass"}


def drawing(body: str, top: str = "") -> str:
    """Return the right trace with another draw_dot; `right` makes the right drawing."""
    right = DRAW.replace("def draw_dot", "def right")
    return f"{top}\n{TRACE}{right}\n\ndef draw_dot(root):\n{indent(dedent(body).strip(), '    ')}\n"


def tracing(body: str, top: str = "") -> str:
    """Return the right drawing with another trace."""
    return f"{top}\n\n\ndef trace(root):\n{indent(body, '    ')}\n\n\n{DRAW}"


# 1. The two functions are judged one by one.


def test_a_trace_is_judged_before_there_is_a_drawing(judge: Judge) -> None:
    found = verdicts(judge(TRACE + STUB[STUB.index("def draw_dot") :]))

    assert found == dict.fromkeys(OF_TRACE, "pass") | dict.fromkeys(OF_DRAWING, "not started")


@pytest.mark.parametrize(
    "before", ["", "def trace(root):\n    return {root.data}, {(root.data, 1.0)}\n\n\n"]
)
def test_a_trace_that_is_wrong_or_missing_costs_the_drawing_nothing(
    judge: Judge, before: str
) -> None:
    one = judge(before + DRAW)

    assert failed(one)
    assert failed(one) <= OF_TRACE


# 2. The package, and the program that is not part of it.


def test_without_the_package_it_is_told_how_to_get_it_in_one_line(
    judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "PACKAGES", [])
    one = judge(f"import graphviz\n\n\n{SOLUTION}")

    assert failed(one) == OF_DRAWING
    assert messages(one) == (
        "ModuleNotFoundError: No module named 'graphviz'. The package graphviz draws the graph. "
        "It is not installed here yet: python -m pip install graphviz"
    )


@pytest.mark.parametrize(
    "line", ["dot.render('left', cleanup=False)", "__import__('os').system('touch left')"]
)
def test_a_drawing_is_not_rendered_and_leaves_nothing_behind(
    judge: Judge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    one = judge(drawing(f"dot = right(root)\n{line}\nreturn dot"))

    assert failed(one) == OF_DRAWING
    assert "writes a file or starts a program" in messages(one)
    assert list((tmp_path / "here").iterdir()) == []


# 3. What is drawn is what node(), edge(), edges() and subgraph() were asked for.


def test_a_drawing_may_be_made_in_any_way_and_be_rendered_where_that_is_caught(
    judge: Judge,
) -> None:
    """Eleven more ways are in solutions/alternatives."""
    body = """
    from graphviz import Digraph
    dot = Digraph(node_attr={"shape": "record"}, strict=True)
    with dot.subgraph(name="cluster_all") as inner:
        inner.attr(rankdir="TB")
        for v in trace(root)[0]:
            inner.node(label=r"{data %.4f | grad %.4f}" % (v.data, v.grad), name=str(id(v)))
            if v._op:
                inner.node(f"{id(v)}op", _attributes={"label": v._op})
    dot.edges([(f"{id(v)}op", str(id(v))) for v in trace(root)[0] if v._op] * 3)
    for operand, v in trace(root)[1]:
        dot.edge(tail_name=f"{id(operand)}:e", head_name=f"{id(v)}op:w:c")
    dot.graph_attr["rankdir"] = "LR"
    try:
        dot.render()
    except Exception:
        print("no picture")
    return dot
    """
    assert messages(judge(drawing(body))) == ""


def test_any_engine_will_do(judge: Judge) -> None:
    """This one keeps operands in a set, and composes tanh of other operations."""
    exp = "e = (self * 2.0).exp()\n        return (e - 1.0) / (e + 1.0)\n        t = 0.0"

    assert messages(judge(SOLUTION, engine=OWN.replace("t = math.tanh(self.data)", exp))) == ""


NO_DRAWINGS = {
    "a body typed by hand": (
        drawing("dot = right(root)\nreturn type(dot)(body=dot.body)"),
        "Nothing is drawn by node() or edge()",
    ),
    "400 nodes": (
        drawing("dot = right(root)\nfor k in range(400): dot.node(str(k))\nreturn dot"),
        "nodes or arrows, or more",
    ),
    "exits": (drawing("return __import__('sys').exit()"), "asks Python to exit"),
}


@pytest.mark.parametrize(("source", "words"), NO_DRAWINGS.values(), ids=NO_DRAWINGS)
def test_what_is_no_right_drawing_is_told_so(judge: Judge, source: str, words: str) -> None:
    one = judge(source)

    assert OF_DRAWING - failed(one) <= {"digraph", "direction", "drawing_changes_nothing"}
    assert failed(one) <= OF_DRAWING
    assert "kit error" not in verdicts(one).values()
    assert words in messages(one)
    assert all(len(check.message) < 300 for check in one.checks)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (
            "for v in trace(root)[0]: dot.node(str(id(v)), repr(trace(root)[0]))",
            "numbers of several Values",
        ),
        ("dot.subgraph(dot)\nfor _ in range(2): dot.subgraph(right(root))", "is drawn 4 times"),
    ],
)
def test_a_label_does_not_make_a_wrong_drawing_right(judge: Judge, lines: str, words: str) -> None:
    assert words in messages(judge(drawing(f"dot = right(root)\n{lines}\nreturn dot")))


@pytest.mark.parametrize(
    ("form", "is_right"),
    [
        ("x7 | DATA: {v.data:+.3e} | GRADIENT: {v.grad:+.3e}", True),
        ("<<b>{v.data:6.3f}</b> &lt; {v.grad:6.3f}>", True),
        ("data {v.data:.1f} grad {v.grad:.4f}", False),
        ("data 1{v.data:.4f} grad {v.grad:.4f}", False),
    ],
)
def test_numbers_may_be_written_in_any_form_with_two_decimals(
    judge: Judge, form: str, is_right: bool
) -> None:
    draw = DRAW.replace('"{ " + " | ".join(shown) + " }"', f'"{form}".format(v=value)')
    assert form in draw

    assert (failed(judge(TRACE + draw)) == set()) == is_right


# 4. What comes back in a trace's place.


ENDLESS = "from itertools import count\nfrom engine import Value"
BLIND = """\
from engine import Value
Value.__add__ = Value.__mul__ = lambda a, b: Value(a.data)
Value.tanh = lambda a: Value(a.data)
"""


NO_TRACES = {
    "no edges": (tracing("return {root}, None"), "edges is None"),
    "ever new Values": (tracing("return (Value(n) for n in count()), []", ENDLESS), ""),
    "a ring": (tracing("x = []\nx.append(x)\nreturn x, x"), "no Values"),
    "an engine that builds nothing": (
        tracing("return {root}, set()", BLIND),
        "no longer those of the expression",
    ),
}


@pytest.mark.usefixtures("short_limits")
@pytest.mark.parametrize(("source", "words"), NO_TRACES.values(), ids=NO_TRACES)
def test_what_is_no_right_trace_is_told_so(judge: Judge, source: str, words: str) -> None:
    one = judge(source)

    assert {"nodes", "edges"} <= failed(one)
    assert "kit error" not in verdicts(one).values()
    assert words in messages(one)
