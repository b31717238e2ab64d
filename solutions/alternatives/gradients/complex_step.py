"""Gradients by a step into the complex numbers, which is exact; positions instead of parameters."""

import cmath

TINY = 1e-30


def out(w, x, b):
    return cmath.tanh(sum(wi * xi for wi, xi in zip(w, x)) + b)


def predict_gradients(w, x, b):
    moved = [[wk + TINY * 1j * (k == i) for k, wk in enumerate(w)] for i in range(len(w))]
    return [out(one, x, b).imag / TINY for one in moved], out(w, x, b + TINY * 1j).imag / TINY


def silence_one(w, b, i):
    x = [0.3 if wi > 0 else -0.2 for wi in w]
    x[i] = -0.0
    return x


def silence_all(w, x):
    return -30


def favour_smallest(w, b):
    ranked = sorted(range(len(w)), key=lambda k: abs(w[k]))
    return [1 / (1 + ranked.index(k)) for k in range(len(w))]


def rank_parameters(model, x):
    parameters = model.parameters()
    before = [p.grad for p in parameters]
    model(x).backward()
    sizes = [abs(p.grad - old) for p, old in zip(parameters, before)]
    return sorted(range(len(sizes)), key=sizes.__getitem__, reverse=True)


def gradient_factors(model, x, j, i):
    outputs = [neuron(x) for neuron in model.layers[0].neurons]
    signal = outputs
    for layer in model.layers[1:]:
        signal = layer(signal)
    signal.backward()
    o = outputs[j]
    return [o.grad, (1 - o.data) * (1 + o.data), float(x[i])]


def nudge(model, x, k, h):
    p = model.parameters()[k]
    old, p.grad = p.data, 0.0
    outs = []
    for step in (0, h):
        p.data = old + step
        outs.append(model(x))
    p.data = old
    outs[0].backward()
    return p.grad * h, outs[1].data - outs[0].data
