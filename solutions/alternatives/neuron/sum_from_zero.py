"""The sum starts from the number 0 and the bias joins it afterwards, still before tanh."""


def __call__(self, x):
    products = [wi * xi for wi, xi in zip(self.w, x)]
    return (sum(products) + self.b).tanh()
