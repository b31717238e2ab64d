"""The page is complete, calm and safe, and its pictures say what is so.

A real browser looks at it: what is in its console, what it asks for, what a screen reader is told.
"""

import math
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from msgspec.structs import replace

import checks
from checks import catalog, submission
from checks.check import session
from checks.check.evidence import Evidence
from checks.check.result import Result
from checks.desk import page
from checks.instructor import bank
from checks.lesson.exhibits import graph
from tests import browser as browsers

ROOT = Path(__file__).resolve().parents[1]
MISTAKES = ROOT / "solutions" / "mistakes"
STUBS = ROOT / "checks" / "lesson" / "stubs"
STYLE = (ROOT / "checks" / "pages" / "report.css").read_text(encoding="utf-8")
Answers = Callable[..., Path]
Ran = Callable[..., subprocess.CompletedProcess[str]]

ALARM = "<script>window.alarm = 1</script><img src=x onerror='window.alarm = 1'>"
HOSTILE = {
    "neuron": f"""\
import random

from engine import Value

print({ALARM!r}, "{{{{ 7 * 7 }}}} \\x1b[31m")


class Neuron:
    def __init__(self, nin):
        self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
        self.b = Value(0.0)

    def __call__(self, x):
        print({ALARM!r}, "{{{{ 7 * 7 }}}} \x1b[31m")
        raise ValueError({ALARM!r} + "</pre></section><style>*{{display:none}}</style>")

    def parameters(self):
        return [*self.w, self.b]
""",
    "layer": f"""\
from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        return type({ALARM!r}, (), {{}})()

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
""",
    "mlp": f"def f():\n    raise KeyError({ALARM!r})\n\n\nf()  # {ALARM}\n",
}


STRETCH = [one.id for one in catalog.exercises() if not (one.required or one.given)]


def mistake(exercise: str, name: str) -> str:
    return bank.source(bank.MISTAKES / exercise / f"{name}.py")


CASES = {
    "solutions": {},
    "stubs": {path.stem: path.read_bytes() for path in sorted(STUBS.glob("*.py"))},
    "stretch left": {name: (STUBS / f"{name}.py").read_bytes() for name in STRETCH},
    "no bias": {"neuron": mistake("neuron", "bias_unused")},
    "raw input": {"mlp": mistake("mlp", "every_layer_reads_the_input")},
    "a list": {"layer": mistake("layer", "always_a_list")},
    "hostile": HOSTILE,
    "no files": {"neuron": None, "layer": None, "mlp": ""},
}


