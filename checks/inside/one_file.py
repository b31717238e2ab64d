"""One file that holds all classes, a script or a notebook, as the module to look at.

It is run as its author ran it, with all of its own classes. Then the stand-ins take the names of
the classes beneath the exercise, and what had held on to one of these when it was defined is
defined once more: a fault in one class costs the others nothing.
"""

import _ast
import _signal
import json
import os
import re
import sys
from time import perf_counter

from inside.beside import limit, load_beside
from inside.table import Late, Missing, part

TREE_ONLY = 0x400  # ast.PyCF_ONLY_AST, without the cost of importing ast
OF_FUNCTION = 1  # inspect.CO_OPTIMIZED: code that runs when it is called, and not where it stands
DEFINITIONS = (_ast.ClassDef, _ast.FunctionDef, _ast.Assign, _ast.AnnAssign)
CODE_BELOW = ("%%time", "%%timeit", "%%capture", "%%prun")  # the cell's other lines are Python
MAGIC = re.compile(
    r"(?P<indent>\s*)(?:[%!?]|(?:pip|conda)\s+install\b|\w[\w.]*\s*=\s*[%!]|\w[\w.]*\?{1,2}\s*$)"
)
SHARE = 0.75  # of the time to load: what all cells may take together
ENDLESS = 3  # so many cells that do not end may be interrupted, and the rest still runs


def load_one_file(job, load):
    """Run the file; return the module to look at, and the engine's class beneath it."""
    engine = load("engine", job["files"]["engine"])
    if job["beside"]:
        load_beside(job, part(engine, job["class"], "engine.py"), load)
    stand_ins = [load(name, path) for name, path in job["files"].items() if name != "engine"]
    module, given = _module(job, engine), getattr(engine, job["class"], None)
    ran, failed = _run(module, job)
    own = getattr(module, job["class"], None)
    brings = isinstance(own, type) and own is not given
    if job["look_at"] == "engine" and not brings:
        file = os.path.basename(job["whole"])
        raise Missing(f"`{file}` has no `{job['class']}` of its own")
    if brings and job["own_engine"]:
        for one in (engine, *stand_ins):
            setattr(one, job["class"], own)
    if brings and job["limited"]:
        limit(given, own)
    beneath = {} if job["own_engine"] else {job["class"]: given}
    _stand_in(vars(module), {**_classes(stand_ins), **beneath}, ran)
    found = part(module, job["class"], "engine.py")
    return _asked(module, failed, job, load), found


def _classes(stand_ins):
    """Return the classes of some modules by name; a helper does not hide one of that name."""
    found = {}
    for one in reversed(stand_ins):
        kinds = (thing for thing in vars(one).values() if isinstance(thing, type))
        found |= {kind.__name__: kind for kind in kinds if kind.__module__ == one.__name__}
    return found


def _asked(module, failed, job, load):
    """Return the module to look at: the stub of a stretch goal that is not in the file."""
    wanted = job["scenarios"][0]["focus"].partition(".")[0]
    if wanted in vars(module):
        return module
    for source, error in failed:
        if f"class {wanted}" in source or f"def {wanted}" in source:
            raise error
    if not job["stub"]:
        return module
    job["own"].append(job["stub"])
    return load(job["look_at"], job["stub"])


def _module(job, engine):
    """Return a module that is found under all the names that its author may import from."""
    module = type(sys)("__main__" if job["whole"].endswith(".ipynb") else "submission")
    module.__file__ = job["whole"]
    module.display = print  # a notebook's own
    # of the lesson before, wherever they have it from
    setattr(module, job["class"], getattr(engine, job["class"], None))
    for name in job["names"]:
        sys.modules[name] = sys.modules[f"exercises.{name}"] = module
        setattr(sys.modules["exercises"], name, module)
    for name, kept in job["known_as"].items():
        package, _, last = name.rpartition(".")
        package = sys.modules.setdefault(package, type(sys)(package))
        sys.modules[name] = engine if kept == "engine" else module
        setattr(package, last, sys.modules[name])
    return module


