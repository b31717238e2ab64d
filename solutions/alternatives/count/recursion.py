"""The first layer is counted, and the rest is a network of its own."""


def count_parameters(nin, nouts):
    if not nouts:
        return 0
    first, *rest = nouts
    return first * nin + first + count_parameters(first, rest)
