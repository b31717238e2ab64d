"""L09: You build new neurons at every call, so your layer remembers nothing.

New neurons have new random weights. So the same x gets another answer each time. The neurons that
parameters() lists never take part.

Call your layer twice with the same x and compare the outputs.

1. Which neurons answer when you call your layer?
2. Neurons are made once, in __init__. A call uses those.
3. In the call, walk over self.neurons and make no new ones.
"""


def __init__(self, nin, nout):
    self.nin = nin
    self.nout = nout
    self.neurons = [Neuron(nin) for _ in range(nout)]


def __call__(self, x):
    outputs = [Neuron(self.nin)(x) for _ in range(self.nout)]
    return outputs[0] if len(outputs) == 1 else outputs
