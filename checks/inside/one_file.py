"""One file that holds all classes, a script or a notebook, as the module to look at.

It is run as its author ran it, with all of its own classes. Then the stand-ins take the names of
the classes beneath the exercise, and what had held on to one of these when it was defined is
defined once more: a fault in one class costs the others nothing.
"""

import _ast

from inside.loading import classes, limit, load, place
from inside.statements import MODULE, TREE_ONLY, Passed, of_future, read
from inside.table import Missing, part

OF_FUNCTION = 1  # inspect.CO_OPTIMIZED: code that runs when it is called, and not where it stands
DEFINITIONS = (_ast.ClassDef, _ast.FunctionDef, _ast.Assign, _ast.AnnAssign)
CODE_BELOW = ("%%time", "%%timeit", "%%capture", "%%prun")  # the cell's other lines are Python
FILE_BELOW = ("%%writefile", "%%file")  # they are a file, and count if that is one of Python
MAGIC = (
    r"(?P<indent>\s*)(?:[%!?]|(?:pip|conda)\s+install\b|\w[\w.]*\s*=\s*[%!]|\w[\w.]*\?{1,2}\s*$)"
)


class Nothing:
    """What a notebook has and a file has not: whatever is asked of it, nothing comes of it."""

    def __getattr__(self, _):
        return self

    def __call__(self, *_, **__):
        return self

    def __iter__(self):
        return iter(())


def load_one_file(job, loading, modules, given):
    """Run the file over some modules; return the one to look at, and the engine's class beneath."""
    engine, *stand_ins = modules.values()
    module, name = _module(job, given), job["class"]
    loading.modules[:] = [module, engine]  # what a stand-in stands for is theirs
    begun = _run(module, job, loading)
    loading.restore()
    own = getattr(module, name, None)
    brings = isinstance(own, type) and own is not given
    loading.taken += [own] * (brings and job["inside"])
    if not brings:
        loading.see_definition(begun)
    if job["look_at"] == "engine" and not brings:
        raise _no_engine(module, job, loading)
    if brings and job["own_engine"]:
        for one in (engine, *stand_ins):
            setattr(one, name, own)
    if brings and job["limited"]:
        limit(given, own, loading)
    beneath = _classes(stand_ins) if job["own_engine"] else {**_classes(stand_ins), name: given}
    if brings and not job["own_engine"]:  # their class may have other names besides
        beneath |= {one: given for one, thing in vars(module).items() if thing is own}
    for missing in beneath.keys() - vars(module).keys():
        if len(near := loading.alike(module, missing)) == 1:  # theirs has another name
            beneath[near[0]] = beneath[missing]
    _stand_in(vars(module), beneath, begun, loading)
    loading.restore(brings)
    return _looked_at(module, job, loading), part(module, name, "engine.py")


def _module(job, given):
    """Return a module that is found under all the names that its author may import from."""
    module, nothing = MODULE("submission"), Nothing()
    if _is_notebook(job["whole"]):
        module.__name__ = "__main__"
    module.__file__ = job["whole"]
    module.__package__ = "exercises"  # it may name the others as if it stood among them
    module.display, module.get_ipython = nothing, lambda: nothing  # a notebook's own
    setattr(module, job["class"], given)  # of the lesson before, wherever they have it from
    for name in ("submission", *job["names"]):
        place(name, module, job)
    return module


def _is_notebook(path):
    return path.lower().endswith(".ipynb")


def _no_engine(module, job, loading):
    """Return why the file has no engine of its own: none, or one that was passed over."""
    name, file = job["class"], job["whole"].replace("\\", "/").rpartition("/")[2]
    passed = [one for one in loading.passed if isinstance(one.node, _ast.ClassDef | None)]
    words = f"`{file}` has no `{name}` of its own"
    return Missing(words, module, name) if any(p.makes(name) for p in passed) else Missing(words)


def _classes(stand_ins):
    """Return the classes of some modules by name; a helper does not hide one of that name."""
    found = {}
    for one in reversed(stand_ins):
        found |= classes(one)
    return found


def _looked_at(module, job, loading):
    """Return the module to look at: the stub of a stretch goal that is not in the file."""
    wanted = job["scenarios"][0]["focus"].partition(".")[0]
    is_there = wanted in vars(module) or any(one.makes(wanted) for one in loading.passed)
    if is_there or not job["stub"]:
        return module
    job["own"].append(job["stub"])
    return load(job["look_at"], job["stub"], loading)


def _stand_in(names, beneath, begun, loading):
    """Put others in the place of some names, and define anew what holds on to what they named.

    Most code looks a name up when it runs, and then finds the stand-in; a base, a default or a
    decorated class holds on to what the name stood for.
    """
    names.update(beneath)
    stale, passed = set(beneath), [one.node for one in loading.passed]
    for node, code in begun if beneath else ():
        if node in passed or not isinstance(node, DEFINITIONS) or stale.isdisjoint(_used(code)):
            continue
        before = dict(names)
        if loading.executed(code, names) is None:  # else what it was before stays
            names.update(beneath)
            stale |= {name for name in names if names[name] is not before.get(name)}


def _used(code):
    """Return the names that code uses where it stands: not in the functions in it."""
    found = set(code.co_names)
    for inner in code.co_consts:
        if isinstance(inner, type(code)) and not inner.co_flags & OF_FUNCTION:
            found |= _used(inner)
    return found


def _run(module, job, loading):
    """Run the file, and return its statements; in a notebook, those of each cell by itself."""
    path, names, begun = job["whole"], vars(module), {}
    with open(path, "rb") as file:
        source = file.read()
    if not _is_notebook(path):
        read(source, path)  # what cannot be read is the whole file's fault
        loading.see(source, path)
        return loading.go_on(read(source, path, TREE_ONLY).body, path, names)
    loading.see(source, path)
    from json import loads  # a notebook alone pays for it

    cells = [one["source"] for one in loads(source)["cells"] if one["cell_type"] == "code"]
    future = []
    for number, text in enumerate(map("".join, cells), 1):
        name, rows = f"{path}/cell {number}", text.splitlines()
        job["own"].append(name)
        job["texts"][name] = rows
        try:
            nodes = _tree_of_cell(rows, name).body
        except SyntaxError as error:  # the other cells count
            loading.passed.append(Passed(None, error, names, text))
        else:
            begun.update(loading.go_on(nodes, name, names, future=future))
            future += of_future(nodes)
    _again(names, loading, begun)
    return begun.items()


def _again(names, loading, begun):
    """Run once more what used a name before its time; what is there already stays."""
    for one in loading.passed[:]:
        if type(one.error) is NameError and one.error.name in names and one.node in begun:
            before = dict(names)
            if loading.executed(begun[one.node], names) is None:
                loading.passed.remove(one)
            names.update(before)


def _tree_of_cell(rows, name):
    """Parse a cell; lines that only a notebook understands become `pass`."""
    from re import match

    rows = [*rows, ""]
    first = next((number for number, row in enumerate(rows) if row.strip()), 0)
    if rows[first].startswith("%%"):
        magic, *words = rows[first].split()
        is_file = magic in FILE_BELOW and "".join(words[-1:]).endswith(".py")
        if is_file or magic in CODE_BELOW:
            rows[first] = ""
        else:
            rows = [""]
    while True:
        try:
            return read("\n".join(rows), name, TREE_ONLY)
        except SyntaxError as error:
            wrong = (error.lineno or 0) - 1
            magic = match(MAGIC, rows[wrong]) if 0 <= wrong < len(rows) else None
            if magic is None:
                raise
            rows[wrong] = f"{magic['indent']}pass"
