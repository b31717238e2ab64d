"""What runs any lesson's code names nothing of this one's."""

import re
from pathlib import Path

import pytest

CHECKS = Path(__file__).resolve().parents[1] / "checks"
# a box has layers, too
OF_THE_LESSON = re.compile(r"(?i:neuron|mlp|layer(?!s\b)|tanh|weight|\bbias|graphviz)|\bValue\b")
GENERIC = [*(CHECKS / "run").glob("*.py"), *(CHECKS / "inside").glob("*.py")]


@pytest.mark.parametrize("path", GENERIC, ids=lambda path: path.name)
def test_what_runs_any_lesson_names_nothing_of_this_one(path: Path) -> None:
    found = set(OF_THE_LESSON.findall(path.read_text(encoding="utf-8")))

    assert found == ({"Value"} if path.name == "table.py" else set())
