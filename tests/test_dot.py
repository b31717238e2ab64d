"""Is a drawing's source read as Graphviz reads it, and is what is none refused?"""

import json
import shutil
import subprocess
from pathlib import Path
from time import perf_counter

import graphviz
import pytest

from checks.catalog import exercise
from checks.instructor.bank import answer
from checks.lesson import dot
from checks.lesson.drawing import Figure, figures
from checks.run.worker import observe

ROOT = Path(__file__).resolve().parents[1]
DRAWINGS = sorted((ROOT / "solutions" / "alternatives" / "graph").glob("*.py"))
HANG_GUARD = 20.0  # seconds; what is read in one pass takes a thousandth of it


def arrows(picture: dot.Picture) -> list[tuple[str, str]]:
    return [(arrow.tail, arrow.head) for arrow in picture.arrows]


def test_names_texts_and_arrows_are_read() -> None:
    picture = dot.read('digraph G { a [label="one"]; b; a -> b -> c [label="by"] }')

    assert picture.directed
    assert picture.texts == {"a": "one", "b": "b", "c": "c"}
    assert picture.arrows == (dot.Arrow("a", "b", "by"), dot.Arrow("b", "c", "by"))


@pytest.mark.parametrize(
    "source",
    [
        "digraph{rankdir=LR}",
        'DiGraph { graph [rankdir = "LR"] }',
        'strict digraph "a b" { graph [fontsize=9, rankdir="L" + "R"; splines=ortho][ratio=1] ; }',
        "// one\n# two\n/* three\n*/ digraph <b>x</b> { rankdir=LR; subgraph s { rankdir=TB } }",
    ],
)
def test_the_direction_is_read_however_it_is_set(source: str) -> None:
    if "<b>" in source:
        source = source.replace("<b>x</b>", "<<b>x</b>>")
    assert dot.read(source).settings["rankdir"] == "LR"


@pytest.mark.parametrize(
    ("attributes", "text"),
    [
        ('[label="{ data 1.0 | grad 2.0 }"]', "{ data 1.0 | grad 2.0 }"),
        ('[label="<f0> data|<f1> grad"]', "  data|  grad"),
        (r'[label="a\nb\lc\"d\\e"]', 'a\nb\nc"d\\e'),
        (r'[label="\N is \{here\}"]', "v is {here}"),
        ("[label=<<table border='9'><tr><td>1.5 &lt; 2</td></tr></table>>]", "   1.5 < 2   "),
        ('[label="1" xlabel="2"]', "1 2"),
        ('[label="one"][label="two", shape=box]', "two"),
        ("[label=-1.5]", "-1.5"),
        ('[label="&times;"]', "×"),
        ('[label=""]', ""),
        ("[shape=box]", "v"),
    ],
)
def test_a_text_is_what_people_see(attributes: str, text: str) -> None:
    assert dot.read(f"digraph {{ v {attributes} }}").texts == {"v": text}


def test_a_node_that_is_made_again_keeps_its_name_and_takes_the_new_text() -> None:
    picture = dot.read('digraph { v [label="old"]; v -> w; v [label=new] "" [label=empty] }')

    assert picture.texts == {"v": "new", "w": "w", "": "empty"}


def test_defaults_hold_for_what_follows_in_the_same_braces() -> None:
    source = "digraph { a; { node [label=in]; b; c [label=own] } d; node [label=out] e; a }"

    assert dot.read(source).texts == {"a": "a", "b": "in", "c": "own", "d": "d", "e": "out"}


def test_arrows_may_begin_and_end_in_braces_and_at_the_sides_of_nodes() -> None:
    source = 'digraph { {a b} -> c:w -> subgraph { d; "e f":g:s } }'

    assert arrows(dot.read(source)) == [("a", "c"), ("b", "c"), ("c", "d"), ("c", "e f")]


def test_a_strict_drawing_has_each_arrow_once() -> None:
    assert len(dot.read("strict digraph { a -> b; a -> b }").arrows) == 1
    assert len(dot.read("digraph { a -> b; a -> b }").arrows) == 2


def test_lines_are_no_arrows() -> None:
    assert not dot.read("graph { a -- b }").directed


