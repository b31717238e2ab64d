"""N71: Your sum has the first product in it twice.

The first input counts twice as much as its weight says: the sum moves twice as far with it.

Call your neuron with x = [1.0, 0.0, 0.0] and compare tanh(w[0] + b).

1. How often is w[0] * x[0] in your sum?
2. A sum over all products starts from the bias, or from 0.
3. Let the sum start as the bias, or let the loop leave out the first product.
"""


def __call__(self, x):
    total = self.w[0] * x[0]
    for wi, xi in zip(self.w, x):
        total = total + wi * xi
    return (total + self.b).tanh()
