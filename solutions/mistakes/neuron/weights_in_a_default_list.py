"""N14-default: All your neurons keep their weights in one shared list.

Python makes a default argument, or a list in the class body, only once. So each new neuron adds its
weights to the list of the ones before it, and all of them use the first few.

Make two neurons with three inputs each and print len(neuron.w) of both.

1. Make a second neuron: what has happened to the weights of the first?
2. Python runs the def line and the class body once. Make what a neuron owns in __init__.
3. Let the body of __init__ make the list, new for each neuron, and store it as an attribute.
"""


def __init__(self, nin, w=[]):
    for _ in range(nin):
        w.append(Value(random.uniform(-1, 1)))
    self.w = w
    self.b = Value(0.0)
