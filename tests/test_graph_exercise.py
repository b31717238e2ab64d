"""A trace and a drawing of the computation graph are judged by what they show alone.

`graph` is a stretch goal, and the only exercise that needs a package: graphviz.
"""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from checks import submission
from checks.check import diagnosis, session
from checks.check.result import ExerciseResult
from checks.instructor.bank import source, standing_in
from checks.lesson.drawing import figures, read
from checks.run import worker as sandbox
from tests.test_engine_exercise import OWN

ROOT = Path(__file__).resolve().parents[1]
SOLUTION = (ROOT / "solutions" / "graph.py").read_text(encoding="utf-8")
STUB = (ROOT / "checks" / "lesson" / "stubs" / "graph.py").read_text(encoding="utf-8")
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
def judge(answers: Callable[..., Path]) -> Judge:
    """Judge one graph.py; other files as they are in the solutions, unless they are given."""

    def run(source: str | bytes | None, **others: str) -> ExerciseResult:
        folder = answers(graph=source, **others)
        result = session.check(submission.at(folder), ("graph",)).result
        (one,) = (one for one in result.exercises if one.id == "graph")
        return one

    return run


def verdicts(one: ExerciseResult) -> dict[str, str]:
    return {check.id.removeprefix("graph."): check.verdict for check in one.checks}


def failed(one: ExerciseResult) -> set[str]:
    return {name for name, verdict in verdicts(one).items() if verdict != "pass"}


def messages(one: ExerciseResult) -> str:
    """Return every message, each once."""
    return "\n".join(dict.fromkeys(check.message for check in one.checks if check.message))


def test_every_check_is_about_the_trace_or_about_the_drawing(judge: Judge) -> None:
    found = verdicts(judge(SOLUTION))

    assert found == dict.fromkeys(OF_TRACE | OF_DRAWING, "pass")


# 1. The two functions are judged one by one.


def test_a_trace_is_judged_before_there_is_a_drawing(judge: Judge) -> None:
    found = verdicts(judge(TRACE + STUB[STUB.index("def draw_dot") :]))

    assert {found[name] for name in OF_TRACE} == {"pass"}
    assert {found[name] for name in OF_DRAWING} == {"not started"}


def test_a_drawing_is_judged_before_there_is_a_trace(judge: Judge) -> None:
    for before in (STUB[: STUB.index("def draw_dot")], ""):
        found = verdicts(judge(before + DRAW))

        assert {found[name] for name in OF_DRAWING} == {"pass"}
        assert {found[name] for name in OF_TRACE} <= {"not started", "crashed"}


@pytest.mark.parametrize(
    "trace",
    [
        "def trace(root):\n    return {root}, set()",
        "def trace(root):\n    raise ValueError",
        "def trace(root):\n    return {root.data}, {(root.data, 1.0)}",
        "trace = None",
    ],
)
def test_a_wrong_trace_costs_the_drawing_nothing(judge: Judge, trace: str) -> None:
    one = judge(f"{trace}\n\n\n{DRAW}")

    assert failed(one)
    assert failed(one) <= OF_TRACE


def test_a_trace_and_a_drawing_may_agree_on_another_form(judge: Judge) -> None:
    """Edges turned round are wrong in the trace; what is drawn from them can be right."""
    source = SOLUTION.replace("edges.add((operand, result))", "edges.add((result, operand))")
    turned = source.replace("for operand, result in edges", "for result, operand in edges")
    assert turned != source != SOLUTION
    one = judge(turned)

    assert failed(one) <= OF_TRACE
    assert one.advice is not None
    assert one.advice.mistake == "D04"


NAIVE = """\
def trace(root):
    nodes, edges = {root}, set()
    for operand in root._prev:
        below = trace(operand)
        nodes |= below[0]
        edges |= below[1] | {(operand, root)}
    return nodes, edges


"""


def test_walking_every_way_is_timed_out_and_told_why(judge: Judge) -> None:
    one = judge(NAIVE + DRAW)

    assert failed(one) == {"many_ways"}
    assert verdicts(one)["many_ways"] == "timed out"
    assert "2 ** 40 ways" in messages(one)
    assert one.advice is not None
    assert one.advice.mistake == "D01"


