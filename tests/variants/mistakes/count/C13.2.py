"""none"""

def count_parameters(nin, nouts):
    sz = [nin, *nouts]
    total = sum((a + 1) * b for a, b in zip(sz, nouts))