def _stand_in(names, beneath, ran):
    """Put others in the place of some names, and define anew what holds on to what they named.

    Most code looks a name up when it runs, and then finds the stand-in; a base, a default or a
    decorated class holds on to what the name stood for.
    """
    names.update(beneath)
    stale = set(beneath)
    for node, code in ran if beneath else ():
        if not isinstance(node, DEFINITIONS) or stale.isdisjoint(_used(code)):
            continue
        before = dict(names)
        try:
            exec(code, names)  # noqa: S102
        except Exception:  # noqa: S112  (what it was before stays)
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


def _run(module, job):
    """Run the file; return its statements, and of each cell that failed its source and its error.

    A script fails as a whole.
    """
    path, ran = job["whole"], []
    with open(path, "rb") as file:
        source = file.read()
    if not path.endswith(".ipynb"):
        _execute(_tree(source, path), path, vars(module), ran)
        return ran, []
    cells = {}
    for number, cell in enumerate(json.loads(source)["cells"], 1):
        name = f"{path}/cell {number}"
        job["own"].append(name)
        job["texts"][name] = cell["source"].splitlines()
        cells[name] = cell["source"]
    end = perf_counter() + job["seconds"] * SHARE
    errors = {name: _run_cell(name, job, end, vars(module), ran) for name in cells}
    for name, error in errors.items():
        # once more if it used a name before its time; what is there already stays
        if type(error) is NameError and error.name in vars(module):
            before = dict(vars(module))
            errors[name] = _run_cell(name, job, end, vars(module), ran)
            vars(module).update(before)
    return ran, [(cells[name], error) for name, error in errors.items() if error]


def _run_cell(name, job, end, names, ran):
    """Run a cell while there is time, and interrupt it if it does not end; return its error."""
    if perf_counter() > end:
        return Late(f"{os.path.basename(name)} was not begun")
    try:
        _interrupt(job["busy"] * SHARE / ENDLESS, end - perf_counter())
        try:
            _execute(_tree_of_cell(job["texts"][name], name), name, names, ran)
        finally:
            _interrupt(0, 0)
    except KeyboardInterrupt as interrupted:
        late = Late(f"{os.path.basename(name)} did not end")
        return late.with_traceback(interrupted.__traceback__)
    except BaseException as error:  # whatever it does, the other cells count
        return error
    return None


def _interrupt(busy, seconds):
    """Interrupt what runs after so many seconds of the processor, or of the clock; 0 is never."""
    if not hasattr(_signal, "setitimer"):  # Windows: such a cell uses up the time of them all
        return
    for timer, number, left in (
        (_signal.ITIMER_PROF, _signal.SIGPROF, busy),
        (_signal.ITIMER_REAL, _signal.SIGALRM, seconds),
    ):
        _signal.signal(number, _signal.default_int_handler)
        _signal.setitimer(timer, max(left, 0))


def _execute(tree, path, names, ran):
    """Run statements and note them; go on behind an import of a package that is not here.

    Nothing that is asked of a right answer needs it, and a notebook for plots begins with it.
    """
    future = [one for one in tree.body if getattr(one, "module", None) == "__future__"]
    for node in tree.body:
        code = compile(_ast.Module([*future, node], []), path, "exec", dont_inherit=True)
        ran.append((node, code))
        try:
            exec(code, names)  # noqa: S102
        except (ModuleNotFoundError, KeyboardInterrupt):
            if not isinstance(node, _ast.Import | _ast.ImportFrom):
                raise


def _tree(source, path):
    return compile(source, path, "exec", TREE_ONLY, dont_inherit=True)


def _tree_of_cell(lines, name):
    """Parse a cell; lines that only a notebook understands become `pass`."""
    lines = [*lines, ""]
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines[first].startswith("%%"):
        lines = lines if lines[first].split()[0] in CODE_BELOW else [""]
        lines[min(first, len(lines) - 1)] = ""
    while True:
        try:
            return _tree("\n".join(lines), name)
        except SyntaxError as error:
            wrong = (error.lineno or 0) - 1
            magic = MAGIC.match(lines[wrong]) if 0 <= wrong < len(lines) else None
            if magic is None:
                raise
            lines[wrong] = f"{magic['indent']}pass"