@pytest.mark.slow
def test_a_file_that_never_ends_is_not_told_about_ways(judge: Judge) -> None:
    one = judge("while True: pass")

    assert set(verdicts(one).values()) == {"timed out"}
    assert messages(one) == "Importing your file does not end."


# 2. The package, and the program that is not part of it.


@pytest.mark.parametrize(
    ("source", "those"),
    [(SOLUTION, OF_DRAWING), (f"import graphviz\n\n\n{SOLUTION}", OF_TRACE | OF_DRAWING)],
)
def test_without_the_package_it_is_told_how_to_get_it_in_one_line(
    judge: Judge, monkeypatch: pytest.MonkeyPatch, source: str, those: set[str]
) -> None:
    monkeypatch.setattr(sandbox, "PACKAGES", [])
    one = judge(source)

    assert failed(one) == those
    assert messages(one) == (
        "ModuleNotFoundError: No module named 'graphviz'. The package graphviz draws the graph. "
        "It is not installed here yet: python -m pip install graphviz"
    )


@pytest.mark.parametrize(
    "line",
    [
        "dot.render('left', cleanup=False)",
        "dot.save('left.gv')",
        "dot = dot.unflatten()",
        "open('left.txt', 'w').write(dot.source)",
        "__import__('os').system('touch left')",
    ],
)
def test_a_drawing_is_not_rendered_and_leaves_nothing_behind(
    judge: Judge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    one = judge(SOLUTION.replace("    return dot\n", f"    {line}\n    return dot\n"))

    assert failed(one) == OF_DRAWING
    assert "writes a file or starts a program" in messages(one)
    assert list((tmp_path / "here").iterdir()) == []


def test_a_drawing_that_gets_by_without_a_picture_passes(judge: Judge) -> None:
    tries = "    try:\n        dot.render()\n    except Exception:\n        pass\n    return dot\n"

    assert failed(judge(SOLUTION.replace("    return dot\n", tries))) == set()


# 3. An engine of the learner's own.


def test_an_engine_that_keeps_operands_in_a_set_will_do(judge: Judge) -> None:
    assert messages(judge(SOLUTION, engine=OWN)) == ""


def test_an_engine_that_composes_tanh_will_do(judge: Judge) -> None:
    composed = """\
    def tanh(self):
        e = (self * 2.0).exp()
        return (e - 1.0) / (e + 1.0)

    def exp(self):"""
    engine = OWN[: OWN.index("    def tanh")] + composed + OWN[OWN.index("    def exp") + 18 :]

    assert messages(judge(SOLUTION, engine=engine)) == ""


# 4. What is drawn is what node(), edge(), edges() and subgraph() were asked for.


def drawing(body: str, top: str = "") -> str:
    """Return the right trace with another draw_dot; `right` makes the right drawing."""
    lines = dedent(body).strip().splitlines()
    right = DRAW.replace("def draw_dot", "def right")
    return f"{top}\n{TRACE}{right}\n\ndef draw_dot(root):\n" + "".join(f"    {x}\n" for x in lines)


@pytest.mark.parametrize(
    "body",
    [
        "dot = right(root)\nreturn dot",
        "dot = right(root)\nouter = type(dot)()\nouter.attr(rankdir='LR')\nouter.subgraph(dot)\n"
        "return outer",
        """
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
        return dot
        """,
    ],
    ids=["right", "within another", "in other words"],
)
def test_a_drawing_may_be_made_in_parts(judge: Judge, body: str) -> None:
    assert messages(judge(drawing(body))) == ""


FAKE = "class Fake:\n    source = 'digraph { rankdir=LR }'\n"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        pytest.param(drawing("return None"), "is a `return` missing", id="None"),
        pytest.param(drawing("return root"), "does not give a Digraph", id="a Value"),
        pytest.param(drawing("return 'digraph { }'"), "not its source", id="a text"),
        pytest.param(drawing("return [root] * 30_000"), "", id="a long list"),
        pytest.param(drawing("return Fake()", FAKE), "does not give a Digraph", id="a fake"),
        pytest.param(
            drawing("import graphviz\nreturn graphviz.Source(right(root).source)"),
            "The kit reads what is drawn by node() and edge()",
            id="typed by hand",
        ),
        pytest.param(
            drawing("dot = right(root)\nnew = type(dot)(body=dot.body)\nreturn new"),
            "Nothing is drawn by node() or edge()",
            id="a body typed by hand",
        ),
        pytest.param(
            drawing("dot = right(root)\nfor k in range(400): dot.node(str(k))\nreturn dot"),
            "nodes or arrows, or more",
            id="400 nodes",
        ),
        pytest.param(
            drawing("dot = type(right(root))()\ndot.node('9' * 10**6)\nreturn dot"),
            "No node shows the data",
            id="a million digits",
        ),
        pytest.param(drawing("return __import__('sys').exit()"), "asks Python to exit", id="exits"),
    ],
)
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
        pytest.param(
            "for v in trace(root)[0]: dot.node(str(id(v)), repr(trace(root)[0]), shape='box')",
            "numbers of several Values",
            id="all numbers in all nodes",
        ),
        pytest.param(
            "for v in trace(root)[0]: dot.node(f'{id(v)}', f'data {v.grad} grad {v.data}')",
            "No node shows the data",
            id="data for grad and grad for data",
        ),
        pytest.param(
            "for v in trace(root)[0]: dot.edge(str(id(v)), str(id(root)))",
            "not made from",
            id="arrows to root",
        ),
        pytest.param(
            "for v in trace(root)[0]: dot.node(str(id(v)) + 'twin', repr(v))",
            "more nodes",
            id="twins",
        ),
        pytest.param(
            "dot.subgraph(dot)\nfor _ in range(2): dot.subgraph(right(root))",
            "is drawn 4 times",
            id="everything four times",
        ),
    ],
)
def test_a_label_does_not_make_a_wrong_drawing_right(judge: Judge, lines: str, words: str) -> None:
    one = judge(drawing(f"dot = right(root)\n{lines}\nreturn dot"))

    assert failed(one)
    assert words in messages(one)


