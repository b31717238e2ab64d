"""M21: You add a layer's input to its output, and here the output goes on alone.

That is a skip connection. Deep networks use it with success, but it makes another function, and the
values leave (-1, 1). It happens only where two widths are the same, so it is easy to overlook.

Set all parameters of an MLP(2, [2]) to 0 and call it: the output should be 0 and 0.

1. What does your next layer read: the output of the layer before it, or a sum?
2. Each layer reads the output of the one before it, and nothing else.
3. Store what the layer returns in x, and leave out the condition and the plus.
"""


def __call__(self, x):
    for layer in self.layers:
        out = layer(x)
        if isinstance(out, list) and len(out) == len(x):
            out = [o + xi for o, xi in zip(out, x)]
        x = out
    return x