class Pages:
    """The page of each case, made once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made: dict[str, Path] = {}
        self.results: dict[str, Result] = {}

    def __getitem__(self, case: str) -> Path:
        if case not in self.made:
            answers = self.folder / f"answers of {case}"
            answers.mkdir()
            for module in submission.MODULES:
                right = (submission.SOLUTIONS / f"{module}.py").read_bytes()
                source = CASES[case].get(module, right)
                if source is not None:
                    code = source.encode() if isinstance(source, str) else source
                    (answers / f"{module}.py").write_bytes(code)
            checked = session.check(submission.at(answers))
            path = self.folder / f"{case}.html"
            path.write_text(page.whole(checked.result, checked.evidence), encoding="utf-8")
            self.made[case], self.results[case] = path, checked.result
        return self.made[case]

    def text(self, case: str) -> str:
        return self[case].read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    return Pages(tmp_path_factory.mktemp("pages"))


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[browsers.Browser]:
    with browsers.Browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


LOOKED_AT = pytest.mark.skipif(
    browsers.installed() is None or os.name == "nt",
    reason="no Chromium is installed (Debian's package is called chromium)",
)
EVERY_CASE = pytest.mark.parametrize("case", CASES)


# As a file


class Stack(HTMLParser):
    """Follows the elements of a page; what is not closed where it should be is in `faults`."""

    VOID = ("meta", "input", "br", "link")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for name, value in attributes if name == "id"]
        if len({name for name, _ in attributes}) < len(attributes):
            self.faults.append(f"an attribute of {tag} twice")
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")


@EVERY_CASE
def test_a_page_is_all_there_and_holds_no_script(pages: Pages, case: str) -> None:
    text, stack = pages.text(case), Stack()
    stack.feed(text)
    stack.close()

    assert stack.faults == stack.open == []
    assert len(set(stack.ids)) == len(stack.ids)
    assert text.startswith("<!doctype html>")
    assert set(re.findall(r"(?:src|href)=\"(.)", text)) <= {"#"}  # nowhere but into itself
    assert not re.search(r"<script|url\(|@import| on\w+=\"| style=\"", text)
    assert "default-src 'none'; style-src 'sha256-" in text
    for one in pages.results[case].exercises:
        assert text.count(f'id="{one.id}"') == 1
        for check in one.checks:
            assert check.title.replace("'", "&#39;") in text
            assert check.verdict in text


def test_the_next_thing_comes_first(pages: Pages) -> None:
    text = pages.text("a list")

    assert text.index('class="exercise is-next" id="layer"') < text.index("All exercises")
    assert text.index("All exercises") < text.index('id="neuron"')
    assert "python -m checks hint" not in text  # commands are about what is in exercises/
    own = replace(pages.results["a list"], submission="exercises")
    assert "python -m checks hint layer" in page.whole(own, Evidence({}, {}))


def test_a_reason_for_which_no_check_passes_is_told_once(pages: Pages) -> None:
    text = pages.text("no files")

    assert "<h3>All 14 checks " in text
    assert text.count("There is no file neuron.py.") == 1
    assert "What is wrong" not in text


def test_where_only_stretch_goals_are_left_the_network_is_built(pages: Pages) -> None:
    text = pages.text("stretch left")
    required = sum(len(one.checks) for one in pages.results["solutions"].exercises if one.required)

    assert text.index("<h2>Done</h2>") < text.index("All exercises")
    assert f"All {required} required checks pass." in text
    assert f'Next, if you like: <a href="#{STRETCH[0]}">' in text
    assert "All exercises" in text
    for name in STRETCH:
        assert f'id="{name}"' in text


def test_what_is_not_started_or_blocked_is_calm_and_without_pictures(pages: Pages) -> None:
    text = pages.text("stubs").partition("<body")[2]

    assert "<svg" not in text
    assert "where everyone starts" in " ".join(text.split())
    assert "Opens when these pass" in text
    for word in ("What is wrong", "crashed", "Traceback", "In pictures"):
        assert word not in text


def test_the_same_answers_make_the_same_page(answers: Answers) -> None:
    folder = answers()

    def made() -> str:
        checked = session.check(submission.at(folder), ("neuron", "network"))
        return page.whole(checked.result, checked.evidence)

    assert made() == made()


# In a browser


@LOOKED_AT
@pytest.mark.parametrize(
    ("case", "width"), [*((case, 320) for case in CASES), ("no bias", 390), ("solutions", 1280)]
)
def test_a_page_asks_for_nothing_complains_of_nothing_and_fits_its_window(
    pages: Pages, browser: browsers.Browser, case: str, width: int
) -> None:
    path = pages[case]
    browser.open(path, width=width)
    browser.run("for (const one of document.querySelectorAll('details')) one.open = true")
    browser.run("for (const one of document.querySelectorAll('input')) one.click()")

    assert browser.said == []
    assert browser.requests == [path.as_uri()]
    assert browser.run("document.documentElement.scrollWidth") <= width


@LOOKED_AT
def test_the_browser_would_tell(browser: browsers.Browser, tmp_path: Path) -> None:
    """If it did not, the test above could not fail."""
    loud = tmp_path / "loud.html"
    loud.write_text(
        "<!doctype html><meta http-equiv=Content-Security-Policy content=\"style-src 'none'\">"
        "<p style='color: red'>x<img src='missing.png'><script>console.log('heard')</script>"
    )
    browser.open(loud)

    said = "\n".join(browser.said)
    assert "heard" in said
    assert "Content Security Policy" in said
    assert any(request.endswith("missing.png") for request in browser.requests)


@LOOKED_AT
def test_what_a_learner_wrote_stays_text(pages: Pages, browser: browsers.Browser) -> None:
    browser.open(pages["hostile"])
    browser.run("for (const one of document.querySelectorAll('details')) one.open = true")

    assert browser.run("window.alarm === undefined")
    assert (
        browser.run("document.querySelectorAll('script, img, iframe, object, embed').length") == 0
    )
    assert browser.run("document.querySelectorAll('style').length") == 1
    assert browser.run("getComputedStyle(document.querySelector('h1')).display") == "block"
    shown = browser.run("document.body.innerText")
    assert shown.count("<script>window.alarm = 1</script>") >= 3  # a message, a print, a type
    assert "{{ 7 * 7 }}" in shown
    assert "\x1b" not in shown


@LOOKED_AT
def test_a_screen_reader_is_told_what_there_is(pages: Pages, browser: browsers.Browser) -> None:
    browser.open(pages["no bias"])
    browser.run("for (const one of document.querySelectorAll('details')) one.open = true")

    headings = browser.told("heading")
    assert headings[:3] == [
        "A neuron and an MLP from scratch",
        "A neuron not yet",
        "The output is tanh(w·x + b) where the sum is negative not yet",
    ]
    assert "Your neuron" in browser.told("image")
    for role in ("image", "table", "checkbox", "region"):
        names = browser.told(role)
        assert names
        assert all(names), role
    described = browser.run("document.querySelector('svg desc').textContent")
    assert "b is not there, expected 0.5" in described


@LOOKED_AT
def test_a_click_colours_the_edges_by_gradient(pages: Pages, browser: browsers.Browser) -> None:
    """Where a weight is above 0 and its gradient below, the line is dashed for the latter."""
    browser.open(pages["solutions"])
    number = browser.run("""
        [...document.querySelectorAll('#network .edge')].map(one => one.className.baseVal)
            .findIndex(words => /w-p\\d g-n\\d/.test(words))
    """)
    look = f"""(() => {{
        const line = document.querySelectorAll('#network .edge')[{number}].querySelector('.seen');
        const style = getComputedStyle(line);
        return [style.strokeDasharray, style.stroke];
    }})()"""
    shown = "[...document.querySelectorAll('#network .by-value, #network .by-gradient')]"
    shown += ".map(one => getComputedStyle(one).display !== 'none')"

    by_weight, words = browser.run(look), browser.run(shown)
    browser.run("document.querySelector('#network input').click()")
    by_gradient = browser.run(look)

    assert number >= 0
    assert by_weight[0] == "none" != by_gradient[0]
    assert by_weight[1] != by_gradient[1]
    assert words == [True, False]
    assert browser.run(shown) == [False, True]


# Colours


def luminance(colour: str) -> float:
    """Return how light a colour is: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


