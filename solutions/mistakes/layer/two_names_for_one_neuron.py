"""L35-name: You name the neuron one way in the for, and call it by another name.

The loop fills the name that stands after for, and only that one. The other name is unknown, so
Python stops with a NameError; the rest of your layer may well be right.

Compare the name in the error with the name after for, in the same line.

1. Which two names do you have for one neuron?
2. The name after for and the name that you use must be the same.
3. Choose one name and write it in both places of the comprehension.
Seen: learner notes by Punith; naming and type slips have at least 12 authors
"""


def __call__(self, x):
    outputs = [n(x) for neuron in self.neurons]
    return outputs[0] if len(outputs) == 1 else outputs
