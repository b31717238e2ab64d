"""Your parameters() gives None: it returns nothing.

A function that ends without return gives None, and None has no length and no items: a list
that is made in it is lost.

Print layer.parameters().
"""

from neuron import Neuron

ID = "L16"

HINTS = (
    "What does print(layer.parameters()) show?",
    "extend changes the list in place and gives nothing back, so the list itself must be returned.",
    "One list takes in all parameters; the last line, level with the for, returns that list.",
)

SEEN = "own analysis"


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outputs = [neuron(x) for neuron in self.neurons]
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        params = []
        for neuron in self.neurons:
            params.extend(neuron.parameters())
