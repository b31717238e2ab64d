"""The review says so when a claim does not hold; `.ci/run` runs the whole of it."""

import shutil
import sys

import pytest
from markupsafe import escape
from msgspec.structs import replace
from rich.console import Console

from checks import submission
from checks.check import key
from checks.errors import KitError
from checks.instructor import bank, review
from checks.instructor.review import Caught, Review
from tests.conftest import ROOT, SOLUTIONS, SOURCE, demand_refused, run, written
from tests.test_page import Stack

NEURON = SOURCE["neuron"]
FIRST = {one.exercise: one for one in reversed(bank.mistakes())}  # one of each exercise

NOTHING = Review((), (), {}, (), {})


def one_caught(elsewhere: tuple[str, ...] = (), advice: str = "N01") -> Review:
    mistake = replace(FIRST["neuron"], id="N01")
    return replace(NOTHING, mistakes=(Caught(mistake, ("neuron.range",), elsewhere, (advice,)),))


@pytest.fixture(scope="module")
def found() -> dict[str, Caught]:
    """What becomes of one mistake of an exercise with a file of its own, and of one without."""
    return {name: review.caught(FIRST[name]) for name in ("layer", "network")}


# 1. What came of an answer.


def test_a_mistake_is_caught_at_its_own_exercise_alone_and_recognised(found):
    for name, one in found.items():
        assert {check.partition(".")[0] for check in one.checks} == {name}
        assert (one.astray, one.advice) == ("", (one.mistake.id,))


def test_a_mistake_that_is_none_passes_and_is_not_recognised():
    right = next(path for path in bank.alternatives() if path.parent.name == "neuron")
    none = replace(FIRST["neuron"], path=right, id="N99")
    assert replace(NOTHING, mistakes=(review.caught(none),)).faults[:2] == [
        "the mistake N99 passes",
        "the mistake N99 is recognised as none",
    ]


def test_a_wrong_answer_is_no_alternative():
    assert review.passes(submission.at(SOLUTIONS))
    assert not review.passes(bank.written("neuron", NEURON.replace(".tanh()", ".relu()")))


def test_what_is_not_said_of_a_wild_submission_as_its_table_has_it_is_named():
    source = NEURON.replace(".tanh()", ".relu()")
    files = {"neuron.py": source, "layer.py": "", "mlp.py": ""}
    wild = review.Wild("", files, {"mlp": "crashed"}, says=("a riddle",), never=("relu",))
    assert review.wrong(wild) == (
        "neuron is not yet and should be pass",
        "neuron is recognised as N05-relu, not none",
        "layer is crashed and should be pass",
        "'a riddle' is not said",
        "'relu' is said",
    )


def test_a_key_older_than_the_mistakes_or_than_what_an_idle_answer_passes_is_named(monkeypatch):
    assert list(review.made_faults()) == []
    older = replace(key.read(), idle={"neuron": key.read().idle["neuron"]})
    monkeypatch.setattr(key, "read", lambda: older)
    monkeypatch.setattr(key, "known", lambda: [SOLUTIONS / "neuron.py"])
    assert sorted(review.made_faults()) == [
        "key.json is older than what the idle mlp passes: python -m checks key",
        "mistakes.json is older than solutions/mistakes: python -m checks key",
    ]


# 2. What falls short.


FALL_SHORT = {
    "a stub passes": replace(NOTHING, made=("a stub passes",)),
    "the mistake N01 fails layer, where it is not made": one_caught(elsewhere=("layer",)),
    "the mistake N01 is recognised as N02": one_caught(advice="N02"),
    "the alternative a/loud.py is rejected": replace(NOTHING, alternatives={"a/loud.py": False}),
    "the check mlp.parameters catches no known mistake": NOTHING,
    "the mutant neuron:pass passes": replace(NOTHING, mutants=(("neuron:pass", True),)),
    "neuron:pass is listed as equivalent, but is caught": replace(
        NOTHING, mutants=(("neuron:pass", False),), reasons={"neuron:pass": "so"}
    ),
    "tests/wild/odd: it passes": replace(NOTHING, wild={"odd": ("it passes",), "calm": ()}),
}


@pytest.mark.parametrize("fault", FALL_SHORT)
def test_what_falls_short_is_named(fault):
    assert fault in FALL_SHORT[fault].faults


def test_what_does_not_fall_short_is_not_named():
    some = replace(
        one_caught(),
        alternatives={"neuron/calm.py": True},
        mutants=(("neuron:pass", True), ("neuron:fail", False)),
        reasons={"neuron:pass": "It does the same."},
    )
    assert all(fault.endswith("catches no known mistake") for fault in some.faults)
    assert "the check neuron.range catches no known mistake" not in some.faults
    name = review.mutant_id(
        "neuron", NEURON, NEURON.replace("activation.tanh()", "activation.relu()")
    )
    assert name == "neuron:return pre_activation.relu()"
    figures = [one.figure for one in some.claims]
    assert figures[:3] + figures[4:] == ["1 of 1", "1 of 1", "1 of 1", "2 of 2", "1 of 1", "0 of 0"]


