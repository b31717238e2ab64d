"""N22-fewer: You make one weight fewer than there are inputs.

zip ends with the shorter list and says nothing: the last input has no weight and never counts.

Print len(neuron.w) of a Neuron(3), and change the last input: does the output move?

1. How many weights does your Neuron(3) have?
2. One weight for each input. range(n) has n numbers; range(1, n) has one fewer.
3. Count from 0 up to nin when you make the weights, and take nothing away.
Seen: zip hides it, as karpathy/micrograd PR #107 reports
"""


def __init__(self, nin):
    self.w = [Value(random.uniform(-1, 1)) for _ in range(1, nin)]
    self.b = Value(0.0)
