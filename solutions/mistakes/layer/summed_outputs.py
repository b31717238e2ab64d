"""You add the outputs of your neurons up, and a layer keeps them apart.

Each neuron has found something of its own, and the next layer decides how much each of them counts.
In a sum they can no longer be told apart.

Print the output of a Layer(3, 2): there should be two Values in a list.
"""

from neuron import Neuron

ID = "L05"

HINTS = (
    "How many numbers should a Layer(3, 2) give?",
    "A layer passes its neurons' answers on, side by side. Adding up is a neuron's work.",
    "Collect the answers in a list instead of a sum.",
)

SEEN = "own analysis"


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        return sum(neuron(x) for neuron in self.neurons)

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
