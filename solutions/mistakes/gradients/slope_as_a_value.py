"""G71: Your slope is right, but it is a Value, and a plain number is asked for.

Computing with a Value gives a Value, which carries its whole graph along. Here you only want to
look at the number in it.

Which of your three has no .data in its line?

1. What is type(...) of each of your three numbers?
2. A Value's number is its data.
3. outputs[j].data instead of outputs[j] in the line of the slope.
"""


def gradient_factors(model, x, j, i):
    outputs = model.layers[0](x)
    end = outputs
    for layer in model.layers[1:]:
        end = layer(end)
    end.backward()
    return outputs[j].grad, 1 - outputs[j] ** 2, x[i]
