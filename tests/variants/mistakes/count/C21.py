"""All widths so far are inputs."""

def count_parameters(nin, nouts):
    sizes = [nin] + list(nouts)
    n = 0
    for i in range(len(nouts)):
        n += (sum(sizes[: i + 1]) + 1) * sizes[i + 1]
    return n
