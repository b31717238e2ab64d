"""by layer"""

def count_parameters(nin, nouts):
    sz = [nin, *nouts]
    return [(a + 1) * b for a, b in zip(sz, nouts)]
