"""G58: You return what sort() gives, and that is None: it sorts the list in place.

A list's method sort() changes the list and gives nothing back. The function sorted() makes a new
list and gives it back.

What does print([3, 1, 2].sort()) show?

1. What does print([3, 1, 2].sort()) show?
2. sort() works on the list itself; sorted() gives you a new one.
3. Either return sorted(...), or sort in one line and return the list in the next.
"""


def rank_parameters(model, x):
    parameters = model.parameters()
    for p in parameters:
        p.grad = 0.0
    model(x).backward()
    return parameters.sort(key=lambda p: -abs(p.grad))
