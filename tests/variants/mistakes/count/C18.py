"""The width is stored at the top of the loop."""

def count_parameters(nin, nouts):
    count = 0
    previous = nin
    for n in nouts:
        previous = n
        count = count + previous * n + n
    return count
