"""G77: Your real change is 0: you read the old output, and that does not follow a moved parameter.

A Value's data is computed once, when the operation runs. Moving a parameter afterwards changes no
result that is there already. To see the effect, the network has to run again.

How often do you call the model?

1. How often do you call the model, and when?
2. Results do not follow by themselves: they were computed with the old number.
3. Call the model a second time after the move, and subtract the first output.
"""


def nudge(model, x, k, h):
    p = model.parameters()[k]
    p.grad = 0.0
    out = model(x)
    before = out.data
    out.backward()
    kept = p.data
    p.data = kept + h
    real = out.data - before
    p.data = kept
    return p.grad * h, real
