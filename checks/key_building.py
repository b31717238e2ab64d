"""How is the answer key built? By observing the reference, every mistake, and pairs of them."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from checks import submission
from checks.bank import mistakes, standing_in
from checks.catalog import exercise, exercises
from checks.composition import composites
from checks.errors import KitError
from checks.fingerprint import Fingerprint, agree, blur, facts, pack, short
from checks.key import (
    BANK,
    PATH,
    RENEW,
    VERSION,
    Advice,
    Bank,
    Entry,
    Key,
    answered,
    asked,
    hash_of,
    known,
    tanh_calls,
)
from checks.sandbox import observe
from checks.submission import Submission

Progress = Callable[[str, int], Callable[[], object]]
SEEDS = (4, 5)  # what chance decides differs between the two
LINE_STARTS = rb'\n*("(?:scenarios|solutions|reference|mistakes|composites|advice)":|\{"ids":)'


def build(progress: Progress = lambda *_: lambda: None) -> tuple[Key, Bank]:
    """Observe the reference and every mistake, and return the answer key and the known mistakes.

    Args:
        progress: told the name and length of each part; what it returns is called at each step.

    Raises:
        KitError: if there are no solutions here, or one of them does not do what it is asked.
    """
    if not answered():
        raise KitError(
            "There are no solutions here to build a key from.",
            fix="Build it in the instructor's edition, which has solutions/.",
        )
    reference, solutions = _reference(), hash_of(answered())
    singles, doubles = _entries(reference, progress)
    advice = {one.id: Advice(one.title, one.text, one.hints) for one in mistakes()}
    key = Key(VERSION, hash_of(asked()), solutions, reference)
    return key, Bank(
        solutions, hash_of(known()), _by_exercise(singles), _by_exercise(doubles), advice
    )


def write(key: Key, bank: Bank) -> None:
    """Write both where every run reads them: a line for each scenario, mistake and advice."""
    for path, content in ((PATH, key), (BANK, bank)):
        path.write_bytes(lines(content))


def lines(content: Key | Bank) -> bytes:
    """Return the text of one of both."""
    return re.sub(LINE_STARTS, rb"\n\g<1>", msgspec.json.encode(content)) + b"\n"


def _by_exercise(entries: Sequence[Entry]) -> dict[str, msgspec.Raw]:
    names = dict.fromkeys(entry.exercise for entry in entries)
    own = {name: [entry for entry in entries if entry.exercise == name] for name in names}
    return {name: msgspec.Raw(msgspec.json.encode(found)) for name, found in own.items()}


def _reference() -> dict[str, Fingerprint]:
    found = observe(submission.at(submission.SOLUTIONS), exercises(), engine_ok=True)
    for observation in found.values():
        if observation.status != "ok":
            why = observation.error.message if observation.error else ""
            raise KitError(
                f"The reference does not answer {observation.scenario}: "
                f"{observation.status} {why}".rstrip(),
                fix="Mend solutions/, then: " + RENEW,
            )
    return {scenario: short(seen) for scenario, seen in facts(found.values()).items()}


def _entries(
    reference: Mapping[str, Fingerprint], progress: Progress
) -> tuple[list[Entry], list[Entry]]:
    """Return what each mistake changes, and each composition of two that looks like no other."""
    singles, known = [], mistakes()
    step = progress("known mistakes", len(known))
    for mistake in known:
        submitted = standing_in(mistake.exercise, mistake.path)
        singles.append(_entry((mistake.id,), mistake.exercise, submitted, reference))
        step()
    doubles, pairs = [], tuple(composites())
    step = progress("two mistakes at once", len(pairs))
    with TemporaryDirectory() as folder:
        for number, composite in enumerate(pairs):
            path = Path(folder, str(number), "neuron.py")
            path.parent.mkdir()
            path.write_text(composite.source, encoding="utf-8")
            doubles.append(_entry(composite.ids, "neuron", standing_in("neuron", path), reference))
            step()
    every = [*singles, *doubles]
    alone = [
        one
        for one in doubles
        if not one.is_loose and not any(_twins(one, other) for other in every if other is not one)
    ]
    return singles, alone


def _twins(one: Entry, other: Entry) -> bool:
    """Tell whether two entries show the same, down to how often tanh is called."""
    return (
        one.exercise == other.exercise
        and one.tanh_calls == other.tanh_calls
        and agree(dict(one.changes), dict(other.changes))
    )


def _entry(
    ids: tuple[str, ...],
    name: str,
    submitted: Submission,
    reference: Mapping[str, Fingerprint],
) -> Entry:
    runs = [observe(submitted, [exercise(name)], engine_ok=True, seed=seed) for seed in SEEDS]
    shown, again = (facts(run.values()) for run in runs)
    both = {scenario: blur(shown[scenario], again[scenario]) for scenario in shown}
    changes = {
        scenario: pack(short(found), reference[scenario])
        for scenario, found in both.items()
        if not agree(found, reference[scenario])
    }
    return Entry(ids, name, changes, tanh_calls(runs[0]))
