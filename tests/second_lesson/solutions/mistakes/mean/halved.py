"""X01: You divide by two, however many there are.

Half the sum is the mean of two numbers alone.

1. What is the mean of one number?
2. Count the numbers.
3. Divide by len(numbers).
"""


def mean(numbers):
    return sum(numbers) / 2
