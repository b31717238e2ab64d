"""G61: The three factors are right, and in another order than asked for: upstream, slope, input.

A product does not mind the order, so your numbers pass as a product. But they are to name the
reason, and whoever reads them takes the first for upstream.

Compare your last line with the docstring's `Returns`.

1. Which of the three comes first in your last line?
2. Follow the gradient backwards: from what listens, through the tanh, to the input.
3. Sort the three names in the last line: upstream, slope, input.
"""


def gradient_factors(model, x, j, i):
    outputs = model.layers[0](x)
    end = outputs
    for layer in model.layers[1:]:
        end = layer(end)
    end.backward()
    return x[i], 1 - outputs[j].data ** 2, outputs[j].grad
