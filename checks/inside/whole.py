"""How does one file that holds all classes, a script or a notebook, become the modules to look at?

It is run as its author ran it, with all of its own classes. Then the classes beneath the exercise
are replaced by stand-ins wherever its functions and classes hold on to them, as if each class had a
file of its own: a fault in one class costs the others nothing.
"""

import _ast
import _signal
import json
import os
import re
import sys
from time import perf_counter
from types import FunctionType

from inside.scenarios import Late, Missing

TREE_ONLY = 0x400  # ast.PyCF_ONLY_AST, without the cost of importing ast
CODE_BELOW = {"%%time", "%%timeit", "%%capture", "%%prun"}  # the cell's other lines are Python
MAGIC = re.compile(
    r"(?P<indent>\s*)(?:[%!?]|(?:pip|conda)\s+install\b|\w[\w.]*\s*=\s*[%!]|\w[\w.]*\?{1,2}\s*$)"
)
SHARE = 0.75  # of the time to load: what all cells may take together
ENDLESS = 3  # so many cells that do not end may be interrupted, and the rest still runs


def load_whole(job, watch, load):
    """Run the file; return the module to look at, the Value beneath it, and its failed cells."""
    engine = load("engine", job["files"]["engine"])
    stand_ins = [load(name, path) for name, path in job["files"].items() if name != "engine"]
    module = _module(job["whole"], job["names"], engine)
    failed = _run(module, job, watch)
    given, value = vars(engine).get("Value"), vars(module).get("Value")
    brings = isinstance(value, type) and value is not given
    others = {}
    if brings and job["own_engine"]:
        for one in (engine, *stand_ins):
            one.Value = value
    elif brings:
        others[id(value)] = value = given
    for stand_in in stand_ins:
        for name, thing in list(vars(stand_in).items()):
            if isinstance(thing, type) and thing.__module__ == stand_in.__name__:
                own = vars(module).get(name)
                others |= {id(own): thing} if isinstance(own, type) else {}
                setattr(module, name, thing)  # also where its own has failed
    _replace(module, others)
    if job["look_at"] == "engine" and not brings:
        if not job["brought"]:
            raise Missing(f"`{os.path.basename(job['whole'])}` has no `Value` of its own")
        module = engine
    return module, value, failed


def _module(path, names, engine):
    """Return a module that is found under all the names that its author may import from."""
    module = type(sys)("__main__" if path.endswith(".ipynb") else "submission")
    module.__file__ = path
    module.display = print  # a notebook's own
    module.Value = vars(engine).get("Value")  # of the lesson before, wherever they have it from
    micrograd = sys.modules["micrograd"] = type(sys)("micrograd")
    sys.modules["micrograd.engine"] = micrograd.engine = engine
    sys.modules["micrograd.nn"] = micrograd.nn = module
    for name in names:
        sys.modules[name] = sys.modules[f"exercises.{name}"] = module
        setattr(sys.modules["exercises"], name, module)
    return module


# running it


def _run(module, job, watch):
    """Run the file; return the cells that failed, as (source, error). A script fails as a whole."""
    with open(job["whole"], "rb") as file:
        source = file.read()
    if not job["whole"].endswith(".ipynb"):
        _execute(_tree(source, job["whole"]), job["whole"], vars(module))
        return []
    _signal.signal(_signal.SIGINT, _signal.default_int_handler)  # how a cell is interrupted
    cells = []
    for number, cell in enumerate(json.loads(source)["cells"], 1):
        name = f"{job['whole']}/cell {number}"
        job["own"].append(name)
        job["texts"][name] = cell["source"].splitlines()
        cells.append((name, cell["source"]))
    time = _Time(watch, job)
    failed = []
    for name, cell in cells:
        if error := time.run(name, cell, vars(module)):
            failed.append((name, cell, error))
    return [
        (cell, again)
        for name, cell, error in failed
        if (again := _again(error, time, name, cell, vars(module)))
    ]


def _again(error, time, name, cell, names):
    """Run a cell once more if it used a name before its time; what is there already stays."""
    if type(error) is not NameError or error.name not in names:
        return error
    before = dict(names)
    error = time.run(name, cell, names)
    names.update(before)
    return error


