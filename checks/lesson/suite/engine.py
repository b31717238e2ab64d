"""What an engine of the learner's own must do, before anything is built on it."""

import re

from msgspec.structs import replace

from checks.check.evidence import Evidence, after, title
from checks.check.finding import Finding, Look, Part, Unmet
from checks.lesson.causes import cause
from checks.lesson.expressions import AGAIN, EXPRESSIONS, GRAPHS, PASSED_ON, TWO_WAYS

LACKING = re.compile(r"'\w+' object has no attribute|unsupported operand type|bad operand type")
NEEDED = ("add", "multiply")
BESIDES = (
    *("negate", "subtract", "power", "square", "power_zero", "power_negative", "power_root"),
    *("power_on", "divide", "in_place_subtract"),
)
IN_PLACE = ("in_place", "in_place_kept")  # what fails here alone is due to that
NUMBERS_NEEDED = ("add_number", "multiply_number")
ON_THE_LEFT = {  # and what Python calls then
    "number_add": "__radd__",
    "number_multiply": "__rmul__",
    "number_subtract": "__rsub__",
    "number_divide": "__rtruediv__",
}
NUMBERS_BESIDES = ("subtract_number", "divide_number", *ON_THE_LEFT)
FUNCTIONS_BESIDES = ("exp", "relu")
SQUASHES = ("tanh",)


def _agree(seen: Evidence, needed: tuple[str, ...], besides: tuple[str, ...] = ()) -> None:
    """Fail unless the results are right of what the lesson needs, and of what there is besides."""
    there = (name for name in besides if not _is_lacking(seen, f"engine.{name}"))
    for look in seen.each(*(f"engine.{name}" for name in (*needed, *there))):
        _same(look, "out", "The result")
        for leaf in look.scenario.given["leaves"]:
            _same(look, leaf, leaf, "grad")


def _same(look: Look, name: str, what: str, part: Part = "data") -> None:
    """Fail unless a name shows the right numbers, and say why, where the numbers tell."""
    try:
        look.same(name, what, part)
    except Unmet as unmet:
        why = cause(look, name) if unmet.finding.expected else ""
        if not why and "earlier" in look.scenario.given:
            why = "What is left of the earlier graph comes in again."
        _, _, asked = look.scenario.id.partition(".")
        if not why and asked in IN_PLACE:
            why = "Does += change a Value? It has to make a new one, as + does."
        if method := ON_THE_LEFT.get(asked):
            why = f"The number stands in front here, so Python calls {method}. {why}"
        raise Unmet(
            replace(unmet.finding, message=f"{unmet.finding.message} {why}".strip())
        ) from None


def _is_lacking(seen: Evidence, scenario: str) -> bool:
    """Tell whether a scenario ended because a Value has no such operation at all."""
    found = seen.observations[scenario]
    return (
        found.error is not None
        and not found.trace  # it was the scenario's own line that raised
        and LACKING.match(found.error.message) is not None
    )


def _is_right(seen: Evidence, name: str) -> bool:
    """Tell whether an expression is right by itself; if not, another check says so."""
    try:
        _agree(seen, (name, f"{name}_on") if name in PASSED_ON else (name,))
    except Unmet:
        return False
    return True


def attributes(seen: Evidence) -> None:
    """A Value has data and grad, which can be set"""
    look = seen("engine.leaf")
    _same(look, "leaf", f"Value({look.scenario.given['a']:g})")
    _same(look, "moved", "The Value whose data was set")
    if _is_right(seen, "multiply"):
        _same(look, "used", "A product with a Value whose data was set")


def arithmetic(seen: Evidence) -> None:
    """+ and * are right in value and gradients; so are - / **, if any"""
    _agree(seen, (*NEEDED, "in_steps", "in_place"), BESIDES)


@after(arithmetic)
def numbers(seen: Evidence) -> None:
    """+ and * take a plain number on their right; other places are right, if any"""
    _agree(seen, NUMBERS_NEEDED, NUMBERS_BESIDES)


@after(arithmetic)
def sum(seen: Evidence) -> None:
    """sum() adds up Values, from a Value on; from 0, if a number may stand on the left"""
    _agree(seen, ("sum_from",), ("sum",))


@after(arithmetic)
def functions(seen: Evidence) -> None:
    """tanh is right in value and gradient; so are exp and relu, if any"""
    _agree(seen, (), FUNCTIONS_BESIDES)  # tanh may be made of these
    _agree(seen, SQUASHES)
    if _is_right(seen, "multiply"):
        _agree(seen, ("tanh_on",), ("exp_on", "relu_on"))


@after(arithmetic)
def reuse(seen: Evidence) -> None:
    """A Value that is used several times adds up all its gradients"""
    _agree(seen, ("same",))
    right = {name for name in EXPRESSIONS if _is_right(seen, name)}
    if not right >= {*NEEDED}:  # all of these are made with them
        raise Unmet(Finding("blocked", f"Waits for: {title(arithmetic)}."))
    again = (f"{name}_again" for name in AGAIN if name in right)
    _agree(seen, (*TWO_WAYS, *again, "in_place_kept"))
    if right >= {*NEEDED, *SQUASHES}:
        _agree(seen, tuple(GRAPHS))


@after(reuse)
def twice(seen: Evidence) -> None:
    """A second backward() is right, once grads are set back to 0, and in a fresh graph"""
    _agree(seen, ("twice", "afresh"))


@after(arithmetic, numbers)
def chain(seen: Evidence) -> None:
    """A chain of 200 operations has its value and gradient"""
    look = seen("engine.chain")
    for name in ("out", "grad"):
        look.same_number(name, name)
