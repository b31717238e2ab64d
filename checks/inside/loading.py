"""How a job's files are loaded: in which order, and what stands in for what.

First comes the engine. Where another one was handed out, a learner's own stands beside it: its
helpers are found where they are imported from, and whatever they make is of the class that was
handed out. Then come the stand-ins for what is beneath, and last the files that are looked at, or
the one file that holds them all: see `one_file.py`. How each is run: see `statements.py`. What else
they import from their own folder: see `folder.py`.
"""

import os
import sys

from inside.folder import OwnFolder, is_free
from inside.statements import MODULE, read
from inside.table import Missing, part
from inside.trace import FUNCTION


class Learner:
    """What a program may use: the module that is looked at, and the class of the engine."""

    def __init__(self, job, loading):
        sys.meta_path.append(OwnFolder(job, loading))
        modules, self.engine = load_files(job, loading)
        self.module = modules.get(job["look_at"])
        home = self.module if job["whole"] else _home(self.module, job)
        if not job["whole"] and _has_others(home, {*loading.kept} - {self.engine}):
            job.update(whole=home.__file__, names=[job["look_at"]])
            del modules[job["look_at"]]
        if job["whole"]:
            from inside.one_file import load_one_file  # few submissions are made so

            self.module, self.engine = load_one_file(job, loading, modules, self.engine)
        setattr(self, job["class"], self.engine)
        loading.restore()
        theirs = beside(job)
        job["own"] += [one.__file__ for one in theirs]
        loading.see_engines(theirs, self.engine)


def load_files(job, loading):
    """Load all but the one file that holds everything; return the modules, and the engine's class.

    Raises:
        Missing: if a file or the class is not there.
        SyntaxError: if Python cannot read a file.
    """
    engine = load("engine", job["files"]["engine"], loading)
    given = part(engine, job["class"], "engine.py")
    if job["given"]:
        loading.keep(given)
    if job["beside"]:
        load_beside(job, engine, given, loading)
    modules = {"engine": engine}
    for name, path in job["files"].items():
        if name != "engine":
            modules[name] = load(name, path, loading)
            if path not in job["own"]:
                loading.keep(*classes(modules[name]).values())
    return modules, given


def beside(job):
    """Return the modules in the submission's folder that its files have imported."""
    folder, packages = os.path.join(job["folder"], ""), tuple(job["packages"])
    every = {id(one): one for one in [*sys.modules.values()] if isinstance(one, MODULE)}
    files = [(one, str(getattr(one, "__file__", ""))) for one in every.values()]
    inside = [(one, file) for one, file in files if file.startswith(folder)]
    return [one for one, file in inside if packages and not file.startswith(packages)]


def classes(module):
    """Return the classes that are defined in a module, by name."""
    kinds = (thing for thing in vars(module).values() if isinstance(thing, type))
    return {kind.__name__: kind for kind in kinds if kind.__module__ == module.__name__}


def _home(module, job):
    """Return the module that defines what is looked at: one beside a file may only be imported."""
    wanted = job["scenarios"][0]["focus"].partition(".")[0]
    defined = getattr(vars(module).get(wanted), "__module__", None)
    home = sys.modules.get(defined, module)
    return home if home in beside(job) else module


def _has_others(module, kinds):
    """Tell whether a file has a class of its own in the place of one of some classes."""
    found = ((kind, vars(module).get(kind.__name__, kind)) for kind in kinds)
    return any(isinstance(one, type) and one is not kind for kind, one in found)


def load(name, path, loading):
    """Run a file as a module that is found as `name` and as `exercises.name`."""
    try:
        with open(path, "rb") as file:
            source = file.read()
    except FileNotFoundError:
        raise Missing(f"there is no file {os.path.basename(path)}") from None
    except OSError as error:
        name = os.path.basename(path)
        raise Missing(f"the file {name} cannot be read ({error.strerror})") from None
    loading.see(source, path)
    code = read(source, path)
    module = MODULE(name)
    module.__file__ = path
    module.__package__ = "exercises"
    place(name, module, loading.job)
    loading.modules.append(module)
    loading.run(code, source, module)
    place(name, module, loading.job, is_run=True)
    return module


def place(name, module, job, is_run=False):
    """Let a module be found by a name of the lesson, and as other packages have it.

    Where the submission has that package, too, it is found there first: the module may import it.
    """
    package = sys.modules["exercises"]
    for known in {name, job["also"].get(name, name)}:  # its file may have another name
        if known == name or is_free(known, job):
            sys.modules[known] = module
        sys.modules[f"exercises.{known}"] = module
        setattr(package, known, module)
    for other in [other for other, kept in job["known_as"].items() if kept == name]:
        name, _, last = other.rpartition(".")
        package = sys.modules.setdefault(name, MODULE(name))
        package.__path__ = [os.path.join(job["folder"], name)]  # the rest of it may be theirs
        if not os.path.isfile(os.path.join(package.__path__[0], f"{last}.py")):
            sys.modules[other] = module
        elif is_run:
            sys.modules.setdefault(other, module)
        if other in sys.modules:
            setattr(package, last, sys.modules[other])


def load_beside(job, engine, given, loading):
    """Run a learner's engine in the place of the one that was handed out, with the class of that.

    Where it does not run, or holds on to its own class, the engine that was handed out stays.
    """
    try:
        module = load("engine", job["beside"], loading)
        own, theirs = getattr(module, job["class"]), [module, *beside(job)]
        fits = not any(_holds_on(thing, own) for one in theirs for thing in vars(one).values())
    except BaseException:  # whatever their file does while it is imported
        fits = False
    if not fits:
        place("engine", engine, job)
        return
    loading.taken.append(own)
    for one in theirs:  # it may be defined beside the file
        for name, thing in list(vars(one).items()):
            if thing is own:
                setattr(one, name, given)
    if job["limited"]:
        limit(given, own, loading)


def _holds_on(thing, own):
    """Tell whether something is made from a class, and stays so whatever its name stands for."""
    if isinstance(thing, type):
        return thing is not own and issubclass(thing, own)
    defaults = getattr(thing, "__defaults__", None) or ()
    return any(isinstance(one, own) for one in (thing, *defaults))


def limit(given, own, loading):
    """Take from a class what another one lacks, so that code says itself that it needs it.

    Only what nothing else in the class is made from: numbers on the left, and what has a name.
    """
    if hasattr(own, "__getattr__"):  # it may have anything
        return
    for name, thing in list(vars(given).items()):
        is_named = name.startswith("__r") or not name.startswith("_")
        if is_named and isinstance(thing, FUNCTION) and not hasattr(own, name):
            delattr(given, name)
            loading.kept[given].pop(name)
