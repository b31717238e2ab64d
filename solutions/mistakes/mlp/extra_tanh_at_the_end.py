"""M19: You squash the final output in the network, and that is the work of your last neurons.

The tanh belongs to the neuron, also in the last layer. With your own neurons, the output can never
pass 0.7616 after a second one, and less gradient comes back.

Call the layers one by one by hand, and compare the result with what your network says.

1. What has happened to the output by the time it leaves the last layer?
2. Each neuron ends with its own tanh. The network only passes the values on.
3. After the loop, return x as it is, with nothing applied to it.
"""


def __call__(self, x):
    for layer in self.layers:
        x = layer(x)
    return [out.tanh() for out in x] if isinstance(x, list) else x.tanh()
