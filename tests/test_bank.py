"""The bank: a part takes its place in the reference, and a file that is none is refused."""

import shutil
from pathlib import Path

import pytest

from checks.errors import KitError
from checks.instructor import bank
from checks.submission import SOLUTIONS

NEURON = (SOLUTIONS / "neuron.py").read_text(encoding="utf-8")


def test_a_method_takes_the_place_of_its_own_and_leaves_the_rest_as_it_is() -> None:
    part = '"""Wrong."""\n\n\ndef parameters(self):\n    return [self.b]\n'
    whole = bank.composed("neuron", part)

    before, _, _ = NEURON.partition("    def parameters(self):")
    assert whole == before + "    def parameters(self):\n        return [self.b]\n"


def test_what_the_reference_lacks_is_added_where_it_can_be_used() -> None:
    part = (
        "import math\n\nLIMIT = 1.0\n\n\n"
        "def cut(z):\n    return max(z, LIMIT)\n\n\n"
        "@property\ndef size(self):\n    return len(self.w)\n"
    )
    whole = bank.composed("neuron", part)
    lines = [line for line in whole.splitlines() if line]

    assert lines.index("from engine import Value") + 1 == lines.index("import math")
    assert lines.index("LIMIT = 1.0") < lines.index("def cut(z):") < lines.index("class Neuron:")
    assert lines[-3:] == [
        "    @property",
        "    def size(self):",
        "        return len(self.w)",
    ]


def test_a_class_or_a_function_takes_the_place_of_its_own() -> None:
    part = "class Neuron(Base):\n    pass\n"
    assert bank.composed("neuron", part) == NEURON.partition("class Neuron")[0] + part

    part = "def trace(root):\n    return set(), set()"
    reference = (SOLUTIONS / "graph.py").read_text(encoding="utf-8")
    start, end = reference.index("def trace"), reference.index("\n\n\ndef draw_dot")
    assert bank.composed("graph", part) == reference[:start] + part + reference[end:]


def test_the_whole_answer_is_a_file_named_as_a_learners_and_made_once() -> None:
    path = bank.MISTAKES / "layer" / "always_a_list.py"
    answer = bank.answer(path)

    assert answer is bank.answer(path)
    assert answer.files["layer"].name == "layer.py"
    assert answer.files["layer"].read_text(encoding="utf-8") == bank.source(path)
    assert answer.files["neuron"] == SOLUTIONS / "neuron.py"


def test_a_file_that_holds_all_the_classes_or_is_none_of_the_banks_is_taken_as_it_is(
    tmp_path: Path,
) -> None:
    whole = bank.MISTAKES / "network" / "linear_last_layer.py"
    (tmp_path / "layer").mkdir()
    other = tmp_path / "layer" / "one.py"
    other.write_text("class Layer:\n    pass\n", encoding="utf-8")

    assert set(bank.answer(whole).files.values()) >= {whole}
    assert bank.source(whole) == whole.read_text(encoding="utf-8")
    assert bank.answer(other).files["layer"] == other


def test_every_mistake_and_alternative_says_less_than_its_whole_answer() -> None:
    """What a part repeats of the reference hides what is different in it."""
    for path in (*(one.path for one in bank.mistakes()), *bank.alternatives()):
        exercise = path.parent.name
        if exercise != "network":
            reference = (SOLUTIONS / f"{exercise}.py").read_text(encoding="utf-8")
            assert bank.source(path) != reference, path


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('"""L99: A title.\n\nA text.\n\n1. a\n2. b\n"""\n', id="two hints"),
        pytest.param('"""A title.\n\nA text.\n\n1. a\n2. b\n3. c\n"""\n', id="no id"),
        pytest.param("def f():\n    return 1\n", id="no docstring"),
        pytest.param("def (:\n", id="no Python"),
    ],
)
def test_what_is_no_mistake_is_refused_with_the_way_to_write_one(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "layer").mkdir()
    (tmp_path / "layer" / "odd.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(bank, "MISTAKES", tmp_path)
    with pytest.raises(KitError, match=r"odd\.py") as refused:
        bank.mistakes.__wrapped__()
    assert refused.value.fix == bank.RECIPE


def test_two_mistakes_with_one_id_are_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "layer").mkdir()
    for name in ("one.py", "twin.py"):
        shutil.copy(bank.MISTAKES / "layer" / "always_a_list.py", tmp_path / "layer" / name)
    monkeypatch.setattr(bank, "MISTAKES", tmp_path)
    with pytest.raises(KitError, match=r"twin\.py and one\.py both have the id"):
        bank.mistakes.__wrapped__()


def test_a_mistakes_docstring_is_its_advice() -> None:
    found = next(one for one in bank.mistakes() if one.id == "N14-class")
    assert found.title == "All your neurons share one bias."
    assert found.text.startswith("What is set in the class body, outside __init__, exists once and")
    assert "\n\nMake two neurons, set the bias" in found.text
    assert found.hints[0] == "How many biases exist once you have made two neurons?"
    assert found.hints[2].endswith("put self and a dot in front of it.")
    assert found.seen == ""
