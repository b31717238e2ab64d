"""N23: You draw new weights at every call, so your neuron remembers nothing.

What a neuron has learned is in its weights. If you draw them at each call, the same input gives
another output, and the neuron forgets what it has learned.

Call your neuron twice with the same input and compare the outputs.

1. Which weights does the second call of your neuron use?
2. Weights are made once, when the neuron is made. A call reads them and changes nothing.
3. Make the weights in __init__ only, and take that line out of the call.
"""


def __call__(self, x):
    self.w = [Value(random.uniform(-1, 1)) for _ in x]
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    return pre_activation.tanh()
