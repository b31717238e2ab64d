"""tanh(z) is twice the sigmoid of 2z, minus 1: the same number with the same gradients."""


def __call__(self, x):
    z = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    sigmoid = 1 / (1 + (-2 * z).exp())
    return 2 * sigmoid - 1
