"""Does the day's notebook run from top to bottom on right answers, and stay calm on stubs?"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from checks import submission

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOK = ROOT / "exercises" / "day04.ipynb"
Run = Callable[[Path], list[Any]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run the notebook in a copy of the kit, in a real kernel; return its code cells.

    The cell that installs is left out: what it installs is here.
    """

    def execute(answers: Path) -> list[Any]:
        kit = tmp_path / "a kit"
        hidden = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "checks", kit / "checks", ignore=hidden)
        shutil.copytree(ROOT / "exercises", kit / "exercises", ignore=hidden)
        for module in submission.MODULES:
            shutil.copy(answers / f"{module}.py", kit / "exercises")
        book = nbformat.read(kit / "exercises" / NOTEBOOK.name, as_version=4)
        book.cells = [one for one in book.cells if "install" not in one.metadata.get("tags", [])]
        NotebookClient(
            book,
            timeout=120,
            kernel_name="python3",
            allow_errors=True,
            resources={"metadata": {"path": str(kit / "exercises")}},
        ).execute()
        return [cell for cell in book.cells if cell.cell_type == "code"]

    return execute


def shown(cell: Any) -> str:
    """Return what a cell's outputs say in plain text."""
    parts = []
    for output in cell.outputs:
        parts += [output.get("text", ""), output.get("data", {}).get("text/plain", "")]
    return "".join(parts)


def of(cells: list[Any], source: str) -> Any:
    return next(cell for cell in cells if source in cell.source)


@pytest.mark.slow
def test_the_notebook_runs_from_top_to_bottom_on_the_solutions(run: Run) -> None:
    cells = run(submission.SOLUTIONS)

    assert [o for cell in cells for o in cell.outputs if o.output_type == "error"] == []
    assert shown(of(cells, "len(model.parameters())")) == "41"
    assert shown(of(cells, "count_parameters(3")) == "41"
    assert "pass" in shown(of(cells, 'checks.report("neuron")'))
    assert "<" in of(cells, "checks.report()").outputs[0]["data"]["text/html"]
    drawing = of(cells, "picture").outputs[0]["data"]
    assert "<svg" in drawing["image/svg+xml"]
    assert "tanh" in drawing["image/svg+xml"]


def test_on_stubs_each_cell_says_calmly_what_it_waits_for(run: Run) -> None:
    cells = run(submission.STUBS)
    waiting = of(cells, "neuron([2.0, 3.0, -1.0])")

    assert "exercises/neuron.py, line" in shown(waiting)
    assert "python -m checks hint neuron" in shown(waiting)
    assert "not started" in shown(of(cells, 'checks.report("neuron")'))
    for cell in cells:
        for output in cell.outputs:
            assert "NotImplementedError" not in json.dumps(output.get("traceback", []))


def test_the_notebook_is_handed_out_without_outputs_and_trains_nothing() -> None:
    book = nbformat.read(NOTEBOOK, as_version=4)
    code = "\n".join(cell.source for cell in book.cells if cell.cell_type == "code")

    nbformat.validate(book)
    assert all(not cell.get("outputs") for cell in book.cells)
    assert code.count("%pip install") == 1
    assert "loss" not in code
    assert ".data -=" not in code
