"""Printed."""


def count_parameters(nin, nouts):
    n = 0
    before = nin
    for width in nouts:
        n = n + before * width + width
        before = width
    print(n)
