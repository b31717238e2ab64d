"""N61: Your maths is right, but you draw one random number, and all weights start from it.

Each weight is a Value of its own, and yet all begin alike. Then a new neuron counts each of its
inputs the same, and cannot tell them apart before it has learned for a while.

Print the w of a Neuron(3): you should see three different numbers.

1. How often do you ask random for a number, and how many weights do you make?
2. A number that is drawn before the loop is the same in each of its turns.
3. Draw inside the list, once for each weight.
"""


def __init__(self, nin):
    start = random.uniform(-1, 1)
    self.w = [Value(start) for _ in range(nin)]
    self.b = Value(0.0)
