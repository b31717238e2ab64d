"""L35-range: You loop over the number nout itself, and a loop needs something to go through.

nout is one number. A for loop goes through items, and a number has none. Python stops and says that
an int is not iterable.

Try list(range(2)), and then list(2).

1. What should the for in your __init__ go through?
2. range turns a number into that many turns.
3. Put range, with nout in its brackets, after the word in.
Seen: LeslieKid, and one more author
"""


def __init__(self, nin, nout):
    self.neurons = [Neuron(nin) for _ in nout]
