"""What is done with each input that the fuzzer writes, and which ones it begins with."""

import io
import json
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from checks import catalog
from checks.cells import MOST_SOURCE, code_of
from checks.check.evidence import Evidence, checks, judge
from checks.check.key import published
from checks.errors import Refused
from checks.instructor import bank, intake
from checks.run.observation import decode
from checks.run.worker import observe
from checks.submission import FILES, plain

ROOT = Path(__file__).resolve().parents[2]
WRONG = {  # in many scenarios, so that no single answer makes it right
    "neuron": "bias_unused.py",
    "layer": "reversed_outputs.py",
    "mlp": "extra_tanh_at_the_end.py",
}
Target = Callable[[bytes], str]


class Found(Exception):
    """What must not be."""


def lines() -> tuple[Target, list[bytes]]:
    """Return what is done with a line of a worker, and lines that workers wrote."""
    answers = published()
    observed = {
        name: observe(bank.answer(bank.MISTAKES / name / source), [catalog.exercise(name)])
        for name, source in WRONG.items()
    }
    seeds = [msgspec.json.encode(one) for found in observed.values() for one in found.values()]
    own = {name: checks(name) for name in WRONG}

    def target(data: bytes) -> str:
        line = decode(edited(data, seeds))
        if line is None:
            return "refused"
        if (name := line.scenario.split(".")[0]) not in own:
            return "no answer"
        seen = {**observed[name], line.scenario: line}
        if line.scenario not in observed[name]:
            return "no answer"
        evidence = Evidence(seen, answers.reference, answers.scenarios)
        findings = [judge(check, evidence) for check in own[name]]
        if faults := [one.message for one in findings if one and one.verdict == "kit error"]:
            raise Found(faults[0])
        if not any(findings):
            raise Found("it passes")
        return "judged"

    return target, seeds


def edited(data: bytes, seeds: list[bytes]) -> bytes:
    """Return the input itself, or, where it begins so, a worker's line with a few parts changed.

    Bytes alone seldom make a line that can be read.
    """
    if not data.startswith(b"~"):
        return data
    chance = Random(data)
    line = json.loads(chance.choice(seeds))
    for _ in range(chance.choice((1, 1, 2, 5))):
        place: Any = line
        while True:
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            key = chance.choice(keys)
            if not (isinstance(place[key], dict | list) and place[key]) or chance.random() < 0.1:
                break
            place = place[key]
        place[key] = chance.choice((_odd, _near))(place[key], chance)
    written = bytearray(json.dumps(line).encode())
    if chance.random() < 0.1:
        written[chance.randrange(len(written))] = chance.randrange(256)
    return bytes(written)


ODD = (
    *(None, True, 0, -1, 1, 19_999, 2**63, 1e308, -1e-308, float("nan"), "inf", "", "nan"),
    *("value", "number", "sequence", "text", "none", "tanh", "+", "ok", "raised", "todo"),
    *([], {}, [0], [0, 0], [[[]]], "\ud800", "x" * 900, "\x1b[2J", "[/]", "<b>"),
)


def _odd(_: object, chance: Random) -> object:
    return deepcopy(chance.choice(ODD))


def _near(was: object, chance: Random) -> object:
    if isinstance(was, bool) or not isinstance(was, int | float):
        return was
    return was + chance.choice((1, -1, 2)) if isinstance(was, int) else was * chance.gauss(1, 1)


def notebooks() -> tuple[Target, list[bytes]]:
    """Return what is done with a notebook, and some notebooks."""

    def target(data: bytes) -> str:
        try:
            kept = code_of(data)
        except Refused:
            return "refused"
        if len(kept) > 8 * MOST_SOURCE:
            raise Found("it is larger than what may be kept")
        return "taken"

    own = [path.read_bytes() for path in (ROOT / "exercises").glob("*.ipynb")]
    small = {"cells": [{"cell_type": "code", "source": ["%matplotlib\n", "x = 1"]}], "nbformat": 4}
    return target, [*own, json.dumps(small).encode()]


def zips() -> tuple[Target, list[bytes]]:
    """Return what is done with a zip, and some zips."""
    place = TemporaryDirectory()

    def target(data: bytes) -> str:
        assert place
        path = Path(place.name, "one.zip")
        path.write_bytes(data)
        try:
            taken = intake.take(path)
        except Refused:
            return "refused"
        finally:
            path.unlink()
        others = taken.keys() - {*FILES}
        if len(others) > 1 or any(one != plain(one) for one in others):
            raise Found(f"it took {sorted(taken)}")
        if any(len(content) > 8 * MOST_SOURCE for content in taken.values()):
            raise Found("it took more than it may")
        return "taken"

    return target, [_zip(names, kind) for names in ZIPPED for kind in (0, 8)]


ZIPPED = (
    ("neuron.py", "layer.py", "mlp.py"),
    ("work/exercises/neuron.py", "work/engine.py", "__MACOSX/neuron.py"),
    ("day04.ipynb",),
    ("../neuron.py", "/layer.py", "a\\mlp.py"),
)


def _zip(names: tuple[str, ...], kind: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive:
        for name in names:
            archive.writestr(name, '{"cells": []}' if name.endswith("ipynb") else "x = 1\n" * 9)
    return out.getvalue()


TARGETS: dict[str, Callable[[], tuple[Target, list[bytes]]]] = {
    "lines of a worker": lines,
    "notebooks": notebooks,
    "zips": zips,
}
