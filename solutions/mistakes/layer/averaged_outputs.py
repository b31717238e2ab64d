"""You take the average of your neurons' outputs, and a layer keeps them apart.

Each neuron has found something of its own, and the next layer decides how much each of them counts.
An average leaves one number, and what the single neurons said cannot be read from it.

Print the output of a Layer(3, 2): there should be two Values in a list.
"""

from neuron import Neuron

ID = "L05-mean"

HINTS = (
    "How many numbers should a Layer(3, 2) give?",
    "A layer has one output for each neuron, and hands them on side by side.",
    "Leave out the sum and the division, and return the list; a single item comes without it.",
)

SEEN = "own analysis"


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outputs = [neuron(x) for neuron in self.neurons]
        return sum(outputs) / len(outputs)

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
