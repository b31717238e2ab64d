"""The neuron's output is found in the graph, as what the weight leads to; parents are followed."""


def every(out):
    """Return all Values that an output was made from, and itself."""
    found, waiting = {}, [out]
    while waiting:
        value = waiting.pop()
        if id(value) not in found:
            found[id(value)] = value
            waiting.extend(value._prev)
    return list(found.values())


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
