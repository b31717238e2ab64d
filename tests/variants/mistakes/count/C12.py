"""One number for each layer."""


def count_parameters(nin, nouts):
    sizes = [nin] + list(nouts)
    return [sizes[i] * sizes[i + 1] + sizes[i + 1] for i in range(len(nouts))]
