"""map asks the neurons, and list collects the answers so that they can be read more than once."""

from neuron import Neuron


class Layer:
    def __init__(self, nin, nout):
        self.neurons = [Neuron(nin) for _ in range(nout)]

    def __call__(self, x):
        def ask(neuron):
            return neuron(x)

        outputs = list(map(ask, self.neurons))
        return outputs if len(outputs) > 1 else outputs[0]

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
