"""N35-self: You write w without its self and dot, so Python does not find your weights.

Inside a method a bare name is a local variable. What belongs to the neuron is found through self,
and a comma after self instead of a dot ends in the same NameError.

Find the name from the error in your method, and look at the character in front of it.

1. Where do your weights live: in the method, or on the neuron?
2. An attribute is always written with self and a dot in front of it.
3. In the brackets of zip there are two things: the weights of self, and the inputs.
Seen: Saranath07, with a comma for the dot
"""


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(w, x)), self.b)
    return pre_activation.tanh()
