"""You build new neurons at every call, so your layer remembers nothing.

New neurons have new random weights. The same x gets another answer each time, and the neurons that
parameters() lists never take part.

Call your layer twice with the same x and compare the outputs.
"""

from neuron import Neuron

ID = "L09"

HINTS = (
    "Which neurons answer when you call your layer?",
    "Neurons are made once, in __init__. A call uses those.",
    "In the call, walk over self.neurons and make no new ones.",
)

SEEN = "own analysis"


class Layer:
    def __init__(self, nin, nout):
        self.nin = nin
        self.nout = nout
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outputs = [Neuron(self.nin)(x) for _ in range(self.nout)]
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
