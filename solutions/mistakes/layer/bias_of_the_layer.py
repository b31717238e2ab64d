"""L25: You give the layer a bias of its own, and each neuron has one already.

Inside the neuron, the bias joins the sum before tanh. Yours comes after tanh, the same for all
outputs, and can push them beyond 1. A Layer(3, 2) has 9 parameters with it instead of 8.

Print len(layer.parameters()) of a Layer(3, 2), and look for the Value that no neuron has.

1. Which of your parameters belongs to none of the neurons?
2. A layer has nothing to learn but what its neurons have; it gathers their outputs.
3. Take self.b out of all three methods, and the import of Value with it.
"""

from engine import Value


def __init__(self, nin, nout):
    self.neurons = [Neuron(nin) for _ in range(nout)]
    self.b = Value(0.0)


def __call__(self, x):
    outputs = [neuron(x) + self.b for neuron in self.neurons]
    return outputs[0] if len(outputs) == 1 else outputs


def parameters(self):
    return [p for neuron in self.neurons for p in neuron.parameters()] + [self.b]
