"""N05-sigmoid: Your neuron squashes with the sigmoid, and this lesson uses tanh.

The sigmoid is 1 / (1 + exp(-z)). The two curves have the same shape, but the sigmoid runs from 0 to
1 and tanh from -1 to 1. With tanh a neuron can say no as loudly as yes, and the next layer gets
numbers of both signs.

Set all weights and the bias to 0 and call the neuron: tanh gives 0, the sigmoid 0.5.

1. What does your neuron say when the weighted sum is 0?
2. The output should lie between -1 and 1, with 0 in the middle; that curve is tanh.
3. No exp and no division are needed: the sum is a Value and has a tanh method.
Seen: DebesheeSen/micrograd_pkg, as its default
"""


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    return 1 / (1 + (-pre_activation).exp())
