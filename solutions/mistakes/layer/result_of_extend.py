"""L20: You keep what extend gives back, and it gives back None.

extend changes the list in place and returns None. After the first turn of your loop the name no
longer holds a list, and the second turn stops with an error.

Try print([1].extend([2])) at the prompt.

1. What does your list hold after the first turn of the loop?
2. extend and append work on the list itself; there is no result to keep.
3. Write the call of extend on a line of its own, with nothing and no = in front of it.
"""


def parameters(self):
    params = []
    for neuron in self.neurons:
        params = params.extend(neuron.parameters())
    return params
