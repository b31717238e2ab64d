"""G88: Your order is still that of model.parameters(), as if all gradients were alike.

A ranking puts the parameter with the largest gradient first, whatever its sign. Are the gradients
there when you compare them? Setting them back to 0 after backward() makes them all alike.

Print abs(p.grad) of each parameter in the order that you return: the numbers should fall.

1. By what does your function put the parameters in order, and which numbers are these then?
2. sorted(..., key=...) takes a function that gives a number for each parameter.
3. Clear the gradients, call backward(), and then sort by abs(p.grad), the largest first.
"""


def rank_parameters(model, x):
    for p in model.parameters():
        p.grad = 0.0
    model(x).backward()
    return model.parameters()
