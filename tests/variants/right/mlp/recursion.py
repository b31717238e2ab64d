"""Functions that call themselves build the layers, pass the signal on and list the parameters."""

from layer import Layer


def build(nin, nouts):
    if not nouts:
        return []
    return [Layer(nin, nouts[0])] + build(nouts[0], nouts[1:])


def run(layers, signal):
    return run(layers[1:], layers[0](signal)) if layers else signal


def flatten(thing):
    if isinstance(thing, (list, tuple)):
        return [leaf for item in thing for leaf in flatten(item)]
    return [thing]


class MLP:
    def __init__(self, nin, nouts):
        self.layers = build(nin, list(nouts))

    def __call__(self, x):
        return run(self.layers, x)

    def parameters(self):
        return flatten([layer.parameters() for layer in self.layers])
