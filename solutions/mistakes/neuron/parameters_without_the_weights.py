"""N27-weights: Your parameters() leaves out the weights.

Training moves only what parameters() hands over, so these weights would never learn. With all
weights missing, MLP(3, [4, 4, 1]) would have 9 parameters instead of 41.

Print len(neuron.parameters()) of a Neuron(3): it should be 4.

1. How many numbers can a Neuron(3) learn, and how many do you list?
2. A neuron with nin inputs learns nin weights and one bias.
3. Start the list with all the weights, and let the bias follow.
"""


def parameters(self):
    return [self.b]
