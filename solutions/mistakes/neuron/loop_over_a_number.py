"""N35-range: You loop over the number nin itself, and a loop needs something to go through.

nin is one number. A for loop goes through items, and a number has none. Python stops and says that
an int is not iterable.

Try list(range(3)), and then list(3).

1. What should the for in your __init__ go through?
2. range turns a number into that many turns.
3. Put range, with nin in its brackets, after the word in.
Seen: LeslieKid, and one more author
"""


def __init__(self, nin):
    self.w = [Value(random.uniform(-1, 1)) for _ in nin]
    self.b = Value(0.0)
