"""You say for each parameter which rank it has; asked for is who comes first, second, and so on.

These are two lists with the same numbers in them. Yours answers "how far up is parameter 0?"; asked
for is "which parameter is at the top?". Sorted positions answer that directly.

What does the first number of your list say, and about which parameter?
"""

import math

ID = "G56"

HINTS = (
    "What does the first number of your list mean: a parameter, or a rank?",
    "Read the list aloud: on place one is parameter ..., on place two is parameter ...",
    "Leave out the last step: the sorted positions are the answer.",
)

SEEN = "own analysis; numpy's argsort called twice"


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
    places = sorted(range(len(parameters)), key=lambda k: -abs(parameters[k].grad))
    return [places.index(k) for k in range(len(parameters))]


def gradient_factors(model, x, j, i):
    outputs = model.layers[0](x)
    end = outputs
    for layer in model.layers[1:]:
        end = layer(end)
    end.backward()
    return outputs[j].grad, 1 - outputs[j].data ** 2, x[i]


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
