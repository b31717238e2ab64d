"""The inputs are added at the end."""

def count_parameters(nin, nouts):
    sizes = [nin] + list(nouts)
    total = 0
    for i in range(len(nouts)):
        total += sizes[i] * sizes[i + 1] + sizes[i + 1]
    return total + nin
