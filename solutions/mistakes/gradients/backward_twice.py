"""G02: You call backward() twice on the same graph, so the gradients are too large, and unevenly.

Gradients add up, those of the Values in between as well. The second run passes on what the first
one left there, once more: a weight far from the output gets several times too much, one near it
twice. So even the order changes.

How often is backward() called in your function?

1. Your gradients are larger than they should be. By the same factor everywhere?
2. Gradients add up (+=) until somebody sets them back to 0; those of the inner Values, too.
3. One forward pass, one backward().
Seen: karpathy/micrograd #53, #54, #63, #102
"""


def rank_parameters(model, x):
    parameters = model.parameters()
    for p in parameters:
        p.grad = 0.0
    out = model(x)
    out.backward()
    out.backward()
    return sorted(parameters, key=lambda p: -abs(p.grad))
