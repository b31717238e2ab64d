"""G33: It is the other way round: you silence all weights but the one that was named.

An input of 0 silences its own weight. You put 0 into all places but i, and so weight i is the only
one that can still move the output.

Which gradient is not 0 with your inputs?

1. Which of the weights still moves the output with your inputs?
2. The 0 belongs to the weight that you want to silence.
3. Swap the two numbers in your condition, or turn the condition round.
"""


def silence_one(w, b, i):
    return [1.0 if k == i else 0.0 for k in range(len(w))]
