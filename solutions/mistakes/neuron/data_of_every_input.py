"""N16-bare: You ask every input for its data, and an input may be a plain number.

The first layer reads floats, and a float has no data. Where the inputs are Values, taking their
data cuts the graph, so earlier layers get no gradient.

Call your neuron with floats; then with Values, and after backward() look at their gradients.

1. Which kinds of input can your neuron read?
2. A Value times a number works, and so does a Value times a Value: use the input as it is.
3. Drop the .data after the input, and multiply the weight by the input itself.
"""


def __call__(self, x):
    pre_activation = sum((wi * xi.data for wi, xi in zip(self.w, x)), self.b)
    return pre_activation.tanh()
