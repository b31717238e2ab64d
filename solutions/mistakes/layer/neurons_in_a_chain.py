"""You feed each neuron with what the one before it said.

Neurons in a layer do not know of each other: every one reads the x that came into the layer.
Passing results on is what layers do among themselves, one level up.

Call the second neuron of your layer yourself with x, and compare it with the second output.
"""

from neuron import Neuron

ID = "L07"

HINTS = (
    "What does the second neuron of your layer read?",
    "All neurons of a layer read the same inputs, and none reads another's output.",
    "Leave x alone inside the loop: call each neuron with it, and collect the answers.",
)

SEEN = "own analysis"


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outputs = []
        for neuron in self.neurons:
            out = neuron(x)
            outputs.append(out)
            x = [out] * len(x)
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
