"""The page is complete, calm and safe, and its pictures say what is so.

A real browser looks at it: what is in its console, what it asks for, what a screen reader is told.
"""

import os
import re
import shutil
import sysconfig
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from msgspec.structs import replace
from nbclient import NotebookClient

import checks
from checks.check import session
from checks.check.evidence import Evidence
from checks.check.session import Checked
from checks.desk import notebook, page, terminal
from checks.desk.watch import WatchReport
from checks.instructor import bank
from checks.lesson.exhibits import graph
from checks.submission import EXERCISES, at
from tests import browser as browsers
from tests.conftest import ROOT, SOURCE, STUB, Source, calling, changed, copied, written

Pages = Mapping[str, "Seen"]

ALARM = "<script>window.alarm = 1</script><img src=x onerror='window.alarm = 1'>"


TANH = "return pre_activation.tanh()"
HOSTILE = {
    "neuron": calling(
        f'print({ALARM!r}, "{{{{ 7 * 7 }}}} \x1b[31m")\n'
        f'        raise ValueError({ALARM!r} + "</pre></section><style>*{{display:none}}</style>")'
    ),
    "layer": SOURCE["layer"].replace("return outputs", f"return type({ALARM!r}, (), {{}})()\n#"),
    "mlp": f"def f():\n    raise KeyError({ALARM!r})\n\n\nf()  # {ALARM}\n",
}


def mistake(exercise: str, name: str) -> str:
    return bank.source(bank.MISTAKES / exercise / f"{name}.py")


CASES: dict[str, dict[str, Source]] = {
    "right": {},
    "untouched": STUB,
    "stretch left": {name: STUB[name] for name in ("count", "gradients", "graph")},
    "wrong": {
        "neuron": mistake("neuron", "bias_unused"),
        "layer": mistake("layer", "always_a_list"),
        "mlp": mistake("mlp", "every_layer_reads_the_input"),
    },
    "hostile": {**HOSTILE},
}


class Seen(NamedTuple):
    checked: Checked
    file: Path

    @property
    def text(self) -> str:
        return self.file.read_text(encoding="utf-8")


