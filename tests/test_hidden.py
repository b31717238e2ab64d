"""A class is asked hidden numbers besides: what holds there, too, passes, and none is told."""

import json
import os
import re
from collections.abc import Iterator
from functools import cache
from itertools import repeat
from pathlib import Path
from textwrap import indent

import msgspec
import pytest
from msgspec.structs import replace

from checks.catalog import exercise, exercises
from checks.check import session
from checks.check.evidence import checks, judge
from checks.check.key import Answers, published, read
from checks.errors import KitError
from checks.instructor import bank, class_pages, gradescope, marks, reference
from checks.instructor.checking import PATIENCE, Outcome, graded, laid_out
from checks.instructor.gradebook import Gradebook
from checks.lesson import draws
from checks.lesson.exhibits import pictures
from checks.run.worker import Worker, observe, observe_at_once
from checks.submission import SOLUTIONS, Submission, at
from tests.conftest import PARTS, SOURCE, STUB, changed, of, tables

SEED = 7
BY_HEART = tables("by_heart.toml")


@cache
def hidden(seed: int = SEED) -> Answers:
    found = reference.hidden(seed)
    found.ready(one.id for one in exercises())
    return found


def in_class(patience: float = PATIENCE, **sources: str) -> Outcome:
    """Grade a class's only submission: some files, and all others as they were handed out.

    It is looked at as patiently as in a second look: this machine may be busy.
    """
    own = {f"{name}.py": source.encode() for name, source in sources.items()}
    return graded("anna", own, None, hidden(), patience)


def at_once(**sources: str) -> Outcome:
    """Grade it as a class does: in one process first, unless this machine is too busy for that."""
    found = in_class(1.0, **sources)
    return in_class(**sources) if found.is_doubtful else found


# 1. The numbers.


def floats(given: object) -> list[float]:
    found: list[float] = []
    draws.each(given, found.append)
    return [number for number in found if isinstance(number, float)]


@pytest.mark.parametrize("seed", ["7", "8"])
def test_hidden_numbers_keep_what_the_published_ones_were_chosen_for(seed):
    drawn = {one.id: one for group in draws.drawn(seed).values() for one in group}
    same = set()
    for name, scenario in published().scenarios.items():
        old, new = floats(scenario.given), floats(drawn[name].given)
        for one, other in zip(old, new, strict=True):
            assert (one > 0, one < 0) == (other > 0, other < 0)
            assert 0.7 * abs(one) <= abs(other) <= 1.3 * abs(one)
        assert [old.index(n) for n in old] == [new.index(n) for n in new]  # which are equal
        if scenario == drawn[name]:
            same.add(name)

    assert {*drawn} == {*published().scenarios}
    assert same == {one.id for one in published().scenarios.values() if one.random}
    assert drawn == {one.id: one for group in draws.drawn(seed).values() for one in group}


def test_nothing_is_graded_by_a_reference_that_does_not_pass(monkeypatch):
    wrong = bank.answer(bank.MISTAKES / "neuron" / "weights_starting_at_zero.py")
    monkeypatch.setattr(reference, "at", lambda _: wrong)
    with pytest.raises(KitError, match=r"The reference does not pass.*neuron\."):
        reference.hidden(SEED)


# 2. What holds for the published numbers alone.

KNOWN = {
    (*one.given["w"], one.given["b"], *one.given["x"])
    for one in published().asked["neuron"]
    if one.ask == "class_call"
}


def elsewhere(does: str) -> str:
    """Return a neuron that is right where its numbers are published, and else does something."""
    call = changed(BY_HEART["elsewhere"], ("    DOES", indent(does, "    ")))
    return f"{SOURCE['neuron']}\n\nKNOWN = {KNOWN!r}\n{call}"


@pytest.mark.parametrize(
    ("does", "verdict"),
    [
        ("return Value(0.25)", "not yet"),
        ("raise ValueError(str(own))", "crashed"),
        ("import os; os._exit(0)", "crashed"),
        ("raise NotImplementedError", "crashed"),
        pytest.param("while True: own", "timed out", marks=pytest.mark.slow),
    ],
)
def test_what_was_written_for_the_published_numbers_does_not_pass(does, verdict):
    neuron = of(in_class(neuron=elsewhere(does)).result, "neuron")
    wrong = [check for check in neuron.checks if check.verdict not in ("pass", "blocked")]
    told = {check.message for check in wrong}

    assert verdict in {check.verdict for check in wrong}
    assert session.ELSEWHERE[verdict] in told <= {*session.ELSEWHERE.values()}
    assert neuron.advice is None
    for check in wrong:
        assert (check.call, check.expected, check.got, check.where, check.trace) == (*[""] * 4, ())


