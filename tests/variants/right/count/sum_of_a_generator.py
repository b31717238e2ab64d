"""zip over the sizes and the widths."""


def count_parameters(nin, nouts):
    return sum((a + 1) * b for a, b in zip((nin, *nouts), nouts))