def test_where_none_of_many_is_wrong_it_is_said_how_many_others_may_be():
    many = [str(number) for number in range(70)]
    for faults, figure in (([], "70 of 70; wrong: below 4.3 % at 95 %"), (["x"], "69 of 70")):
        assert review.Claim("", len(many), faults, is_sample=True).figure == figure  # 3/70
    assert review.Claim("", len(many), []).figure == "70 of 70"


# 3. How it looks.


def test_the_page_parses_and_shows_titles_as_they_are_written(found):
    odd = replace(FIRST["neuron"], title='An <i>odd</i> & "quoted" title.')
    rows = (*found.values(), Caught(odd, ("neuron.range",), (), ()))
    text = review.page(replace(NOTHING, mistakes=rows, made=("a fault",)))
    assert Stack(text).faults == []
    assert escape(odd.title) in text
    assert odd.title not in text
    assert all(one.mistake.id in text for one in found.values())
    assert "a fault" in text


def printed(content: object, width: int = 200) -> str:
    console = Console(width=width)
    with console.capture() as captured:
        console.print(content)
    return captured.get()


def test_the_terminal_shows_the_figures_and_whatever_falls_short():
    shown = printed(review.summary(NOTHING))
    assert all(one.words in shown for one in NOTHING.claims)
    assert f"What falls short, {len(NOTHING.faults)} in all:" in shown
    assert all(f"  {fault}\n" in shown for fault in NOTHING.faults)


@pytest.mark.parametrize("width", [110, 220])
def test_each_solution_is_shown_with_its_stub(width):
    """`python -m checks review --show` prints this."""
    shown = printed(review.solutions(), width)
    for module in ("neuron", "layer", "mlp"):
        for folder in (SOLUTIONS, submission.STUBS):
            for line in (folder / f"{module}.py").read_text(encoding="utf-8").splitlines():
                assert line.strip() in shown
    (first, *_) = (line for line in shown.splitlines() if "class Neuron" in line)
    assert first.count("class Neuron") == (2 if width > 200 else 1)


# 4. What there is to do where it cannot be done.


def test_where_something_is_lacking_the_review_is_refused(kit, command, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "cosmic_ray", None)
    with pytest.raises(KitError, match="Mutants need cosmic-ray") as refused:
        next(review.mutants())
    assert refused.value.fix == 'python -m pip install ".[review]"'
    demand_refused(command("review", "--html", tmp_path))
    shutil.rmtree(kit / "solutions")
    demand_refused(command("review"))


# 5. A submission beside the reference, for a person to read: `python -m checks review FOLDER`.

MISTAKE = ROOT / "solutions" / "mistakes" / "layer" / "always_a_list.py"
EVIL = '    def parameters(self):\n        return "<script>alert(1)</script>[/]"\n'


@pytest.mark.parametrize("columns", ["60", "130"])
def test_a_submission_stands_beside_the_reference_with_what_differs(tmp_path, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    folder = written(tmp_path / "theirs", layer=bank.source(MISTAKE))
    for named in (folder, MISTAKE):  # a file of the bank is a submission, too
        status, shown, _ = run("review", named)
        assert status == 1
        assert "With one neuron a call gives its Value" in " ".join(shown.split())
        assert "return [neuron(x) for neuron in self.neurons]" in shown
        assert "return outputs[0] if len(outputs) == 1 else outputs" in shown
        beside = [line for line in shown.splitlines() if "The submission" in line]
        assert all(("The reference" in line) == (columns == "130") for line in beside)
        assert f"{'theirs' if named == folder else 'solutions'}/neuron.py:" in beside[0]
        assert "python -m checks" not in shown  # nobody could type it: it is in no folder here


def test_the_page_holds_both_and_a_learners_text_is_inert(tmp_path):
    evil = SOURCE["mlp"].partition("    def parameters")[0] + EVIL
    folder = written(tmp_path / "theirs", mlp=evil)
    page = tmp_path / "page.html"
    assert run("review", folder, "--html", page).status == 1
    text = page.read_text(encoding="utf-8")
    assert "beside the reference" in text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


# 6. The bank refuses a file that is no mistake.

HINTS = "A text.\n\n1. a\n2. b\n3. c\n"
NO_MISTAKES = {
    "two hints": '"""L99: A title.\n\nA text.\n\n1. a\n2. b\n"""\n',
    "no id": f'"""A title.\n\n{HINTS}"""\n',
    "no docstring": "def f():\n    return 1\n",
    "no Python": "def (:\n",
    "odd.py and first.py both have the id": f'"""L98: A title.\n\n{HINTS}"""\n',
}


@pytest.mark.parametrize("kind", NO_MISTAKES)
def test_what_is_no_mistake_is_refused_with_the_way_to_write_one(kind, tmp_path, monkeypatch):
    (tmp_path / "layer").mkdir()
    twin = NO_MISTAKES["odd.py and first.py both have the id"]
    for name, text in (("first.py", twin), ("odd.py", NO_MISTAKES[kind])):
        (tmp_path / "layer" / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(bank, "MISTAKES", tmp_path)
    with pytest.raises(KitError, match=kind if "both" in kind else r"odd\.py") as refused:
        bank.mistakes.__wrapped__()
    assert refused.value.fix == bank.RECIPE or "both" in kind