@pytest.mark.slow
def test_a_time_out_in_hidden_numbers_alone_may_be_the_machines_as_well():
    sleeps = elsewhere("while True: __import__('time').sleep(1)")  # and spends nothing
    assert in_class(patience=1, neuron=sleeps).is_doubtful
    assert not in_class(neuron=elsewhere("while True: own")).is_doubtful


def told(outcome: Outcome, place: Path) -> str:
    """Return all that anybody can read of a submission."""
    result = replace(outcome.result, seconds=0.0)
    with Gradebook.write(place) as book:
        run = book.begin("grade", "0", "a kit", SEED, (), {})
        book.record(run, replace(outcome, result=result))
        (row,) = book.standing()
        said = [class_pages.feedback(row, detail) for detail in class_pages.DETAILS]
        said += [marks.exported([row], form, "Day 4")[0] for form in ("csv", "moodle", "mail")]
        said += [class_pages.student(book, row, []), json.dumps(gradescope.results(result))]
    said += [msgspec.json.encode(result).decode(), str(pictures.unpacked(outcome.excerpt))]
    return "\n".join([*said, outcome.reason])


def test_no_hidden_number_comes_out_of_anything_that_is_told(tmp_path):
    stubs = {f"{name}.py": STUB[name].encode() for name in ("layer", "mlp")}
    outcomes = [
        graded("anna", {**stubs, "neuron.py": source.encode()}, None, hidden())
        for source in (elsewhere(BY_HEART["leak"]), elsewhere("return right(self, x)"))
    ]
    leaking, harmless = (told(one, tmp_path / f"{n}.db") for n, one in enumerate(outcomes))
    asked = (hidden().scenarios, published().scenarios)
    drawn, public = ({n for o in found.values() for n in floats(o.given)} for found in asked)
    secret = {str(abs(number)) for number in drawn - public}
    numbers = {*re.findall(r"\d+\.\d+", leaking)} - {*re.findall(r"\d+\.\d+", harmless)}

    wrong = {check.id for check in of(outcomes[0].result, "neuron").checks if check.message}
    assert wrong == {"neuron.widths", "neuron.kinds_of_input"}
    assert of(outcomes[1].result, "neuron").verdict == "pass"
    assert "LEAKED" not in leaking
    assert len(secret) > 100
    assert not secret & numbers


SPYING = {
    "raised": (
        "def __call__(self, x):",
        "def __call__(self, x):\n        raise ValueError(SEEN)",
        900,
    ),
    "printed": ("def __call__(self, x):", "def __call__(self, x):\n        print(SEEN)", 900),
    "named": (
        "class Neuron",
        "try:\n    1 / 0\nfinally:\n    raise type(SEEN, (Exception,), {})\n\n\nclass Neuron",
        90,
    ),
}


@pytest.mark.parametrize("how", SPYING)
def test_what_is_told_comes_from_a_process_that_knows_no_hidden_number(tmp_path, how):
    """Whatever it finds there to raise, to print or to name an exception after."""
    where, does, most = SPYING[how]
    drawn, public = (
        {str(abs(n)).replace(".", "_") for one in found.values() for n in floats(one.given)}
        for found in (hidden().scenarios, published().scenarios)
    )
    seen = set[str]()
    for start in range(0, 6 * most, most):
        spying = changed(SOURCE["neuron"], (where, does)).replace(
            "SEEN", f"'n' + asked()[{start}:{start + most}]"
        )
        source = f"{BY_HEART['spy']}\n\n{spying}"
        outcome = graded("anna", {"neuron.py": source.encode()}, None, hidden())
        seen |= {*re.findall(r"\d+_\d+", told(outcome, tmp_path / f"{start}.db"))}
    assert len(public & seen) > 2
    assert not (drawn - public) & seen


def test_a_known_mistake_is_told_with_its_numbers_and_no_praise_whatever_fails_elsewhere():
    makes = "self.w = [Value(random"
    wrong = changed(elsewhere("return Value(0.25)"), (makes, f"random.seed(42)\n        {makes}"))
    neuron = of(in_class(neuron=wrong).result, "neuron")
    alone = session.check(bank.answer(bank.MISTAKES / "neuron" / "seed_in_init.py")).result
    worst, title = of(alone, "neuron").worst, of(alone, "neuron").advice.title

    assert (neuron.worst.id, neuron.worst.message) == (worst.id, worst.message)
    assert title.startswith("Your maths is right, but you reset")
    assert neuron.advice.title == title.replace("Your maths is right, but you", "You")
    assert {*session.ELSEWHERE.values()} & {check.message for check in neuron.checks}


