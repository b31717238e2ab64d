"""What an engine of the learner's own must do, before anything is built on it."""

from typing import Literal

from checks.check.evidence import Evidence

LACKING = ("'Value' object has no attribute", "unsupported operand type", "bad operand type")
NEEDED = ("add", "multiply")
BESIDES = ("subtract", "divide", "negate", "power", "square", "power_zero", "power_negative")
NUMBERS_NEEDED = ("add_number", "multiply_number", "number_add", "number_multiply")
NUMBERS_BESIDES = ("subtract_number", "divide_number", "number_subtract", "number_divide")
FUNCTIONS_BESIDES = ("exp", "relu", "relu_off")
RESULTS: tuple[tuple[str, str, Literal["data", "grad"]], ...] = (
    ("out", "The result", "data"),
    ("a", "a", "grad"),
    ("b", "b", "grad"),
)


def _agree(seen: Evidence, needed: tuple[str, ...], besides: tuple[str, ...] = ()) -> None:
    """Fail unless the results are right of what the lesson needs, and of what there is besides."""
    there = (name for name in besides if not _is_lacking(seen, f"engine.{name}"))
    for look in seen.each(*(f"engine.{name}" for name in (*needed, *there))):
        for name, what, part in RESULTS:  # the numbers say more than that they do not follow
            look.show(name, what, part)
        for name, what, part in RESULTS:
            look.same(name, what, part)


def _is_lacking(seen: Evidence, scenario: str) -> bool:
    """Tell whether a scenario ended because a Value has no such operation at all."""
    found = seen.observations[scenario]
    return (
        found.error is not None
        and not found.trace  # it was the scenario's own line that raised
        and found.error.message.startswith(LACKING)
    )


def attributes(seen: Evidence) -> None:
    """A Value has data, grad, _prev (its parents) and _op (what made it)"""
    look = seen("engine.leaf")
    look.same("leaf", f"Value({look.scenario.given['a']:g})")
    product = look.thing("product")
    if len(product.parts) != 2 or product.op != "*":
        look.unmet(
            "The kit reads the computation graph from `_prev` and `_op`, as the lessons before.",
            "_op '*' and 2 parents in _prev for a * b",
            f"_op {product.op!r} and {len(product.parts)} parents",
        )


def arithmetic(seen: Evidence) -> None:
    """+ and * are right in value and gradients; so are - / **, if any"""
    _agree(seen, NEEDED, BESIDES)


def numbers(seen: Evidence) -> None:
    """Plain numbers may stand on either side"""
    _agree(seen, NUMBERS_NEEDED, NUMBERS_BESIDES)


def reuse(seen: Evidence) -> None:
    """A Value that is used several times adds up all its gradients"""
    _agree(seen, ("same", "shared"))


def sum(seen: Evidence) -> None:
    """sum() adds up a list of Values"""
    _agree(seen, ("sum",))


def functions(seen: Evidence) -> None:
    """tanh is right in value and gradient; so are exp and relu, if any"""
    _agree(seen, ("tanh",), FUNCTIONS_BESIDES)


def chain(seen: Evidence) -> None:
    """A chain of 200 operations has its value and gradient"""
    look = seen("engine.chain")
    for name in ("out", "grad"):
        look.same_number(name, name)
