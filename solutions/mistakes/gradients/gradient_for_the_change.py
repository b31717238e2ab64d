"""G81: You return the gradient itself, and it promises the change only when it is multiplied with
h.

The gradient is a rate: so much output for each unit of the parameter. The nudge is much less than
one unit, and the output moves by that part of it.

Compare your two numbers: by which factor do they differ?

1. By which factor do your two numbers differ?
2. A rate times a distance is a distance.
3. Multiply the gradient with h.
"""


def nudge(model, x, k, h):
    p = model.parameters()[k]
    p.grad = 0.0
    before = model(x)
    before.backward()
    kept = p.data
    p.data = kept + h
    real = model(x).data - before.data
    p.data = kept
    return p.grad, real