def test_what_a_known_mistake_of_the_whole_explains_is_told_there_in_both():
    """Stand-ins do not take the keyword: what counts is what is seen over own parts."""
    whole = (bank.MISTAKES / "network" / "linear_last_layer.py").read_text("utf-8")
    outcome = graded("anna.py", {"submission.py": whole.encode()}, None, hidden())
    with laid_out("anna.py", outcome.files) as submission:
        alone = session.check(submission)

    assert any(own.is_told for own in alone.evidence.owned.values())
    one, other = (found.exercises[:4] for found in (outcome.result, alone.result))
    assert one == other  # the stretch goals are not in it


def test_what_one_file_leaves_behind_costs_no_other_exercise():
    """It is wrong for as long as both are in one process, so it is looked at alone."""
    patched = f"import math\nmath.tanh = lambda x: 0.0\n{SOURCE['neuron']}"
    found = at_once(neuron=patched, layer=SOURCE["layer"]).result
    assert of(found, "neuron").verdict == "not yet"
    assert of(found, "layer").verdict == "pass"


@pytest.mark.parametrize(
    ("leaves", "part", "what"),
    [
        ("import builtins; builtins.START = 0", "mlp", ("return [", "START\n        return [")),
        (
            "import xml.dom",
            "count",
            ("total = 0", "import xml\n    total = len(xml.dom.XML_NAMESPACE) * 0"),
        ),
    ],
)
def test_what_one_file_leaves_behind_makes_no_other_exercise_right(leaves, part, what):
    needs = changed(SOURCE[part], what)
    found = at_once(**{"neuron": f"{leaves}\n{SOURCE['neuron']}", part: needs}).result
    assert of(found, part).verdict == "crashed"


def test_a_demo_at_the_end_of_a_file_has_the_time_that_it_has_at_the_desk():
    demo = "from time import process_time\nend = process_time() + 0.3\n"
    demo += "while process_time() < end:\n    Neuron(2)([1.0, 2.0])\n"
    found = at_once(neuron=f"{SOURCE['neuron']}\n\n{demo}").result
    assert (of(found, "neuron").verdict, found.notes) == ("pass", ())


@pytest.mark.parametrize(
    ("does", "verdict"),
    [
        ("import os; os._exit(0)", "crashed"),
        ("import os; os.kill(os.getpid(), 9)", "crashed"),
        ("while True: pass", "timed out"),
    ],
)
def test_what_ends_the_process_is_told_of_its_own_exercise_alone(does, verdict):
    ends = changed(SOURCE["layer"], ("        outputs =", f"        {does}\n        outputs ="))
    found = at_once(**{**{part: SOURCE[part] for part in PARTS}, "layer": ends}).result
    verdicts = {one.id: one.verdict for one in found.exercises[:4]}
    want = {"neuron": "pass", "layer": verdict, "mlp": "pass", "network": "blocked"}
    assert verdicts == want


@pytest.mark.slow
@pytest.mark.parametrize("name", [one.id for one in exercises() if one.stubbed and not one.given])
def test_an_answer_is_judged_in_one_process_as_by_itself(name):
    for mistake in [one for one in bank.mistakes() if one.exercise == name][::4]:
        own = {**{part: SOURCE[part] for part in PARTS}, name: bank.source(mistake.path)}
        one, other = (replace(how(**own).result, seconds=0.0) for how in (at_once, in_class))
        assert one == other, mistake.id


def test_what_draws_its_own_numbers_or_does_not_end_is_asked_once():
    ends = changed(
        SOURCE["layer"], ("        outputs =", "        while True: pass\n        outputs =")
    )
    files = {"neuron.py": SOURCE["neuron"].encode(), "layer.py": ends.encode()}
    with laid_out("anna", files) as submission:
        checked = session.check(submission, hidden=hidden())
    asked = checked.hidden.observations.keys()
    assert {"neuron.call", "layer.call", "neuron.start", "layer.parameters"} & asked == {
        "neuron.call"
    }
    verdicts = [of(checked.result, name).verdict for name in ("neuron", "layer")]
    assert verdicts == ["pass", "timed out"]


