"""What a network must do, over layers whose answers are known."""

from checks.check.evidence import Evidence, after
from checks.check.finding import Look
from checks.lesson import shapes
from checks.lesson.scenarios import new

SHARED = "Two layers share a Value: what one learns, changes the other."
CALLS = ("mlp.call", "mlp.values", "mlp.repeated")
PARAMETERS = ("mlp.parameters", "mlp.parameters_two", "mlp.parameters_repeated")


def _demand_layers(look: Look) -> None:
    """Fail unless the layers have the sizes that were asked for."""
    made, (nin, nouts) = new(look.scenario.given), look.scenario.given["sizes"]
    if "layers" in look.observation.names:
        look.items("layers", f"{made}.layers", len(nouts))
    if look.thing("len(layers)").number != len(nouts):  # whatever their list says
        look.unmet(f"{made}.layers has another length than {len(nouts)}.")
    layers = [
        [len(look.items(name, "w")) for name in look.names(f"layers[{place}]", last=".w")]
        for place in range(len(nouts))
    ]
    for name in look.names("layers", last=".b"):
        look.value(name, name)
    wanted = [[n] * m for n, m in zip([nin, *nouts], nouts, strict=False)]
    if layers != wanted:
        message = f"The layers of {made} have other sizes."
        look.unmet(message, _sizes(wanted), _sizes(layers))


def _sizes(layers: list[list[int]]) -> str:
    return ", ".join(
        f"{len(widths)} neuron{'s' * (len(widths) != 1)} of {max(widths, default=0)}"
        for widths in layers
    )


def layers(seen: Evidence) -> None:
    """MLP(3, [4, 4, 1]) has layers 3 → 4, 4 → 4, 4 → 1 and leaves nouts alone"""
    look = seen("mlp.start")
    shapes.own_list(look, "layers", 3)
    widths = [look.observation.things[row].number for row in look.items("nouts", "nouts")]
    if widths != look.scenario.given["sizes"][1]:
        look.unmet(
            "MLP.__init__ changes the list of widths that it was given.",
            str(look.scenario.given["sizes"][1]),
            look.shown(look.row("nouts")),
        )
    _demand_layers(look)
    shapes.holds(look, "layers")


@after(layers)
def independent(seen: Evidence) -> None:
    """Layers of the same width are different layers"""
    for look in seen.each("mlp.repeated", "mlp.start"):
        _demand_layers(look)
        shapes.share_nothing(look, SHARED, "layers", "other.layers")


@after(layers)
def one_output(seen: Evidence) -> None:
    """A network that ends in one neuron gives one Value"""
    seen("mlp.call").value("out", "The output of MLP(3, [4, 4, 1])")


@after(layers)
def two_outputs(seen: Evidence) -> None:
    """A network that ends in two neurons gives a list of two Values"""
    look = seen("mlp.repeated")
    for row in look.items("out", "The output of MLP(3, [3, 3, 2])", 2):
        look.value(row, "An item of the output")


@after(layers, independent)
def nothing_changes(seen: Evidence) -> None:
    """A call changes neither parameters nor inputs"""
    shapes.nothing_replaced(seen("mlp.repeated"), "layers")
    shapes.marks_kept(seen("mlp.again"), "A call")


@after(nothing_changes, two_outputs)
def same_answer(seen: Evidence) -> None:
    """Each call answers anew, from its x and the same layers as they are"""
    shapes.same_twice(seen("mlp.again"))


@after(independent, one_output, two_outputs, same_answer)
def relay(seen: Evidence) -> None:
    """Each layer reads the output of the one before"""
    for look in seen.each(*CALLS):
        look.same("out", "The output")


@after(relay)
def gradients(seen: Evidence) -> None:
    """backward() reaches the parameters of every layer"""
    for look in seen.each(*CALLS):
        look.same("layers", "layers", "grad")


@after(relay)
def input_gradients(seen: Evidence) -> None:
    """backward() reaches inputs that are Values"""
    shapes.inputs_reached(seen("mlp.values"))


@after(layers)
def count(seen: Evidence) -> None:
    """MLP(3, [4, 4, 1]) has 41 parameters, in one flat list"""
    look = seen("mlp.parameters")
    for name, above in (("before", "layers"), ("fresh", "fresh.layers")):
        shapes.flat_values(look, name, 41, "MLP(3, [4, 4, 1]).parameters()", above)


@after(nothing_changes, layers, count)
def parameters(seen: Evidence) -> None:
    """parameters() lists each Value of all layers once, and changes none"""
    _demand_listed(seen, "before")


@after(nothing_changes, parameters)
def asked_again(seen: Evidence) -> None:
    """Asked again after a call, parameters() lists the same Values"""
    _demand_listed(seen, "after")


def _demand_listed(seen: Evidence, asked: str) -> None:
    """Fail unless parameters() lists all of the layers, asked before a call or after it."""
    for look in seen.each(*PARAMETERS):
        if not look.rows("layers"):
            look.unmet("The network has no layers.", "layers", "none")
        shapes.all_parameters(look, "layers", asked=(asked,))
