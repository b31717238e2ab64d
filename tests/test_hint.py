"""`hint` shows the right ladder, one step at a time."""

import os
import re
import shutil
from pathlib import Path

import pytest

from checks import catalog
from checks.catalog import exercise, exercises
from checks.check import session
from checks.desk import ladder, solution
from checks.instructor import release
from checks.instructor.bank import mistakes
from checks.submission import at
from tests import table
from tests.conftest import ROOT, SOURCE, STUB, Desk, calling, changed, demand_refused, tables

NAMES = [one.id for one in exercises() if one.stubbed]
NEURON = exercise("neuron")
LAYER = exercise("layer")
LADDER = NEURON.hints["Neuron.__call__"]
CASES = tables("hints.toml")


def said(desk: Desk, *arguments: object) -> str:
    """Return what `hint` says, without regard to where its lines are broken."""
    return " ".join(desk.do("hint", *arguments).split())


def test_hint_without_a_name_is_for_what_is_next_one_hint_at_a_time(desk):
    first = f"{NEURON.title} Hint 1 of 3: {LADDER[0]} The next one: python -m checks hint neuron 2"
    assert said(desk) == said(desk, "neuron") == said(desk, "exercises/neuron.py") == first
    last = f"{NEURON.title} Hint 3 of 3: {LADDER[2]}"
    assert said(desk, 3) == said(desk, "Neuron", 3) == said(desk, "neuron.py", 99) == last
    assert "neuron, layer, mlp A hint: python -m checks hint neuron" in said(desk, "network", 2)
    assert "First:    python -m checks neuron" in desk("network").out


@pytest.mark.parametrize("name", CASES["ladders"])
def test_hints_are_for_the_first_function_that_is_not_written(desk, name):
    id, (written, at_work) = name.partition(",")[0], CASES["ladders"][name]
    one = exercise(id)
    left = {stub: words for stub, words in one.stubbed.items() if stub not in written}
    desk.write(release.stub(SOURCE[id], left), id)
    for number, hint in enumerate(one.hints[at_work], 1):
        assert f"{one.title}: {at_work} Hint {number} of 3: {hint}" in said(desk, id, number)


def test_each_function_has_three_hints_and_what_is_wrong_gets_those_of_its_own(desk):
    for one in exercises():
        assert list(one.hints) == (list(one.stubbed) or [""]), one.id
        assert {len(ladder) for ladder in one.hints.values()} == {3}
        ways = [ROOT / "solutions" / "alternatives" / one.id / f"{way}.py" for way in one.ways]
        assert [len(ways), *map(Path.is_file, ways)] == ([2, True, True] if one.stubbed else [0])
    wrong = changed(SOURCE["layer"], ("return outputs[0] if len(outputs) == 1", "return 1.5 if x"))
    desk.write(wrong, "layer")
    assert exercise("layer").hints["Layer.__call__"][0] in said(desk, "layer")
    desk.write(changed(SOURCE["neuron"], ("[*self.w, self.b]", "[self.b, self.b, self.b]")))
    assert "The file as it was handed out has this part." in said(desk, "neuron", 2)


def test_a_recognised_mistake_shows_its_own_hints(desk):
    shutil.copy(ROOT / "tests" / "variants" / "unseen" / "neuron" / "N08.py", desk.file)
    (known,) = (mistake for mistake in mistakes() if mistake.id == "N08")
    for number, hint in enumerate(known.hints, 1):
        assert f"Hint {number} of 3: {hint}" in said(desk, "neuron", number)


@pytest.mark.parametrize(("above", "below"), [("total = self.b", ""), ("", "return self.b")])
def test_code_beside_a_leftover_raise_is_told_to_delete_that_line(desk, above, below):
    stub, leftover = desk.file.read_text("utf-8"), "        raise NotImplementedError\n"
    code = f"        {above}\n{leftover}        {below}\n"
    desk.file.write_text(changed(stub, (leftover, code)), "utf-8")
    assert "Hint 1 of 2: `raise` ends the function at once." in said(desk, "neuron")


@pytest.mark.parametrize("name", CASES["states"])
def test_code_that_stops_or_does_not_end_gets_hints_for_that(desk, name):
    state = CASES["states"][name]
    line = f"        {state.get('change')}"
    source = state.get("source") or calling(state["change"])
    place = f"exercises/neuron.py:{[*source.splitlines(), line].index(line) + 1}, in the line"
    desk.write(source)
    (found,) = session.check(at(desk.file.parent), ("neuron",)).result.exercises
    hints = ladder.hints(found)

    assert len(hints) == len(state["hints"])
    for hint, words in zip(hints, state["hints"], strict=True):
        assert words.replace("LINE", place).replace("LAST", LADDER[2]) in " ".join(hint.split())
        assert not any(own in hint for own in LADDER[:2])
    said = {check.message for check in found.checks if check.message}
    assert not any(message in hint for message in said for hint in hints)


def test_a_file_that_is_missing_has_one_hint_and_it_works(desk):
    desk.file.unlink()
    shown = said(desk, "neuron")
    assert "Hint 1 of 1: Is the file there under another name" in shown
    assert "python -m checks reset neuron" in shown
    desk.do("reset", "neuron")
    assert LADDER[0] in said(desk, "neuron")
    desk.write("\n")
    shown = desk("neuron", "--plain", COLUMNS="200").out
    assert "`neuron.py` is empty: did you save it? python -m checks reset neuron brings it" in shown
    assert "Try it" not in shown
    assert "python -m checks reset neuron" in said(desk, "neuron")


