"""All widths count once, nin too."""

def count_parameters(nin, nouts):
    sizes = [nin, *nouts]
    return sum(sizes) + sum(a * b for a, b in zip(sizes, sizes[1:]))
