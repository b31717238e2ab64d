"""Plain loops, the slope from cosh, tuples for lists, and ints for inputs."""

import math


def predict_gradients(w, x, b):
    z = b
    for k in range(len(w)):
        z += w[k] * x[k]
    slope = 1 / math.cosh(z) ** 2
    gradients = ()
    for value in x:
        gradients += (slope * value,)
    return (gradients, slope)


def silence_one(w, b, i):
    x = []
    for k in range(len(w)):
        if k == i:
            x.append(0)
        else:
            x.append(1)
    return tuple(x)


def silence_all(w, x):
    z = 0
    for wi, xi in zip(w, x):
        z += wi * xi
    if z > 0:
        return 100
    return -100


def favour_smallest(w, b):
    best = 0
    for k in range(len(w)):
        if abs(w[k]) < abs(w[best]):
            best = k
    x = [0] * len(w)
    x[best] = -1
    return x


def rank_parameters(model, x):
    left = model.parameters()
    for p in left:
        p.grad = 0
    model(x).backward()
    ranked = []
    while left:
        best = left[0]
        for p in left:
            if abs(p.grad) > abs(best.grad):
                best = p
        ranked.append(best)
        left = [p for p in left if p is not best]
    return ranked


def gradient_factors(model, x, j, i):
    signal = x
    for number, layer in enumerate(model.layers):
        signal = layer(signal)
        if number == 0:
            neuron = signal[j]
    signal.backward()
    return (neuron.grad, 1 / math.cosh(math.atanh(neuron.data)) ** 2, x[i])


def nudge(model, x, k, h):
    parameters = model.parameters()
    for p in parameters:
        p.grad = 0
    out = model(x)
    out.backward()
    parameters[k].data += h
    moved = model(x)
    parameters[k].data -= h
    return (parameters[k].grad * h, moved.data - out.data)
