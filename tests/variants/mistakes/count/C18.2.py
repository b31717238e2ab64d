"""Each width with itself."""

def count_parameters(nin, nouts):
    return sum([n * n + n for n in nouts])
