"""The input stands left of each product, the bias in front: neither order matters."""


def __call__(self, x):
    pre_activation = self.b + sum(xi * wi for xi, wi in zip(x, self.w))
    return pre_activation.tanh()
