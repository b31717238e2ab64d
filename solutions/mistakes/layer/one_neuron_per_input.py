"""You make one neuron for each input, and a layer has one for each output.

Every neuron reads all the inputs and gives one output. So it is nout that decides how many there
are, and with nin of them the next layer gets the wrong number of values.

Count the outputs of a Layer(3, 2): there should be 2.
"""

from neuron import Neuron

ID = "L03-nin"

HINTS = (
    "How many outputs should a Layer(3, 2) give, and how many does yours give?",
    "One output for each neuron, so nout neurons; each of them reads nin inputs.",
    "In range, use the other of the two numbers.",
)

SEEN = "own analysis"


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nin)]

    def __call__(self, x):
        outputs = [neuron(x) for neuron in self.neurons]
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
