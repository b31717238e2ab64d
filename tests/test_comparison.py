"""A submission beside the reference, for a person to read: `python -m checks review FOLDER`."""

from pathlib import Path

import pytest

from checks.instructor import bank
from tests.conftest import ROOT, run, written

MISTAKE = ROOT / "solutions" / "mistakes" / "layer" / "always_a_list.py"
EVIL = '    def parameters(self):\n        return "<script>alert(1)</script>[/]"\n'


@pytest.mark.parametrize("columns", ["60", "130"])
def test_a_submission_stands_beside_the_reference_with_what_differs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
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


def test_the_page_holds_both_and_a_learners_text_is_inert(tmp_path: Path) -> None:
    source = (ROOT / "solutions" / "mlp.py").read_text(encoding="utf-8")
    folder = written(tmp_path / "theirs", mlp=source.partition("    def parameters")[0] + EVIL)
    page = tmp_path / "page.html"
    assert run("review", folder, "--html", page).status == 1
    text = page.read_text(encoding="utf-8")
    assert "beside the reference" in text
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)" in text