@pytest.mark.parametrize(
    ("top", "does", "beside"),
    [
        ("import builtins\nbuiltins.VALUE = Value", "VALUE", ("layer", "mlp")),
        ("import micrograd.engine", "micrograd.engine.Value(0.0)", ("layer", "mlp")),
        ("LEFT = iter(range(40))", "next(LEFT)", ()),
        ("import sys\nsys.setrecursionlimit(20000)", "deep(3000)", ("layer", "mlp")),
    ],
    ids=["a builtin", "a package", "a counter", "a limit"],
)
def test_what_the_published_numbers_have_left_behind_costs_nothing(top, does, beside):
    """Whoever looks for it in the process that waits does not find it as it was."""
    deep = "def deep(n):\n    return n and deep(n - 1)"
    first, rest = SOURCE["neuron"].split("\n\n\nclass Neuron", 1)
    neuron = f"{first}\n{top}\n{deep}\n\n\nclass Neuron{rest}"
    neuron = changed(neuron, ("        return ", f"        {does}\n        return "))
    found = at_once(neuron=neuron, **{name: SOURCE[name] for name in beside}).result
    assert {of(found, name).verdict for name in ("neuron", *beside)} == {"pass"}


HAS_FORK = hasattr(os, "fork")
DEAF = """\
import os
for number in range(3, 64):
    try:
        os.get_blocking(number) or os.close(number)
    except OSError:
        pass
"""


@pytest.mark.skipif(not HAS_FORK, reason="this system knows no fork")
@pytest.mark.parametrize(("between", "is_same"), [((), True), ((exercise("neuron"),), False)])
def test_hidden_numbers_are_told_to_the_process_that_waits_after_the_published_ones(
    between, is_same
):
    """Whatever is looked at alone in between ends it."""
    told = changed(SOURCE["neuron"], ("self.w = ", "print(os.getpid())\n        self.w = "))
    prints = []
    with (
        laid_out("anna", {"neuron.py": f"import os\n{told}".encode()}) as submission,
        Worker() as worker,
    ):
        for asked in (published().asked, hidden().asked):
            came = observe_at_once(submission, [exercise("neuron")], asked=asked, worker=worker)
            prints.append({line for one in came["neuron"].values() for line in one.prints.split()})
            observe(submission, between, worker=worker)
    assert [len(one) for one in prints] == [1, 1]
    assert (prints[0] == prints[1]) is is_same


@pytest.mark.skipif(not HAS_FORK, reason="this system knows no fork")
def test_an_answer_that_does_not_listen_is_asked_in_another_process():
    assert of(at_once(neuron=f"{DEAF}{SOURCE['neuron']}").result, "neuron").verdict == "pass"


# 3. What is as it was handed out.


def test_what_is_as_it_was_handed_out_is_not_run(monkeypatch):
    stubs = {f"{name}.py": STUB[name].encode() for name in (*PARTS, "graph")}
    with laid_out("anna", {**stubs, "neuron.py": SOURCE["neuron"].encode()}) as submission:
        run = session.check(submission).result
        not_run = session.check(submission, hidden=hidden()).result
    assert of(not_run, "neuron").verdict == "pass"
    for one, other in zip(run.exercises, not_run.exercises, strict=True):
        assert [check.verdict for check in one.checks] == [check.verdict for check in other.checks]

    monkeypatch.setattr(session, "worker_for", lambda *_, **__: pytest.fail("a worker starts"))
    assert graded("anna", stubs, None, hidden()).result.verdict == "not started"


# 4. Whatever a seed draws.


def wrong(submitted: Submission, name: str, worker: Worker, answers: Answers) -> set[str]:
    """Return which checks of an exercise do not pass."""
    ids = [*exercise(name).over, name]
    evidence = session.observed(submitted, ids, answers, [worker])
    return {one.id for one in checks(name) if judge(one, evidence)}


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as started:
        yield started


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_hidden_numbers_alone_tell_right_from_wrong(seed, worker):
    def is_wrong(path: Path) -> bool:
        return bool(wrong(bank.answer(path), path.parent.name, worker, hidden(seed)))

    assert [path for path in bank.alternatives() if is_wrong(path)] == []
    assert [one.id for one in bank.mistakes() if not is_wrong(one.path)] == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_a_known_mistake_is_in_a_class_what_it_is_at_the_desk(seed):
    """What fails in hidden numbers alone is what was meant for some that are published."""
    alone = {}
    for one in bank.mistakes()[seed::4]:
        found, there = (
            session.check(bank.answer(one.path), (one.exercise,), hidden=h).result.exercises[0]
            for h in (hidden(seed), None)
        )
        assert found.advice == there.advice
        pairs = zip(found.checks, there.checks, strict=True)
        if others := [a.id for a, b in pairs if a != b and a.verdict != "timed out"]:
            alone[one.id] = others

    assert alone in ({}, {"C05": ["count.lesson"]})


