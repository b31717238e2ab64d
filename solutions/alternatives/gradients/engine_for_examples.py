"""Examples are found by trying, with the engine as the judge; inputs are made Values on the way."""

from engine import Value


def gradients_of(w, x, b):
    weights, bias = [Value(wi) for wi in w], Value(b)
    out = bias
    for wi, xi in zip(weights, x):
        out = out + wi * Value(xi)
    out.tanh().backward()
    return [abs(wi.grad) for wi in weights], abs(bias.grad)


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
