"""Your layer has one neuron too many.

A layer gives one output for each neuron, so yours gives one that nobody asked for. The bias needs
no place here: it is inside each neuron.

Print len(layer.neurons) of a Layer(3, 2), and of a Layer(3, 1).
"""

from neuron import Neuron

ID = "L03-more"

HINTS = (
    "How many neurons does your Layer(3, 2) have?",
    "nout outputs come from nout neurons; the biases are inside them.",
    "Count up to nout when you make the neurons, and add nothing to it.",
)

SEEN = "own analysis"


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout + 1)]

    def __call__(self, x):
        outputs = [neuron(x) for neuron in self.neurons]
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
