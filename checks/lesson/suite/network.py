"""What the assembled network must do, with the learner's own neuron and layer in it."""

from checks.check.evidence import Evidence, after
from checks.check.facts import close, show
from checks.lesson import shapes

SHARED = "Two networks share a Value: what one learns, changes the other."


def lesson(seen: Evidence) -> None:
    """MLP(3, [4, 4, 1])([2.0, 3.0, -1.0]) is one Value in (-1, 1)"""
    shapes.in_range(seen("network.fresh"), "MLP(3, [4, 4, 1])([2.0, 3.0, -1.0])")


def count(seen: Evidence) -> None:
    """It has 41 parameters, all different"""
    for name in ("before", "after"):
        shapes.parameters(seen("network.parameters"), name, "layers")
    shapes.parameters(seen("network.fresh"), "parameters", "layers")


def fresh(seen: Evidence) -> None:
    """Two new networks share nothing and start out different"""
    look = seen("network.fresh")
    shapes.share_nothing(look, SHARED, "layers", "other.layers")
    shapes.differ(look, look.rows("layers", "other.layers", last=".w"))


def forward(seen: Evidence) -> None:
    """The forward pass gives the right number for known parameters"""
    for look in seen.each("network.call", "network.values"):
        look.same("out", "The output")


@after(forward)
def two_outputs(seen: Evidence) -> None:
    """MLP(3, [3, 3, 2]) gives two right numbers"""
    seen("network.repeated").same("out", "The output")


@after(forward, two_outputs)
def gradients(seen: Evidence) -> None:
    """backward() gives all 41 parameters their gradients"""
    for look in seen.each("network.call", "network.repeated"):
        look.same("layers", "layers", "grad")


@after(forward)
def input_gradients(seen: Evidence) -> None:
    """backward() goes all the way to the inputs"""
    shapes.inputs_reached(seen("network.values"))


@after(forward)
def nudge(seen: Evidence) -> None:
    """Each gradient says how a nudge of its parameter moves the output"""
    look = seen("network.nudge")
    look.value("out", "The output")
    slopes = look.items("slopes", "the measured slopes", 15)
    grads = look.items("grads", "the gradients", 15)
    for position, (row, slope) in enumerate(zip(grads, slopes, strict=True)):
        grad, measured = (look.observation.things[one].number for one in (row, slope))
        if not close(grad, measured, 1e-5):
            look.unmet(
                f"Parameter {position}, nudged both ways, moves the output at another rate than "
                f"its gradient says.",
                f"{show(measured)} (measured)",
                f"{show(grad)} (its gradient)",
            )


def same_answer(seen: Evidence) -> None:
    """Each call answers anew, and nothing changes"""
    look = seen("network.again")
    shapes.same_twice(look)
    look.show("layers", "layers")
