"""One file that holds all classes, a script or a notebook, as the module to look at.

It is run as its author ran it, with all of its own classes. Then the stand-ins take the names of
the classes beneath the exercise, and what had held on to one of these when it was defined is
defined once more: a fault in one class costs the others nothing.
"""

import _ast
import json
import re
import sys

from inside.statements import Passed, known_as, read, tree
from inside.table import Missing, part

OF_FUNCTION = 1  # inspect.CO_OPTIMIZED: code that runs when it is called, and not where it stands
DEFINITIONS = (_ast.ClassDef, _ast.FunctionDef, _ast.Assign, _ast.AnnAssign)
CODE_BELOW = ("%%time", "%%timeit", "%%capture", "%%prun")  # the cell's other lines are Python
FILE_BELOW = ("%%writefile", "%%file")  # they are a file, and count if that is one of Python
MAGIC = re.compile(
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


def load_one_file(job, loading, load):
    """Run the file; return the module to look at, and the engine's class beneath it."""
    engine = load("engine", job["files"]["engine"], loading)
    others = {name: path for name, path in job["files"].items() if name != "engine"}
    stand_ins = [load(name, path, loading) for name, path in others.items()]
    module, given = _module(job, engine), getattr(engine, job["class"], None)
    loading.modules[:] = [module, engine]  # what a stand-in stands for is theirs
    ran = _run(module, job, loading)
    own = getattr(module, job["class"], None)
    brings = isinstance(own, type) and own is not given
    if job["look_at"] == "engine" and not brings:
        raise _no_engine(module, job, loading)
    if brings and job["own_engine"]:
        for one in (engine, *stand_ins):
            setattr(one, job["class"], own)
    beneath = {} if job["own_engine"] else {job["class"]: given}
    beneath = {**_classes(stand_ins), **beneath}
    for name in {*beneath} - vars(module).keys():
        if near := loading.alike(module, name):  # theirs has another name
            beneath[near] = beneath[name]
    _stand_in(vars(module), beneath, ran, loading)
    found = part(module, job["class"], "engine.py")
    return _looked_at(module, job, loading, load), found


def _no_engine(module, job, loading):
    """Return why the file has no engine of its own: none, or one that was passed over."""
    name = job["class"]
    missing = Missing(f"`{_name(job)}` has no `{name}` of its own", module, name)
    for one in loading.passed:
        if isinstance(one.node, _ast.ClassDef | None) and one.makes(name):
            return missing
    return Missing(str(missing))


def _name(job):
    return job["whole"].replace("\\", "/").rpartition("/")[2]


def _classes(stand_ins):
    """Return the classes of some modules by name; a helper does not hide one of that name."""
    found = {}
    for one in reversed(stand_ins):
        kinds = (thing for thing in vars(one).values() if isinstance(thing, type))
        found |= {kind.__name__: kind for kind in kinds if kind.__module__ == one.__name__}
    return found


def _looked_at(module, job, loading, load):
    """Return the module to look at: the stub of a stretch goal that is not in the file."""
    wanted = job["scenarios"][0]["focus"].partition(".")[0]
    is_there = wanted in vars(module) or any(one.makes(wanted) for one in loading.passed)
    if is_there or not job["stub"]:
        return module
    job["own"].append(job["stub"])
    return load(job["look_at"], job["stub"], loading)


def _module(job, engine):
    """Return a module that is found under all the names that its author may import from."""
    module = type(sys)("__main__" if job["whole"].lower().endswith(".ipynb") else "submission")
    module.__file__ = job["whole"]
    module.__package__ = "exercises"  # it may name the others as if it stood among them
    nothing = Nothing()
    module.display, module.get_ipython = nothing, lambda: nothing  # a notebook's own
    # of the lesson before, wherever they have it from
    setattr(module, job["class"], getattr(engine, job["class"], None))
    for name in job["names"]:
        sys.modules[name] = sys.modules[f"exercises.{name}"] = module
        setattr(sys.modules["exercises"], name, module)
    known_as(job, engine, module)
    return module


def _stand_in(names, beneath, ran, loading):
    """Put others in the place of some names, and define anew what holds on to what they named.

    Most code looks a name up when it runs, and then finds the stand-in; a base, a default or a
    decorated class holds on to what the name stood for.
    """
    names.update(beneath)
    stale, passed = set(beneath), [one.node for one in loading.passed]
    for node, code in ran if beneath else ():
        if node in passed or not isinstance(node, DEFINITIONS) or stale.isdisjoint(_used(code)):
            continue
        before = dict(names)
        if loading.executed(code, names) is not None:  # what it was before stays
            continue
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
    path, ran = job["whole"], []
    with open(path, "rb") as file:
        source = file.read()
    if not path.lower().endswith(".ipynb"):
        read(source, path)  # what cannot be read is the whole file's fault
        loading.go_on(tree(source, path).body, path, vars(module), ran)
        return ran
    for number, text in enumerate(_sources(json.loads(source)), 1):
        name = f"{path}/cell {number}"
        job["own"].append(name)
        job["texts"][name] = text.splitlines()
        try:
            nodes = _tree_of_cell(job["texts"][name], name).body
        except SyntaxError as error:  # the other cells count
            loading.passed.append(Passed(None, error, vars(module), text))
        else:
            loading.go_on(nodes, name, vars(module), ran)
    _again(module, loading, ran)
    return ran


def _sources(notebook):
    """Return the text of each cell that holds code."""
    cells = (one for one in notebook["cells"] if one["cell_type"] == "code")
    return ["".join(one["source"]) for one in cells]


def _again(module, loading, ran):
    """Run once more what used a name before its time; what is there already stays."""
    codes, early = dict(ran), loading.passed[:]
    for one in early:
        if type(one.error) is NameError and one.error.name in vars(module) and one.node in codes:
            before = dict(vars(module))
            if loading.executed(codes[one.node], vars(module)) is None:
                loading.passed.remove(one)
            vars(module).update(before)


def _tree_of_cell(lines, name):
    """Parse a cell; lines that only a notebook understands become `pass`."""
    lines = [*lines, ""]
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[first].startswith("%%"):
        magic, *words = lines[first].split()
        is_file = magic in FILE_BELOW and "".join(words[-1:]).endswith(".py")
        is_code = is_file or magic in CODE_BELOW
        lines = lines if is_code else [""]
        lines[min(first, len(lines) - 1)] = ""
    while True:
        try:
            return tree("\n".join(lines), name)
        except SyntaxError as error:
            wrong = (error.lineno or 0) - 1
            magic = MAGIC.match(lines[wrong]) if 0 <= wrong < len(lines) else None
            if magic is None:
                raise
            lines[wrong] = f"{magic['indent']}pass"
