"""With which other numbers can a scenario be asked?"""

from collections.abc import Mapping
from random import Random
from typing import Any

from msgspec.structs import replace

from checks.scenarios import Scenario

KEPT = {"step"}  # how a scenario works, not what it is about
SPREAD = 0.25  # near enough for what is saturated, or dead, to stay so
DECIMALS = 4


def drawn(scenario: Scenario, chance: Random) -> Scenario:
    """Return a scenario that asks the same with other numbers.

    Every number moves by up to a quarter and keeps its sign; 0 and whole numbers stay, since they
    are what a scenario is about: a dead input, a size.
    """
    return replace(scenario, given=_mapping(scenario.given, chance))


def _mapping(given: Mapping[str, Any], chance: Random) -> dict[str, Any]:
    return {name: is_ if name in KEPT else _moved(is_, chance) for name, is_ in given.items()}


def _moved(given: Any, chance: Random) -> Any:
    if isinstance(given, float):
        return round(given * chance.uniform(1.0 - SPREAD, 1.0 + SPREAD), DECIMALS)
    if isinstance(given, list | tuple):
        return [_moved(item, chance) for item in given]
    return _mapping(given, chance) if isinstance(given, Mapping) else given
