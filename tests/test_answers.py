"""What the kit says of every answer: right ones pass, wrong ones do not, and no advice is wrong.

The files in tests/variants were written from the mistakes' ids and titles alone. A claim about all
of them is one test, which lists its exceptions.
"""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from checks import catalog
from checks.check import key
from checks.check.evidence import checks, judge
from checks.check.key import Diagnosis
from checks.check.result import result
from checks.desk import terminal
from checks.desk.screen import Report
from checks.instructor.bank import mistakes
from tests import ledger, table
from tests.table import BANK, RIGHT, VARIANTS, WRONG, Row, Table

NAMED = tuple(f"tests/variants/{kind}" for kind in ("mistakes", "unseen", "pairs"))
BY_ADDRESS = (  # a set's order decides, which is that of addresses
    "solutions/mistakes/graph/label_as_the_name.py",
    "tests/variants/unseen/graph/D30.py",
)

# Files to which the advice of another mistake is right as well, each with that and the reason.
EXCEPTIONS = (table.ROOT / "tests" / "exceptions.txt").read_text(encoding="utf-8")
UNDER_ANOTHER_ID = {
    f"tests/variants/{name}.py": other
    for line in EXCEPTIONS.splitlines()
    for name, other in [line.partition(":")[0].split()]
}


@pytest.fixture(scope="module", params=[3, pytest.param(1, marks=pytest.mark.slow)])
def rows(request) -> Table:
    """Every third answer, and every answer in the slow tests; of what is few, all."""
    return table.made(
        one
        for number, one in enumerate(table.answers())
        if number % request.param == 0 or one.exercise == "network" or one.name.count("/") < 2
    )


def listed(found: Mapping[str, object] | Iterable[Row]) -> str:
    if not isinstance(found, Mapping):
        found = {row.name: given(row.diagnosis) for row in found}
    return "\n".join(["", *(f"{name}: {what}" for name, what in found.items())])


# Verdicts


def test_every_right_answer_passes_every_check_and_gets_no_advice(rows):
    wrong = [row for row in rows.under(*RIGHT) if row.found.verdict != "pass" or row.diagnosis]
    assert not wrong, listed(wrong)


def test_every_wrong_answer_is_caught_and_told_why(rows):
    ours = [row for row in rows.under(*WRONG) if row.found.verdict != "blocked"]
    wrong = ("not yet", "crashed", "timed out")
    passed = {row.name: row.found.verdict for row in ours if row.found.verdict not in wrong}
    assert not passed, listed(passed)
    wrong = [(row.name, one) for row in ours for one in row.found.checks if one.verdict != "pass"]
    assert [(name, check.id) for name, check in wrong if not check.message] == []


def test_a_mistake_in_how_the_parts_meet_is_caught_by_the_assembled_network(rows):
    """Such a file holds all three classes; only the checks of `network` look at it here."""
    own = checks("network")
    found = [row for row in rows.under(*WRONG) if row.answer.exercise == "network"]
    assert found
    for row in found:
        verdicts = {finding.verdict for one in own if (finding := judge(one, row.evidence))}
        assert verdicts, row.name
        assert verdicts & {"not yet", "crashed"}, row.name
        assert verdicts <= {"not yet", "crashed", "blocked"}, row.name


# Advice


def held(row: Row) -> set[str]:
    """Return the ids of the mistakes that a variant is named for; none if it is a stranger."""
    stem = Path(row.name).stem
    return set(stem.partition(".")[0].split("+")) if row.answer.folder in NAMED else set()


def given(found: Diagnosis | None) -> str:
    if found is None:
        return "no advice"
    return f"{'' if found.complete else 'at least '}{' and '.join(found.ids)}"


def is_right(row: Row) -> bool:
    """Tell whether advice names all that is wrong with a variant."""
    found = row.diagnosis
    if found is None or not found.complete:
        return False
    return set(found.ids) == held(row) or found.ids == (UNDER_ANOTHER_ID.get(row.name),)


def is_wrong(row: Row) -> bool:
    """Tell whether advice names what is not there, or claims to be all where it is not."""
    found = row.diagnosis
    if found is None or is_right(row):
        return False
    return found.complete or not set(found.ids) <= held(row)


@pytest.mark.parametrize(("folder", "most"), [(NAMED[0], 0.05), (NAMED[1], 0.05), (NAMED[2], 0.34)])
def test_mistakes_are_recognised_however_they_are_written(folder, most, rows):
    """95 in 100 are, and both of two at once in most files."""
    every = rows.under(folder)
    missed = [row for row in every if not is_right(row)]
    assert len(missed) <= most * len(every), listed(missed)


def test_no_advice_is_wrong(rows):
    wrong = [row for row in rows.under(*VARIANTS) if is_wrong(row)]
    assert not wrong, listed(wrong)


def test_every_mistake_of_the_bank_is_recognised_as_itself(rows):
    ids = {mistake.path: mistake.id for mistake in mistakes()}
    own = {row.name: ids[table.ROOT / row.name] for row in rows.under(BANK)}
    other = [row for row in rows.under(BANK) if given(row.diagnosis) != own[row.name]]
    assert not other, listed(other)


def test_each_exception_is_needed_and_what_is_recognised(rows):
    names = {row.name: given(row.diagnosis) for row in rows if row.name in UNDER_ANOTHER_ID}
    assert names.items() <= UNDER_ANOTHER_ID.items()
    assert UNDER_ANOTHER_ID.keys() <= {one.name for one in table.answers()}


# Points


def test_a_wrong_answer_never_earns_all_points_and_what_is_beneath_idle_earns_none(rows):
    for row in rows:
        exercise = catalog.exercise(row.answer.exercise)
        idle = len(key.read().idle.get(exercise.id, ()))
        assert (row.found.points == exercise.points) == (
            exercise.points == 0 or row.found.verdict == "pass"
        )
        assert (row.found.points == 0) == (exercise.points == 0 or row.found.passed <= idle)


@pytest.mark.parametrize("plain", [False, True])
def test_every_answer_has_a_report(rows, plain):
    """What is drawn of an answer may be of anything that somebody wrote."""
    for row in rows:
        shown = result(row.name, "", (), (row.found,), 0.0)
        report = Report(shown, {}, evidence=row.evidence, width=80, plain=plain)
        text = " ".join(terminal.text(report.whole(), 80).split())
        assert row.found.verdict == "pass" or "Next: " in text


# The ledger


@pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="an exception's words change with Python's version"
)
def test_the_ledger_is_what_the_kit_says(rows):
    """If a change is meant: `python -m tests.ledger --write`, and its commit says why."""
    steady = [row for row in rows if row.name not in BY_ADDRESS]
    names = {row.name for row in steady}
    before = [line for line in ledger.written() if line.partition(" | ")[0] in names]
    changed = ledger.compared(steady, before)
    assert not changed, "\n".join(["", *changed])
