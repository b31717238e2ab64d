"""M07: You call the class Layer, where you want one of your own layers.

With a capital letter, the name makes a new layer and asks for its sizes, so Python stops with a
TypeError. Your layers wait in self.layers, and the loop hands them to you one by one.

Look at the name after for, and at the name that you call in the line below it.

1. Is it layer or Layer that you call in the loop?
2. The class makes new layers. The loop variable is one that you have made.
3. Call the loop variable, with its small first letter, with x in the brackets.
Seen: zvonimirkonjevic/micrograd, in three versions
"""


def __call__(self, x):
    for layer in self.layers:
        x = Layer(x)
    return x
