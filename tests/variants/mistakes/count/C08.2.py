"""neurons"""

def count_parameters(nin, nouts):
    return sum(n for n in nouts)
