"""The sizes stand in one list, and each width is paired with the one before it."""


def count_parameters(nin, nouts):
    sizes = [nin, *nouts]
    return sum(m * (n + 1) for n, m in zip(sizes, nouts))
