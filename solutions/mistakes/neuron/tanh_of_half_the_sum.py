"""N65: Your output is the tanh of half the sum.

Written out by hand, tanh(z) takes exp(2 * z). With z itself in that place it is the tanh of half of
z. Where z is near 0, that curve is only half as steep, and the gradients are half as large.

Call your neuron where the pre-activation is 1.0: tanh(1.0) is 0.7616, and yours is 0.4621.

1. Which number does your neuron give for a sum of 1.0?
2. All of the sum goes into tanh. Written out by hand, it takes the exp of twice the sum.
3. Ask the sum for its own tanh method, with nothing that halves it.
"""


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    e = pre_activation.exp()
    return (e - 1) / (e + 1)
