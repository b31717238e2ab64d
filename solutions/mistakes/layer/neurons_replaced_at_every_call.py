"""L09-self: Your layer puts new neurons in the place of its old ones at every call.

What a layer has learned is in the weights of its neurons. Neurons that are made in a call start
from new random numbers, and the ones that were trained are gone.

Call the layer twice with the same input and compare the two answers.

1. Which of your methods makes neurons, and how often does it run?
2. Neurons are made once, in __init__. A call only asks those that are there.
3. Leave self.neurons alone in your call: go over it, and ask each neuron about x.
"""


def __init__(self, nin, nout):
    self.nin = nin
    self.nout = nout
    self.neurons = [Neuron(nin) for _ in range(nout)]


def __call__(self, x):
    self.neurons = [Neuron(self.nin) for _ in range(self.nout)]
    outputs = [neuron(x) for neuron in self.neurons]
    return outputs[0] if len(outputs) == 1 else outputs
