"""Squares are compared, Values are returned, all is cleared; examples are as near and far as can be."""

import math


def predict_gradients(w, x, b):
    z = b
    for i in range(len(w)):
        z += w[i] * x[i]
    o = math.tanh(z)
    s = 1 - o**2
    dw = []
    for i in range(len(x)):
        dw.append(s * x[i])
    return dw, s


def silence_one(w, b, i):
    x = [0.5] * len(w)
    x[i] = 1e-15
    return x


def silence_all(w, x):
    return 1e300


def favour_smallest(w, b):
    k = 0
    for n in range(len(w)):
        if abs(w[n]) < abs(w[k]):
            k = n
    x = [0.1] * len(w)
    x[k] = 0.8
    return x


def rank_parameters(model, x):
    ps = list(model.parameters())
    out = model(x)
    for p in ps:
        p.grad = 0.0
    out.backward()
    return sorted(ps, key=lambda p: p.grad**2)[::-1]


def gradient_factors(model, x, j, i):
    hidden = [n(x) for n in model.layers[0].neurons]
    out = hidden
    for layer in model.layers[1:]:
        out = layer(out)
    out.backward()
    h = hidden[j]
    return [h.grad, 1 - h.data * h.data, x[i]]


def nudge(model, x, k, h):
    ps = model.parameters()
    for p in ps:
        p.grad = 0
    out = model(x)
    out.backward()
    old = ps[k].data
    ps[k].data = old + h
    new = model(x)
    ps[k].data = old
    return [ps[k].grad * h, new.data - out.data]
