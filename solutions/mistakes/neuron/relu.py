"""N05-relu: Your neuron squashes with relu, and this lesson uses tanh.

relu works well, and many networks use it. The rest of your neuron is right. Here the output lies in
(-1, 1), and a negative sum counts. relu makes it 0, with no gradient.

Choose inputs that make the sum negative, and look at the output and at the gradients.

1. Which activation does this lesson ask for, and which one do you use?
2. tanh is near -1 for very negative sums and near 1 for very positive ones; relu is 0 or more.
3. Leave the sum as it is and call the other method of Value on it: tanh.
Seen: karpathy/micrograd nn.py and 22 of 64 public rewrites; karpathy/micrograd PR #74, #88
"""


def __call__(self, x):
    pre_activation = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
    return pre_activation.relu()
