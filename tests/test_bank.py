"""The bank: a part takes its place in the reference, and a file that is none is refused."""

from pathlib import Path

import pytest

from checks.errors import KitError
from checks.instructor import bank
from checks.submission import SOLUTIONS
from tests.conftest import SOURCE

NEURON = SOURCE["neuron"]


@pytest.mark.parametrize(
    ("part", "instead_of"),
    [
        (
            '"""Wrong."""\n\n\ndef parameters(self):\n    return [self.b]\n',
            "    def parameters(self):\n        return [self.b]\n",
        ),
        ("class Neuron(Base):\n    pass\n", "class Neuron(Base):\n    pass\n"),
    ],
)
def test_a_part_takes_the_place_of_its_own_and_leaves_the_rest_as_it_is(
    part: str, instead_of: str
) -> None:
    start = "    def parameters" if "def" in part else "class Neuron"

    assert bank.composed("neuron", part) == NEURON.partition(start)[0] + instead_of


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


HINTS = "A text.\n\n1. a\n2. b\n3. c\n"
NO_MISTAKES = {
    "two hints": '"""L99: A title.\n\nA text.\n\n1. a\n2. b\n"""\n',
    "no id": f'"""A title.\n\n{HINTS}"""\n',
    "no docstring": "def f():\n    return 1\n",
    "no Python": "def (:\n",
    "odd.py and first.py both have the id": f'"""L98: A title.\n\n{HINTS}"""\n',
}


@pytest.mark.parametrize("kind", NO_MISTAKES)
def test_what_is_no_mistake_is_refused_with_the_way_to_write_one(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "layer").mkdir()
    twin = NO_MISTAKES["odd.py and first.py both have the id"]
    for name, text in (("first.py", twin), ("odd.py", NO_MISTAKES[kind])):
        (tmp_path / "layer" / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(bank, "MISTAKES", tmp_path)
    with pytest.raises(KitError, match=kind if "both" in kind else r"odd\.py") as refused:
        bank.mistakes.__wrapped__()
    assert refused.value.fix == bank.RECIPE or "both" in kind
