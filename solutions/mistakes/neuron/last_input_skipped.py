"""N54: Your sum stops one input too early, so the last one does not count.

The last weight is never used, and its gradient stays 0. range leaves out its end by itself, and a
while with < does so, too: nothing has to be taken away from the length.

Print list(range(3)) and list(range(3 - 1)), and compare them with the places in a list of three.

1. Does your output move when you change the last input only?
2. range(3) already ends with 2, which is the last place in a list of three.
3. Go over the whole length of x, with nothing taken away from it.
"""


def __call__(self, x):
    total = self.b
    for i in range(len(x) - 1):
        total = total + self.w[i] * x[i]
    return total.tanh()
