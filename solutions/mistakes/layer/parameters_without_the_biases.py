"""Your parameters() lists the weights and leaves out the biases.

A bias that is not on the list never learns. Layer(3, 2) has 6 weights and 2 biases, and your list
stops at 6.

Print len(layer.parameters()) of a Layer(3, 2): it should be 8.
"""

from neuron import Neuron

ID = "L13-weights"

HINTS = (
    "How many parameters does one Neuron(3) have?",
    "A neuron can list all that it learns: ask it for its parameters, not only for w.",
    "In the inner loop, go over what each neuron's parameters() returns.",
)

SEEN = "own analysis"


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outputs = [neuron(x) for neuron in self.neurons]
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        return [w for neuron in self.neurons for w in neuron.w]
