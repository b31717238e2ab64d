"""N25-names: Your weights are not found under w.

The other files, and these checks, look for neuron.w and neuron.b. Are yours called otherwise? Or
does what makes them not run, as where __init__ (in a dataclass, __post_init__) is misspelled?

Print vars(neuron): which names are there?

1. Under which names does your neuron keep its weights and its bias?
2. The lesson calls them w, a list of Values, and b, one Value.
3. Rename them everywhere in the class, or see that __init__ makes what is not there.
Seen: 8 of 64 public rewrites have other names for w or b
"""


def __init__(self, nin):
    self.weights = [Value(random.uniform(-1, 1)) for _ in range(nin)]
    self.bias = Value(0.0)


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.weights, x)), self.bias)
    return pre_activation.tanh()


def parameters(self):
    return [*self.weights, self.bias]
