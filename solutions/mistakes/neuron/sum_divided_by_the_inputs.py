"""N37-all: You divide the whole sum by the number of inputs, the bias too.

A neuron adds up, and it takes no average. If you divide by nin, weights and bias all count less
than they say, and their gradients shrink, too. With one input you cannot see the difference.

In a Neuron(3), set the weights to 0 and the bias to 1.0: tanh(1.0) is 0.7616, and yours is 0.3215.

1. What happens in your call between the sum and tanh?
2. The pre-activation is the plain sum of all products and the bias.
3. Take the division away, and call tanh on the sum as it is.
"""


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    return (pre_activation / len(self.w)).tanh()
