"""Your parameters() lists every parameter two times.

What a layer's parameters() returns has those of its neurons in it already. A Value that is listed
twice would be moved twice in every step of training, and 41 parameters become 82.

Compare len(model.parameters()) with the number of different ids in the list.
"""

from layer import Layer

ID = "M13-twice"

HINTS = (
    "How many different Values are in your list, and how long is it?",
    "A layer's own list is complete; nothing from its neurons has to be added.",
    "Extend your list by what each layer gives, and by nothing else.",
)

SEEN = "one public version, with a habit that is right for outputs"


class MLP:
    def __init__(self, nin, nouts):
        sizes = [nin, *nouts]
        self.layers = [Layer(sizes[i], sizes[i + 1]) for i in range(len(nouts))]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        params = []
        for layer in self.layers:
            params.extend(layer.parameters())
            for neuron in layer.neurons:
                params.extend(neuron.parameters())
        return params