@pytest.mark.parametrize(
    ("form", "is_right"),
    [
        ("{v.data:.2f}, {v.grad:.2f}", True),
        ("grad={v.grad!r} data={v.data!r}", True),
        ("{v!r}", True),
        ("x7 | DATA: {v.data:+.3e} | GRADIENT: {v.grad:+.3e}", True),
        ("<<b>{v.data:6.3f}</b> &lt; {v.grad:6.3f}>", True),
        ("data {v.data:.1f} grad {v.grad:.1f}", False),
        ("data {v.data:.4f} grad {v.grad:.1f}", False),
        ("data 1{v.data:.4f} grad {v.grad:.4f}", False),
        ("data {v.data:.4f} grad 0.0000", False),
        ("{v.data:.4f} {v.data:.4f}", False),
    ],
)
def test_numbers_may_be_written_in_any_form_with_two_decimals(
    judge: Judge, form: str, is_right: bool
) -> None:
    draw = DRAW.replace('"{ " + " | ".join(shown) + " }"', f'"{form}".format(v=value)')
    assert form in draw

    assert (failed(judge(TRACE + draw)) == set()) == is_right


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("data 0.5542 | grad -0.3", [(0.5542, "data"), (-0.3, "grad")]),
        ("data=1.5e-05\ngrad=+2", [(1.5e-05, "data"), (2.0, "grad")]),
        ("w1 x2 | −0.5", [(-0.5, "")]),
        ("data: .5 (3.)", [(0.5, "data"), (3.0, "")]),
        ("1.2.3 v0.5a + * tanh", [(1.2, ""), (0.3, "")]),
    ],
)
def test_the_numbers_of_a_text_are_found_with_the_word_before(
    text: str, found: list[tuple[float, str]]
) -> None:
    assert [(one.number, one.name) for one in figures(text)] == found


