"""N53: Your weights meet the inputs in reverse: the first weight, the last input.

The first weight belongs to the first input. If you train and use a network with the same code, you
may not notice. But w[0] no longer says how much x[0] counts.

In a Neuron(2), set the weights to 1.0 and 0.0 and call it with [0.5, 0.0]: tanh(0.5) is 0.4621.

1. Which input do you multiply by the first weight?
2. Pair weights and inputs by their place: first with first, last with last.
3. Give zip the weights and x as they are, both from front to back.
"""


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, reversed(x))), self.b)
    return pre_activation.tanh()
