"""`check50 --dev`, for each submission; checks from a folder of this machine, no network."""

import json
from pathlib import Path
from textwrap import indent

from tests.benchmarks.peers import Marks, Peer
from tests.benchmarks.peers.assignment import CHECKS, NAMES
from tests.benchmarks.peers.meter import Meter

FORGERY = """\
from check50.runner import CheckResult

CheckResult.passed = property(lambda self: True, lambda self, value: None)
"""
HEAD = f"""\
import check50
import check50.py


@check50.check()
def imports():
    \"\"\"answer.py can be imported\"\"\"
    classes()


def classes():
    answer = check50.py.import_("answer.py")
    return [getattr(answer, name) for name in {NAMES!r}]
"""
CHECK = """\
@check50.check(imports)
def {name}():
    \"\"\"{title}\"\"\"
    {names} = classes()
{body}"""


def set_up(python: Path, folder: Path, meter: Meter) -> None:
    checks = folder / "checks"
    checks.mkdir()
    (checks / ".cs50.yaml").write_text("check50:\n  checks: __init__.py\n", encoding="utf-8")
    texts = [
        CHECK.format(
            name=name,
            title=name.replace("_", " "),
            names=", ".join(NAMES),
            body=indent(body, "    "),
        )
        for name, body in CHECKS.items()
    ]
    (checks / "__init__.py").write_text("\n\n".join([HEAD, *texts]), encoding="utf-8")
    (folder / "own").mkdir()


def grade(python: Path, handed_in: Path, work: Path, meter: Meter) -> Marks:
    report = work / "report.json"
    words = ("-m", "check50", "--dev", work / "checks", "-o", "json", "--output-file", report)
    for path in sorted(handed_in.iterdir()):
        report.unlink(missing_ok=True)
        (work / "own" / "answer.py").write_bytes(path.read_bytes())
        meter.run([python, *words], work / "own")
        if report.exists() and (text := report.read_text(encoding="utf-8")):
            results = json.loads(text).get("results", [])
            passed = sum(one["passed"] is True for one in results)
            yield path.stem, passed == len(CHECKS) + 1


PEER = Peer("check50 --dev", "check50", FORGERY, set_up, grade)
