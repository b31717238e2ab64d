"""You make your neurons without saying how many inputs they have.

A neuron makes one weight for each input, so it must know how many there are. Without that number
Python stops, and no layer is made.

Read the last line of the error: it names the missing argument.
"""

from neuron import Neuron

ID = "L35-nin"

HINTS = (
    "What does a Neuron need to know when it is made?",
    "Every neuron of a layer reads all nin inputs.",
    "Pass nin on: it belongs in the brackets after Neuron.",
)

SEEN = "own analysis"


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron() for _ in range(nout)]

    def __call__(self, x):
        outputs = [neuron(x) for neuron in self.neurons]
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
