"""N56: You round the output, and the Value around it does not know its past.

Round only for people who read. A small change of a weight no longer shows in a rounded output. The
new Value holds a bare number, so backward() cannot find the weights.

Call backward() on the output and print neuron.w: is every grad 0?

1. Is the Value that you return the one that tanh has made?
2. A neuron passes on the Value that tanh gives. Round only where you print.
3. Return the result of tanh itself, with no round and no new Value around it.
"""


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    out = pre_activation.tanh()
    return Value(round(out.data, 2))
