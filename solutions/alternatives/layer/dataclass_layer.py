"""A dataclass writes the constructor; it makes the layer unhashable, and nothing in the lesson
needs a hash.
"""

from dataclasses import dataclass, field

from neuron import Neuron


@dataclass
class Layer:
    nin: int
    nout: int
    neurons: list = field(init=False)

    def __post_init__(self):
        self.neurons = [Neuron(self.nin) for _ in range(self.nout)]

    def __call__(self, x):
        outputs = [neuron(x) for neuron in self.neurons]
        return outputs[0] if len(outputs) == 1 else outputs

    def parameters(self):
        return [p for neuron in self.neurons for p in neuron.parameters()]
