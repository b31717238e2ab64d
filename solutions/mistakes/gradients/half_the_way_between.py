"""G89: Your real change is half the way from h below to h above.

That measures a slope well. The task is another one: how far does the output go, from where it was,
when the parameter moves up by h?

Compare nudge with a large h, such as 1.0: the two ways differ most there.

1. Which two outputs do you compare?
2. One is the output before; the other is the output with the parameter moved up by h.
3. Take the output after the move minus the output before, and divide by nothing.
"""


def nudge(model, x, k, h):
    p = model.parameters()[k]
    p.grad = 0.0
    before = model(x)
    before.backward()
    kept = p.data
    p.data = kept + h
    above = model(x).data
    p.data = kept - h
    below = model(x).data
    p.data = kept
    return p.grad * h, (above - below) / 2
