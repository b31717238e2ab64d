"""L39: Your layer keeps its answers, and gives old ones after its weights have changed.

An answer fits one input and the weights of one moment. After a step of training, the layer would
still say what it said before, and the step seems to change nothing.

Call your layer, set the data of each bias to 5.0, and call it again with the same input.

1. What does your call compute once the weights have moved?
2. Between calls, keep the neurons alone.
3. Take the dict out of your layer, and ask all neurons each time.
"""


def __call__(self, x):
    key = tuple(x)
    kept = self.__dict__.setdefault("kept", {})
    if key not in kept:
        outputs = [neuron(x) for neuron in self.neurons]
        kept[key] = outputs[0] if len(outputs) == 1 else outputs
    return kept[key]
