"""A deep copy of the model is nudged, and another one ranked, by heapq."""

import heapq
from copy import deepcopy


def rank_parameters(model, x):
    fresh = deepcopy(model)
    for p in fresh.parameters():
        p.grad = 0.0
    fresh(x).backward()
    heap = [(-abs(p.grad), place) for place, p in enumerate(fresh.parameters())]
    heapq.heapify(heap)
    return [heapq.heappop(heap)[1] for _ in range(len(heap))]


def nudge(model, x, k, h):
    other = deepcopy(model)
    other.parameters()[k].data += h
    still = deepcopy(model)
    for p in still.parameters():
        p.grad = 0.0
    out = still(x)
    out.backward()
    return still.parameters()[k].grad * h, other(x).data - out.data
