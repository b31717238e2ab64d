"""G53: You rank the weights and forget the biases, which are parameters, too.

A bias moves the output like every weight, and often more than most: its input factor is 1, whatever
x is. parameters() lists both.

How many parameters does the model have, and how long is your list?

1. How long is your list, and how many parameters has the model?
2. What else can a neuron learn besides its weights?
3. Start from model.parameters(): there they all are.
"""


def rank_parameters(model, x):
    weights = [w for layer in model.layers for neuron in layer.neurons for w in neuron.w]
    for w in weights:
        w.grad = 0.0
    model(x).backward()
    return sorted(weights, key=lambda w: -abs(w.grad))
