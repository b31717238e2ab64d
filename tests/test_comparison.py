"""Does a person see a learner's work beside the reference, and where the two differ?"""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from checks.instructor import bank

ROOT = Path(__file__).resolve().parents[1]
MISTAKE = ROOT / "solutions" / "mistakes" / "layer" / "always_a_list.py"
Answers = Callable[..., Path]
Command = Callable[..., subprocess.CompletedProcess[str]]
EVIL = '    def parameters(self):\n        return "<script>alert(1)</script>[/]"\n'


@pytest.mark.parametrize("columns", ["60", "130"])
def test_a_submission_stands_beside_the_reference_with_what_differs(
    command: Command, answers: Answers, columns: str
) -> None:
    folder = answers(layer=bank.source(MISTAKE))
    done = command("review", folder, COLUMNS=columns)

    assert done.returncode == 1
    assert "With one neuron a call gives its Value" in " ".join(done.stdout.split())
    assert "return [neuron(x) for neuron in self.neurons]" in done.stdout
    assert "return outputs[0] if len(outputs) == 1 else outputs" in done.stdout
    beside = [line for line in done.stdout.splitlines() if "The submission" in line]
    assert all(("The reference" in line) == (columns == "130") for line in beside)


def test_right_answers_leave_nothing_to_explain(command: Command, answers: Answers) -> None:
    done = command("review", answers())

    assert done.returncode == 0
    assert "not yet" not in done.stdout


def test_the_page_holds_both_and_a_learners_text_is_inert(
    command: Command, answers: Answers, tmp_path: Path
) -> None:
    source = (ROOT / "solutions" / "mlp.py").read_text(encoding="utf-8")
    head, _, _ = source.partition("    def parameters(self):")
    page = tmp_path / "page.html"
    done = command("review", answers(mlp=head + EVIL), "--html", page)
    text = page.read_text(encoding="utf-8")

    assert done.returncode == 1
    assert "beside the reference" in text
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_a_folder_that_is_not_there_is_said_in_one_line(command: Command, tmp_path: Path) -> None:
    done = command("review", tmp_path / "nowhere")

    assert done.returncode == 2
    assert done.stderr.startswith("There is no folder")
