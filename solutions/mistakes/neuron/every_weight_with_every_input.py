"""N44: You multiply every weight by every input, and each weight has only one.

Two loops inside each other make all pairs. So does a sum of weights times a sum of inputs. Three
inputs then give nine products instead of three. Every input counts the same, and the neuron cannot
tell them apart.

Exchange two inputs and call the neuron again: the output should change.

1. Three inputs make three products. How many pairs of a weight and an input are in yours?
2. The first weight goes with the first input, the second with the second: side by side.
3. Take a weight and its input together, multiply them, and only then add; zip makes such pairs.
"""


def __call__(self, x):
    total = self.b
    for wi in self.w:
        for xi in x:
            total = total + wi * xi
    return total.tanh()
