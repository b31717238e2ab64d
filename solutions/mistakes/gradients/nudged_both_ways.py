"""You move the parameter both ways, so the change that you measure is about twice as large.

From -h to h is a way of 2h. That is a good way to measure a gradient, if you divide by 2h; here the
question is how far the output goes when the parameter moves by h, from where it is.

Where does your way begin?
"""

import math

ID = "G84"

HINTS = (
    "From where to where do you move the parameter?",
    "The change is measured from the output as it is, with the parameter untouched.",
    "Subtract the output before any move.",
)

SEEN = "own analysis; a central difference, as in most checks of gradients"


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
    end = outputs
    for layer in model.layers[1:]:
        end = layer(end)
    end.backward()
    return outputs[j].grad, 1 - outputs[j].data ** 2, x[i]


def nudge(model, x, k, h):
    p = model.parameters()[k]
    p.grad = 0.0
    model(x).backward()
    kept = p.data
    p.data = kept + h
    up = model(x).data
    p.data = kept - h
    down = model(x).data
    p.data = kept
    return p.grad * h, up - down
