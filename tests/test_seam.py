"""What runs any lesson's code names nothing of this one's."""

import re
from pathlib import Path

import pytest

CHECKS = Path(__file__).resolve().parents[1] / "checks"
OF_THE_LESSON = re.compile(r"neuron|mlp|layer(?!s\b)|tanh|weight|\bbias|graphviz|\bValue\b", re.I)
GENERIC = [*(CHECKS / "run").glob("*.py"), *(CHECKS / "inside").glob("*.py")]


@pytest.mark.parametrize("path", GENERIC, ids=lambda path: path.name)
def test_what_runs_any_lesson_names_nothing_of_this_one(path: Path) -> None:
    found = OF_THE_LESSON.findall(path.read_text(encoding="utf-8"))

    assert {word for word in found if (word, path.name) != ("Value", "table.py")} == set()
