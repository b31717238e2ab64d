"""Your call leaves the first layer out, and gives x to the second one.

The inputs are no layer of their own here: the first layer in the list has weights and reads x.
Without it the sizes may not fit, but zip says nothing, and that layer gets no gradient.

Call backward() on the output and print the gradients of the first layer: are they all 0?
"""

from layer import Layer

ID = "M24"

HINTS = (
    "Which layer is the first to read x in your call?",
    "model.layers[0] has neurons, and it is the one that is made for nin inputs.",
    "Walk over all of self.layers, and leave out the slice in square brackets.",
)

SEEN = "own analysis"


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for layer in self.layers[1:]:
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]
