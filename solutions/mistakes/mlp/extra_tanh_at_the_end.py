"""M19: You squash the final output once more, and your last neurons have done that.

The tanh belongs to the neuron, also in the last layer. After a second one the output can never pass
0.7616, and less gradient comes back.

Call the layers one by one by hand, and compare the result with what your network says.

1. What has happened to the output by the time it leaves the last layer?
2. Each neuron ends with its own tanh. The network only passes the values on.
3. After the loop, return x as it is, with nothing applied to it.
"""


def __call__(self, x):
    for layer in self.layers:
        x = layer(x)
    return [out.tanh() for out in x] if isinstance(x, list) else x.tanh()
