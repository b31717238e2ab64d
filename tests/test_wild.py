"""The wild: engines, classes, scripts and notebooks as people write them, each judged rightly.

Each file of `tests/wild/` holds the files of one submission, in a table, and what is right:

    what      what is particular about it
    verdicts  of the exercises that do not pass; all others pass, but what waits for them
    mistakes  which known mistake is recognised, by exercise
    says      words that must be said somewhere, and `never` those that must not
    needs     packages without which it cannot be looked at
"""

import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

from checks import submission
from checks.check import session
from checks.check.result import Result

WILD = Path(__file__).parent / "wild"
EVERY = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(WILD.glob("*.toml"))}


def words(result: Result) -> str:
    """Return all that is said of a submission, in one line."""
    told = [
        text
        for one in result.exercises
        for check in one.checks
        for text in (check.title, check.message, check.call, check.expected, check.got, check.where)
    ]
    told += [
        text
        for one in result.exercises
        if one.advice
        for text in (one.advice.title, one.advice.text)
    ]
    return " ".join(" ".join(told).split())


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
def test_what_people_write_is_judged_and_told_rightly(name: str, tmp_path: Path) -> None:
    case = EVERY[name]
    if lacking := [one for one in case.get("needs", ()) if find_spec(one) is None]:
        pytest.skip(f"needs {', '.join(lacking)}")
    files = case["files"]
    if files.keys() == {"engine.py"}:  # the others are right
        right = ("neuron.py", "layer.py", "mlp.py")
        files = files | {one: (submission.SOLUTIONS / one).read_text("utf-8") for one in right}
    for file, text in files.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    is_one = len(case["files"]) == 1 and not {"engine.py", "neuron.py"} & case["files"].keys()
    handed_in = tmp_path / next(iter(case["files"])) if is_one else tmp_path
    found = session.check(submission.at(handed_in)).result
    required = {one.id: one for one in found.exercises if one.required}
    wanted = case.get("verdicts", {})
    told = words(found)

    waits = {"blocked"} if wanted.keys() - {"engine"} else set()
    for id, one in required.items():
        right = {wanted[id]} if id in wanted else {"pass"} | (waits if id == "network" else set())
        assert one.verdict in right, (id, one.verdict, one.worst)
    for id, mistake in case.get("mistakes", {}).items():
        assert required[id].advice is not None, id
        assert required[id].advice.mistake == mistake
    for said in case.get("says", ()):
        assert said in told
    for said in case.get("never", ()):
        assert said not in told
