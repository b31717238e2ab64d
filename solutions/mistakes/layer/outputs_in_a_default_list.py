"""L38-default: Your call fills one list that all calls and all layers share.

Python makes a default argument, or a list in the class body, only once. So the list still holds
what earlier calls have put there.

Call your layer twice and print the length of what it gives.

1. What is in your list when the second call begins?
2. Python runs the def line and the class body once. Make a list that starts empty in the body.
3. Take the list out of the def line or the class body, and make it in the first line of the body.
"""


def __call__(self, x, outputs=[]):
    outputs += [neuron(x) for neuron in self.neurons]
    return outputs[0] if len(outputs) == 1 else outputs
