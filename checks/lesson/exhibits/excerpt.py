"""The evidence that is kept of a submission: that which its pictures are drawn from, packed."""

import zlib
from collections.abc import Mapping

import msgspec

from checks.catalog import Scenario
from checks.check.evidence import Evidence
from checks.check.facts import Leaf
from checks.check.result import Result
from checks.run.observation import Observation

DRAWN = {  # the scenario that is drawn, unless another one of its kind is what does not pass
    exercise: f"{exercise}.call" for exercise in ("neuron", "layer", "mlp", "network")
}


class _Kept(msgspec.Struct, frozen=True):
    observations: dict[str, Observation]
    reference: dict[str, Mapping[str, Leaf]]
    asked: dict[str, Scenario]


def packed(result: Result, evidence: Evidence) -> bytes:
    """Return what the pictures of a result are drawn from."""
    drawn = [one for one in result.exercises if one.id in DRAWN]
    names = {DRAWN[one.id] for one in drawn} | {one.worst.scenario for one in drawn if one.worst}
    seen = [name for name in sorted(names) if name in evidence.observations]
    kept = _Kept(
        {name: evidence.observations[name] for name in seen},
        {name: evidence.reference[name] for name in seen if name in evidence.reference},
        {name: evidence.asked[name] for name in seen},
    )
    return zlib.compress(msgspec.json.encode(kept))


def unpacked(kept: bytes) -> Evidence:
    """Return the evidence that was kept; none of it where nothing was."""
    if not kept:
        return Evidence({}, {})
    found = msgspec.json.decode(zlib.decompress(kept), type=_Kept)
    return Evidence(found.observations, found.reference, found.asked)