PALETTE = {
    name: (light, dark)
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", STYLE)
}
INKS = ("ink", "quiet", "pass", "not-yet", "crashed", "kit-error", "next")
GROUNDS = [f"f{sign}{step}" for sign in "np" for step in "1234"]
LINES = [f"{sign}{step}" for sign in "np" for step in "1234"]


PAIRS = [
    *((ink, "paper", 4.5) for ink in INKS),
    *((ink, "card", 4.5) for ink in ("ink", "quiet", "not-yet")),
    *(("ink", ground, 4.5) for ground in GROUNDS),
    *((ink, "fn1", 4.5) for ink in ("not-yet", "quiet")),
    *((line, "paper", 3.0) for line in (*LINES, "zero", "edge")),
]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_each_colour_stands_out_as_much_as_guidelines_ask(scheme: int) -> None:
    """4.5 for text, 3 for the lines of a picture: WCAG 2.2, 1.4.3 and 1.4.11."""
    faint = {
        (front, back)
        for front, back, least in PAIRS
        if contrast(PALETTE[front][scheme], PALETTE[back][scheme]) < least
    }
    assert faint == set()


# What the pictures say


def part(text: str, exercise: str) -> str:
    return text.partition(f'id="{exercise}"')[2].partition("</section>")[0]


def test_every_parameter_is_on_its_line_in_its_cell_and_in_the_table(pages: Pages) -> None:
    text = part(pages.text("solutions"), "network")
    names = [
        f"layers[{layer}].neurons[{neuron}].{own}"
        for layer, (nin, nout) in enumerate([(3, 4), (4, 4), (4, 1)])
        for neuron in range(nout)
        for own in [*(f"w[{n}]" for n in range(nin)), "b"]
    ]
    assert len(names) == 41
    for name in names:
        said = re.findall(re.escape(name) + r": value ([-\d.e]+), gradient ([-\d.e]+)<", text)
        row = re.search(
            re.escape(f"<code>{name}</code>") + r"</th>" + r"<td[^>]*>([^<]*)</td>" * 3, text
        )
        assert row
        assert said == [row.group(1, 2)] * 2  # the line of the network, the cell of the heat map
        assert row[2] == row[3]


def test_the_neurons_numbers_are_in_its_picture(pages: Pages) -> None:
    text = part(pages.text("solutions"), "neuron").partition("</svg>")[0]
    shown = re.findall(r"<text[^>]*>(-?[\d.]+)</text>", text)

    x, w, products = [-0.9, -1.4, 0.4], [0.7, 0.1, -0.5], [-0.63, -0.14, -0.2]
    lines = [number for line in zip(x, w, products, strict=True) for number in line]
    assert [float(n) for n in shown] == pytest.approx(
        [*lines, 0.5, -0.47, math.tanh(-0.47)], abs=1e-4
    )
    assert "≠" not in text


