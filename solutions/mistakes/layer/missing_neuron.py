"""Your layer has one neuron too few.

A layer gives one output for each neuron, so one of the outputs is missing, and the next layer has a
weight that nothing reaches.

Print len(layer.neurons) of a Layer(3, 2), and of a Layer(3, 1).
"""

from neuron import Neuron

ID = "L03-fewer"

HINTS = (
    "How many neurons does your Layer(3, 2) have?",
    "range(n) has n numbers; range(1, n) has one fewer.",
    "Count from 0 up to nout when you make the neurons, and take nothing away.",
)

SEEN = "own analysis"


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(1, nout)]

    def __call__(self, x):
        outputs = [neuron(x) for neuron in self.neurons]
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
