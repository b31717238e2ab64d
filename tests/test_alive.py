"""The page that lives: what its script computes is what the kit computed, and it runs nothing else.

A real browser runs it: its sliders, its reasons, its film.
"""

import json
import re
from collections.abc import Callable, Sequence
from itertools import chain

import pytest

from checks import catalog
from checks.check.facts import close, doubt, slopes
from checks.lesson.exhibits import alive
from checks.lesson.exhibits.pictures import DRAWN
from checks.lesson.expressions import OPERATIONS
from checks.run.observation import Observation, Thing
from checks.run.worker import Worker, observe
from tests import table
from tests.browser import Browser
from tests.conftest import ROOT, SOURCE, changed
from tests.test_page import HOSTILE, OPEN_ALL, TANH, Pages, in_a_browser, mistake, seen

SCRIPT = (ROOT / "checks" / "lesson" / "pages" / "alive.js").read_text(encoding="utf-8")
BLOCK = re.compile(r'<script type="application/json">(.*?)</script>', re.DOTALL)
UNIT = r"((layers\[\d+\]\.)?neurons\[\d+\])"
VALUE = rf"({UNIT}\(…\)|out|Σ|Σ of {UNIT}|the end)( so far( \(\d+\))?)?"
ONE = rf"(({UNIT}\.)?(w\[\d+\]|b)|x\[\d+\]|{VALUE})"
NUMBER = r"-?\d+(\.\d+)?(e-\d+)?"
TERM = rf"({ONE}|\({ONE} [+−] {NUMBER}\)|{NUMBER})"
NAME = rf"{UNIT}?|{TERM}( · {TERM})?"
ONE_TWICE = ("[Neuron(nin) for _ in range(nout)]", "[Neuron(nin)] * nout")
HALF = "        return (z * 0.5 + type(z)(z.data) * 0.5).tanh()"
CASES = {
    "right": {},
    "no bias": {"neuron": mistake("neuron", "bias_unused")},
    "cut": {"mlp": mistake("mlp", "plain_numbers_between_layers")},
    "listed twice": {"mlp": mistake("mlp", "parameters_listed_twice")},
    "all cut": {"neuron": mistake("neuron", "new_value_from_data")},
    "weights cut": {"neuron": mistake("neuron", "data_of_every_weight")},
    "twice squashed": {"neuron": changed(SOURCE["neuron"], (".tanh()", ".tanh().tanh()"))},
    "one twice": {"layer": changed(SOURCE["layer"], ONE_TWICE)},
    "half cut": {"neuron": changed(SOURCE["neuron"], (TANH, f"z = pre_activation\n{HALF}"))},
    "hostile": HOSTILE,
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> Pages:
    return seen(tmp_path_factory.mktemp("alive"), CASES)


def test_a_block_holds_numbers_and_the_kits_own_names(pages):
    for case in ("right", "no bias", "cut"):
        blocks = BLOCK.findall(pages[case].text)
        assert blocks
        for block in blocks:
            assert not set(block) & set("<>&\u2028\u2029")
            values = json.loads(block, object_hook=lambda one: [*one.values()])
            texts = re.findall(r'"(.*?)"', json.dumps(values, ensure_ascii=False))
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
def test_the_browser_computes_what_the_kit_computed(browser, tmp_path):
    """For every operation of an engine, and for the graphs of all answers."""
    (blank := tmp_path / "blank.html").write_text(f"<!doctype html><script>{SCRIPT}</script>")
    graphs, wanted, every = [], [], [every_operation()]
    for found in table.each(observed, table.answers()):
        every += [one for one in found if "root" in one.names and doubt(one) is None]
    for one in every:
        things, root = one.things, one.names["root"]
        if things[root].kind == "value":
            place, placed = alive.graph(things, [root])
            order = [*place]
            graphs.append([[alive.node(placed, one) for one in placed], len(order) - 1])
            wanted.append([[things[row].number for row in order], gradients(things, order)])
    browser.open(blank)
    got = browser.run(f"""{json.dumps(graphs)}.map(([nodes, root]) => {{
        const values = forward(nodes, nodes.map(([op, number]) => (op ? 0 : number)));
        return [values, backward(nodes, values, root)];
    }})""")

    assert len(graphs) > 1000
    for mine, theirs in zip(got, wanted, strict=True):
        assert all(map(close, chain(*mine), chain(*theirs)))


# In a browser


@pytest.fixture
def opened(pages, browser) -> Callable[..., Browser]:
    """Open the page of a case, as wide as a window is."""

    def case(name: str, width: int = 1280) -> Browser:
        browser.open(pages[name].file, width=width)
        return browser

    return case


def move(browser: Browser, exercise: str, name: str, number: object) -> None:
    """Move a slider to a number."""
    browser.run(
        f"""(() => {{
        const range = $('#{exercise} .moves [aria-label="{name}"]');
        range.value = {number};
        range.dispatchEvent(new Event('input'));
    }})()"""
    )


@in_a_browser
def test_a_slider_moves_their_own_graph_with_its_mistake(opened):
    """Without its bias, a neuron stays as it is when b moves; a right one would not."""
    browser, output = opened("no bias", 390), "#neuron .moves output"
    move(browser, "neuron", "w[0]", 0.25)  # tanh(0.25 * -0.9 + 0.1 * -1.4 - 0.5 * 0.4 [+ 0.5])
    assert browser.text(output) == "Output -0.5117, a right answer -0.06491"
    browser.run("$$('#neuron .moves input')[6].focus()")
    before = browser.run("document.activeElement.valueAsNumber")
    browser.press("ArrowRight", 39)
    assert browser.run("document.activeElement.valueAsNumber") > before
    assert browser.text(output).startswith("Output -0.5117, a right answer -0.0")
    assert browser.text(".why h4") == "The gradient of b is 0. Why?"
    assert browser.run("$('[data-why=cut]').hidden") is False
    assert [name for name in browser.told("slider") if name in ("w[0]", "b")] == ["w[0]", "b"]
    browser.click("#neuron .reset")
    assert browser.text(output) == "Output -0.7487, a right answer -0.4382"
    assert browser.said == []


@in_a_browser
def test_the_network_follows_and_says_which_factor_is_small(opened):
    browser, name = opened("right"), "layers[0].neurons[1].w[1]"
    look = f'#network [data-name="{name}"]'
    browser.click(look)
    before = browser.text(look)
    move(browser, "network", name, 1.9)
    assert browser.text(look) != before
    factors = "$$('#network .factors b').slice(0, 3).map(b => +b.textContent)"
    upstream, slope, x = browser.run(factors)
    grad = float(browser.text("#network .why h4").split()[-2].rstrip("."))
    assert upstream * slope * x == pytest.approx(grad, rel=1e-3)
    assert x == 3.0
    assert browser.text("#network [data-least=small] small") == "slope"
    first, *ways = browser.text("#network .why .said").splitlines()
    assert first == "Upstream is the sum over 4 ways:"
    for way in ways:
        assert len(re.findall(r" slope| layers\[\d\]\.neurons\[\d\]\.w\[\d\]", way)) == 4
    assert sum(float(way.split()[0]) for way in ways) == pytest.approx(upstream, rel=2e-3)


SETTINGS = {  # what is moved, and which factors are said to be small, or 0; tanh is flat there
    "": ((), ""),
    "x[0] 3, w[0] 0.4": ((), ""),
    "b 2": ((), ""),
    "w[0] -2, x[0] -3": (("slope small",), "flat"),
    "w[2] -0.5, x[2] 0": (("input zero",), ""),
    "b 2, x[2] -0.1, w[2] -0.5": (("input small",), ""),
    "w[2] 0.1, x[0] 2": (("slope small",), "flat"),  # and not the input, 0.4, that is as it was
}


@in_a_browser
@pytest.mark.parametrize("moved", SETTINGS)
def test_the_smallest_factor_is_named_where_the_gradient_is_small(opened, moved):
    """The smallest one is named; an input of 0 is not nearly 0."""
    browser = opened("right")
    for name, number in (one.split() for one in moved.split(", ") if one):
        move(browser, "neuron", name, number)
    least = "one => `${one.children[0].textContent} ${one.dataset.least}`"
    marked = browser.run(f"$$('#neuron [data-least]').map({least})")
    seen = browser.shown("#neuron .why")
    small, flat = SETTINGS[moved]
    assert marked == [*small]
    assert seen.count("The smallest factor.") == sum(one.endswith("small") for one in small)
    assert ("So it does not move at all." in seen) == ("input zero" in small)
    assert ("tanh is flat" in seen) == (flat == "flat")
    assert f"is {browser.text('#neuron .means b')}. Why?" in browser.text("#neuron .why h4")


@in_a_browser
@pytest.mark.parametrize("case", ["all cut", "weights cut", "half cut"])
def test_what_is_behind_a_cut_is_compared_with_nothing_once_it_is_moved(opened, case):
    """Their code may be right, whatever the graph of one pass of it can follow."""
    browser = opened(case)
    seen = "$('#neuron figure').parentElement.innerText"
    compared = r"right answer -|≠|This differs|expected -"
    assert "a right answer -0.4382" in browser.run(seen)
    assert "This page runs your own graph." not in browser.run(seen)
    for name in ("w[0]", "x[1]", "b"):
        move(browser, "neuron", name, 1.5)
        pictures = browser.run(seen).partition("In pictures")[2].partition("The sign ≠")[0]
        assert not re.search(compared, pictures), pictures
        assert "This page runs your own graph." in pictures
        assert ("No way leads from" in pictures) == (case != "half cut")
        assert ("w[0], w[1]" in pictures) == (case != "half cut")
        for _ in range(14):
            browser.click("#neuron .forth")
            assert not re.search(compared, browser.text("#neuron .film output"))
        browser.click("#neuron .reset")
    assert "a right answer -0.4382" in browser.run(seen)


@in_a_browser
def test_a_cut_between_layers_is_told_by_the_numbers_that_went_over_it(opened):
    browser = opened("cut")
    move(browser, "mlp", "x[0]", 1)
    told = browser.shown("#mlp .loose")
    assert "No way leads from x[0] and 38 more to the network's output." in told  # of 3 + 41
    assert not float(re.search(r"In the graph, (\S+) \(like", told)[1]).is_integer()


@in_a_browser
@pytest.mark.parametrize(
    ("case", "exercise", "unit"),
    [("right", "layer", "neurons[0]"), ("listed twice", "mlp", "layers[0].neurons[0]")],
)
def test_a_formula_is_what_the_neurons_of_the_kit_compute(opened, case, exercise, unit):
    """And the bias has the factor that it says."""
    browser = opened(case)
    text = browser.text(f"#{exercise}")
    said = re.search(r"gives (\d) · b plus every \(w ([+−]) (\d)\) · x\.", text)
    times, shift = float(said[1]), float(said[3]) * (1 if said[2] == "+" else -1)
    movable = json.loads(browser.text(f"#{exercise} script"))["movable"]
    given = {one["name"]: one["start"] for one in movable}
    terms = [
        (number + shift) * given[f"x[{name[-2]}]"]
        for name, number in given.items()
        if name.startswith(f"{unit}.w")
    ]
    out = float(browser.text(f'#{exercise} .unit[data-name="{unit}"] text'))
    assert out == pytest.approx(times * given[f"{unit}.b"] + sum(terms), rel=5e-3)
    if exercise == "layer":
        move(browser, exercise, f"{unit}.b", given[f"{unit}.b"])
        factors = browser.shown("#layer .factors").split()
        assert float(factors[factors.index("factor") + 1]) == times
        end = f"the end: {factors[factors.index('upstream') + 1]} · out[0]"
        assert end in browser.text("#layer")


@in_a_browser
def test_a_film_goes_layer_by_layer_and_shows_no_number_before_it_is_there(opened):
    browser, told, grads = opened("right"), [], []
    for _ in range(146):
        browser.click("#network .forth")
        told.append(browser.text("#network .film output"))
        grads.append(browser.text("#network .picked span:last-child"))
    layers = [
        max(map(int, re.findall(r"layers\[(\d)\]\.neurons\[\d\](?!\()", one))) for one in told[:73]
    ]
    assert layers == sorted(layers)
    assert {*grads[:73]} == {"–"}
    assert grads[-1] == "-0.0132"
    for one in told[1:6:2]:  # two numbers never go by one name
        assert re.search(r"Σ of layers\[\d\]\.neurons\[\d\] so far", one)
        assert len(named := re.findall(r"so far \(\d\)", one)) == len({*named})
    for one in told[73:]:
        for a, b, product in re.findall(r"gets (\S+) · (\S+) = ([^\s,]+)", one.rstrip(".")):
            assert float(a) * float(b) == pytest.approx(float(product.rstrip(".")), rel=2e-3)
    assert browser.run("$('#network .film input').getAttribute('aria-valuetext')") == told[-1]
    for word in ("Pause", "Play"):
        browser.click("#network .play")
        assert browser.text("#network .play") == word


@in_a_browser
def test_a_film_that_is_over_or_left_leaves_nothing_faint(opened):
    """And on its way back, no number of the way forward is."""
    browser, film = opened("right"), "$('#neuron .film input')"
    is_faint = "one => getComputedStyle(one).opacity < 0.9 && !one.matches('.faint')"
    faint = f"$$('#neuron figure *').filter({is_faint}).length"
    show = f"(step => {{ {film}.value = step; {film}.dispatchEvent(new Event('input')) }})"
    assert [browser.run(f"{show}({step}), {faint} > 0") for step in (3, 9, 14)] == [1, 0, 0]
    assert browser.run(f"{show}(3), getComputedStyle($('.why')).opacity") == "1"
    browser.click("#neuron .pick")
    assert browser.run(f"[{faint}, {film}.valueAsNumber]") == [0, 14]
    browser.run(f"{film}.dispatchEvent(new Event('pointerdown'))")  # a finger that then scrolls
    browser.run(f"{show}(6), {film}.dispatchEvent(new Event('pointercancel'))")
    assert browser.run(f"[{faint}, {film}.valueAsNumber]") == [0, 14]


@in_a_browser
def test_a_film_is_on_the_same_screen_as_its_picture(opened):
    for width, height in ((1280, 900), (820, 900), (390, 844)):
        browser = opened("right", width)
        for exercise in ("neuron", "layer", "network"):
            top, bottom, said, bare = browser.run(
                f"""(() => {{
                const said = $('#{exercise} .film output');
                const at = (one) => one.getBoundingClientRect();
                window.scrollBy(0, at(said).bottom - {height});
                const picture = at($('#{exercise} figure svg'));
                const bare = at($('#{exercise} figure')).right - picture.right;
                return [picture.top, picture.bottom, at(said).bottom, bare];
            }})()"""
            )
            assert top >= -1
            assert bottom < said <= height + 1
            assert width == 1280 or bare < 1  # what goes under it is all hidden


@in_a_browser
def test_marks_follow_the_numbers(opened):
    """Where b is 0, a neuron without its bias is right in all but the gradient of b."""
    browser = opened("no bias")
    browser.run(OPEN_ALL)
    marked = (
        "$$('#neuron .differs, #neuron .mark')"
        ".filter(one => one.checkVisibility() && one.textContent !== '')"
        ".map(one => (one.querySelector('th, text') ?? one).textContent)"
    )
    start = browser.run(marked)
    assert {"← the first difference", "≠ w[0]", "≠ +", "≠ out", "w[0]", "Σ"} <= {*start}
    move(browser, "neuron", "b", 0)
    assert {*browser.run(marked)} == {"≠ b", "b", "≠ yes"}
    assert "← the first difference" not in browser.shown("#neuron")
    move(browser, "neuron", "b", -1)
    assert len(browser.run(marked)) == len(start)
    browser.click("#neuron .reset")
    assert browser.run(marked) == start


@in_a_browser
def test_two_names_of_one_place_move_together(opened):
    browser = opened("one twice")
    told = "[0, 1].map(k => $(`#layer [aria-label='neurons[${k}].b']`)"
    for k, number in ((0, 2), (1, -1), (0, 0.5)):
        move(browser, "layer", f"neurons[{k}].b", number)
        assert browser.run(f"{told}.valueAsNumber)") == [number, number]
        assert len({*browser.run(f"{told}.getAttribute('aria-valuetext'))")}) == 1


@in_a_browser
@pytest.mark.parametrize("width", [320, 390, 820, 900, 1280])
def test_a_number_stands_under_its_heading(opened, width):
    for case in ("right", "one twice"):  # where the layer is in the frame of what is next
        browser = opened(case, width)
        assert browser.run("document.documentElement.scrollWidth") <= width
        off = """$$('#layer .named').map((one) => {
            const heads = $$('#layer .columns span');
            const at = [...one.querySelectorAll('.number')].map(of => of.getBoundingClientRect());
            const off = (n) => Math.abs(at[n].right - heads[n].getBoundingClientRect().right);
            return Math.abs(at[0].top - at[1].top) + off(0) + off(1);
        })"""
        assert max(browser.run(off)) < 5


@in_a_browser
def test_a_layer_over_the_kits_neurons_keeps_its_right_answer(opened):
    browser = opened("right")
    for name in ("x[0]", "neurons[0].b", "neurons[1].w[2]"):
        move(browser, "layer", name, 1.5)
    told = browser.text("#layer .moves output")
    assert re.fullmatch(r"(Output (\S+), a right answer \2(; |$)){2}", told)
    for row in browser.run("$$('#layer tr[data-name]').map(one => one.innerText)"):
        _, _, mine, right = row.split()
        assert mine == right
    step = "$('#layer .forth').click(), $('#layer .film output').textContent"
    steps = [browser.run(step) for _ in range(46)]
    assert any("(neurons[0].w[2] + 1) · x[2] = " in one for one in steps)
    assert not any(re.search(r" \+ 1 · |(: |, )-?[\d.]+ gets", one) for one in steps)


@in_a_browser
def test_a_neuron_that_squashes_twice_has_no_plot_of_its_sum(opened):
    browser = opened("twice squashed")
    assert browser.run("$('#neuron .why figure').hidden")
    named = browser.shown("#neuron .factors")
    assert ["1 − tanh²" in named, "1 − out · out" in named] == [True, True]


@in_a_browser
@pytest.mark.parametrize("width", [390, 1280])
def test_a_weight_is_chosen_where_it_is_drawn_and_heard_as_it_is(opened, width):
    browser = opened("right", width)
    under = """$$('#neuron figure > svg > text').map((text) => {
        text.scrollIntoView({ block: 'center' });
        const { left, top, width, height } = text.getBoundingClientRect();
        const found = document.elementFromPoint(left + width / 2, top + height / 2);
        found.dispatchEvent(new Event('click', { bubbles: true }));
        return [text.textContent, found.dataset.name, $('.why h4').textContent];
    })"""
    for text, name, told in browser.run(under):  # its name, its number and its product
        if named := {"w[0]": text, "0.7": "w[0]", "-0.63": "w[0]", "b": text}.get(text):
            assert name == named
            assert told.startswith(f"The gradient of {named} is")
    for exercise in ("layer", "network"):  # the reasons come to who has asked for them
        browser.run(f"$('#{exercise} .cell').scrollIntoView({{ block: 'center' }})")
        browser.click(f"#{exercise} .cell")
        title = f"$('#{exercise} .why h4')"
        box = f"{title}.getBoundingClientRect()"
        assert browser.run(f"document.elementFromPoint({box}.left + 9, {box}.top + 9) === {title}")
    for selector, name, value in (
        ("#neuron .pick", "cursor", "pointer"),
        ("#network .cell", "cursor", "pointer"),
        ("#neuron .moves input", "touchAction", "pan-y"),
    ):
        assert browser.run(f"getComputedStyle($('{selector}')).{name}") == value
    names = "$$('#layer .moves .slide span:first-child').map(one => one.offsetHeight)"
    assert max(browser.run(names)) < 30
    hit = """$$('#network .edge .core').filter((line) => {
        line.scrollIntoView({ block: 'center' });
        const [x, y] = ['x', 'y'].map(one => 0.55 * line.getAttribute(`${one}1`)
            + 0.45 * line.getAttribute(`${one}2`));
        const at = new DOMPoint(x, y).matrixTransform(line.getScreenCTM());
        const found = document.elementFromPoint(at.x, at.y).closest('[data-name]');
        return found.dataset.name === line.parentElement.dataset.name;
    }).length"""
    assert browser.run(hit) >= 28  # of 32: some cross just there
    move(browser, "neuron", "w[0]", 2)
    slider = "$('#neuron .moves [aria-label=\"w[0]\"]')"
    assert browser.run(f"{slider}.getAttribute('aria-valuetext')") == "2, gradient -0.1258"
    browser.run(f"{slider}.dispatchEvent(new Event('pointerdown'))")
    move(browser, "neuron", "w[0]", -1)  # where a finger comes down that then scrolls
    browser.run(f"{slider}.dispatchEvent(new Event('pointercancel'))")
    assert browser.run(f"{slider}.valueAsNumber") == 2
    assert "-0.63" not in browser.text("#neuron figure desc")
    assert "w[0], 2, grad -0.1258" in browser.text("#neuron .drawn")


@in_a_browser
def test_the_film_stops_where_a_number_differs(opened):
    browser, said = opened("no bias"), "#neuron .film output"
    for _ in range(4):
        browser.click("#neuron .forth")
    assert "This differs" not in browser.text(said)
    browser.click("#neuron .play")
    browser.run(
        f"new Promise((go) => {{ const said = $('{said}'), wait = () => "
        "said.textContent.includes('differs') ? setTimeout(go, 1500) : setTimeout(wait, 50);"
        " wait(); })"
    )
    assert browser.text(said).endswith("This differs: Σ is -0.97, expected -0.47.")
    browser = opened("right")
    assert browser.run("$$('.living:not([hidden])').length") == 3
    assert browser.said == []
