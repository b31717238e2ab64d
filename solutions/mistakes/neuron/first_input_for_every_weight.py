"""N72: You multiply every weight by the same input, the first one.

x[0] stays the first input, whichever weight you multiply by it. So the other inputs do not count,
and their weights only add to the first one.

Change the last input only: the output should move.

1. Which inputs does your sum read?
2. Each weight has an input of its own, in the same place of its list.
3. Let the place grow with that of the weight, or go through both lists side by side with zip.
"""


def __call__(self, x):
    return sum((wi * x[0] for wi in self.w), self.b).tanh()
