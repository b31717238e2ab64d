"""Is a trace or a drawing of the computation graph judged by what it shows, and by nothing else?

`graph` is a stretch goal, and the only exercise that needs a package: graphviz.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from checks import submission
from checks.check import diagnosis, session
from checks.check.result import ExerciseResult
from checks.instructor.bank import answer, source, standing_in
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
HANG_GUARD = 60.0  # seconds
Judge = Callable[..., ExerciseResult]


def files(*folders: str) -> list[Path]:
    return [
        path.relative_to(ROOT)
        for folder in folders
        for path in sorted((ROOT / folder / "graph").glob("*.py"))
    ]


@pytest.fixture
def judge(answers: Callable[..., Path]) -> Judge:
    """Judge one graph.py; other files as they are in the solutions, unless they are given."""

    def run(source: str | bytes | None, **others: str) -> ExerciseResult:
        folder = answers(graph=source, **others)
        result = session.assess(submission.at(folder), ("graph",)).result
        assert result.seconds < HANG_GUARD
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


# 1. Right and wrong answers.


def test_every_check_is_about_the_trace_or_about_the_drawing(judge: Judge) -> None:
    assert set(verdicts(judge(SOLUTION))) == OF_TRACE | OF_DRAWING


@pytest.mark.parametrize(
    "path", files("solutions/alternatives", "tests/variants/right"), ids=lambda path: path.stem
)
def test_a_right_answer_written_another_way_passes(path: Path) -> None:
    result = session.assess(answer(ROOT / path), ("graph",)).result

    assert messages(result.exercises[0]) == ""
    assert result.exercises[0].verdict == "pass"


@pytest.mark.parametrize(
    "path",
    files("solutions/mistakes", "tests/variants/strangers", "tests/variants/unknown"),
    ids=lambda path: path.stem,
)
def test_a_wrong_answer_is_caught_and_told_what_is_wrong(path: Path) -> None:
    one = session.assess(answer(ROOT / path), ("graph",)).result.exercises[0]

    assert one.verdict in ("not yet", "crashed", "timed out")
    assert all(check.message for check in one.checks if check.verdict != "pass")


def test_it_counts_for_nothing_and_costs_nothing(answers: Callable[..., Path]) -> None:
    for text in (STUB, "def (:", None, "while True: pass"):
        result = session.assess(submission.at(answers(graph=text))).result

        assert result.verdict == "pass"
        assert result.points == result.out_of
        assert {one.id: one.verdict for one in result.exercises if one.required}.keys() == {
            *("neuron", "layer", "mlp", "network")
        }


# 2. The two functions are judged one by one.


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
        "def trace(root):\n    return None",
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


def test_walking_every_way_is_timed_out_and_told_why(judge: Judge) -> None:
    naive = """\
    def trace(root):
        nodes, edges = {root}, set()
        for operand in root._prev:
            below = trace(operand)
            nodes |= below[0]
            edges |= below[1] | {(operand, root)}
        return nodes, edges


    """
    one = judge(dedent(naive) + DRAW)

    assert verdicts(one)["many_ways"] == "timed out"
    assert failed(one) == {"many_ways"}
    assert "2 ** 40 ways" in messages(one)
    assert one.advice is not None
    assert one.advice.mistake == "D01"


def test_a_file_that_never_ends_is_not_told_about_ways(judge: Judge) -> None:
    one = judge("while True: pass")

    assert set(verdicts(one).values()) == {"timed out"}
    assert messages(one) == "Importing your file does not end."


# 3. The package, and the program that is not part of it.


@pytest.fixture
def no_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_packages", list)


@pytest.mark.usefixtures("no_packages")
def test_without_the_package_a_drawing_is_told_how_to_get_it_in_one_line(judge: Judge) -> None:
    one = judge(SOLUTION)

    assert failed(one) == OF_DRAWING
    assert messages(one) == (
        "ModuleNotFoundError: No module named 'graphviz'. The package graphviz draws the graph. "
        "It is not installed here yet: python -m pip install graphviz"
    )


@pytest.mark.usefixtures("no_packages")
def test_without_the_package_a_file_that_imports_it_on_top_is_told_the_same(judge: Judge) -> None:
    one = judge(f"from graphviz import Digraph\n\n\n{SOLUTION}")

    assert failed(one) == OF_TRACE | OF_DRAWING
    assert len(messages(one).splitlines()) == 1
    assert "python -m pip install graphviz" in messages(one)


@pytest.mark.parametrize(
    "line",
    [
        "dot.render('left', cleanup=False)",
        "dot.view()",
        "dot.save('left.gv')",
        "dot.pipe('svg')",
        "dot._repr_mimebundle_()",
        "dot = dot.unflatten()",
        "open('left.txt', 'w').write(dot.source)",
        "__import__('os').system('touch left')",
        "__import__('subprocess').run(['touch', 'left'])",
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


# 4. An engine of the learner's own.


@pytest.mark.parametrize("name", ["as_in_the_lecture", "breadth_first", "operation_in_the_label"])
def test_an_engine_that_keeps_operands_in_a_set_will_do(judge: Judge, name: str) -> None:
    path = ROOT / "solutions" / "alternatives" / "graph" / f"{name}.py"

    assert messages(judge(source(path), engine=OWN)) == ""
    assert messages(judge(SOLUTION, engine=OWN)) == ""


def test_an_engine_that_composes_tanh_will_do(judge: Judge) -> None:
    composed = """\
    def tanh(self):
        e = (self * 2.0).exp()
        return (e - 1.0) / (e + 1.0)

    def exp(self):"""
    engine = OWN[: OWN.index("    def tanh")] + composed + OWN[OWN.index("    def exp") + 18 :]

    assert messages(judge(SOLUTION, engine=engine)) == ""


# 5. What comes back in a drawing's place, or says that it is one.


def drawing(body: str, top: str = "") -> str:
    """Return the right trace with another draw_dot."""
    return f"{top}\n{TRACE}def draw_dot(root):\n" + "".join(
        f"    {line}\n" for line in dedent(body).strip().splitlines()
    )


RIGHT = "dot = right(root)"
BESIDE = f"from graphviz import Digraph\n\n\n{DRAW.replace('def draw_dot', 'def right')}"
CLASS = "class Fake:\n    source = property(lambda self: {0})\n"


def of(expression: str) -> str:
    return drawing("return Fake()", CLASS.format(expression))


@pytest.mark.parametrize(
    ("source", "words"),
    [
        pytest.param(drawing("return None"), "is a `return` missing", id="None"),
        pytest.param(drawing("return 3.5"), "does not give a Digraph", id="a number"),
        pytest.param(drawing("return root"), "does not give a Digraph", id="a Value"),
        pytest.param(drawing("return 'digraph { }'"), "not its source", id="a text"),
        pytest.param(drawing("return [root] * 30_000"), "", id="a long list"),
        pytest.param(of("b'digraph {}'"), "does not give a Digraph", id="bytes for a source"),
        pytest.param(of("None"), "does not give a Digraph", id="nothing for a source"),
        pytest.param(of("''"), "no drawing that Graphviz could read", id="no source"),
        pytest.param(of("'digraph {}'"), "No node shows the data", id="an empty drawing"),
        pytest.param(of("'hello'"), "does not begin with digraph", id="another text"),
        pytest.param(of("'digraph { a -> '"), "in place of a name", id="half a drawing"),
        pytest.param(of("'digraph { ' + 'a' * 10**7"), "too long", id="ten million letters"),
        pytest.param(of("'{' * 30_000"), "does not begin", id="braces"),
        pytest.param(of("'digraph ' + '{' * 29_000"), "nested too deep", id="deep braces"),
        pytest.param(of("'digraph { \\ud800 \\x1b[31m }'"), "not in its language", id="no letters"),
        pytest.param(of("1 / 0"), "ZeroDivisionError", id="a source that raises"),
        pytest.param(of("__import__('sys').exit()"), "asks Python to exit", id="it exits"),
        pytest.param(of("__import__('os')._exit(0)"), "Python ended", id="it ends Python"),
        pytest.param(
            drawing(
                "return Fake()",
                "class Fake:\n    def __getattr__(self, name):\n        while True: pass",
            ),
            "does not end",
            id="a source that never comes",
        ),
        pytest.param(
            drawing(
                "return Fake()",
                """\
