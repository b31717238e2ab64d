"""The neuron's output is found in the graph, as what the weight leads to; parents are followed."""

import math


def predict_gradients(w, x, b):
    t = math.tanh(sum(map(float.__mul__, map(float, w), map(float, x)), b))
    return [(1 - t * t) * xi for xi in x], 1 - t * t


def silence_one(w, b, i):
    return [0.0 if k == i else 2.0 / len(w) for k in range(len(w))]


def silence_all(w, x):
    z = sum(wi * xi for wi, xi in zip(w, x))
    return math.copysign(25.0 + abs(z), z)


def favour_smallest(w, b):
    smallest = sorted(w, key=lambda wi: wi * wi)[0]
    return [0.9 if wi == smallest else -0.3 for wi in w]


def every(out):
    """Return all Values that an output was made from, and itself."""
    found, waiting = {}, [out]
    while waiting:
        value = waiting.pop()
        if id(value) not in found:
            found[id(value)] = value
            waiting.extend(value._prev)
    return list(found.values())


def rank_parameters(model, x):
    out = model(x)
    for value in every(out):
        value.grad = 0.0
    out.backward()
    places = range(len(model.parameters()))
    return sorted(places, key=lambda k: (-abs(model.parameters()[k].grad), k))


def gradient_factors(model, x, j, i):
    out = model(x)
    for value in every(out):
        value.grad = 0.0
    out.backward()
    node = model.layers[0].neurons[j].w[i]
    values = every(out)
    while node._op != "tanh":
        node = next(v for v in values if any(parent is node for parent in v._prev))
    return node.grad, 1 - node.data**2, x[i]


def nudge(model, x, k, h):
    p = model.parameters()[k]
    kept = p.data

    def at(place):
        p.data = place
        return model(x)

    p.grad = 0.0
    now = at(kept)
    now.backward()
    moved = at(kept + h)
    at(kept)
    return p.grad * h, moved.data - now.data
