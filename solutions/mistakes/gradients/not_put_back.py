"""G76: You leave the parameter where you moved it.

A nudge is a question, not a step: the model is somebody else's, and it goes on with your changed
weight. If you nudge all parameters in a row, you measure each one at another place.

Print the parameter before and after your call.

1. Is the parameter what it was before, when your function is done?
2. You know the old value: keep it in a name before you change it.
3. After the second forward pass, assign the kept number to p.data.
"""


def nudge(model, x, k, h):
    p = model.parameters()[k]
    p.grad = 0.0
    before = model(x)
    before.backward()
    p.data += h
    return p.grad * h, model(x).data - before.data
