"""G86: Your two numbers come the other way round: first predicted, then real.

For a small h they are nearly the same, and nobody notices. For a large one the promise of the
gradient is not kept, and then it matters which is which.

Compare your last line with `Returns`, in the text below the def line.

1. Which of the two comes first in your last line?
2. Predict first, then look: in this order they come back.
3. Swap the two sides of the comma.
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
    return real, p.grad * h
