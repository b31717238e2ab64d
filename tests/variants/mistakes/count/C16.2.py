"""float"""

import numpy as np

def count_parameters(nin, nouts):
    a = np.array([nin, *nouts[:-1]], dtype=float)
    return float(((a + 1) * np.array(nouts)).sum())