def test_a_missing_bias_is_marked_in_the_neuron_in_the_table_and_in_the_graph(
    pages: Pages,
) -> None:
    text = part(pages.text("no bias"), "neuron")
    svg, _, rest = text.partition("</svg>")

    assert re.findall(r"≠ (-?[\d.]+)", svg) == ["0.5", "-0.47", "-0.4382"]
    assert rest.count("← the first difference") == 1
    marked = rest.partition("first difference")[0].rpartition("<tr")[2]
    assert ">b<" in marked
    listed = dict(re.findall(r"<li><code>(.*?)</code>: (.*?)</li>", rest))
    assert listed["b"] == "gradient is 0, expected 0.808"  # 1 - tanh(-0.47)**2
    assert listed["out"] == "value is -0.7487, expected -0.4382"  # tanh(-0.97), tanh(-0.47)
    assert listed["+"] == "the sum is -0.97, expected -0.47"
    assert len(re.findall(r'class="node \w+ differs"', rest)) == len(listed) == 6


def test_a_parameter_that_the_output_does_not_use_is_dotted(pages: Pages) -> None:
    """Every layer reads the input: only three weights of the last and its bias come to count."""
    text = part(pages.text("raw input"), "mlp")

    assert len(re.findall(r'class="edge [^"]* unused"', text)) == 41 - 4
    assert "your output is computed without it" in text
    assert text.count("not as in a right answer</title>") == 9  # neurons


def test_numbers_that_their_own_graph_does_not_bear_out_are_not_drawn(answers: Answers) -> None:
    right = (submission.SOLUTIONS / "neuron.py").read_text(encoding="utf-8")
    patched = right.replace(
        "return pre_activation.tanh()",
        "out = pre_activation.tanh()\n        out.data = -0.4\n        return out",
    )
    assert patched != right
    checked = session.check(submission.at(answers(neuron=patched)), ("neuron",))
    text = page.whole(checked.result, checked.evidence)

    assert "<svg" not in text
    assert "Nothing is drawn: a Value made by &#39;tanh&#39; holds -0.4" in text


# Graphviz


WHERE = os.pathsep.join([os.environ["PATH"], sysconfig.get_path("scripts")])
PROGRAMS = [
    pytest.param(
        path,
        id=name,
        marks=pytest.mark.skipif(path is None, reason=f"{name} is not installed"),
    )
    for name in ("dot", "graphviz-pure")
    for path in [shutil.which(name, path=WHERE)]
]


