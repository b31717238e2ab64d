"""Your parameters() returns in the first turn of its loop, so it lists one neuron.

A return leaves the method on the spot, and the loop with it. The other neurons would never learn.

Print len(layer.parameters()) of a Layer(3, 2): it should be 8.
"""

from neuron import Neuron

ID = "L13-first"

HINTS = (
    "How many turns does your loop make before the method ends?",
    "The loop gathers from all neurons; the return comes once, after it.",
    "Indent the return as far as the for, and not as far as the line inside it.",
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
            return params
