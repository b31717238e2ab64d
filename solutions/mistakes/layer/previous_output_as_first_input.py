"""You put each neuron's output in the place of the next one's first input.

All neurons of a layer look at the same x. In yours only the first one sees it whole; for the others
the first input is lost, and what they say depends on the order in which they stand.

Call the second neuron of your layer yourself with x, and compare it with the second output.
"""

from neuron import Neuron

ID = "L07-first"

HINTS = (
    "What is the first input of your second neuron?",
    "All neurons of a layer read the same inputs, and none reads another's output.",
    "Take out the line that puts out into x; each neuron is called with x as it came.",
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
            x = [out, *x[1:]]
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
