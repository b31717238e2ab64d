"""L38-default: Your call fills one list that all calls and all layers share.

Python makes a default argument once, when it reads the def line. So the list still holds what
earlier calls have put there.

Call your layer twice and print the length of what it gives.

1. What is in your list when the second call begins?
2. Python runs the def line once. Make a list that starts empty in the body.
3. Take the argument out of the brackets, and make the list in the first line of the body.
"""


def __call__(self, x, outputs=[]):
    outputs += [neuron(x) for neuron in self.neurons]
    return outputs[0] if len(outputs) == 1 else outputs
