"""Your parameters() lists every bias two times.

What a neuron's parameters() returns has the bias in it already. A Value that is listed twice would
be moved twice in every step of training.

Compare len(layer.parameters()) of a Layer(3, 2) with the number of different ids in the list.
"""

from neuron import Neuron

ID = "L19"

HINTS = (
    "How many different Values are in your list, and how long is it?",
    "A neuron's own list is complete: the weights and the bias.",
    "Extend your list by what each neuron gives, and by nothing else.",
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
            params.append(neuron.b)
        return params
