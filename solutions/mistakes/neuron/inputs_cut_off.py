"""N16: You take the numbers out of the inputs, and their history stays behind.

Inside a network, what comes in are the outputs of the layer before. If your neuron uses only their
numbers, backward() stops at this neuron, and all earlier layers get gradient 0.

Give your neuron Values as inputs, call backward(), and look at the grad of an input.

1. If the inputs are Values, does backward() get as far as them?
2. An input may be a number or a Value, and * takes both: no conversion is needed.
3. Multiply each weight by its input exactly as the input comes in.
"""


def __call__(self, x):
    x = [xi.data if isinstance(xi, Value) else xi for xi in x]
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    return pre_activation.tanh()
