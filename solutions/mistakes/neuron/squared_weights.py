"""N52: You multiply by each weight two times.

The square of a weight is never negative, so your neuron cannot count an input as a reason against.
The gradients differ, too: that of a weight near 0 is almost 0.

In a Neuron(1), set the weight to -1.0 and call it with [1.0]: tanh(-1.0) is -0.7616.

1. How often does the weight occur in one of your products?
2. Each product has two factors: one weight and its input.
3. Keep one of the two wi in the product, and multiply it by xi.
"""


def __call__(self, x):
    pre_activation = sum((wi * wi * xi for wi, xi in zip(self.w, x)), self.b)
    return pre_activation.tanh()
