"""M11-every: You squash after every layer, and that is the work of your neurons.

The tanh belongs to the neuron. With your own neurons, a second one keeps every value below 0.7616.
The gradients shrink with each layer on their way back.

Call the layers one by one by hand, and compare the result with what your network says.

1. What has happened to a value by the time it leaves a layer?
2. Each neuron ends with its own tanh. The network only passes the values on.
3. Store what the layer returns in x as it is, and take out the line with tanh.
"""


def __call__(self, x):
    for layer in self.layers:
        out = layer(x)
        x = [o.tanh() for o in out] if isinstance(out, list) else out.tanh()
    return x
