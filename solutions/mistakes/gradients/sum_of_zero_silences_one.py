"""You make the sum 0, and an output of 0 does not mean gradients of 0.

Where the sum is 0 the output is 0, and tanh is steepest: every weight moves the output as much as
it ever can. How large an output is, and how far it moves, are two questions.

Nudge weight i by 0.1 at your inputs: does the output stay where it is?
"""

import math

ID = "G36"

HINTS = (
    "The output is 0 with your inputs. Does it stay 0 when you nudge the weight?",
    "The gradient is slope * input. At a sum of 0 the slope is at its largest.",
    "The weight's own input is the factor that only this weight has.",
)

SEEN = "own analysis; a form of G08"


def predict_gradients(w, x, b):
    out = math.tanh(sum(wi * xi for wi, xi in zip(w, x)) + b)
    slope = 1 - out * out
    return [slope * xi for xi in x], slope


def silence_one(w, b, i):
    x = [1.0] * len(w)
    x[i] = (w[i] - b - sum(w)) / w[i]
    return x


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
    before = model(x)
    before.backward()
    kept = p.data
    p.data = kept + h
    real = model(x).data - before.data
    p.data = kept
    return p.grad * h, real
