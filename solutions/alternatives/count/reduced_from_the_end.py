"""reduce goes through pairs of neighbours, the last layer first; keywords have defaults."""

from functools import reduce
from itertools import pairwise


def count_parameters(nin, nouts, bias=True):
    pairs = list(pairwise([nin, *nouts]))[::-1]
    return reduce(lambda total, pair: total + pair[1] * (pair[0] + bias), pairs, 0)
