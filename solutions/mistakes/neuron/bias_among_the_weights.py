"""N68: Your self.w has one item too many: the bias stands in it, too.

Your maths is right. But self.w is the list of the nin weights, one for each input: your neuron.w
counts the bias as a weight.

Print len(neuron.w) of a Neuron(3).

1. How many items has self.w of your Neuron(3)?
2. self.w holds one weight for each input. The bias has a name of its own: self.b.
3. Make self.w with nin items, and let parameters() put them and self.b into a new list.
"""


def __init__(self, nin):
    self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)] + [Value(0.0)]
    self.b = self.w[-1]


def parameters(self):
    return self.w
