"""N34-none: Your parameters() returns None.

A function gives None without a return, and if what stands behind it gives None: append(), insert(),
sort() and print() do. Code in quotation marks never runs. Training then has nothing it can move.

Print neuron.parameters().

1. What does print(neuron.parameters()) show?
2. What a method makes is lost at its end, unless it is returned.
3. Let the last line of the method return one list with all weights and the bias.
"""


def parameters(self):
    params = list(self.w)
    params.append(self.b)
