"""M17-list: Your maths is right, but a single output comes in a list or tuple again.

Layer takes the list away on purpose. A network with one output then gives a Value, and you can call
backward() on it straight away.

Print the output of an MLP(3, [4, 4, 1]) and look for brackets around it.

1. What does your MLP(3, [4, 4, 1]) return, and does it have a backward()?
2. The network returns what its last layer returns, in the form in which it comes.
3. After the loop, return x as it is: no brackets, no comma behind it, no question of its type.
"""


def __call__(self, x):
    for layer in self.layers:
        x = layer(x)
    return x if isinstance(x, list) else [x]
