"""numpy multiplies the two rows of sizes, and the answer is one of its whole numbers."""

import numpy as np


def count_parameters(nin, nouts):
    inputs = np.array([nin, *nouts], dtype=np.int64)[:-1]
    return np.dot(inputs + 1, np.array(nouts, dtype=np.int64))