class _Time:
    """Runs cells while there is time; a cell that does not end is interrupted."""

    def __init__(self, watch, job):
        self.watch = watch
        self.slice = job["busy"] * SHARE / ENDLESS
        self.end = perf_counter() + job["seconds"] * SHARE

    def run(self, name, source, names):
        """Run a cell; return the error that it ended with, or None."""
        if perf_counter() > self.end:
            return Late(f"{os.path.basename(name)} was not begun")
        try:
            self.watch.hurry(self.slice, self.end)
            try:
                _execute(_tree_of_cell(source, name), name, names)
            finally:
                self.watch.calm()
        except KeyboardInterrupt as interrupted:
            late = Late(f"{os.path.basename(name)} did not end")
            return late.with_traceback(interrupted.__traceback__)
        except BaseException as error:  # whatever it does, the other cells count
            return error
        return None


def _execute(tree, path, names):
    """Run statements; go on behind an import of a package that is not here.

    Nothing that is asked of a right answer needs it, and a notebook for plots begins with it.
    """
    while tree.body:
        try:
            exec(compile(tree, path, "exec", dont_inherit=True), names)  # noqa: S102
            return
        except (ModuleNotFoundError, KeyboardInterrupt) as error:
            step = error.__traceback__
            while step and step.tb_frame.f_code.co_filename != path:
                step = step.tb_next
            line = step and step.tb_lineno  # an interrupt may come where there is none
            left = [node for node in tree.body if line and node.end_lineno >= line]
            if not left or not isinstance(left[0], _ast.Import | _ast.ImportFrom):
                raise
            tree.body = left[1:]


def _tree(source, path):
    return compile(source, path, "exec", TREE_ONLY, dont_inherit=True)


def _tree_of_cell(source, name):
    """Parse a cell; lines that only a notebook understands become `pass`."""
    lines = source.splitlines()
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if lines and lines[first].startswith("%%"):
        if lines[first].split()[0] not in CODE_BELOW:
            lines = []
        else:
            lines[first] = ""
    while True:
        try:
            return _tree("\n".join([*lines, ""]), name)
        except SyntaxError as error:
            wrong = (error.lineno or 0) - 1
            magic = MAGIC.match(lines[wrong]) if 0 <= wrong < len(lines) else None
            if magic is None:
                raise
            lines[wrong] = f"{magic['indent']}pass"


# stand-ins in place of its own classes


def _replace(module, others):
    """Put others in place of some classes, by their ids, wherever the file's code finds them."""
    seen = set()
    names = vars(module)
    for name, thing in list(names.items()):
        names[name] = others.get(id(thing), thing)
    for thing in list(names.values()):
        if isinstance(thing, type) and thing.__module__ == module.__name__:
            _replace_in_class(thing, others, seen)
        else:
            _replace_in_function(thing, others, seen)


def _replace_in_class(thing, others, seen):
    """Replace what a class derives from, and what its attributes and methods hold."""
    bases = tuple(others.get(id(base), base) for base in thing.__bases__)
    if bases != thing.__bases__:
        thing.__bases__ = bases
    for name, part in list(vars(thing).items()):
        if id(part) in others:
            setattr(thing, name, others[id(part)])
        _replace_in_function(part, others, seen)


def _replace_in_function(thing, others, seen):
    """Replace in a function's defaults and in what it has from around it."""
    thing = getattr(thing, "__func__", thing)  # a static or class method's
    if isinstance(thing, property):
        for one in (thing.fget, thing.fset):
            _replace_in_function(one, others, seen)
    if not isinstance(thing, FunctionType) or id(thing) in seen:
        return
    seen.add(id(thing))
    if thing.__defaults__:
        thing.__defaults__ = tuple(others.get(id(one), one) for one in thing.__defaults__)
    for name, one in (thing.__kwdefaults__ or {}).items():
        thing.__kwdefaults__[name] = others.get(id(one), one)
    for cell in thing.__closure__ or ():
        try:
            inner = cell.cell_contents
        except ValueError:  # still empty
            continue
        if id(inner) in others:
            cell.cell_contents = others[id(inner)]
        _replace_in_function(inner, others, seen)
