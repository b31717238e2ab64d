"""N27-bias: Your parameters() leaves out the bias.

Training moves only what parameters() hands over, so a bias that is left out never learns. With all
biases missing, MLP(3, [4, 4, 1]) has 32 parameters instead of 41.

Print len(neuron.parameters()) of a Neuron(3): it should be 4.

1. How many numbers can a Neuron(3) learn, and how many do you list?
2. A neuron with nin inputs learns nin weights and one bias.
3. Make a list of all the weights with the bias as one more item.
Seen: one public version
"""


def parameters(self):
    return self.w
