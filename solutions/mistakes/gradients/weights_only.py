"""G30: You return the gradients of the weights and forget that of the bias.

The bias learns like every weight, and it has a gradient, too: the simplest of all. Without it you
could not say whether the neuron fires too easily.

The example in the text below the def line ends in two things, a list and a number.

1. How many parameters does the neuron have, and how many gradients do you return?
2. One is missing: how far does the output move with the bias?
3. Return two things, with a comma between: your list, and the slope.
"""


def predict_gradients(w, x, b):
    out = math.tanh(sum(wi * xi for wi, xi in zip(w, x)) + b)
    slope = 1 - out * out
    return [slope * xi for xi in x]
