"""N56: You round the output, and the Value around it does not know its past.

Rounding is for people who read. Small changes of a weight no longer show in the output, and the new
Value is made from a bare number, so backward() cannot find the weights.

Call backward() on the output and print neuron.w: is every grad 0?

1. Is the Value that you return the one that tanh has made?
2. A neuron passes on the Value that tanh gives. Round only where you print.
3. Return the result of tanh itself, with no round and no new Value around it.
"""


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    out = pre_activation.tanh()
    return Value(round(out.data, 2))
