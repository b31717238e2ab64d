"""The checks as tests of pytest: what an editor's test explorer finds, runs and shows."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.conftest import SOURCE, changed, copied


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A kit in which the neuron forgets its bias, the layer is right, and the rest is untouched."""
    kit = copied(tmp_path_factory.mktemp("desk") / "kit")
    wrong = changed(SOURCE["neuron"], ("self.b)", "Value(0.0))"))
    marked = f"{wrong}\nopen({str(kit / 'imported')!r}, 'w').close()\n"
    for name, source in (("neuron", marked), ("layer", SOURCE["layer"])):
        (kit / "exercises" / f"{name}.py").write_text(source, encoding="utf-8")
    return kit


def run(kit: Path, *arguments: str) -> str:
    """Run pytest as an editor does; an editor's configuration names the plugin."""
    words = (sys.executable, "-m", "pytest", "-p", "checks.check.plugin", "-p", "no:cacheprovider")
    done = subprocess.run([*words, *arguments], cwd=kit, capture_output=True, encoding="utf-8")
    return done.stdout + done.stderr


def test_a_failure_says_all_that_a_report_says(desk: Path) -> None:
    shown = run(desk, "exercises/neuron.py::neuron.negative")

    assert "1 failed" in shown
    for words in ("You make a bias", "call      Neuron(3)", "expected", "got", "where     "):
        assert words in shown
    assert "exercises/neuron.py:" in shown


def test_what_is_right_passes_and_what_is_not_started_or_waits_is_skipped(desk: Path) -> None:
    shown = run(desk, "exercises", "-rs")

    assert "failed" in shown
    assert "layer.answers" not in shown.partition("short test summary")[2]
    assert "is still a stub" in shown
    assert "Opens when these pass" in shown


def test_a_file_of_the_learners_is_never_imported_by_pytest(desk: Path) -> None:
    """It is where the worker runs it; a collector of pytest's own would import it here."""
    (desk / "imported").unlink(missing_ok=True)
    run(desk, "--collect-only", "exercises/neuron.py", "exercises")
    assert not (desk / "imported").exists()


def test_each_check_stands_at_the_method_that_it_is_about(desk: Path) -> None:
    source = (desk / "exercises" / "neuron.py").read_text(encoding="utf-8").splitlines()
    program = """
import pytest
class Show:
    def pytest_collection_finish(self, session):
        for item in session.items:
            print("at", item.nodeid, item.location[1])
pytest.main(["-q", "--collect-only", "-p", "checks.check.plugin", "exercises/neuron.py"], [Show()])
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=desk, capture_output=True, text=True)
    lines = [line.split() for line in done.stdout.splitlines() if line.startswith("at ")]
    at = {name.rpartition("::")[2]: source[int(number)].strip() for _, name, number in lines}

    assert at["neuron.start"].startswith("def __init__")
    assert at["neuron.negative"].startswith("def __call__")
    assert at["neuron.parameters"].startswith("def parameters")


def test_junit_xml_has_every_check_and_why_it_fails(desk: Path) -> None:
    run(desk, "exercises/neuron.py", "--junitxml=checks.xml")
    suite = ElementTree.parse(desk / "checks.xml").getroot()[0]
    failed = {case.get("name"): case.find("failure") for case in suite}

    assert len(failed) == 14
    assert failed["neuron.parts"] is None
    failure = failed["neuron.negative"]
    assert failure is not None
    assert "You make a bias" in (failure.text or "")
