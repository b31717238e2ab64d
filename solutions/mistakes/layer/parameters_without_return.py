"""Your parameters() makes the list, but does not return it.

A function that ends without return gives None, and None has no length and no items: nobody gets to
see your list.

Print layer.parameters().
"""

from neuron import Neuron

ID = "L16"

HINTS = (
    "What does print(layer.parameters()) show?",
    "extend changes the list in place and gives nothing back, so the list itself must be returned.",
    "Add one last line, level with the for: return, followed by the name of your list.",
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
