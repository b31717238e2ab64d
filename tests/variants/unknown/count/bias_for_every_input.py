"""As many biases as inputs."""


def count_parameters(nin, nouts):
    n = 0
    before = nin
    for width in nouts:
        n = n + before * width + before
        before = width
    return n
