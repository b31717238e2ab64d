"""biases at the inputs"""


def count_parameters(nin, nouts):
    sizes = (nin,) + tuple(nouts)
    return sum(sizes[k] * (sizes[k + 1] + 1) for k in range(len(sizes) - 1))
