"""Examples are found by trying, with the engine as the judge; inputs are made Values on the way."""

import math

from engine import Value

def gradients_of(w, x, b):
    weights, bias = [Value(wi) for wi in w], Value(b)
    out = bias
    for wi, xi in zip(weights, x):
        out = out + wi * Value(xi)
    out.tanh().backward()
    return [abs(wi.grad) for wi in weights], abs(bias.grad)


def predict_gradients(w, x, b):
    out = math.tanh(sum(wi * xi for wi, xi in zip(w, x)) + b)
    slope = 1 - out * out
    return [slope * xi for xi in x], slope


def silence_one(w, b, i):
    return [0.0 if k == i else 1.0 for k in range(len(w))]


def silence_all(w, x):
    b = 0.0
    while max(*gradients_of(w, x, b)[0], gradients_of(w, x, b)[1]) >= 0.0005:
        b -= 1.0
    return b


def favour_smallest(w, b):
    place = min(range(len(w)), key=lambda k: w[k] ** 2)
    x = [0.2] * len(w)
    while True:
        found, _ = gradients_of(w, x, b)
        if found[place] > 1.5 * max(found[:place] + found[place + 1 :]):
            return x
        x[place] += 0.1


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
