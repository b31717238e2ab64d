"""N22-single: You make a single weight, and each input needs one of its own.

zip ends with the shorter list and says nothing: only the first input has a weight, and the others
never count.

Print len(neuron.w) of a Neuron(3), and change the second input: does the output move?

1. How many weights does your Neuron(3) have?
2. nin says how many inputs there are, and each of them has a weight.
3. Make the weights in a comprehension over range(nin), one new Value for each.
Seen: zip hides it, as karpathy/micrograd PR #107 reports
"""


def __init__(self, nin):
    self.w = [Value(random.uniform(-1, 1))]
    self.b = Value(0.0)
