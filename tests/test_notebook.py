"""The day's notebook runs from top to bottom on right answers, and stays calm on stubs."""

import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from checks.submission import EXERCISES, MODULES, SOLUTIONS

NOTEBOOK = EXERCISES / "day04.ipynb"


def executed(kit: Path) -> list[Any]:
    """Run the notebook in a copy of the kit, in a real kernel; return its code cells.

    The cell that installs is left out: what it installs is here.
    """
    book = nbformat.read(NOTEBOOK, as_version=4)
    book.cells = [one for one in book.cells if "install" not in one.metadata.get("tags", [])]
    NotebookClient(
        book,
        timeout=120,
        kernel_name="python3",
        allow_errors=True,
        resources={"metadata": {"path": str(kit / "exercises")}},
    ).execute()
    return [cell for cell in book.cells if cell.cell_type == "code"]


def shown(cells: list[Any], source: str) -> str:
    """Return what the first cell with some code says in plain text."""
    cell = next(cell for cell in cells if source in cell.source)
    texts = (
        (out.get("text", ""), out.get("data", {}).get("text/plain", "")) for out in cell.outputs
    )
    return "".join(part for parts in texts for part in parts)


@pytest.mark.slow
def test_the_notebook_runs_from_top_to_bottom_on_the_solutions(kit: Path) -> None:
    for module in MODULES:
        shutil.copy(SOLUTIONS / f"{module}.py", kit / "exercises")
    cells = executed(kit)
    outputs = [output for cell in cells for output in cell.outputs]
    rich = [output["data"] for output in outputs if "data" in output]

    assert [output for output in outputs if output.output_type == "error"] == []
    assert shown(cells, "len(model.parameters())") == "41"
    assert shown(cells, "count_parameters(3") == "41"
    assert "pass" in shown(cells, 'checks.report("neuron")')
    assert any("text/html" in data for data in rich)
    assert any("tanh" in data.get("image/svg+xml", "") for data in rich)


@pytest.mark.slow
def test_on_stubs_each_cell_says_calmly_what_it_waits_for(kit: Path) -> None:
    cells = executed(kit)
    traces = [output.get("traceback", []) for cell in cells for output in cell.outputs]

    told = shown(cells, "neuron([2.0, 3.0, -1.0])")
    assert "exercises/neuron.py, line" in told
    assert "A hint: python -m checks hint neuron" in told
    assert "not started" in shown(cells, 'checks.report("neuron")')
    assert "NotImplementedError" not in str(traces)


def test_the_notebook_is_handed_out_without_outputs_and_trains_nothing() -> None:
    book = nbformat.read(NOTEBOOK, as_version=4)
    code = "\n".join(cell.source for cell in book.cells if cell.cell_type == "code")

    nbformat.validate(book)
    assert all(not cell.get("outputs") for cell in book.cells)
    assert code.count("%pip install") == 1
    assert "loss" not in code
    assert ".data -=" not in code
