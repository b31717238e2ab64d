"""G07-smallest: Your order is the other way round: the smallest gradient comes first.

You compare the right thing, the size without its sign. sorted() begins with the smallest. A minus
in the key turns that round, and so does reverse=True; both together turn it back.

Which gradient is the first in your list?

1. Which gradient is the first in your list, the largest or the smallest?
2. sorted() goes from small to large by itself.
3. Either reverse=True, or a minus sign in front of abs in the key: one of them, not both.
"""


def rank_parameters(model, x):
    parameters = model.parameters()
    for p in parameters:
        p.grad = 0.0
    model(x).backward()
    return sorted(parameters, key=lambda p: abs(p.grad))
