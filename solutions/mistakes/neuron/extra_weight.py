"""N22-more: You make one weight more than there are inputs.

zip ends with the shorter list and says nothing, so the output is right. But the last weight never
takes part: it counts as a parameter and can learn nothing.

Print len(neuron.w) of a Neuron(3).

1. How many weights does your Neuron(3) have?
2. One weight for each input. The bias is kept apart, as b, and needs no place among them.
3. Count up to nin when you make the weights, and add nothing to it.
Seen: zip hides it, as karpathy/micrograd PR #107 reports
"""


def __init__(self, nin):
    self.w = [Value(random.uniform(-1, 1)) for _ in range(nin + 1)]
    self.b = Value(0.0)
