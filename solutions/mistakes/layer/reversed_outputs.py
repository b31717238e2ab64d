"""You return the outputs in reverse order.

Output 0 should come from neuron 0. If each new answer goes to the front of the list, the weights of
the next layer meet other neurons than the ones you read off layer.neurons.

Compare the first output with what layer.neurons[0] says about the same x.
"""

from neuron import Neuron

ID = "L08"

HINTS = (
    "Which neuron does your first output come from?",
    "The outputs come in the order of the neurons: each new one joins at the end.",
    "Use the method of a list that adds at its end, or a comprehension over the neurons.",
)

SEEN = "own analysis"


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        outputs = []
        for neuron in self.neurons:
            outputs.insert(0, neuron(x))
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
