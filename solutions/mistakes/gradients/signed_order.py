"""G07: You rank with the sign, so a large negative gradient comes last.

The sign says in which direction the output goes when the parameter grows; the size says how far. A
gradient of -0.6 moves the output more than one of 0.3.

Where in your list is the most negative gradient?

1. Where in your list is the most negative gradient?
2. Sign is the direction of the push, size is its strength.
3. Sort by the absolute value of grad, the largest first.
"""


def rank_parameters(model, x):
    parameters = model.parameters()
    for p in parameters:
        p.grad = 0.0
    model(x).backward()
    return sorted(parameters, key=lambda p: p.grad, reverse=True)
