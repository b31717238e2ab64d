"""N17-inputs: You put a Value around each input, also around one that is a Value already.

With numbers this works. In a network the second layer reads the Values of the first. A Value inside
a Value is no number, so your neuron stops there with an error.

Call your neuron with floats, and then with Values made from the same floats.

1. What are the inputs of a neuron in the second layer?
2. The operations of Value wrap a plain number by themselves when they meet one.
3. Multiply by the input as it is; if you want to wrap, do it only after asking its type.
Seen: three public versions, by three authors
"""


def __call__(self, x):
    pre_activation = sum((wi * Value(xi) for wi, xi in zip(self.w, x)), self.b)
    return pre_activation.tanh()
