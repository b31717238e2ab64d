"""G07-value: You rank by the values of the parameters, and by the sizes of their gradients it
should be.

data says what a parameter is, with its sign. How much the output moves when it is nudged stands in
grad, and there the sign is only the direction.

Compare the first of your list with the largest gradient.

1. Which attribute does your key look at: data or grad?
2. What a weight is, and how much it matters at this input, are two questions.
3. Sort by the absolute value of grad, the largest first.
"""


def rank_parameters(model, x):
    parameters = model.parameters()
    for p in parameters:
        p.grad = 0.0
    model(x).backward()
    return sorted(parameters, key=lambda p: p.data, reverse=True)
