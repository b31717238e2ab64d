"""the output layer is no layer"""


def count_parameters(nin, nouts):
    sizes = (nin,) + tuple(nouts)
    return sum((sizes[k] + 1) * sizes[k + 1] for k in range(len(sizes) - 2))
