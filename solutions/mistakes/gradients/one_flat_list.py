"""G24: You put all gradients into one list, and the bias's comes by itself.

parameters() is one flat list, because whoever trains wants all of it alike. Here you predict two
kinds of things, and the two are asked for apart: a list for the weights, and one number.

How many things does your function return, and how many does the docstring name?

1. How many things does the docstring say that come back?
2. The numbers are right; only their packing differs: a list, and beside it a number.
3. A comma between the list and the slope, where you now join them.
"""


def predict_gradients(w, x, b):
    out = math.tanh(sum(wi * xi for wi, xi in zip(w, x)) + b)
    slope = 1 - out * out
    return [*(slope * xi for xi in x), slope]
