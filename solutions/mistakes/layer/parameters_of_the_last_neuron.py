"""Your parameters() lists the last neuron only.

Each turn of your loop puts a new list in the place of the one before. The other neurons would never
learn.

Print len(layer.parameters()) of a Layer(3, 2): it should be 8.
"""

from neuron import Neuron

ID = "L13-last"

HINTS = (
    "Which neurons do the Values in your list belong to?",
    "A list that is to grow starts empty before the loop, and every turn adds to it.",
    "Let every turn put its neuron's parameters at the end of one list, and return the full list.",
)

SEEN = "own analysis"


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outputs = [neuron(x) for neuron in self.neurons]
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        for neuron in self.neurons:
            params = neuron.parameters()
        return params
