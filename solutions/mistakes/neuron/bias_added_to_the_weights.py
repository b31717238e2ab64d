"""N66: Your parameters() makes self.w longer by the bias, at every call.

A second name for a list is no copy of it: what is added to one is in the other. So the neuron has a
weight more after each call of parameters(), and lists its bias again and again.

Print len(neuron.w) before and after two calls of neuron.parameters().

1. How many weights has your Neuron(3) after parameters() was called?
2. append, extend and += change a list in place. + makes a new one, and so do square brackets.
3. Return a new list that holds the items of self.w and then self.b, and leave self.w alone.
"""


def parameters(self):
    params = self.w
    params += [self.b]
    return params
