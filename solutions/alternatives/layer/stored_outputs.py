"""The layer remembers its last input and outputs, to be looked at; no later call uses them."""


def __init__(self, nin, nout):
    self.neurons = [Neuron(nin) for _ in range(nout)]
    self.x = self.outputs = None


def __call__(self, x):
    print("layer of", len(self.neurons))
    self.x = x
    self.outputs = [neuron(x) for neuron in self.neurons]
    return self.outputs[0] if len(self.outputs) == 1 else self.outputs
