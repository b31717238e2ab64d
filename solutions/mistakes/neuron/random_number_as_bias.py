"""N11-random-bias: Your bias is a random plain number, and it needs to be a Value to learn.

A random start is fine, also for a bias. But a plain float has no grad, so training can move all of
your weights, and the bias stays for ever where chance has put it.

Compare type(neuron.w[0]) with type(neuron.b).

1. In what way is your bias made differently from your weights?
2. Every parameter is a Value. The bias is a parameter, too.
3. Put Value around what you draw for the bias, just as you do for each weight.
"""


def __init__(self, nin):
    self.w = [Value(random.uniform(-1, 1)) for _ in range(nin)]
    self.b = random.uniform(-1, 1)