def seen(folder: Path, cases: Mapping[str, Mapping[str, Source]]) -> dict[str, Seen]:
    """Return what comes of each case, and its page in a file."""
    found = {}
    for case, sources in cases.items():
        checked = session.check(at(written(folder / case, **sources)))
        found[case] = Seen(checked, folder / f"{case}.html")
        text = page.whole(checked.result, checked.evidence)
        found[case].file.write_text(text, encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> Pages:
    return seen(tmp_path_factory.mktemp("pages"), CASES)


def neurons(folder: Path) -> str:
    """Return the page of a neuron alone."""
    checked = session.check(at(folder), ("neuron",))
    return page.whole(checked.result, checked.evidence)


# As a file


class Stack(HTMLParser):
    """Follows the elements of a page; what is not closed where it should be is in `faults`."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.feed(text)
        self.close()
        self.faults += self.open

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for name, value in attributes if name == "id"]
        if len(dict(attributes)) < len(attributes):
            self.faults.append(f"an attribute of {tag} twice")
        if tag not in ("meta", "input", "br", "link"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")


def ids_of(text: str) -> list[str]:
    """Return the ids in a page that is whole, loads nothing and runs the kit's own script alone."""
    own = re.sub(r'(?s)<script type="application/json">[^<]*</script>', "", text)
    own, _, ran = own.partition("\n<script>")
    assert ran.partition("</script>")[0] == (page._script() if "script-src" in text else "")
    stack = Stack(text)
    assert stack.faults == []
    assert len(set(stack.ids)) == len(stack.ids)
    assert text.startswith("<!doctype html>")
    assert not re.search(r"<script|<img|src=\"|url\(|@import| on\w+=\"| style=\"", own)
    assert "default-src 'none'; style-src 'sha256-" in text
    return stack.ids


@pytest.mark.parametrize("case", CASES)
def test_a_page_is_all_there_and_holds_no_script_but_the_kits(pages, case):
    text = pages[case].text
    ids = ids_of(text)

    assert set(re.findall(r"href=\"(.)", text)) <= {"#"}  # nowhere but into itself
    said = (re.sub(r"<.*?>", "", one) for one in re.findall(r"<p\b.*?</p>", text, re.DOTALL))
    assert [one for one in said if re.search(r"[a-z0-9][.?!][A-Z]", one)] == []
    for one in pages[case].checked.result.exercises:
        assert ids.count(one.id) == 1
        for check in one.checks:
            assert check.title.replace("'", "&#39;") in text
            assert check.verdict in text


@pytest.mark.parametrize(
    ("case", "in_order", "nowhere"),
    [
        ("wrong", 'is-next" id="neuron".*All exercises.*id="layer"', "checks hint"),
        ("stretch left", "<h2>Done</h2>.*Next, a stretch goal: <a.*All exercises", "No such"),
        (
            "untouched",
            "Everyone starts here, with no check passing.*Opens when these pass",
            "<svg|What is wrong|crashed|Traceback|In pictures",
        ),
    ],
)
def test_the_next_thing_comes_first(pages, case, in_order, nowhere):
    text = pages[case].text.partition("<body")[2]

    assert re.search(in_order, text, re.DOTALL)
    assert not re.search(nowhere, text)
    own = replace(pages[case].checked.result, submission="exercises")  # commands are about those
    assert "python -m checks hint" in page.whole(own, Evidence({}, {}))


# In a browser


LOOKED_AT = pytest.mark.skipif(
    browsers.installed() is None or os.name == "nt",
    reason="no Chromium is installed (Debian's package is called chromium)",
)


def in_a_browser(test: Callable[..., None]) -> Callable[..., None]:
    return pytest.mark.slow(LOOKED_AT(test))


PALETTE = {  # each colour, light and dark
    name: both
    for name, *both in re.findall(
        r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)",
        (ROOT / "checks" / "pages" / "report.css").read_text(encoding="utf-8"),
    )
}
OPEN_ALL = "$$('details').forEach(one => one.open = true)"


def demand_calm(browser: browsers.Browser, path: Path, width: int = 1280) -> None:
    """Fail unless a page, all of it opened, asks for nothing, complains of nothing, and fits."""
    browser.open(path, width=width)
    browser.run(OPEN_ALL)
    browser.run("$$('input').forEach(one => one.click())")

    assert browser.said == []
    assert browser.requests == [path.as_uri()]
    assert browser.run("window.alarm === undefined && !$('img')")
    assert browser.run("document.documentElement.scrollWidth") <= width
    if width > 320:  # below, a table may be scrolled
        outside = f"one.getBoundingClientRect().right > {width} && !one.closest('.matrix')"
        cut = f"$$('th, td').filter(one => {outside}).map(one => one.outerHTML)"
        assert browser.run(cut) == []


@in_a_browser
@pytest.mark.parametrize(
    ("case", "width"),
    [("wrong", 320), ("hostile", 320), ("right", 320), ("wrong", 390), ("right", 1280)],
)
def test_a_page_asks_for_nothing_complains_of_nothing_and_fits_its_window(
    pages, browser, case, width
):
    demand_calm(browser, pages[case].file, width)


@in_a_browser
@pytest.mark.parametrize(("scheme", "column"), [("light", 0), ("dark", 1)])
def test_a_page_is_as_dark_as_is_preferred(pages, browser, scheme, column):
    browser.open(pages["wrong"].file, scheme=scheme)
    for style, name in (("backgroundColor", "paper"), ("color", "ink")):
        shown = browser.run(f"getComputedStyle($('.kit')).{style}")
        parts = [f"{int(part):02x}" for part in re.findall(r"\d+", shown)]
        assert "#" + "".join(parts) == PALETTE[name][column]


