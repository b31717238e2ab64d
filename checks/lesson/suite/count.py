"""What a count of the parameters must do, with no network built."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from checks.check.evidence import Evidence, after
from checks.lesson import chosen
from checks.lesson.scenarios import COUNT

SHAPES = ("two", "one", "narrow", "growing")


def whole(seen: Evidence) -> None:
    """The answer is a whole number"""
    look = seen("count.lesson")
    number = look.number(look.row("out"), "The answer", "an int")
    if not chosen.is_int(look.observation, look.row("out")):
        kind = look.thing("out").type
        look.unmet(f"The answer is a {kind}, and a count is an int.", "an int", f"{number!r}")


def _counted(nin: int, nouts: Sequence[int]) -> int:
    return sum((before + 1) * width for before, width in pairwise([nin, *nouts]))


def _by_index(nin: int, nouts: Sequence[int]) -> int:
    before = [nin, *nouts]
    return sum((before[nouts.index(width)] + 1) * width for width in nouts)


SLIPS: dict[str, Callable[[int, Sequence[int]], int]] = {
    " The first layer is not in it, which has nin inputs.": lambda nin, nouts: _counted(
        nouts[0], nouts[1:]
    ),
    " Your first layer has nouts[-1] inputs: nouts[i - 1] is that if i is 0.": lambda nin, nouts: (
        _counted(nouts[-1], nouts)
    ),
    " nouts.index() finds the first of two equal widths: count the places instead.": _by_index,
}


def _slip(seen: Evidence) -> str:
    """Say what is counted in place of the parameters, where it is that in every network."""
    asked = [f"count.{name}" for name in ("lesson", *SHAPES)]
    if any(seen.observations[name].status != "ok" for name in asked):
        return ""
    looks = [
        (look.thing("out").number, look.scenario.given["arguments"]) for look in seen.each(*asked)
    ]
    fitting = (
        why for why, slip in SLIPS.items() if all(got == slip(*given) for got, given in looks)
    )
    return next(fitting, "")


def _agree(seen: Evidence, *names: str) -> None:
    for look in seen.each(*(f"count.{name}" for name in names)):
        got, want = look.number(look.row("out"), "The answer", "an int"), look.reference["out"]
        assert isinstance(want, float)
        if got != want:
            shown = f"{got:.0f}" if got.is_integer() else f"{got:.12g}"
            is_cut = (got - want) % 2**32 == 0  # as numpy's int32 does it
            why = " It does not fit into 32 bits." if is_cut else _slip(seen)
            look.unmet(f"The number of parameters is not right.{why}", f"{want:.0f}", shown)


def lesson(seen: Evidence) -> None:
    """MLP(3, [4, 4, 1]) has 41 parameters"""
    _agree(seen, "lesson")


def shapes(seen: Evidence) -> None:
    """Networks of one to four layers, narrow and growing, are right, too"""
    _agree(seen, *SHAPES)


@after(lesson, shapes)
def sequences(seen: Evidence) -> None:
    """The widths may come in a tuple, and stay as they are"""
    _agree(seen, "tuple")
    # of the large one, whoever counts one by one is told so by another check
    for look in seen.each(*(one.id for one in COUNT if one.id != "count.large")):
        if not look.agrees("arguments"):
            look.unmet("The call changes the list of its caller.")


@after(lesson, shapes)
def arithmetic(seen: Evidence) -> None:
    """It counts by arithmetic, and builds no network, not even for millions"""
    for look in seen.each("count.lesson", "count.large"):
        if look.thing("made").number:
            look.unmet("The call makes Values: it builds a network in order to count.")
    _agree(seen, "large")