def test_a_part_of_a_blank_exercise_that_the_stub_has_written_is_hinted_at(desk):
    """The exercise's own hints are about what the stub leaves open."""
    desk.do("reset", "mlp", "layer", "--blank")
    assert "Hint 1 of 2: The text below `class` says" in said(desk, "mlp")
    assert "python -m checks reset mlp" in said(desk, "mlp", 2)
    assert exercise("layer").hints["Layer.__init__"][0] in said(desk, "layer")


def test_what_passes_has_no_hint_but_a_solution(desk):
    desk.solve("neuron")
    told = "It passes, so there is no hint left. Compare: python -m checks solution neuron"
    assert said(desk, "neuron") == f"{NEURON.title} {told}"
    desk.solve(*NAMES)
    assert "To do: python -m checks --html report.html  (a page" in desk.refused("hint")


# `solution` shows the reference beside the learner's own, and only to who wants to see it.


IN_REFERENCE = "outputs = [neuron(x) for neuron in self.neurons]"


@pytest.mark.parametrize(("columns", "beside"), [(109, False), (110, True)])
def test_once_it_passes_both_are_shown_side_by_side_where_there_is_room(desk, columns, beside):
    other = table.text("solutions/alternatives/layer/plain_loops.py")
    in_stub = re.search(r" +# TODO: call every(?:.*\n +#)*.*", STUB["layer"])[0]
    todo = f"{in_stub}\n        outputs = []  # TODO: less"
    desk.write(other.replace("        outputs = []", todo, 1), "layer")
    said = desk("solution", "layer", COLUMNS=str(columns)).out
    heads = [re.search(r"Yours  .*The reference", line) for line in said.splitlines()]

    assert "Yours passes." in said
    assert "for neuron in self.neurons:" in said
    assert "for neuron in self.neurons]" in said
    assert '"""' not in said
    assert said.count("TODO") == said.count("TODO: less") == 1  # what the stub says is no code
    assert re.search(r"exercises/layer\.py:\d+", said)
    assert any(heads) == beside
    assert max(map(len, said.splitlines())) <= columns


def test_before_it_passes_only_who_asks_in_words_sees_it(desk):
    done = desk("solution", "layer")
    assert (done.status, done.err) == (1, "")
    assert IN_REFERENCE not in done.out
    assert "python -m checks solution layer --spoil" in done.out
    assert "python -m checks hint layer" in done.out

    done = desk("solution", "layer", "--spoil", COLUMNS="200")
    assert (done.status, done.err) == (0, "")
    assert "Yours does not pass yet." in done.out
    assert IN_REFERENCE in done.out


def test_without_a_name_it_is_for_what_passes_and_was_saved_last_with_other_ways(desk):
    assert desk("solution").out.startswith("neuron does not pass yet.")
    desk.solve("layer", "neuron")
    later = desk.file.stat().st_mtime + 10
    os.utime(desk.root / "exercises" / "layer.py", (later, later))
    shown = desk("solution", COLUMNS="105").out
    assert shown.startswith(LAYER.title)
    path = "solutions/alternatives/layer/{}.py".format
    titles = [(ROOT / path(one)).read_text("utf-8").split('"""')[1] for one in LAYER.ways]
    assert re.findall(r"Another way  (.*)", shown) == titles


def test_what_has_no_solution_or_no_file_says_so(kit, command):
    (kit / "exercises" / "mlp.py").unlink()
    demand_refused(command("solution", "mlp", "--spoil"), "checks reset mlp")

    shutil.rmtree(kit / "solutions")  # an edition without them has no such command
    done = command("solution", "neuron")
    assert (done.returncode, done.stdout) == (2, "")
    assert "There is no command or exercise called 'solution'." in done.stderr


HEAD = CASES["call"]["head"]


@pytest.mark.parametrize("form", CASES["call"]["forms"].values(), ids=CASES["call"]["forms"])
def test_ones_own_function_is_found_however_it_is_written_or_the_whole_file_is_shown(
    tmp_path, form
):
    own = tmp_path / "neuron.py"
    own.write_text(HEAD + form["source"], encoding="utf-8")
    (pair,) = solution.pairs(catalog.exercise("neuron"), SOURCE["neuron"], own)

    is_found = "shown" in form
    expected = ("Neuron.__call__", 5, form["shown"]) if is_found else ("", 1, HEAD + form["source"])
    assert (pair.name, pair.line, pair.own) == expected
    assert ("self.w = " in pair.reference) != is_found


def test_ones_own_text_is_shown_letter_by_letter_and_moves_no_cursor(desk):
    text = HEAD + "    def __call__(self, x):\n\treturn '[red]x[/red] \x1b[2J\x07 caf\xe9'\r\n"
    desk.file.write_bytes(text.encode("latin-1"))
    said = desk("solution", "neuron", "--spoil", COLUMNS="200").out

    assert "return '[red]x[/red] [2J caf" in said
    assert "\x1b" not in said
    assert "\x07" not in said
