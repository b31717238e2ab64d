"""G58: Your rank_parameters returns None, and not a list.

Do you return what sort() or reverse() gives? Such a method changes the list in place and gives None
back. sorted() makes a new list and gives you that. Or is there no return at all?

What does print([3, 1, 2].sort()) show?

1. What does print(rank_parameters(model, x)) show?
2. sort() works on the list itself; sorted() gives you a new one.
3. Either return sorted(...), or sort in one line and return the list in the next.
"""


def rank_parameters(model, x):
    parameters = model.parameters()
    for p in parameters:
        p.grad = 0.0
    model(x).backward()
    return parameters.sort(key=lambda p: -abs(p.grad))