def test_a_label_is_read_as_people_see_it() -> None:
    assert read(r"{ <f0> a\nb | \N \{c\} }", "v") == "{   a\nb | v {c} }"
    assert read("<<td>1.5 &times; 2</td>>", "v").strip(" <>") == "1.5 × 2"


# 5. What comes back in a trace's place.


def tracing(body: str, top: str = "") -> str:
    """Return the right drawing with another trace."""
    lines = dedent(body).strip().splitlines()
    return f"{top}\n\n\ndef trace(root):\n" + "".join(f"    {x}\n" for x in lines) + "\n\n" + DRAW


NESTED = "from itertools import count, repeat\nfrom engine import Value"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        pytest.param(tracing("return {root}, None"), "edges is None", id="no edges"),
        pytest.param(tracing("return 'no', 'edges'"), "nodes is a str", id="texts"),
        pytest.param(tracing("return {root}, set(), 3"), "does not give two", id="three things"),
        pytest.param(tracing("return {root}, {root}"), "An edge is a pair", id="no pairs"),
        pytest.param(
            tracing("return {root}, [(root, root, root)]"), "An edge is a pair", id="triples"
        ),
        pytest.param(
            tracing("return repeat(root), []", NESTED),
            "",
            id="root for ever",
            marks=pytest.mark.slow,
        ),
        pytest.param(
            tracing("return (Value(n) for n in count()), []", NESTED),
            "",
            id="ever new Values",
            marks=pytest.mark.slow,
        ),
        pytest.param(tracing("x = []\nx.append(x)\nreturn x, x"), "no Values", id="a ring"),
        pytest.param(
            tracing("return {Value(root.data)}, set()", NESTED), "other Values", id="a copy"
        ),
        pytest.param(tracing("root.data = 0.5\nreturn {root}, set()"), "", id="data changed"),
        pytest.param(tracing("root._prev = ()\nreturn {root}, set()"), "", id="operands gone"),
        pytest.param(
            tracing(
                "return {root}, set()",
                "from engine import Value\n"
                "Value.__add__ = Value.__mul__ = lambda a, b: Value(a.data)\n"
                "Value.tanh = lambda a: Value(a.data)",
            ),
            "no longer those of the expression",
            id="an engine that builds nothing",
        ),
    ],
)
def test_what_is_no_right_trace_is_told_so(judge: Judge, source: str, words: str) -> None:
    one = judge(source)

    assert {"nodes", "edges"} <= failed(one)
    assert "kit error" not in verdicts(one).values()
    assert words in messages(one)


def test_a_trace_may_print_and_count(judge: Judge) -> None:
    source = SOLUTION.replace("    to_visit = [root]", "    print(root)\n    to_visit = [root]")

    assert failed(judge(source)) == set()


# 6. Messages are the same at every run, and move no cursor.


@pytest.mark.parametrize("name", ["arrows_turned_round", "operations_not_drawn"])
def test_the_same_answer_is_told_the_same_each_time(judge: Judge, name: str) -> None:
    path = ROOT / "solutions" / "mistakes" / "graph" / f"{name}.py"
    text = source(path)

    assert judge(text) == judge(text)


def test_what_a_learner_wrote_moves_no_cursor(judge: Judge) -> None:
    draw = DRAW.replace("data {value.data:.4f}", "\\x1b[31m\\x07[bold]")
    one = judge(TRACE + draw)
    shown = "".join(check.got + check.message for check in one.checks)

    assert "[bold]" in shown
    assert "\x1b" not in shown
    assert "\x07" not in shown


# 7. Advice.


def test_a_right_answer_gets_no_advice() -> None:
    observations = sandbox.observe(
        standing_in("graph", ROOT / "solutions" / "graph.py"),
        [next(one for one in session.exercises() if one.id == "graph")],
    )

    assert diagnosis.recognise("graph", observations) is None


def test_one_mistake_in_each_function_is_told_as_two(judge: Judge) -> None:
    source = (ROOT / "tests/variants/pairs/graph/D02+D26.py").read_text(encoding="utf-8")
    one = judge(source)

    assert one.advice is not None
    assert set(one.advice.mistake.split("+")) == {"D02", "D26"}
    assert one.advice.title.startswith("Two things at once")
