"""The page that lives: what its script computes is what the kit computed, and it runs nothing else.

A real browser runs it: its sliders, its reasons, its film.
"""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from checks import catalog
from checks.check.graph import close, doubt, slopes
from checks.lesson.exhibits import alive
from checks.lesson.exhibits.pictures import DRAWN
from checks.lesson.shapes import OPERATIONS
from checks.run.observation import Observation, Thing
from checks.run.worker import Worker, observe
from tests import browser as browsers
from tests import table
from tests.conftest import ROOT
from tests.test_page import HOSTILE, in_a_browser, mistake, seen

SCRIPT = (ROOT / "checks" / "lesson" / "pages" / "alive.js").read_text(encoding="utf-8")
BLOCK = re.compile(r'<script type="application/json">(.*?)</script>', re.DOTALL)
NAME = r"(layers\[\d+\]\.)?(neurons\[\d+\]\.)?(w\[\d+\]|b)"
CASES = {
    "right": {},
    "no bias": {"neuron": mistake("neuron", "bias_unused")},
    "cut": {"mlp": mistake("mlp", "plain_numbers_between_layers")},
    "hostile": HOSTILE,
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    found = seen(tmp_path_factory.mktemp("alive"), CASES)
    return {case: one.file for case, one in found.items()}


def test_a_block_holds_numbers_and_the_kits_own_names(pages: dict[str, Path]) -> None:
    for case in ("right", "no bias", "cut"):
        blocks = BLOCK.findall(pages[case].read_text(encoding="utf-8"))
        assert blocks
        for block in blocks:
            assert not set(block) & set("<>&\u2028\u2029")
            values = json.loads(block, object_hook=lambda one: [*one.values()])
            texts = re.findall(r'"(.*?)"', json.dumps(values))
            assert texts
            assert all(re.fullmatch(NAME, text) for text in texts)
    assert "</script>&\u2028".translate(alive.ESCAPED) == r"\u003c/script\u003e\u0026\u2028"
    assert len(SCRIPT.splitlines()) <= 400
    assert not re.search(
        r"innerHTML|eval\(|Function\(|import\(|fetch|https?://(?!www.w3.org)", SCRIPT
    )


def every_operation() -> Observation:
    """Return a graph in which each operation is used, some with one parent for two."""
    made, numbers = catalog.lesson("shapes").made, [0.7, 0.4]
    things = [Thing("value", "Value", number, 0.0, "", ()) for number in numbers]
    for op, count in [*OPERATIONS, ("**-1", 1), ("**2.5", 1), ("**0", 1), ("+", 1), ("*", 1)]:
        found = made(op, numbers[:count]) or made(op, numbers[:1] * 2)
        things.append(Thing("value", "Value", found[0], 0.0, op, (0, 1)[:count]))
    things.append(Thing("value", "Value", things[2].number - 0.4, 0.0, "-", (1, 2)))  # turned round
    for row in range(3, len(things)):
        sums = (things[row].number, things[-1].number if row > 3 else things[2].number)
        parts = (row, len(things) - 1 if row > 3 else 2)
        things.append(Thing("value", "Value", sum(sums), 0.0, "+", parts))
    return Observation("neuron.call", "ok", tuple(things), {"root": len(things) - 1})


def gradients(things: Sequence[Thing], order: Sequence[int]) -> list[float]:
    """Return the gradients by the kit's own slopes, of rows that stand after their parents."""
    grads = dict.fromkeys(order, 0.0) | {order[-1]: 1.0}
    for row in reversed(order):
        for part, slope in zip(things[row].parts, slopes(things, row), strict=True):
            grads[part] += slope * grads[row]
    return [*grads.values()]


def observed(answer: table.Answer, worker: Worker) -> list[Observation]:
    chosen = [one for one in catalog.exercises() if one.id == answer.exercise and one.id in DRAWN]
    return [*observe(answer.submission, chosen, worker=worker).values()]


@in_a_browser
def test_the_browser_computes_what_the_kit_computed(
    browser: browsers.Browser, tmp_path: Path
) -> None:
    """For every operation of an engine, and for the graphs of all answers."""
    (blank := tmp_path / "blank.html").write_text(f"<!doctype html><script>{SCRIPT}</script>")
    graphs, wanted, every = [], [], [every_operation()]
    for found in table.each(observed, table.answers()):
        every += [one for one in found if "root" in one.names and doubt(one) is None]
    for one in every:
        things, root = one.things, one.names["root"]
        if things[root].kind == "value":
            order, nodes = alive.graph(things, [root])
            graphs.append([nodes, len(nodes) - 1])
            wanted.append([[things[row].number for row in order], gradients(things, order)])
    browser.open(blank)
    got = browser.run(
        f"{json.dumps(graphs)}.map(([nodes, root]) => {{"
        " const values = forward(nodes, nodes.map(([op, number]) => (op ? 0 : number)));"
        " return [values, backward(nodes, values, root)]; })"
    )

    assert len(graphs) > 1000
    for mine, theirs in zip(got, wanted, strict=True):
        for numbers, others in zip(mine, theirs, strict=True):
            assert all(map(close, numbers, others))


# In a browser

MOVE = """((at, number) => {
    const range = document.querySelectorAll('.moves input')[at], began = performance.now();
    range.value = number;
    range.dispatchEvent(new Event('input'));
    return performance.now() - began;
})"""
TEXT = "document.querySelector('{}').textContent"


@in_a_browser
def test_a_slider_moves_their_own_graph_with_its_mistake(
    pages: dict[str, Path], browser: browsers.Browser
) -> None:
    """Without its bias, a neuron stays as it is when b moves; a right one would not."""
    browser.open(pages["no bias"], width=390)
    output = TEXT.format("#neuron .moves output")
    browser.run(f"{MOVE}(3, 0.25)")  # tanh(0.25 * -0.9 + 0.1 * -1.4 - 0.5 * 0.4 [+ 0.5])
    assert browser.run(output) == "Output -0.5117, a right answer -0.06491"
    browser.run("document.querySelectorAll('#neuron .moves input')[6].focus()")
    before = browser.run("document.activeElement.valueAsNumber")
    browser.press("ArrowRight", 39)
    assert browser.run("document.activeElement.valueAsNumber") > before
    assert browser.run(output).startswith("Output -0.5117, a right answer -0.0")
    assert browser.run(TEXT.format(".why h4")) == "The gradient of b is 0. Why?"
    assert browser.run("document.querySelector('[data-why=cut]').hidden") is False
    assert [name for name in browser.told("slider") if name in ("w[0]", "b")] == ["w[0]", "b"]
    browser.run("document.querySelector('#neuron .reset').click()")
    assert browser.run(output) == "Output -0.7487, a right answer -0.4382"
    assert browser.said == []


@in_a_browser
def test_the_network_follows_at_once_and_says_which_factor_is_small(
    pages: dict[str, Path], browser: browsers.Browser
) -> None:
    browser.open(pages["right"])
    look = "document.querySelector('#network [data-name=\"layers[0].neurons[1].w[1]\"]')"
    browser.run(f"{look}.dispatchEvent(new Event('click'))")
    before = browser.run(f"{look}.textContent")
    places = "[...document.querySelectorAll('.moves input')]"
    at = browser.run(f"{places}.indexOf(document.querySelector('#network .picked input'))")
    times = sorted(browser.run(f"{MOVE}({at}, {2 - n / 100})") for n in range(200))
    assert times[50] < 4.0  # milliseconds, where the machine is not busy with others
    assert browser.run(f"{look}.textContent") != before
    browser.run(f"{MOVE}({at}, 1.9)")
    factors = (
        "[...document.querySelectorAll('#network .factors b')].slice(0, 3).map(b => +b.textContent)"
    )
    upstream, slope, x = browser.run(factors)
    grad = float(browser.run(TEXT.format("#network .why h4")).split()[-2].rstrip("."))
    assert upstream * slope * x == pytest.approx(grad, rel=1e-3)
    assert x == 3.0
    assert browser.run(TEXT.format("#network [data-least] small")) == "slope"
    assert "is the sum over 4 ways:" in browser.run(TEXT.format("#network .why .said"))
    assert "and 1 more" in browser.run(TEXT.format("#network .why .said"))


@in_a_browser
def test_the_film_stops_where_a_number_differs(
    pages: dict[str, Path], browser: browsers.Browser
) -> None:
    browser.open(pages["no bias"])
    said = TEXT.format("#neuron .film output")
    for _ in range(4):
        browser.run("document.querySelector('#neuron .forth').click()")
    assert "This differs" not in browser.run(said)
    browser.run("document.querySelector('#neuron .play').click()")
    browser.run(
        "new Promise((go) => { const wait = () => "
        f"{said}.includes('differs') ? setTimeout(go, 1500) : setTimeout(wait, 50); wait(); }})"
    )
    assert browser.run(said).endswith("This differs: Σ is -0.97, expected -0.47.")
    browser.open(pages["right"])
    assert browser.run("document.querySelectorAll('.living:not([hidden])').length") == 3
    assert browser.said == []