@pytest.mark.slow
@pytest.mark.parametrize("name", [one.id for one in exercises() if not one.given])
def test_a_table_of_the_published_answers_passes_nothing_that_is_computed(name, worker, tmp_path):
    """It passes what one passes that knows no answer, but only its shape."""
    module = name if exercise(name).has_file else "neuron"
    classes = {"neuron": ["Neuron"], "layer": ["Layer"], "mlp": ["MLP"]}.get(module, ())
    functions = [f"{one}.__call__" for one in classes] or exercise(module).stubbed

    def table(noted: str, *, records: bool) -> Submission:
        known = f"\nNOTED, RECORDS = {str(tmp_path / noted)!r}, {records}\n"
        guarded = "\n".join(f"{one} = guard({one})" for one in functions)
        path = tmp_path / f"{noted}{records}" / f"{module}.py"
        path.parent.mkdir()
        path.write_text(f"{SOURCE[module]}{known}{BY_HEART['table']}\n{guarded}\n", "utf-8")
        return at(SOLUTIONS).having(module, path)

    asked = {name: [one for one in published().asked[name] if not one.random]}
    observe(table("all", records=True), [exercise(name)], asked=asked, worker=worker)
    knows, knows_none = table("all", records=False), table("none", records=False)
    computed = wrong(knows_none, name, worker, published())

    assert len(wrong(knows, name, worker, published())) < len(computed)
    for seed in (1, 2, 3):
        assert wrong(knows, name, worker, hidden(seed)) == computed


# Points

LAZY = {  # a body for each method, or one for all
    "neuron": ["pass", "return 0.5", "return []", "return self.b", "return x[0]"],
    "layer": ["pass", "self.neurons = []", ("self.neurons = []", "return []", "return []")],
    "mlp": [
        *("pass", "return 41", "return self.layers", "return self.layers[0].parameters()"),
        ("self.layers = []", "return x", "return []"),
    ],
}


@pytest.mark.parametrize("part", PARTS)
def test_what_is_idle_earns_nothing_at_the_desk_and_in_a_class(part):
    one = exercise(part)
    lazy = [
        dict(zip(one.stubbed, body if isinstance(body, tuple) else repeat(body), strict=False))
        for body in LAZY[part]
    ]

    assert {*one.idle} == {*one.stubbed}
    for idle in [one.idle, *lazy]:
        answer = bank.idle(replace(one, idle=idle))
        at_desk, in_a_class = (session.check(answer, hidden=h).result for h in (None, hidden()))
        assert (of(at_desk, part).points, of(in_a_class, part).points) == (0, 0), idle
        assert at_desk.points == in_a_class.points == 10 - one.points - 2  # the whole is blocked


def test_whoever_writes_nothing_of_their_own_anywhere_gets_0_of_10():
    idle = {part: bank.idle(exercise(part)).files[part].read_text("utf-8") for part in PARTS}
    found = in_class(**idle).result

    assert (found.points, found.out_of) == (0, 10)


@pytest.mark.parametrize(
    ("part", "name", "points"),
    [  # out of * (passed - idle) / (all - idle)
        ("neuron", "bias_unused", 0.38),  # 3 * (7 - 6) / (14 - 6)
        ("neuron", "value_around_every_input", 2.25),  # 3 * (12 - 6) / (14 - 6)
        ("neuron", "seed_in_init", 2.62),  # 3 * (13 - 6) / (14 - 6); what an idle one passes fails
        ("layer", "always_a_list", 2.54),  # 3 * (11 - 0) / (13 - 0)
        ("mlp", "copies_of_the_parameters", 0.67),  # 2 * (10 - 9) / (12 - 9)
        ("mlp", "parameters_kept_and_grown", 1.33),  # 2 * (11 - 9) / (12 - 9)
    ],
)
def test_each_check_that_fails_costs_the_same_share(part, name, points):
    path = SOLUTIONS / "mistakes" / part / f"{name}.py"
    found = in_class(**{**SOURCE, part: bank.source(path)}).result

    assert of(found, part).points == points
    assert of(session.check(bank.answer(path), (part,)).result, part).points == points


def test_at_least_three_checks_of_each_exercise_with_points_earn_them():
    for one in (one for one in exercises() if one.points):
        assert len({check.id for check in checks(one.id)} - {*read().idle.get(one.id, ())}) >= 3


# 5. What is seen at once.


def test_what_an_exercise_leaves_behind_neither_helps_nor_harms_another():
    """Where all is right the classes are seen in one process; this one bears to be loaded once."""
    keeps, needs = SOURCE["neuron"] + BY_HEART["keeps"], SOURCE["count"] + BY_HEART["needs"]
    kept = in_class(**{**SOURCE, "neuron": keeps, "count": needs}).result

    assert {of(kept, name).verdict for name in (*PARTS, "network")} == {"pass"}
    assert of(kept, "count").verdict == "crashed"
