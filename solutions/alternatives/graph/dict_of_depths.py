"""The nodes are the keys of a dict that says how far each is from root; edges are lists of two."""


def trace(root):
    depths, edges = {root: 0}, []
    for value in iter_while_growing(depths):
        for operand in value._prev:
            depths.setdefault(operand, depths[value] + 1)
            if [operand, value] not in edges:
                edges.append([operand, value])
    return depths, edges


def iter_while_growing(things):
    done = 0
    while done < len(things):
        yield list(things)[done]
        done += 1