@pytest.mark.parametrize(
    "source",
    [
        "",
        "hello",
        "digraph",
        "digraph {",
        "digraph { a -> }",
        "digraph { a -> -> b }",
        "digraph { a [label= }",
        "digraph { a [label }",
        'digraph { a [label="never closed ] }',
        "digraph { a [label=<<b>] }",
        "digraph { a } b",
        "digraph { a } }",
        "digraph { ] }",
        "digraph { = }",
        "digraph { /* }",
        "digraph { a @ b }",
        "digraph {" * 3,
        "digraph " + "{" * 15_000,
        "digraph " + "{" * 15_000 + "}" * 15_000,
        "digraph { " + "a -> " * 6_000 + "a }",
        "digraph { {" + " ".join(f"n{i}" for i in range(200)) + "} -> {"
        + " ".join(f"m{i}" for i in range(200)) + "} }",
        "digraph { " + "; ".join(f"n{i}" for i in range(5_000)) + " }",
        'digraph { node [label="' + "8 " * 2_000 + '"]; ' + "; ".join(f"n{i}" for i in range(900))
        + " }",
        'digraph { edge [label="' + "+" * 900 + '"]; ' + "a -> b; " * 900 + "}",
        "digraph { " + '"' * 29_999,
        "digraph { " + "<" * 29_999,
        "digraph { " + "/*" * 14_000,
        "\\" * 30_000,
        "\x00",
    ],
    ids=lambda source: f"{source[:30]!r} {len(source)}",
)  # fmt: skip
def test_what_is_no_drawing_is_refused_at_once(source: str) -> None:
    started = perf_counter()
    with pytest.raises(dot.Unreadable) as refused:
        dot.read(source)

    assert str(refused.value)
    assert len(str(refused.value)) < 100
    assert perf_counter() - started < HANG_GUARD


@pytest.mark.parametrize(
    "name",
    ["a", "a b", "1", "-1.5", "", "node", "Digraph", 'quo"te', "back\\slash", "ü", "x+", "[]"],
)
def test_a_name_that_the_package_writes_is_the_same_wherever_it_is_read(name: str) -> None:
    drawing = graphviz.Digraph()
    drawing.node(name, "text")
    drawing.node("other")
    drawing.edge("other", name)
    picture = dot.read(drawing.source)

    assert list(picture.texts.values()) == ["text", "other"]
    assert arrows(picture) == [("other", next(iter(picture.texts)))]


def drawn(path: Path) -> str:
    """Return the source of the drawing that an answer makes."""
    seen = observe(answer(path), [exercise("graph")], engine_ok=True)["graph.draw"]
    return seen.things[seen.names["own"]].text


@pytest.mark.skipif(not shutil.which("dot"), reason="Graphviz's own program is not installed")
@pytest.mark.parametrize("path", DRAWINGS, ids=lambda path: path.stem)
def test_graphviz_itself_reads_the_same(path: Path) -> None:
    source = drawn(path)
    done = subprocess.run(
        ["dot", "-Tdot_json"], input=source, capture_output=True, encoding="utf-8", check=True
    )
    theirs, ours = json.loads(done.stdout), dot.read(source)
    nodes = {one["_gvid"]: one["name"] for one in theirs["objects"] if "nodes" not in one}
    edges = [(nodes[one["tail"]], nodes[one["head"]]) for one in theirs["edges"]]

    assert ours.directed == theirs["directed"]
    assert ours.settings["rankdir"] == theirs["rankdir"] == "LR"
    assert sorted(ours.texts) == sorted(nodes.values())
    assert sorted(arrows(ours)) == sorted(edges)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("data 0.5542 | grad -0.3", [(0.5542, "data"), (-0.3, "grad")]),
        ("data=1.5e-05\ngrad=+2", [(1.5e-05, "data"), (2.0, "grad")]),
        ("Value(data=0.25, grad=1.0)", [(0.25, "data"), (1.0, "grad")]),
        ("w1 x2 | 0.5", [(0.5, "")]),
        ("−0.5", [(-0.5, "")]),
        ("data: .5 (3.)", [(0.5, "data"), (3.0, "")]),
        ("the gradient is 0.1", [(0.1, "is")]),
        ("1.2.3 v0.5a + * tanh", [(1.2, ""), (0.3, "")]),
        ("", []),
    ],
)
def test_the_numbers_of_a_text_are_found_with_the_word_before(
    text: str, found: list[tuple[float, str]]
) -> None:
    assert [(one.number, one.name) for one in figures(text)] == found


@pytest.mark.parametrize("text", ["9" * 30_000, "9" * 29_999 + "a", ".5" * 15_000, "-" * 30_000])
def test_a_text_of_nothing_but_digits_holds_nobody_up(text: str) -> None:
    started = perf_counter()
    assert all(isinstance(one, Figure) for one in figures(text))
    assert perf_counter() - started < HANG_GUARD
