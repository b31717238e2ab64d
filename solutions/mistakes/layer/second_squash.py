"""You squash the outputs once more, and your neurons have done that already.

The tanh belongs to the neuron. A second one makes every output smaller, so that none can pass
0.7616, and flattens the gradients on their way back.

Compare the output of a layer with what its neurons say when you call them yourself.
"""

from neuron import Neuron

ID = "L06"

HINTS = (
    "What has happened to a value by the time it leaves a neuron?",
    "A layer changes nothing about the answers of its neurons; it only gathers them.",
    "Put what each neuron returns into the list as it is.",
)

SEEN = "own analysis"


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outputs = [neuron(x).tanh() for neuron in self.neurons]
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
