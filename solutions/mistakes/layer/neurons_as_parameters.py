"""Your parameters() lists the neurons, and not their Values.

Training changes the data of each parameter by its grad, and a neuron has neither of them. The
Values are one level down, in each neuron.

Print layer.parameters()[0].data of a Layer(3, 2): it should be a number.
"""

from neuron import Neuron

ID = "L14-neurons"

HINTS = (
    "Can training change the data of an item in your list?",
    "Each neuron has parameters of its own; the layer lists all of those.",
    "Use two for clauses: one takes each neuron, the other each Value that this neuron lists.",
)

SEEN = "own analysis"


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outputs = [neuron(x) for neuron in self.neurons]
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        return self.neurons
