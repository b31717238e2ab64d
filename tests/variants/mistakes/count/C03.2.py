"""always nin"""

def count_parameters(nin, nouts):
    total = 0
    for n in nouts:
        total += nin * n + n
    return total
