"""The biases are as many as the inputs."""

def count_parameters(nin, nouts):
    sizes = [nin] + list(nouts)
    return sum(a * b + a for a, b in zip(sizes, sizes[1:]))
