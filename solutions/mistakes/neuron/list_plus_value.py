"""N34-sum: You add the bias, a Value, to the weights, a list, and these do not add up.

With a list on its left, + joins two lists. Python asks the Value to help, and the error then speaks
of a float and a list, from deep inside the engine.

Print the types of neuron.w and of neuron.b, and then try to join two short lists with +.

1. What are the types of the two things that you add?
2. A list can be joined with a list only, so the bias needs a list of its own.
3. Put square brackets around the bias, so that a list of one item joins the list of weights.
"""


def parameters(self):
    return self.w + self.b
