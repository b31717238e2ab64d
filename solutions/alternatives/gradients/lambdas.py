"""Functions by lambda and functools, a nudge of a deep copy, ranks by heapq."""

import heapq
import math
from copy import deepcopy
from functools import reduce

_slope = lambda z: 1 - math.tanh(z) * math.tanh(z)  # noqa: E731
_sum = lambda w, x, b: reduce(lambda z, p: z + p[0] * p[1], zip(w, x), b)  # noqa: E731
predict_gradients = lambda w, x, b: (  # noqa: E731
    [xi * _slope(_sum(w, x, b)) for xi in x],
    _slope(_sum(w, x, b)),
)
silence_one = lambda w, b, i: [float(k != i) for k in range(len(w))]  # noqa: E731
silence_all = lambda w, x: 1e6  # noqa: E731
favour_smallest = lambda w, b: [float(wi == min(w, key=abs)) for wi in w]  # noqa: E731


def rank_parameters(model, x):
    fresh = deepcopy(model)
    for p in fresh.parameters():
        p.grad = 0.0
    fresh(x).backward()
    heap = [(-abs(p.grad), place) for place, p in enumerate(fresh.parameters())]
    heapq.heapify(heap)
    return [heapq.heappop(heap)[1] for _ in range(len(heap))]


def gradient_factors(model, x, j, i):
    hidden = model.layers[0](x)
    reduce(lambda signal, layer: layer(signal), model.layers[1:], hidden).backward()
    return hidden[j].grad, _slope(math.atanh(hidden[j].data)), x[i]


def nudge(model, x, k, h):
    other = deepcopy(model)
    other.parameters()[k].data += h
    still = deepcopy(model)
    for p in still.parameters():
        p.grad = 0.0
    out = still(x)
    out.backward()
    return still.parameters()[k].grad * h, other(x).data - out.data
