"""N12: All your weights are one and the same Value.

Value(...) makes one each time that it runs, and yours runs once. To append that one in a loop, or
to multiply a list, makes nothing new: every place holds the same object. If you move one weight,
you move them all. So your neuron cannot tell its inputs apart.

Set neuron.w[0].data to 5.0 and print neuron.w.

1. Is neuron.w[0] the same object as neuron.w[1]?
2. Repeating a list repeats the reference. A new Value has to be made for each place.
3. Make the weights one by one: a comprehension over range(nin) that builds a Value each time.
Seen: no Value example met; sixeleven.in explains the same trap with lists in a list
"""


def __init__(self, nin):
    self.w = [Value(random.uniform(-1, 1))] * nin
    self.b = Value(0.0)