@in_a_browser
def test_what_a_learner_wrote_stays_text_and_the_browser_would_tell(pages, browser, tmp_path):
    loud = tmp_path / "loud.html"
    loud.write_text("<!doctype html><img src='missing.png'><script>console.log('heard')</script>")
    browser.open(loud)
    assert "heard" in "\n".join(browser.said)
    assert any(request.endswith("missing.png") for request in browser.requests)

    browser.open(pages["hostile"].file)
    browser.run(OPEN_ALL)
    shown = browser.shown("body")

    assert browser.run("window.alarm === undefined")
    for tags, count in (("img, iframe, object, embed", 0), ("style", 1), ("script", 1)):
        assert browser.run(f"$$('{tags}').length") == count
    assert browser.run("getComputedStyle($('h1')).display") == "block"
    assert shown.count("<script>window.alarm = 1</script>") >= 3  # a message, a print, a type
    assert "{{ 7 * 7 }}" in shown
    assert "\x1b" not in shown


@in_a_browser
def test_a_screen_reader_is_told_what_there_is(pages, browser):
    browser.open(pages["wrong"].file)
    browser.run(OPEN_ALL)

    assert browser.told("heading")[:3] == [
        "A neuron and an MLP from scratch",
        "A neuron not yet",
        "The output is tanh(w·x + b) where the sum is negative not yet",
    ]
    assert "Your neuron" in browser.told("image")
    for role in ("image", "table", "checkbox", "region"):
        names = browser.told(role)
        assert names
        assert all(names), role
    assert "b is not there, expected 0.5" in browser.text("svg desc")


@in_a_browser
def test_a_click_colours_the_edges_by_gradient(pages, browser):
    """Where a weight is above 0 and its gradient below, the line is dashed for the latter."""
    browser.open(pages["right"].file)
    edge = "$('#network .edge[class*=w-p][class*=g-n] .seen')"
    look = f"(style => [style.strokeDasharray, style.stroke])(getComputedStyle({edge}))"
    words = """$$('#network .by-value, #network .by-gradient')
        .map(one => getComputedStyle(one).display !== 'none')"""
    by_weight, before = browser.run(look), browser.run(words)
    browser.click("#network input")
    by_gradient, after = browser.run(look), browser.run(words)

    assert by_weight[0] == "none" != by_gradient[0]
    assert by_weight[1] != by_gradient[1]
    assert (before, after) == ([True, False], [False, True])


@in_a_browser
def test_a_cell_follows_its_notebook_and_leaves_the_rest_of_it_alone(pages, browser, tmp_path):
    cell = page.fragment(pages["wrong"].checked.result, pages["wrong"].checked.evidence)
    notebook, top = tmp_path / "notebook.html", "<!doctype html><meta charset=utf-8>"
    own = "<body data-jp-theme-light=false><h1>Mine</h1><table><td id=own>1</table>"
    notebook.write_text(f"{top}{own}{cell}{cell}", encoding="utf-8")
    browser.open(notebook)

    for selector, style, value in (
        (".kit", "backgroundColor", "rgb(21, 24, 29)"),
        ("#own", "borderTopWidth", "0px"),
        ("h1", "fontSize", "32px"),
    ):
        assert browser.run(f"getComputedStyle($('{selector}')).{style}") == value
    assert browser.said == []


