"""What an engine of the learner's own must do, before anything is built on it."""

from checks.evidence import Evidence

PARTS = ("add", "subtract", "multiply", "divide", "negate")
POWERS = ("power", "square", "power_zero", "power_negative")
WITH_NUMBERS = (
    "add_number",
    "subtract_number",
    "multiply_number",
    "divide_number",
    "number_add",
    "number_subtract",
    "number_multiply",
    "number_divide",
)
FUNCTIONS = ("tanh", "exp", "relu", "relu_off")


def _agree(seen: Evidence, names: tuple[str, ...]) -> None:
    for look in seen.each(*(f"engine.{name}" for name in names)):
        look.same("out", "The result")
        look.same("a", "a", "grad")
        look.same("b", "b", "grad")


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
    """+ - * / ** and minus give the right value and gradients"""
    _agree(seen, PARTS + POWERS)


def numbers(seen: Evidence) -> None:
    """Plain numbers may stand on either side"""
    _agree(seen, WITH_NUMBERS)


def sum(seen: Evidence) -> None:
    """sum() adds up a list of Values"""
    _agree(seen, ("sum",))


def functions(seen: Evidence) -> None:
    """tanh, exp and relu give the right value and gradient"""
    _agree(seen, FUNCTIONS)


def reuse(seen: Evidence) -> None:
    """A Value that is used several times adds up the gradients of all uses"""
    _agree(seen, ("same", "shared"))


def chain(seen: Evidence) -> None:
    """A chain of 200 operations has its value and gradient"""
    look = seen("engine.chain")
    for name in ("out", "grad"):
        look.same_number(name, name)
