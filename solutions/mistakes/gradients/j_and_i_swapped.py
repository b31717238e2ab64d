"""G69: You mix up j and i: j says which neuron, and i which of its weights.

If you swap them, you look at the wrong neuron and the wrong input. All three numbers then belong to
another weight. Where the layer has more neurons than inputs, or fewer, the list ends too early.

What is model.layers[0].neurons[j].w[i] in your call?

1. Which of the two letters counts neurons, and which counts inputs?
2. j goes with the outputs of the layer, i goes with x.
3. outputs[j], and x[i].
"""


def gradient_factors(model, x, j, i):
    outputs = model.layers[0](x)
    end = outputs
    for layer in model.layers[1:]:
        end = layer(end)
    end.backward()
    return outputs[i].grad, 1 - outputs[i].data ** 2, x[j]