def luminance(colour: str) -> float:
    """Return how light a colour is: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(*colours: str) -> float:
    low, high = sorted(luminance(colour) + 0.05 for colour in colours)
    return high / low


def test_text_and_lines_stand_out_as_much_as_guidelines_ask():
    """4.5 for text, 3 for the lines of a picture: WCAG 2.2, 1.4.3 and 1.4.11."""
    steps = [f"{sign}{step}" for sign in "np" for step in "1234"]
    text = [(ink, "paper") for ink in ("pass", "crashed", "kit-error", "next")]
    text += [(ink, on) for ink in ("ink", "quiet", "not-yet") for on in ("paper", "card", "fn1")]
    text += [("ink", f"f{step}") for step in steps]
    lines = [(line, "paper") for line in (*steps, "zero", "edge")]
    for least, pairs in ((4.5, text), (3.0, lines)):
        for ink, ground in pairs:  # light, and dark
            assert min(map(contrast, PALETTE[ink], PALETTE[ground])) >= least, (ink, ground)


# What the pictures say


def part(text: str, exercise: str) -> str:
    return text.partition(f'id="{exercise}"')[2].partition("</section>")[0]


def test_every_parameter_is_on_its_line_in_its_cell_and_in_the_table(pages):
    text = part(pages["right"].text, "network")
    cells = r"<td[^>]*>([^<]*)</td><td[^>]*>([^<]*)</td><td[^>]*>\3</td>"  # as expected
    rows = re.findall(r"<code>(layers[^<]+)</code></th>" + cells, text)
    said = re.findall(r">(layers\S+): value ([-\d.e]+), gradient ([-\d.e]+)<", text)

    assert len({name for name, *_ in rows}) == 41
    # the line of the network and what catches a finger near it, the cell of the heat map
    assert sorted(said) == sorted(3 * rows)


def test_a_missing_bias_is_marked_in_every_picture_and_what_is_not_used_is_dotted(pages):
    svg, _, rest = part(pages["wrong"].text, "neuron").partition("</svg>")

    assert re.findall(r"≠ (-?[\d.]+)", svg) == ["0.5", "-0.47", "-0.4382"]
    assert rest.count("← the first difference") == 1
    assert ">b<" in rest.partition("first difference")[0].rpartition("<tr")[2]
    listed = dict(re.findall(r"<li><code>(.*?)</code>: (.*?)</li>", rest))
    assert listed["b"] == "gradient is 0, expected 0.808"  # 1 - tanh(-0.47)**2
    assert listed["out"] == "value is -0.7487, expected -0.4382"  # tanh(-0.97), tanh(-0.47)
    assert listed["+"] == "the sum is -0.97, expected -0.47"
    assert len(re.findall(r'class="node r\d+ \w+ differs"', rest)) == len(listed) == 6

    # every layer reads the input: only three weights of the last and its bias come to count
    network = part(pages["wrong"].text, "mlp")
    assert len(re.findall(r'class="edge [^"]* unused"', network)) == 41 - 4
    assert "Your output does not use a dotted one" in network
    assert network.count("differs from a right answer</title>") == 9  # neurons


def test_advice_stands_beside_the_lines_to_type(pages):
    """Where the page is about what is at hand."""
    result, evidence = pages["wrong"].checked.result, pages["wrong"].checked.evidence
    own = page.whole(replace(result, submission="exercises"), evidence)
    assert "<pre>python -i exercises/neuron.py\nneuron, x = Neuron(" in own
    assert "python -i" not in pages["wrong"].text


def test_numbers_that_their_own_graph_does_not_bear_out_are_not_drawn(answers):
    patched = "out = pre_activation.tanh()\n        out.data = -0.4\n        return out"
    text = neurons(answers(neuron=changed(SOURCE["neuron"], (TANH, patched))))

    assert "<svg" not in text
    assert "Nothing is drawn: a Value made by &#39;tanh&#39; holds -0.4" in text


# Graphviz


WHERE = os.pathsep.join([os.environ["PATH"], sysconfig.get_path("scripts")])


@pytest.fixture
def alone(tmp_path, monkeypatch) -> Path:
    """Return a folder such that what is in it is all of Graphviz that there is."""
    (folder := tmp_path / "alone").mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(sysconfig, "get_path", lambda _: str(folder))
    return folder


@pytest.mark.parametrize("name", ["dot", "graphviz-pure"])
def test_either_program_draws_the_graph(answers, alone, name):
    if (path := shutil.which(name, path=WHERE)) is None:
        pytest.skip(f"{name} is not installed")
    (alone / "dot").symlink_to(path)
    drawn = neurons(answers()).partition('class="wide drawn"')[2].partition("</svg>")[0]

    kinds = re.findall(r'<g class="node r\d+ (\w+)"><title>([^,]+), ', drawn)
    names = {"parameter": "w[0] w[1] w[2] b", "input": "x[0] x[1] x[2]", "operation": "· · · + + +"}
    every = [(kind, name) for kind, all in names.items() for name in all.split()]
    assert sorted(kinds) == sorted([*every, ("output", "out")])
    assert drawn.count('<g class="edge">') == 13
    assert re.findall(r">(-0.4382|tanh|grad 1)<", drawn) == ["tanh", "-0.4382", "grad 1"]
    named = set(re.findall(r" ([a-z:-]+)=", drawn))
    assert named <= {*graph.ATTRIBUTES, "viewbox", "width", "height"}


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 9">{}</svg>'
NODE = '<g class="node" onclick="x()"><title>n0</title><script>x()</script><a href="x">{}</a></g>'


def test_of_a_drawing_only_shapes_and_text_are_kept():
    drawn = NODE.format('<image href="x"/>') + '<text x="1" id="y">a &lt; b</text>'
    kept = '<g class="node"><title>w[0] &lt;</title></g><text x="1">a &lt; b</text>'

    assert graph.safe(SVG.format(drawn), {"n0": "w[0] <"}) == (kept, 8.0, 9.0)


@pytest.mark.skipif(os.name == "nt", reason="a program is a script here")
def test_a_graphviz_that_does_not_do_its_work_is_as_good_as_none(alone, answers):
    program = alone / "dot"
    for script in ("exit 1", "true", f"echo '{SVG}'", "printf '\\377\\376'"):
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        assert graph.safe(graph.svg("digraph {}"), {"n0": ""}) is None
    program.unlink()
    text = neurons(answers())  # it says so, and draws the rest
    assert text.count("python -m checks doctor") == 1
    assert text.count("<svg") == 2  # the neuron, and tanh


# In a notebook


def test_a_report_for_a_notebook_is_html_and_text():
    cell = checks.report("neuron")
    html, text = cell._repr_html_(), repr(cell)
    stack = Stack(html)

    assert (stack.faults, stack.ids) == ([], [])  # another cell may show the same
    assert '<div class="kit cell-report">' in html
    assert "Next: A neuron" in text
    assert "\x1b" not in text
    for found in (html, text):
        assert "A neuron" in found
        assert "A layer" not in found
        assert 'checks.hint("neuron")' in found
        assert "python -m checks" not in found
    assert {len(line) for line in text.splitlines() if line.endswith(("╮", "│", "╯"))} == {88}
    for name, what in (("nueron", "Did you mean neuron?"), ("engine", "handed out")):
        cell = checks.report(name)
        assert what in cell._repr_html_()
        assert re.search(rf"{re.escape(what)}[^\0]*To do: (Choose from|Put your own)", repr(cell))


def test_what_was_taken_as_which_is_said_wherever_a_result_is_shown(pages):
    found, note = pages["wrong"].checked, "Neuron.py is taken as neuron.py."
    noted = Checked(replace(found.result, notes=(note,)), found.evidence)
    watched = WatchReport(noted.result, {}, plain=True, saved=set(), at="12:00", has_keys=False)

    for show in (page.whole, page.fragment):
        assert note in show(noted.result, noted.evidence)
    assert note in terminal.text(watched.content(), 88)


# The day's notebook

NOTEBOOK = EXERCISES / "day04.ipynb"
PIP = "!{sys.executable} -c 'import sys; print(sys.argv[1:])'"


def executed(kit: Path) -> list[Any]:
    """Run the notebook in a copy of the kit, in a real kernel; return its code cells.

    The cell that installs says what it would: what it installs is here.
    """
    book = nbformat.read(NOTEBOOK, as_version=4)
    for one in book.cells:
        one.source = one.source.replace("%pip", PIP)
    there = {"metadata": {"path": str(kit / "exercises")}}
    how = {"timeout": 120, "kernel_name": "python3", "allow_errors": True, "resources": there}
    NotebookClient(book, **how).execute()
    return [cell for cell in book.cells if cell.cell_type == "code"]


def shown(cells: list[Any], source: str) -> str:
    """Return what the first cell with some code says in plain text."""
    outputs = next(cell.outputs for cell in cells if source in cell.source)
    return "".join(out.get("text", out.get("data", {}).get("text/plain", "")) for out in outputs)


@pytest.mark.slow
def test_the_notebook_runs_from_top_to_bottom_on_the_solutions(kit):
    written(kit / "exercises")
    cells = executed(kit)
    outputs = [output for cell in cells for output in cell.outputs]
    rich = [output["data"] for output in outputs if "data" in output]

    assert not any(output.output_type == "error" for output in outputs)
    assert shown(cells, "len(model.parameters())") == shown(cells, "count_parameters(3") == "41"
    assert "pass" in shown(cells, 'checks.report("neuron")')
    biases = re.findall(r"layer 0.*bias (\S+)", shown(cells, "def run_backward"))
    once, tenfold = re.findall(r"\['(.*?)'\]", shown(cells, "10 * one"))
    by_neuron = [*map(float, once.split("', '"))]
    assert by_neuron == pytest.approx([*map(float, biases)], abs=1e-4)
    assert once != tenfold
    assert any("text/html" in data for data in rich)
    assert any("tanh" in data.get("image/svg+xml", "") for data in rich)


@pytest.mark.slow
def test_on_stubs_each_cell_says_calmly_what_it_waits_for(tmp_path):
    kit = copied(tmp_path / "Ada's day [4]")
    cells = executed(kit)
    outputs = [output for cell in cells for output in cell.outputs]

    assert f"['install', '--quiet', '{kit.resolve().as_uri()}']" in shown(cells, "install")
    assert [output.ename for output in outputs if output.output_type == "error"] == []
    assert "needs model. The cell that makes it waits" in shown(cells, "len(model.parameters())")
    told = shown(cells, "neuron([2.0, 3.0, -1.0])")
    assert "exercises/neuron.py, line" in told
    assert 'A hint: checks.hint("neuron")' in told
    assert "not started" in shown(cells, 'checks.report("neuron")')


def test_a_name_that_nobody_waits_for_is_an_error_as_ever(monkeypatch):
    shell = InteractiveShell()
    told: list[str] = []
    monkeypatch.setattr(notebook, "_waited_for", {"model"})
    monkeypatch.setattr(shell, "showtraceback", lambda error, **_: told.append(error[1].name))
    shell.set_custom_exc((NameError,), notebook._calm)
    shell.run_cell("modle")
    shell.run_cell("model")

    assert told == ["modle"]


def test_a_notebook_has_hints_and_solutions_too(capsys):
    for ask, words, says in (
        (checks.hint, ("layer", 2), 'The next one: checks.hint("layer", 3)'),
        (checks.solution, ("layer",), "layer does not pass yet"),
        (checks.hint, (3,), "Hint 3 of 3"),
        (checks.hint, ("layr",), "Did you mean layer?"),
        (checks.hint, (), "Hint 1 of 3"),
    ):
        ask(*words)
        assert says in capsys.readouterr().out


def test_the_notebook_is_handed_out_without_outputs_and_trains_nothing():
    book = nbformat.read(NOTEBOOK, as_version=4)
    code = "\n".join(cell.source for cell in book.cells if cell.cell_type == "code")

    nbformat.validate(book)
    assert all(not cell.get("outputs") for cell in book.cells)
    assert code.count("%pip install") == 1
    assert "loss" not in code
    assert ".data -=" not in code