class Text(str):
    def __len__(self): return 1
    def __getitem__(self, key): return 'x'
    def encode(self, *_): return b'y'
    def __str__(self): raise ValueError
class Fake:
    source = Text('digraph { }')
""",
            ),
            "No node shows the data",
            id="a text that says something else of itself",
        ),
    ],
)
def test_what_is_no_right_drawing_is_told_so(judge: Judge, source: str, words: str) -> None:
    one = judge(source)

    assert OF_DRAWING - failed(one) <= {"digraph", "drawing_changes_nothing"}
    assert failed(one) <= OF_DRAWING
    assert "kit error" not in verdicts(one).values()
    assert words in messages(one)
    assert all(len(check.message) < 300 for check in one.checks)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        pytest.param(
            "for v in trace(root)[0]: dot.node(str(id(v)), every(root), shape='box')",
            "numbers of several Values",
            id="all numbers in all nodes",
        ),
        pytest.param(
            "dot.node('all', every(root))", "numbers of several Values", id="one node with them all"
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
            "dot.body = dot.body * 3", "is drawn 3 times", id="everything three times"
        ),
    ],
)  # fmt: skip
def test_a_label_does_not_make_a_wrong_drawing_right(judge: Judge, lines: str, words: str) -> None:
    every = "def every(root):\n    return repr(trace(root)[0])\n\n\n"
    one = judge(every + drawing(f"{RIGHT}\n{lines}\nreturn dot", BESIDE))

    assert failed(one)
    assert words in messages(one)
    assert failed(judge(drawing(f"{RIGHT}\nreturn dot", BESIDE))) == set()


@pytest.mark.parametrize(
    ("form", "is_right"),
    [
        ("{v.data:.2f}, {v.grad:.2f}", True),
        ("data {v.data:.15f} grad {v.grad:.15f}", True),
        ("grad={v.grad!r} data={v.data!r}", True),
        ("{v!r}", True),
        ("x7 | DATA: {v.data:+.3e} | GRADIENT: {v.grad:+.3e}", True),
        ("value {v.data:6.3f} / {v.grad:6.3f}", True),
        ("data {v.data:.3g} grad {v.grad:.2g}", True),
        ("data {v.data:.1f} grad {v.grad:.1f}", False),
        ("data {v.data:.0f} grad {v.grad:.0f}", False),
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


# 6. What comes back in a trace's place.


def tracing(body: str, top: str = "") -> str:
    """Return the right drawing with another trace."""
    lines = dedent(body).strip().splitlines()
    return f"{top}\n\n\ndef trace(root):\n" + "".join(f"    {x}\n" for x in lines) + "\n\n" + DRAW


NESTED = "from itertools import count, repeat\nfrom engine import Value"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        pytest.param(tracing("return 1, 2"), "nodes is an int", id="numbers"),
        pytest.param(tracing("return {root}, None"), "edges is None", id="no edges"),
        pytest.param(tracing("return 'no', 'edges'"), "nodes is a str", id="texts"),
        pytest.param(tracing("return root"), "does not give two things", id="root"),
        pytest.param(tracing("return {root}, set(), 3"), "does not give two", id="three things"),
        pytest.param(tracing("return {root}, {root}"), "An edge is a pair", id="no pairs"),
        pytest.param(
            tracing("return {root}, [(root, root, root)]"), "An edge is a pair", id="triples"
        ),
        pytest.param(
            tracing("return {root}, [frozenset([root])]"), "An edge is a pair", id="sets for pairs"
        ),
        pytest.param(tracing("return repeat(root), []", NESTED), "", id="root for ever"),
        pytest.param(
            tracing("return (Value(n) for n in count()), []", NESTED), "", id="ever new Values"
        ),
        pytest.param(tracing("x = []\nx.append(x)\nreturn x, x"), "no Values", id="a ring"),
        pytest.param(
            tracing("return {Value(root.data)}, set()", NESTED), "other Values", id="a copy"
        ),
        pytest.param(tracing("root.data = 0.5\nreturn {root}, set()"), "", id="data changed"),
        pytest.param(tracing("root._prev = ()\nreturn {root}, set()"), "", id="operands gone"),
        pytest.param(tracing("root.grad = 0.5\nreturn {root}, set()"), "", id="grad changed"),
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


# 7. Messages are the same at every run.


@pytest.fixture
def twice(judge: Judge) -> Callable[[str], Iterator[ExerciseResult]]:
    def run(source: str) -> Iterator[ExerciseResult]:
        yield from (judge(source) for _ in range(2))

    return run


@pytest.mark.parametrize(
    "name",
    [
        "arrows_turned_round",
        "gradient_not_shown",
        "leaves_left_out",
        "operations_not_drawn",
    ],
)
def test_the_same_answer_is_told_the_same_each_time(
    twice: Callable[[str], Iterator[ExerciseResult]], name: str
) -> None:
    path = ROOT / "solutions" / "mistakes" / "graph" / f"{name}.py"
    one, other = twice(source(path))

    assert one == other


def test_what_a_learner_wrote_moves_no_cursor(judge: Judge) -> None:
    draw = DRAW.replace("data {value.data:.4f}", "\\x1b[31m\\x07[bold]")
    one = judge(TRACE + draw)
    shown = "".join(check.got + check.message for check in one.checks)

    assert "[bold]" in shown
    assert "\x1b" not in shown
    assert "\x07" not in shown


# 8. Advice.


def test_a_right_answer_gets_no_advice() -> None:
    observations = sandbox.observe(
        standing_in("graph", ROOT / "solutions" / "graph.py"),
        [next(one for one in session.exercises() if one.id == "graph")],
        engine_ok=True,
    )

    assert diagnosis.recognise("graph", observations) is None


def test_one_mistake_in_each_function_is_told_as_two(judge: Judge) -> None:
    source = (ROOT / "tests/variants/pairs/graph/D02+D26.py").read_text(encoding="utf-8")
    one = judge(source)

    assert one.advice is not None
    assert set(one.advice.mistake.split("+")) == {"D02", "D26"}
    assert one.advice.title.startswith("Two things at once")
