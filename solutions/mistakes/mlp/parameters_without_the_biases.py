"""Your parameters() lists the weights and leaves out the biases.

A bias that is not on the list never learns. MLP(3, [4, 4, 1]) has 32 weights and 9 biases, and your
list stops at 32.

Print len(model.parameters()) of an MLP(3, [4, 4, 1]): it should be 41.
"""

from layer import Layer

ID = "M13-weights"

HINTS = (
    "How many parameters does one Neuron(3) have?",
    "A layer knows all that it can learn: ask it for its parameters, and not only for weights.",
    "One for over the layers, one over what each layer's parameters() returns: that is all.",
)

SEEN = "own analysis"


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [w for layer in self.layers for neuron in layer.neurons for w in neuron.w]