def alone(folder: Path, path: Path | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one program, or none, be all that is installed under either name."""
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(sysconfig, "get_path", lambda _: str(folder))
    if path is not None:
        (folder / "dot").symlink_to(path)


@pytest.mark.parametrize("path", PROGRAMS)
def test_either_program_draws_the_graph(
    answers: Answers, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone(tmp_path, Path(path), monkeypatch)
    checked = session.check(submission.at(answers()), ("neuron",))
    text = page.whole(checked.result, checked.evidence).partition('class="wide drawn"')[2]
    drawn = text.partition("</svg>")[0]

    kinds = re.findall(r'<g class="node (\w+)"><title>([^,]+), ', drawn)
    assert sorted(kinds) == sorted(
        [
            *(("parameter", name) for name in ("w[0]", "w[1]", "w[2]", "b")),
            *(("input", f"x[{n}]") for n in range(3)),
            *[("operation", "·")] * 3,
            *[("operation", "+")] * 3,
            ("output", "out"),
        ]
    )
    assert drawn.count('<g class="edge">') == 13
    assert re.findall(r">(-0.4382|tanh|grad 1)<", drawn) == ["tanh", "-0.4382", "grad 1"]
    assert set(re.findall(r" ([a-z:-]+)=", drawn)) <= {
        *graph.ATTRIBUTES,
        *("viewbox", "width", "height"),
    }


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {}">{}</svg>'
NODE = '<g class="node" onclick="x()"><title>n0</title><script>x()</script><a href="x">{}</a></g>'


def test_of_a_drawing_only_shapes_and_text_are_kept() -> None:
    drawn = SVG.format(
        "8 9", NODE.format('<image href="x"/>') + '<text x="1" id="y">a &lt; b</text>'
    )

    assert graph.safe(drawn, {"n0": "w[0] <"}) == (
        '<g class="node"><title>w[0] &lt;</title></g><text x="1">a &lt; b</text>',
        8.0,
        9.0,
    )


BROKEN = {
    "fails": "exit 1",
    "says nothing": "true",
    "says something else": "echo graph of a kind",
    "has no size": "echo '<svg/>'",
    "knows fewer nodes": f"echo '{SVG.format('8 9', '')}'",
    "is not to be read": "printf '\\377\\376'",
}


@pytest.mark.skipif(os.name == "nt", reason="a program is a script here")
@pytest.mark.parametrize("script", BROKEN.values(), ids=BROKEN)
def test_a_graphviz_that_does_not_do_its_work_is_as_good_as_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    alone(tmp_path, None, monkeypatch)
    program = tmp_path / "dot"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)

    assert graph.safe(graph.svg("digraph {}"), {"n0": ""}) is None


def test_without_graphviz_a_page_says_so_and_draws_the_rest(
    answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, empty = answers(), tmp_path / "empty"
    empty.mkdir()
    checked = session.check(submission.at(folder), ("neuron",))
    alone(empty, None, monkeypatch)
    text = page.whole(checked.result, checked.evidence)

    assert "python -m pip install -c constraints.txt" in text
    assert text.count("<svg") == 1


# From the command line


@pytest.mark.slow
def test_html_writes_the_page_of_either_edition(kit: Path, command: Ran, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    for _ in ("instructor's", "learner's"):
        done = command("--html", target)
        assert done.returncode == 1
        assert "Next: A neuron" in done.stdout
        assert '<section class="exercise is-next" id="neuron">' in target.read_text("utf-8")
        target.unlink()
        shutil.rmtree(kit / "solutions", ignore_errors=True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk here")
def test_a_full_disk_is_said_in_two_lines(command: Ran) -> None:
    done = command("--html", "/dev/full")

    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "/dev/full cannot be written: No space left on device.",
        "To do: Give another path.",
    ]


def test_a_run_without_a_page_pays_for_no_page() -> None:
    """What is right needs no picture in a terminal, and what is wrong no template."""
    unwanted = {
        "jinja2",
        "markupsafe",
        "checks.desk.page",
        "checks.lesson.exhibits.pictures",
        "checks.lesson.exhibits.graph",
    }
    for name in ("solutions", "exercises"):
        done = subprocess.run(
            [sys.executable, "-X", "importtime", "-m", "checks", "--submission", name],
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )
        imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
        assert "checks.check.session" in imported
        assert not imported & {*unwanted, "checks.lesson.exhibits.sum"}


# In a notebook


def test_a_report_for_a_notebook_is_html_and_text() -> None:
    cell = checks.report("neuron")
    html, text = cell._repr_html_(), repr(cell)
    stack = Stack()
    stack.feed(html)

    assert stack.faults == []
    assert stack.open == []
    assert stack.ids == []  # another cell may show the same
    assert '<div class="kit cell-report">' in html
    assert "A neuron" in html
    assert "A layer" not in html
    assert "Next: A neuron" in text
    assert "\x1b" not in text


@pytest.mark.parametrize(
    ("name", "what", "to_do"),
    [("nueron", "Did you mean neuron?", "Choose from"), ("engine", "handed out", "Put your own")],
)
def test_what_cannot_be_reported_is_said_in_the_cell(name: str, what: str, to_do: str) -> None:
    cell = checks.report(name)

    assert what in repr(cell)
    assert f"To do: {to_do}" in repr(cell)
    assert what in cell._repr_html_()


def test_importing_the_kit_into_a_notebook_is_light() -> None:
    code = "import sys, checks; print(sorted(n for n in sys.modules if n.startswith('checks')))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)

    assert done.stdout == "['checks']\n"


@LOOKED_AT
@pytest.mark.parametrize("dark", ["true", "false"])
def test_a_cell_follows_its_notebook_and_leaves_the_rest_of_it_alone(
    pages: Pages, browser: browsers.Browser, tmp_path: Path, dark: str
) -> None:
    answers = pages["no bias"].parent / "answers of no bias"
    checked = session.check(submission.at(answers), ("neuron",))
    cell = page.fragment(checked.result, checked.evidence)
    notebook = tmp_path / "notebook.html"
    light = "false" if dark == "true" else "true"
    notebook.write_text(
        f"<!doctype html><meta charset=utf-8><body data-jp-theme-light={light}>"
        f"<h1 id=before>Mine</h1><table><td id=own>1</table>{cell}{cell}",
        encoding="utf-8",
    )
    browser.open(notebook)

    ground = browser.run("getComputedStyle(document.querySelector('.kit')).backgroundColor")
    assert ground == ("rgb(21, 24, 29)" if dark == "true" else "rgb(255, 255, 255)")
    assert browser.run("getComputedStyle(document.querySelector('#own')).borderTopWidth") == "0px"
    assert browser.run("getComputedStyle(document.querySelector('#before')).fontSize") == "32px"
    assert browser.said == []
