"""Several outputs come as a tuple, and the next layer cannot tell it from a list."""


def __call__(self, x):
    outputs = tuple(neuron(x) for neuron in self.neurons)
    return outputs[0] if len(outputs) == 1 else outputs
