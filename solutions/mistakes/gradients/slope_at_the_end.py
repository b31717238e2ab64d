"""G65: You take the slope of the last neuron, and it belongs to the neuron that the weight is in.

Every neuron has a tanh and works at a place of its own on the curve. The slope of the last one is
part of upstream already. What is asked for is the slope of neuron j of the first layer.

Which output do you square?

1. Whose output do you square, that of neuron j or that of the last one?
2. The slope of the last neuron is in upstream already.
3. Square the data of what neuron j of the first layer gave you.
"""


def gradient_factors(model, x, j, i):
    outputs = model.layers[0](x)
    end = outputs
    for layer in model.layers[1:]:
        end = layer(end)
    end.backward()
    return outputs[j].grad, 1 - end.data**2, x[i]
