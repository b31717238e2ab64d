"""You take 1 for upstream, and that holds only for a neuron whose output is the end.

Behind this neuron there are others. How much they make of its output is what upstream says:
nothing, if their weights for it are 0; little, if they are saturated themselves.

Look at the neuron that nobody listens to: what would 1 mean there?
"""

import math

ID = "G62"

HINTS = (
    "What stands between this neuron's output and the end?",
    "backward() on the end of the computation leaves the answer in the neuron's output Value.",
    "Keep what the first layer returns; after backward() on the end, read .grad of place j.",
)

SEEN = "own analysis"


def predict_gradients(w, x, b):
    out = math.tanh(sum(wi * xi for wi, xi in zip(w, x)) + b)
    slope = 1 - out * out
    return [slope * xi for xi in x], slope


def silence_one(w, b, i):
    return [0.0 if k == i else 1.0 for k in range(len(w))]


def silence_all(w, x):
    return 20.0 - sum(wi * xi for wi, xi in zip(w, x))


def favour_smallest(w, b):
    smallest = min(w, key=abs)
    return [1.0 if wi == smallest else 0.5 for wi in w]


def rank_parameters(model, x):
    parameters = model.parameters()
    for p in parameters:
        p.grad = 0.0
    model(x).backward()
    return sorted(parameters, key=lambda p: -abs(p.grad))


def gradient_factors(model, x, j, i):
    outputs = model.layers[0](x)
    return 1.0, 1 - outputs[j].data ** 2, x[i]


def nudge(model, x, k, h):
    p = model.parameters()[k]
    p.grad = 0.0
    before = model(x)
    before.backward()
    kept = p.data
    p.data = kept + h
    real = model(x).data - before.data
    p.data = kept
    return p.grad * h, real
