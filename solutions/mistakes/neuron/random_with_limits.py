"""N35-random: You give random.random two limits, and it takes none.

random.random() always draws from 0 to 1 and takes no arguments, so Python stops and no neuron is
made. random has another function that takes a lower and an upper limit.

Look at help(random.random) and help(random.uniform).

1. How many arguments does random.random take?
2. Weights are drawn evenly from -1 to 1; the function for that has uniform in its name.
3. Keep the limits and exchange the name of the function in the module random.
Seen: NilsVonXXL
"""


def __init__(self, nin):
    self.w = [Value(random.random(-1, 1)) for _ in range(nin)]
    self.b = Value(0.0)
